"""What every reader keeps: posts that were exported are read back with the same titles, dates and texts."""

from __future__ import annotations

from datetime import date
from functools import partial
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.corpora.readers import reader_for
from malmoi.corpora.reading.file import File
from malmoi.indexer.documents.document import Document
from malmoi.indexer.documents.record import Record
from malmoi.indexer.text.normalize import clean
from malmoi.tests.examples import examples

from . import exporters, office_exporters
from .example_reader import NotebookReader, notebook
from .exporters import Exporter, Files, Post

EXPORTERS: list[Exporter] = [
    exporters.json_lines,
    exporters.json_list,
    exporters.plain_text,
    exporters.markdown,
    exporters.pages,
    exporters.rss,
    exporters.atom,
    exporters.wordpress,
    exporters.textcube,
    office_exporters.spreadsheet,
    office_exporters.tab_separated,
    office_exporters.mailbox,
    office_exporters.letters,
    office_exporters.printed,
    office_exporters.zipped_pages,
    office_exporters.packed_markdown,
    notebook,
]

WORDS = "일꾼 모임 나눔밥 똠방각하 勞動 Migrant's 10.1 don't R&D <b> a<b x>y &amp; ]]> [가] \"뜻\" *별* _줄_ #1 😀 밑_줄 |".split()
LINE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(lambda words: f"글 {' '.join(words)} 끝")
POSTS = st.lists(
    st.builds(
        Post,
        title=st.sampled_from(["오늘", "Ends & means", "<주말> 모임", "]]> 표", "맺음"]).map(
            lambda words: f"{words} 이야기"
        ),
        day=st.dates(date(1971, 1, 1), date(2037, 12, 31)),
        paragraphs=st.lists(LINE, min_size=1, max_size=4).map(tuple),
    ),
    min_size=1,
    max_size=5,
)


def read(files: Files) -> list[tuple[str, str | None, str]]:
    """Title, day and text of each document; how they break into lines is left to each reader's own tests."""
    records = []
    for name, data in files.items():
        reader = NotebookReader() if name.endswith(NotebookReader.suffixes) else reader_for(name)
        assert reader is not None, f"no reader for {name}: add it to corpora/readers.py"
        for document in reader.read(File(name, (len(data), 0), partial(BytesIO, data), 32 << 20)):
            assert isinstance(document, Document), f"{document}: the exporter or the reader is wrong"
            records.append(Record.of(document))
    return [(record.title, record.date and record.date[:10], " ".join(record.body.split())) for record in records]


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.__name__)
@examples(50, quick=15)
@given(posts=POSTS)
def test_round_trip(exporter: Exporter, posts: list[Post]) -> None:
    """A reader gives back what was exported: every post, in order, with its title, its day and all of its text."""
    assert read(exporter(posts)) == [
        (clean(post.title), str(post.day), clean(" ".join(post.paragraphs))) for post in posts
    ]
