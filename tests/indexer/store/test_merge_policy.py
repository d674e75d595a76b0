"""Tiers: few segments, and few rewrites of each document."""

from __future__ import annotations

from collections.abc import Iterable
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.segments.postings import MAX_DOCUMENTS
from malmoi.indexer.store.merge_policy import FACTOR, FLOOR, LEAST, MEMORY, Size, to_merge

SIZES = st.lists(st.integers(1, MAX_DOCUMENTS) | st.integers(1, 300), max_size=40)


def chosen_of(sizes: Iterable[int]) -> set[int]:
    """The segments to merge, of documents that take no bytes."""
    return to_merge([Size(size, 0) for size in sizes], 0)


def settled(sizes: Iterable[int]) -> tuple[list[int], int]:
    """The sizes after every merge that is due, and how many documents the merges wrote."""
    sizes, written = list(sizes), 0
    while chosen := chosen_of(sizes):
        total = sum(sizes[place] for place in chosen)
        written += total
        sizes = [size for place, size in enumerate(sizes) if place not in chosen] + [total]
    return sizes, written


@given(SIZES)
def test_a_merge_fits_into_a_segment(sizes: list[int]) -> None:
    """A merge takes two segments or more, that together fit into one."""
    chosen = chosen_of(sizes)
    assert len(chosen) != 1
    assert sum(sizes[place] for place in chosen) <= MAX_DOCUMENTS


@given(SIZES)
def test_merging_comes_to_an_end(sizes: list[int]) -> None:
    """Merging ends, keeps every document, and never makes a segment that is too large."""
    after, _ = settled(sizes)
    assert sum(after) == sum(sizes)
    assert max(after, default=0) <= MAX_DOCUMENTS
    assert sum(size < FLOOR for size in after) <= 1


def bound(documents: int) -> int:
    """Segments that there may be: three of each tier, and large ones that fit with no other."""
    return int(3 * (2 + log(max(documents / FLOOR, 1), FACTOR)) + 8 * documents / MAX_DOCUMENTS)


@pytest.mark.parametrize("batch", [1, 7, 130, 5000])
def test_many_commits(batch: int) -> None:
    """2,000 commits leave a dozen segments, and write each document a bounded number of times."""
    sizes: list[int] = []
    written = 0
    for commit in range(1, 2001 if batch < 5000 else 201):
        sizes, merged = settled([*sizes, batch])
        written += merged + batch
        assert len(sizes) <= bound(commit * batch)
    rewrites = written / sum(sizes)
    # on the floor a document is written anew with half of its next FLOOR neighbours, above it once a tier
    assert rewrites <= 1 + FLOOR / batch / 2 + 3 * log(sum(sizes) / FLOOR, FACTOR)


def test_single_posts() -> None:
    """A thousand posts added one by one are in a handful of segments."""
    sizes: list[int] = []
    for _ in range(1000):
        sizes, _ = settled([*sizes, 1])
    assert sum(sizes) == 1000
    assert len(sizes) <= 5


def test_large_segments() -> None:
    """Sixty segments of which four do not fit into one are merged by threes, and not left as they are."""
    sizes, written = settled([17_000] * 60)
    assert len(sizes) <= 60 / 3 + 7
    assert written <= 60 * 17_000


@given(st.lists(st.integers(1, LEAST), min_size=1, max_size=40), st.integers(0, 64 << 20))
def test_a_merge_fits_into_memory(sizes: list[int], memory: int) -> None:
    """A merge takes segments of so many bytes that it fits into memory, or of the least that are always merged."""
    chosen = to_merge([Size(10_000, size) for size in sizes], memory)
    assert sum(sizes[place] for place in chosen) <= max(memory / MEMORY, LEAST)
