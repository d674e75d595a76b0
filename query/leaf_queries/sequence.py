"""Sequences: where units stand at fixed distances, in order, whatever streams they are found in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ...deadline import check_deadline
from ...indexer.segments.columns import Array
from ...indexer.segments.postings import MAX_DOCUMENTS, Postings
from ...indexer.segments.segment import Segment
from ..scoring.docsets import Mask
from ..words.units import Entry, Unit
from .places import (
    DOC_BITS,
    NO_PLACES,
    Places,
    among,
    begins,
    counted,
    documents_of,
    in_every,
    joined,
    places_of,
)

_MASKED = 3
"""The rarest units of a sequence, whose documents are compared before any position is read."""


def find_sequence(segment: Segment, field: str, units: Sequence[Unit]) -> tuple[Array, Array]:
    """The documents that have all units at their distances in a field, and how often."""
    known = [_known(segment, field, unit) for unit in units]
    if len(known) == 1 and any(not entry.postings.has_positions for entry in known[0]):
        return _alone(known[0])
    return counted(_starts(known, units))


def mark_sequence(segment: Segment, field: str, units: Sequence[Unit], marked: Mask) -> None:
    """Marks the documents that have all units at their distances in a field; marked ones are not looked at again."""
    known = [_known(segment, field, unit) for unit in units]
    if not all(known):
        return
    if len(known) == 1:
        for entry in known[0]:
            entry.postings.mark(marked, entry.first, entry.last)
        return
    wanted = np.zeros(MAX_DOCUMENTS, dtype=bool)
    wanted[: len(marked)] = ~marked
    marked[(_starts(known, units, wanted) >> DOC_BITS).astype(np.uint16)] = True


def starts_in(segment: Segment, field: str, units: Sequence[Unit], docs: Array) -> dict[int, list[int]]:
    """The positions at which a sequence begins, in a few documents (ascending) of a segment: by document."""
    found: dict[int, set[int]] = {}
    for number, unit in enumerate(units):
        places: dict[int, set[int]] = {}
        for entry in _known(segment, field, unit):
            if entry.postings.has_positions:
                for term in range(entry.first, entry.last):
                    for doc, positions in entry.postings.positions_of(term, docs):
                        places.setdefault(doc, set()).update(at + entry.inset - unit.at for at in positions)
        found = {doc: found[doc] & own if number else own for doc, own in places.items() if not number or doc in found}
        if not found:
            break
        docs = np.array(sorted(found), dtype=docs.dtype)
    after = {doc: sorted(start for start in starts if start >= 0) for doc, starts in found.items()}
    return {doc: starts for doc, starts in after.items() if starts}


def _starts(known: Sequence[Sequence[_Known]], units: Sequence[Unit], wanted: Mask | None = None) -> Places:
    """Where a sequence begins, by the entries that each of its units has in the segment."""
    if not all(known):
        return NO_PLACES
    order = sorted(range(len(units)), key=lambda number: sum(entry.frequency for entry in known[number]))
    every = in_every(_documents(known[number]) for number in order[:_MASKED])
    if wanted is not None:
        every &= wanted
    if not every.any():
        return NO_PLACES
    starts = begins(_places(known[order[0]], every), units[order[0]].at)
    confirmed: set[_Key] = set()
    for number in order[1:]:
        check_deadline()
        if not len(starts):
            break
        starts = _confirmed(starts, known[number], units[number].at, confirmed)
    return starts


def _confirmed(starts: Places, found: Sequence[_Known], at: int, confirmed: set[_Key]) -> Places:
    """Those of the ``starts`` that have a unit ``at`` positions later.

    ``confirmed`` gets what one entry shows of all of them: a bigram shows two units.
    """
    if any(entry.key(at) in confirmed for entry in found):
        return starts
    places = starts + np.uint64(at)
    unseen = np.arange(len(starts))
    for entry in found:
        sought = places[unseen]
        shown = places_of(entry.postings, entry.first, entry.last, documents_of(sought)) + np.uint64(entry.inset)
        is_first = len(unseen) == len(starts)
        unseen = unseen[~among(sought, shown)]
        if not len(unseen):
            if is_first:
                confirmed.add(entry.key(at))
            return starts
    return np.delete(starts, unseen)


_Key = tuple[Postings, int, int, int]


class _Known(NamedTuple):
    """An entry that a segment has: its stream, and there the first of some terms and the one after the last."""

    postings: Postings
    first: int
    last: int
    inset: int

    @property
    def frequency(self) -> int:
        """The number of postings."""
        return self.postings.frequency(self.first, self.last)

    def key(self, at: int) -> _Key:
        """Its terms, and their place in the sequence, for a unit at ``at``."""
        return self.postings, self.first, self.last, at - self.inset


def _known(segment: Segment, field: str, unit: Unit) -> list[_Known]:
    found = []
    for entry in unit.entries:
        postings = segment.postings(f"{field}.{entry.stream}")
        first, last = _numbers(postings, entry)
        if first < last:
            found.append(_Known(postings, first, last, entry.inset))
    return found


def _numbers(postings: Postings, entry: Entry) -> tuple[int, int]:
    """The terms of an entry, by the first and the one after the last."""
    if entry.is_prefix:
        return postings.terms.prefix_range(entry.text.encode("utf-8", "surrogatepass"))
    number = postings.find(entry.text)
    return (number, number + 1) if number >= 0 else (0, 0)


def _documents(found: Sequence[_Known]) -> Mask:
    mask = np.zeros(MAX_DOCUMENTS, dtype=bool)
    for entry in found:
        entry.postings.mark(mask, entry.first, entry.last)
    return mask


def _places(found: Sequence[_Known], wanted: Mask) -> Places:
    """Every place where a unit stands, in wanted documents."""
    return joined([places_of(one.postings, one.first, one.last, wanted) + np.uint64(one.inset) for one in found])


def _alone(found: Sequence[_Known]) -> tuple[Array, Array]:
    """The documents of a single unit, one of whose streams has no positions: each counts once."""
    docs = np.flatnonzero(_documents(found)).astype(np.uint16)
    return docs, np.ones(len(docs), dtype=np.int64)
