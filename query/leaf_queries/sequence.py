"""Sequences: units at fixed distances, whatever stream each of them is found in.

A unit is one position of the text, or the beginning of a word that takes several. Any of its entries finds it: a
syllable is found by a bigram that contains it, a noun by a term. So a number and its counter are two units (27명이).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ...deadline import check_deadline
from ...indexer.segments.columns import Array
from ...indexer.segments.postings import MAX_DOCUMENTS, Postings
from ...indexer.segments.segment import Segment
from ..scoring.docsets import Mask
from .places import NO_PLACES, Places, begins, counted, documents_of, joined, places_of


class Entry(NamedTuple):
    """An entry of a stream in which a unit is found; ``inset`` positions after where the entry stands.

    With ``is_prefix``, all entries that begin so.
    """

    stream: str
    text: str
    inset: int = 0
    is_prefix: bool = False


class Unit(NamedTuple):
    """A position that any of some entries finds, ``at`` positions after the beginning of the sequence."""

    entries: tuple[Entry, ...]
    at: int = 0


def find_sequence(segment: Segment, field: str, units: Sequence[Unit]) -> tuple[Array, Array]:
    """The documents that have all units at their distances in a field, and how often."""
    known = [_known(segment, field, unit) for unit in units]
    if not all(known):
        return counted(NO_PLACES)
    if len(known) == 1 and any(not postings.has_positions for postings, *_ in known[0]):
        return _alone(known[0])
    masks = [_documents(found) for found in known]
    wanted = np.logical_and.reduce(masks)
    if not wanted.any():
        return counted(NO_PLACES)
    order = sorted(range(len(units)), key=lambda at: int(np.count_nonzero(masks[at])))
    starts = begins(_places(known[order[0]], wanted), units[order[0]].at)
    for number in order[1:]:
        check_deadline()
        if not len(starts):
            break
        places = _places(known[number], documents_of(starts))
        starts = starts[np.isin(starts + np.uint64(units[number].at), places)]
    return counted(starts)


def places_in(segment: Segment, field: str, doc: int, units: Sequence[Unit]) -> list[int]:
    """The positions in a document at which a sequence begins."""
    starts: set[int] | None = None
    for unit in units:
        found = {
            at + inset - unit.at
            for postings, first, last, inset in _known(segment, field, unit)
            if postings.has_positions
            for number in range(first, last)
            for at in postings.positions_in(number, doc)
        }
        starts = found if starts is None else starts & found
        if not starts:
            return []
    return sorted(start for start in starts or () if start >= 0)


_Known = tuple[Postings, int, int, int]
"""The postings of a stream, the first of some terms there and the one after the last, and the inset."""


def _known(segment: Segment, field: str, unit: Unit) -> list[_Known]:
    found = []
    for entry in unit.entries:
        postings = segment.postings(f"{field}.{entry.stream}")
        first, last = _numbers(postings, entry)
        if first < last:
            found.append((postings, first, last, entry.inset))
    return found


def _numbers(postings: Postings, entry: Entry) -> tuple[int, int]:
    """The terms of an entry, by the first and the one after the last."""
    if entry.is_prefix:
        return postings.terms.prefix_range(entry.text.encode("utf-8", "surrogatepass"))
    number = postings.find(entry.text)
    return (number, number + 1) if number >= 0 else (0, 0)


def _documents(found: Sequence[_Known]) -> Mask:
    mask = np.zeros(MAX_DOCUMENTS, dtype=bool)
    for postings, first, last, _ in found:
        postings.mark(mask, first, last)
    return mask


def _places(found: Sequence[_Known], wanted: Mask) -> Places:
    """Every place where a unit stands, in wanted documents."""
    places = [places_of(postings, first, last, wanted) + np.uint64(inset) for postings, first, last, inset in found]
    return joined(places)


def _alone(found: Sequence[_Known]) -> tuple[Array, Array]:
    """The documents of a single unit, one of whose streams has no positions: each counts once."""
    docs = np.flatnonzero(_documents(found)).astype(np.uint16)
    return docs, np.ones(len(docs), dtype=np.int64)
