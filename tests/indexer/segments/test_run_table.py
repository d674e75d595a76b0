"""The table of runs agrees with a dictionary, and their hashes tell them apart."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.segments.run_table import RunTable, run_hashes
from malmoi.indexer.text.run_spans import joined, run_spans, text_of
from malmoi.tests.examples import examples

WORDS = st.text("가나同aA𠀀'b", min_size=1, max_size=80) | st.sampled_from(["가" * 32, "가" * 33, "가" * 32 + "나"])


@examples(200, quick=70)
@given(st.lists(WORDS, min_size=1, max_size=30))
def test_same_hash_same_run(words: list[str]) -> None:
    """Runs have one hash where they are one, wherever they stand, and only there."""
    text, _ = joined(words)
    starts, ends = run_spans(text)
    hashes = run_hashes(text, starts, ends).tolist()
    runs = [text_of(text[slice(*span)]) for span in zip(starts.tolist(), ends.tolist(), strict=True)]
    assert 0 not in hashes
    assert len(set(hashes)) == len(set(runs)) == len(set(zip(hashes, runs, strict=True)))


def test_many_like_runs() -> None:
    """Runs that differ in one place or two, which a hash that does not mix would confuse."""
    words = [f"{'가' * (at % 9)}{chr(0xAC00 + at % 97)}{'가' * 3}{chr(0xAC00 + at % 89)}" for at in range(40_000)]
    text, _ = joined(words)
    assert len(set(run_hashes(text, *run_spans(text)).tolist())) == len(set(words))


# Small numbers all begin in the first slot; large ones in any.
@examples(100)
@given(st.lists(st.sets(st.integers(1, 60) | st.integers(1, (1 << 64) - 1), max_size=40), max_size=8))
def test_as_a_dictionary(sets: list[set[int]]) -> None:
    """Numbers are given in order, and found again."""
    table, numbers = RunTable(), dict[int, int]()
    for hashes in sets:
        new = [each for each in hashes if each not in numbers]
        table.add(np.array(new, np.uint64))
        for each in new:
            numbers[each] = len(numbers)
        asked = [*hashes, *numbers, 61, 1 << 40]
        assert table.find(np.array(asked, np.uint64)).tolist() == [numbers.get(each, -1) for each in asked]
    assert len(table) == len(numbers)


def test_grows() -> None:
    """A table of many more than it began with finds all."""
    hashes = np.random.default_rng(7).integers(1, 1 << 64, size=50_000, dtype=np.uint64)
    table = RunTable()
    for part in np.array_split(hashes, 7):
        table.add(part)
    assert (table.find(hashes) == np.arange(len(hashes))).all()
    assert (table.find(hashes + np.uint64(1)) == -1).all()
