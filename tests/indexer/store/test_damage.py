"""Damage: a changed byte is a named error, or changes nothing; never a wrong answer, never a bare traceback."""

from __future__ import annotations

from typing import Any

import pytest

from malmoi.config import Config
from malmoi.errors import DamagedIndexError
from malmoi.indexer.documents.document import Document
from malmoi.query.searcher import Searcher

QUERIES = ("제주", '"봄 여행"', "unions", "trade -제주", "노동*", "date:2007", "tag:mtu")
DOCUMENTS = (
    Document(id="a", title="봄 여행", body="제주에서 만난 사람들", date="2007-12-13", tags=("여행",)),
    Document(id="b", title="Harbour", body="The Trade Union met. 노동조합이 만났다.", tags=("MTU",)),
    Document(id="c", body="봄 여행 다시", date="2008"),
)


def answers(shelf: Any) -> list[Any]:
    """What the index answers now, opened anew; damage and where it was said to be instead of an answer."""
    found: list[Any] = []
    try:
        searcher = Searcher(shelf.snapshot(), shelf.analyzer, Config())
    except DamagedIndexError as error:
        return [error.path] * len(QUERIES)
    for query in QUERIES:
        try:
            page = searcher.search(query, limit=5)
            found.append([(hit.id, hit.score, hit.snippet) for hit in page.hits])
        except DamagedIndexError as error:
            found.append(error.path)
    return found


@pytest.mark.parametrize("stride", [101, pytest.param(23, marks=pytest.mark.slow)])
def test_searching_a_damaged_segment(shelf: Any, stride: int) -> None:
    """Whichever byte of a segment is changed, every query has its right answer or names the file."""
    shelf.commit(*DOCUMENTS)
    good = answers(shelf)
    assert all(good)
    (path,) = (segment.path for segment in shelf.snapshot().segments)
    data = path.read_bytes()
    noticed = 0
    for at in range(0, len(data), stride):
        path.unlink()
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x41]) + data[at + 1 :])
        for answer, right in zip(answers(shelf), good, strict=True):
            assert answer in (right, str(path)), f"byte {at}"
            noticed += answer != right
    assert noticed


def test_searching_a_segment_cut_short(shelf: Any) -> None:
    """A segment that lost its end is refused when it is opened, whatever its length."""
    shelf.commit(*DOCUMENTS)
    (path,) = (segment.path for segment in shelf.snapshot().segments)
    data = path.read_bytes()
    for length in range(0, len(data), 101):
        path.unlink()
        path.write_bytes(data[:length])
        assert answers(shelf) == [str(path)] * len(QUERIES)
