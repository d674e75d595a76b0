"""Merging segments: the columns of one segment that holds the live documents of several, in their order.

Postings are moved as whole slices and stored documents as the bytes they are: nothing is analysed, counted or
compressed again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from ..analyzer import STREAMS
from .builder import KEYWORD_FIELDS, TEXT_FIELDS
from .columns import Array, smallest
from .postings import Postings
from .segment import Segment
from .stored import merged_columns
from .terms import term_columns

FIELDS = (*(f"{field}.{stream}" for field in TEXT_FIELDS for stream in STREAMS), *KEYWORD_FIELDS)
"""Every field with postings."""


def merge(segments: Sequence[Segment]) -> dict[str, Array]:
    """The columns of the merged segment."""
    renumbered = list(_renumbered(segments))
    columns = {
        "dates": np.concatenate([segment.dates[segment.live] for segment in segments]),
        "digests": np.concatenate([segment.digests[segment.live].ravel() for segment in segments]),
        **merged_columns([(segment.columns, segment.live) for segment in segments]),
    }
    for field in FIELDS:
        merged = _merge_field([segment.postings(field) for segment in segments], renumbered, segments)
        columns |= {f"{field}.{name}": array for name, array in merged.items()}
    return columns


def _renumbered(segments: Sequence[Segment]) -> Iterator[Array]:
    """The new number of every document of each segment; those of deleted documents mean nothing."""
    first = 0
    for segment in segments:
        yield np.cumsum(segment.live) - 1 + first
        first += len(segment)


def _merge_field(
    fields: Sequence[Postings], renumbered: Sequence[Array], segments: Sequence[Segment]
) -> Mapping[str, Array]:
    terms = sorted(set().union(*(field.terms for field in fields)))
    numbers = {term: number for number, term in enumerate(terms)}
    parts = [_Part(*part, numbers) for part in zip(fields, renumbered, segments, strict=True)]
    term = np.concatenate([part.terms for part in parts])
    # Every part is in the order of terms and documents already, so that equal terms stay in the order of documents.
    order = np.argsort(term, kind="stable")
    found = np.bincount(term, minlength=len(terms))
    kept = [text for text, count in zip(terms, found.tolist(), strict=True) if count]
    columns = term_columns(kept) | {
        "starts": _bounds(found[found > 0]),
        "docs": np.concatenate([part.docs for part in parts])[order].astype("<u2"),
        "lengths": smallest(np.concatenate([f.lengths[s.live] for f, s in zip(fields, segments, strict=True)])),
    }
    if fields[0].has_positions:
        counts = np.concatenate([part.counts for part in parts])
        positions = np.concatenate([part.positions for part in parts])
        occurs = np.bincount(term, weights=counts, minlength=len(terms)).astype(np.int64)
        first = np.zeros(len(positions), dtype=bool)
        first[np.cumsum(counts[order]) - counts[order]] = True
        columns["firsts"] = np.packbits(first)
        columns["occurs"] = _bounds(occurs[found > 0])
        columns["positions"] = smallest(positions[_slices((np.cumsum(counts) - counts)[order], counts[order])])
    return columns


class _Part:
    """The live postings of one field of one segment, with the terms and documents as they are numbered now."""

    def __init__(self, field: Postings, renumbered: Array, segment: Segment, numbers: Mapping[bytes, int]) -> None:
        docs = field.column("docs")
        live = segment.live[docs]
        new_terms = np.array([numbers[term] for term in field.terms], dtype=np.int64)
        self.terms = np.repeat(new_terms, _counts(field.column("starts")))[live]
        self.docs = renumbered[docs[live]]
        if field.has_positions:
            counts = field.stretch(0, len(field.terms))[1]
            self.counts = counts[live].astype(np.int64)
            self.positions = field.column("positions")[np.repeat(live, counts)]


def _counts(bounds: Array) -> Array:
    wide = bounds.astype(np.int64)
    return wide[1:] - wide[:-1]


def _bounds(counts: Array) -> Array:
    return smallest(np.concatenate(([0], np.cumsum(counts))))


def _slices(starts: Array, lengths: Array) -> Array:
    """The indices of slices laid end to end: slice i is ``starts[i]`` up to ``starts[i] + lengths[i]``."""
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(int(lengths.sum()))
