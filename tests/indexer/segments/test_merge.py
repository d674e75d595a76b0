"""Merging: the merged segment is the one that the live documents would have made."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.documents.document import Document
from malmoi.indexer.segments.columns import Columns, encode_columns
from malmoi.indexer.segments.fields import POSTING_FIELDS
from malmoi.indexer.segments.merge import merge
from malmoi.indexer.segments.segment import Segment
from malmoi.tests.examples import examples

WORDS = st.sampled_from("서울 봄을 봄 강제출국 同志 MTU Trade Union union 12.9".split())
DOCUMENT = st.builds(
    lambda words, title, tag, date: Document(
        id="", body=" ".join(words), title=" ".join(title), tags=tuple(tag), date=date
    ),
    st.lists(WORDS, max_size=6),
    st.lists(WORDS, max_size=2),
    st.lists(st.sampled_from(["봄", "MTU"]), max_size=2),
    st.sampled_from([None, "2007-12-13", "1969"]),
)
SEGMENTS = st.lists(st.lists(st.tuples(DOCUMENT, st.booleans()), min_size=1, max_size=4), min_size=1, max_size=4)

_NAMES = count()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where merged segments are written."""
    return tmp_path_factory.mktemp("merged")


def named(made: list[list[tuple[Document, bool]]]) -> list[list[tuple[Document, bool]]]:
    """The documents with ids of their own."""
    return [
        [
            (Document(id=f"{at}/{n}", body=d.body, title=d.title, tags=d.tags, date=d.date), gone)
            for n, (d, gone) in enumerate(part)
        ]
        for at, part in enumerate(made)
    ]


def write(folder: Path, columns: dict[str, Any], documents: int) -> Columns:
    """The columns as they are read from a file."""
    path = folder / f"{next(_NAMES)}.segment"
    path.write_bytes(b"".join(encode_columns(columns, {"documents": documents})))
    return Columns(path)


@examples(80, quick=25)
@given(made=SEGMENTS)
def test_as_if_built_at_once(make_segment: Any, folder: Path, made: list[list[tuple[Document, bool]]]) -> None:
    """Every column of a merged segment, postings, positions, lengths and records, is that of one built at once."""
    parts = named(made)
    segments: list[Segment] = [
        make_segment([document for document, _ in part], [at for at, (_, gone) in enumerate(part) if gone])
        for part in parts
    ]
    live = [document for part in parts for document, gone in part if not gone]
    merged = write(folder, merge(segments), len(live))
    built = make_segment(live).columns
    assert set(merged) == set(built)
    for name in built:
        assert merged[name].all().dtype == built[name].all().dtype, name
        assert np.array_equal(merged[name].all(), built[name].all()), name


def test_every_field_is_merged(make_segment: Any) -> None:
    """No field with postings is left behind."""
    segment: Segment = make_segment([Document(id="a", body="봄")])
    assert {name.rpartition(".")[0] for name in segment.columns if name.endswith(".offsets")} == set(POSTING_FIELDS)
