"""Small random corpora, their histories of writing, and queries about them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from malmoi.config import Config, Limits
from malmoi.index import Index
from malmoi.indexer.analysis.analyzer import Analyzer
from malmoi.indexer.analysis.taggers.make import make_tagger
from malmoi.indexer.documents.document import Document
from malmoi.indexer.documents.record import Record
from malmoi.indexer.segments.builder import SegmentBuilder
from malmoi.indexer.segments.columns import encode_columns
from malmoi.indexer.segments.runs import Runs
from malmoi.indexer.segments.segment import Segment
from malmoi.indexer.store import merge_policy
from malmoi.query.scoring import docsets, segment_groups

WORDS = """
    학교 학교에 학교가 노조 노조의 이주노조 이주노동자 지도부 지도부3인 강제 출국 강제출국 강제출국은 밥 밥을
    물 물이 먹었다 했다 가까운 그리고 은 조 MTU MTU지도부 union Unions deported deportation the don't C++
    同志 同志會 志 金 12.9 3인 1,000 1000
""".split()
TAGS = ["노조", "봄여행", "MTU", "同志"]
DATES = [None, "2007", "2007-12", "2007-12-13", "2008-01-01", "2024-02-29"]
LANGUAGES = ["ko", "en", "ko+en", "other"]
IDS = [f"p{number}" for number in range(40)]

TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=16).map(" ".join)
DOCUMENTS = st.builds(
    Document,
    id=st.sampled_from(IDS),
    title=st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join),
    body=TEXTS,
    tags=st.lists(st.sampled_from(TAGS), max_size=2, unique=True).map(tuple),
    date=st.sampled_from(DATES),
    lang=st.sampled_from(LANGUAGES),
    author=st.sampled_from([None, "Kim"]),
)
COMMITS = st.lists(
    st.lists(DOCUMENTS, min_size=3, max_size=12) | st.lists(st.sampled_from(IDS), min_size=1, max_size=4),
    min_size=2,
    max_size=8,
)
"""Commits: each adds documents, replacing those of the same ids, or deletes ids."""


def _wildcards(word: str) -> st.SearchStrategy[str]:
    patterns = [word[:1] + "*", word[:2] + "*", "*" + word[-1:], "*" + word[-2:], word[:1] + "*" + word[-1:]]
    return st.sampled_from([*patterns, word[:1] + "?" + word[2:] if len(word) > 2 else "*" + word])


_WORDS = st.sampled_from(WORDS)
_PHRASES = st.lists(_WORDS, min_size=1, max_size=3).map(" ".join).map('"{}"'.format)
_PATTERNS = st.sampled_from([word for word in WORDS if word.isalpha()]).flatmap(_wildcards)
_FILTERS = st.sampled_from(
    "tag:노조 tag:봄여행 lang:ko lang:ko+en author:kim id:p3 since:2007-12 until:2007 "
    "date:2007..2008-01 date:2007-12-13 -lang:en -tag:mtu *".split(" ")
)
_LOOSE = st.sampled_from(["그리고", "은", "없는말", "강제출국을", "노조에서", "학교", "학교"])
_LEAVES = st.one_of(
    _WORDS, _WORDS, _LOOSE, _PHRASES, _PATTERNS, st.sampled_from(["title", "body", "tags"]).flatmap(
        lambda name: (_WORDS | _PHRASES).map(lambda inner: f"{name}:{inner}")
    ),
)  # fmt: skip


def _joined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.tuples(inner, inner)
    return st.one_of(
        pairs.map(" ".join),
        pairs.map(" OR ".join),
        pairs.map(lambda pair: f"({pair[0]}) AND ({pair[1]})"),
        pairs.map(lambda pair: f"{pair[0]} -({pair[1]})"),
        pairs.map(lambda pair: f"-({pair[0]}) {pair[1]}"),
        pairs.map(lambda pair: f"-({pair[0]} {pair[1]}) {pair[0]}"),
        st.tuples(inner, _FILTERS).map(" ".join),
        inner.map("title:({})".format),
    )


QUERIES = st.one_of(
    st.lists(_WORDS | _LOOSE, min_size=1, max_size=4).map(" ".join),
    st.lists(_LEAVES, min_size=2, max_size=3).map(" OR ".join),
    st.lists(_LEAVES | _FILTERS, min_size=1, max_size=3).map(" ".join),
    st.recursive(_LEAVES, _joined, max_leaves=5),
)


@dataclass(frozen=True)
class History:
    """What was written into an index, and the documents that must be in it now."""

    commits: Sequence[Sequence[Document | str]]
    live: dict[str, Document]

    @classmethod
    def of(cls, commits: Sequence[Sequence[Any]]) -> History:
        """The history of commits that add documents or delete ids."""
        live: dict[str, Document] = {}
        for commit in commits:
            for one in commit:
                if isinstance(one, Document):
                    live.pop(one.id, None)
                    live[one.id] = one
                else:
                    live.pop(one, None)
        return cls(commits, live)

    def write(self, index: Index) -> None:
        """Makes every commit."""
        for commit in self.commits:
            if isinstance(commit[0], Document):
                index.add_all(commit)  # type: ignore[arg-type]
            else:
                index.delete(*commit)  # type: ignore[arg-type]


HISTORIES = COMMITS.map(History.of)


PATIENT = Limits(deadline_ms=60_000)
"""However busy the machine is, a query is answered."""


@cache
def analyzer() -> Analyzer:
    """The default analyser, made once."""
    return Analyzer(make_tagger("mecab", ()))


@contextmanager
def new_index(
    config: Config | None = None, *, floor: int | None = None, room: int | None = None, few: int | None = None
) -> Iterator[Index]:
    """An empty index in a folder that is removed afterwards.

    With ``floor``, segments of so many documents are merged only with their like, and two of them at once, so that a
    few commits give several segments and merges. A group has ``room`` for so many documents. One document in ``few``
    is few: at 0 all scores are kept at places, at many in whole arrays.
    """
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        if room is not None:
            patch.setattr(segment_groups, "MAX_DOCUMENTS", room)
        if few is not None:
            patch.setattr(docsets, "_FEW", few)
        if floor is not None:
            patch.setattr(merge_policy, "FLOOR", floor)
            patch.setattr(merge_policy, "FACTOR", 4)
        with Index(Path(folder) / "index", config or Config(limits=PATIENT)) as index:
            yield index


@contextmanager
def new_segment(texts: Sequence[str]) -> Iterator[Segment]:
    """A segment of documents with these bodies."""
    builder = SegmentBuilder(Runs(analyzer()))
    for number, text in enumerate(texts):
        builder.add(Record.of(Document(id=str(number), body=text)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "0.segment"
        path.write_bytes(b"".join(encode_columns(builder.columns(), {"documents": len(texts)})))
        yield Segment(path)
