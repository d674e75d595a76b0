"""Sequences against a search of every position."""

from __future__ import annotations

from itertools import count

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from malmoi.query.leaf_queries.sequence import find_sequence, starts_in
from malmoi.query.words.readings import prefix_units, readings
from malmoi.query.words.units import Entry, Unit
from malmoi.tests.examples import examples

from ..corpora import TEXTS, WORDS, analyzer, new_segment
from ..naive_text import Text, count_sequence, sequence_places

EVERY = np.arange(4, dtype=np.uint16)
_ENTRIES = st.builds(
    Entry,
    st.sampled_from(["terms", "grams"]),
    st.sampled_from(["학교", "학", "교", "노조", "이주", "조", "mtu", "12.9", "3", "인", "同", "先"]),
    st.integers(0, 1),
    st.booleans(),
)
_UNITS = st.lists(st.lists(_ENTRIES, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3).flatmap(
    lambda rows: st.integers(1, 2).map(lambda step: [Unit(row, at) for row, at in zip(rows, count(0, step))])
)
_READ = (
    st.sampled_from(WORDS).flatmap(lambda word: st.sampled_from(readings(word, analyzer()))).map(lambda one: one.units)
)
_BEGUN = st.sampled_from(["MTU지", "3인", "이주노", "deport"]).map(lambda text: prefix_units(text, analyzer()))


@examples(60, quick=20)
@given(st.lists(TEXTS, min_size=1, max_size=4), st.lists(_UNITS | _READ | _BEGUN, min_size=6, max_size=12))
def test_a_sequence_is_its_units_at_their_distances(texts: list[str], sequences: list[list[Unit]]) -> None:
    """The documents that have a sequence, how often, and where: those of a search of every position."""
    naive = [Text(text, analyzer()) for text in texts]
    with new_segment(texts) as segment:
        for units in sequences:
            docs, times = find_sequence(segment, "body", units)
            counts = {doc: often for doc, text in enumerate(naive) if (often := count_sequence(text, units))}
            assert dict(zip(docs.tolist(), times.tolist(), strict=True)) == counts
            if all(entry.stream != "words" for unit in units for entry in unit.entries):
                starts = {doc: found for doc, text in enumerate(naive) if (found := sequence_places(text, units))}
                assert starts_in(segment, "body", units, EVERY) == starts


def test_a_unit_without_an_entry_is_nowhere() -> None:
    """A sequence with a unit that no text has is in no document, whatever the other units are."""
    with new_segment(["학교 노조"]) as segment:
        docs, times = find_sequence(
            segment, "body", [Unit((Entry("grams", "학교"),)), Unit((Entry("grams", "없"),), 2)]
        )
        assert (docs.tolist(), times.tolist()) == ([], [])
        assert starts_in(segment, "body", [Unit((Entry("grams", "없"),))], EVERY) == {}
