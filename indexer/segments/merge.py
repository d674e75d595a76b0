"""Merging segments: the columns of one segment that holds the live documents of several, in their order.

Postings are moved as whole slices and stored documents as the bytes they are: nothing is analysed, counted or
compressed again.
"""

from __future__ import annotations

import heapq
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, repeat

import numpy as np

from .columns import Array, bounds, smallest
from .fields import POSTING_FIELDS
from .invert import stable_order
from .keys import key_columns
from .postings import Postings
from .segment import Segment
from .stored import merged_columns
from .terms import term_columns

_SHARE = 1 << 20
"""Number of postings merged at a time: it bounds the memory beyond the result."""
_NONE: Array = np.empty(0, dtype="u1")


def merge(segments: Sequence[Segment]) -> dict[str, Array]:
    """The columns of the merged segment."""
    renumbered = list(_renumbered(segments))
    columns = {
        "dates": np.concatenate([segment.dates[segment.live] for segment in segments]),
        "digests": np.concatenate([segment.digests[segment.live].ravel() for segment in segments]),
        "sketches": np.concatenate([segment.sketches[segment.live].ravel() for segment in segments]),
        **merged_columns([(segment.columns, segment.live) for segment in segments]),
    }
    for field in POSTING_FIELDS:
        merged = _merge_field([segment.postings(field) for segment in segments], renumbered, segments)
        merged |= key_columns(merged, field.rpartition(".")[2])
        columns |= {f"{field}.{name}": array for name, array in merged.items()}
    for field in sorted({name for segment in segments for name in segment.own_fields.values()}):
        columns |= {f"{field}.{name}": array for name, array in _merged_own(field, renumbered, segments).items()}
    return columns


def _merged_own(field: str, renumbered: Sequence[Array], segments: Sequence[Segment]) -> dict[str, Array]:
    """The columns of a field of one's own, which some of the segments have; none where no live document has it."""
    having = [place for place, segment in enumerate(segments) if field in segment.own_fields.values()]
    chosen = [segments[place] for place in having]
    merged = _merge_field([one.postings(field) for one in chosen], [renumbered[place] for place in having], chosen)
    lengths = [np.zeros(len(segment), dtype="u1") for segment in segments]
    for place in having:
        lengths[place] = segments[place].postings(field).lengths[segments[place].live]
    merged["lengths"] = smallest(np.concatenate(lengths))
    return merged if len(merged["docs"]) else {}


def _renumbered(segments: Sequence[Segment]) -> Iterator[Array]:
    """The new number of every document of each segment. The numbers of deleted documents are meaningless."""
    first = 0
    for segment in segments:
        yield np.cumsum(segment.live) - 1 + first
        first += len(segment)


def _merge_field(
    fields: Sequence[Postings], renumbered: Sequence[Array], segments: Sequence[Segment]
) -> dict[str, Array]:
    terms, numbers = _merged_terms(fields)
    parts = [_Part(*part) for part in zip(fields, renumbered, segments, numbers, strict=True)]
    slices = [_merged_slice(parts, first, last) for first, last in _shares(parts, len(terms))]
    found = np.concatenate([part.found for part in slices])
    columns = term_columns([text for text, count in zip(terms, found.tolist(), strict=True) if count]) | {
        "starts": bounds(found[found > 0]),
        "docs": np.concatenate([part.docs for part in slices]),
        "lengths": smallest(np.concatenate([f.lengths[s.live] for f, s in zip(fields, segments, strict=True)])),
    }
    if fields[0].has_positions:
        columns["occurs"] = bounds(np.concatenate([part.occurs for part in slices])[found > 0])
        columns["positions"] = smallest(np.concatenate([part.positions for part in slices]))
        columns["firsts"] = np.packbits(np.concatenate([part.firsts for part in slices]))
    return columns


def _merged_terms(fields: Sequence[Postings]) -> tuple[list[bytes], list[Array]]:
    """The union of the term dictionaries, and for each of them the numbers of its terms in the union."""
    terms: list[bytes] = []
    numbers = [array("q") for _ in fields]
    last = None
    for term, place in heapq.merge(*(zip(field.terms, repeat(place)) for place, field in enumerate(fields))):
        if term != last:
            terms.append(term)
            last = term
        numbers[place].append(len(terms) - 1)
    return terms, [np.asarray(its) for its in numbers]


class _Part:
    """A field of one segment, with the new numbers of its terms and documents."""

    def __init__(self, field: Postings, renumbered: Array, segment: Segment, terms: Array) -> None:
        self.field = field
        self.renumbered = renumbered
        self.live = segment.live
        self.terms = terms
        self.sizes = _counts(field.column("starts"))


def _shares(parts: Sequence[_Part], terms: int) -> Iterator[tuple[int, int]]:
    """Ranges of terms (first, and one past the last) with about ``_SHARE`` postings each."""
    sizes = np.zeros(terms, dtype=np.int64)
    for part in parts:
        sizes[part.terms] += part.sizes
    share = (np.cumsum(sizes) - sizes) // _SHARE
    edges = [0, *(np.flatnonzero(share[1:] != share[:-1]) + 1).tolist(), terms]
    return pairwise(edges)


@dataclass(frozen=True, slots=True)
class _Slice:
    """The merged posting lists of a range of terms. ``found`` and ``occurs`` have one item per term."""

    found: Array
    docs: Array
    occurs: Array
    positions: Array
    firsts: Array


def _merged_slice(parts: Sequence[_Part], first: int, last: int) -> _Slice:
    terms, docs, counts, positions = [], [], [], []
    for part in parts:
        low, high = np.searchsorted(part.terms, (first, last)).tolist()
        old_docs, old_counts = part.field.stretch(low, high)
        live = part.live[old_docs]
        terms.append(np.repeat(part.terms[low:high] - first, part.sizes[low:high])[live])
        docs.append(part.renumbered[old_docs[live]].astype("<u2"))
        counts.append(old_counts[live].astype(np.int64))
        if part.field.has_positions:
            positions.append(part.field.stretch_positions(low, high)[np.repeat(live, old_counts)])
    term, count = np.concatenate(terms), np.concatenate(counts)
    # Every part is in the order of terms and documents already, so that equal terms stay in the order of documents.
    order = stable_order(term, last - first)
    found = np.bincount(term, minlength=last - first)
    doc = np.concatenate(docs)[order]
    if not positions:
        return _Slice(found, doc, found, _NONE, _NONE)
    occurs = np.bincount(term, weights=count, minlength=last - first).astype(np.int64)
    moved = np.concatenate(positions)[_slices((np.cumsum(count) - count)[order], count[order])]
    firsts = np.zeros(len(moved), dtype=bool)
    firsts[np.cumsum(count[order]) - count[order]] = True
    return _Slice(found, doc, occurs, moved, firsts)


def _counts(bounds: Array) -> Array:
    wide = bounds.astype(np.int64)
    return wide[1:] - wide[:-1]


def _slices(starts: Array, lengths: Array) -> Array:
    """The indices of slices laid end to end: slice i is ``starts[i]`` up to ``starts[i] + lengths[i]``."""
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(int(lengths.sum()))
