"""Numbers and their counters: in digits or as native numerals, apart or as one word, with endings."""

from __future__ import annotations

import pytest

from malmoi import Document

from .corpora import new_index

TEXTS = (
    "시민이 왔다",
    "제3대 총장",
    "세대 갈등",
    "두 개가 왔다",
    "두개가 왔다",
    "2개가 왔다",
    "세 개가 왔다",
    "두개골이 부러졌다",
    "스무 살이다",
    "20살이다",
    "38번쯤",
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("두 개", "두 개가 왔다, 두개가 왔다, 2개가 왔다"),
        ("2개", "두 개가 왔다, 두개가 왔다, 2개가 왔다"),
        ("두개", "두 개가 왔다, 두개가 왔다, 2개가 왔다"),
        ("스무 살", "스무 살이다, 20살이다"),
        ("20살", "스무 살이다, 20살이다"),
        ("스무살", "스무 살이다, 20살이다"),
        ("38번", "38번쯤"),
        ("한 시민", "시민이 왔다"),
        ("세대", "세대 갈등"),
    ],
)
def test_a_number_in_digits_and_as_a_numeral(query: str, found: str) -> None:
    """Both are one, whatever follows the counter; another number is another one."""
    with new_index() as index:
        index.add_all([Document(id=text, body=text) for text in TEXTS])
        hits = [hit.id for hit in index.search(query, exact=True).hits if hit.complete]
        assert set(found.split(", ")) <= set(hits) <= {*found.split(", "), "두개골이 부러졌다"}
