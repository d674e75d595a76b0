"""Places: where terms occur in a field, as sorted numbers of document and position, so that arrays can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from ...deadline import check_deadline
from ...indexer.segments.columns import Array
from ...indexer.segments.postings import MAX_DOCUMENTS, Postings
from ..scoring.docsets import Mask

DOC_BITS = np.uint64(32)
"""Bits of a position, after which those of the document begin."""
_POSITION = np.uint64(0xFFFFFFFF)

Places = NDArray[np.uint64]
"""Document number in the upper 32 bits, position in the lower; sorted."""

NO_PLACES: Places = np.empty(0, dtype=np.uint64)


def places_of(postings: Postings, first: int, last: int, wanted: Mask) -> Places:
    """The places of terms number ``first`` up to ``last`` in wanted documents."""
    check_deadline()
    docs, positions = postings.occurrences(first, last, wanted)
    places = (docs.astype(np.uint64) << DOC_BITS) | positions
    return places if last - first == 1 else np.unique(places)  # two of the terms may stand in one place


def joined(found: Sequence[Places]) -> Places:
    """Several arrays of places as one, with each place once."""
    if len(found) < 2:
        return found[0] if found else NO_PLACES
    places = np.sort(np.concatenate(found), kind="stable")  # which merges what is sorted
    once: Places = places[np.concatenate((np.ones(min(len(places), 1), dtype=bool), places[1:] != places[:-1]))]
    return once


def begins(places: Places, at: int) -> Places:
    """The places where a phrase begins whose position number ``at`` stands at some places."""
    return places[(places & _POSITION) >= at] - np.uint64(at)


def among(places: Places, others: Places) -> Mask:
    """Mask of the ``places`` that are among ``others``. The shorter array is looked up in the longer one."""
    found = np.zeros(len(places), dtype=bool)
    if len(others) < len(places):
        at = places.searchsorted(others)
        inside = at < len(places)
        at, others = at[inside], others[inside]
        found[at[places[at] == others]] = True
    elif len(places):
        at = others.searchsorted(places)
        at[at == len(others)] = 0
        found[:] = others[at] == places
    return found


def counted(places: Places) -> tuple[Array, Array]:
    """The documents of some places, and the number of places in each."""
    docs = (places >> DOC_BITS).astype(np.uint16)
    is_last = np.ones(len(docs), dtype=bool)
    np.not_equal(docs[1:], docs[:-1], out=is_last[:-1])
    last = np.flatnonzero(is_last)
    counts = last + 1
    counts[1:] -= counts[:-1].copy()
    return docs[last], counts


def documents_of(places: Places) -> Mask:
    """The documents of some places: shape (MAX_DOCUMENTS,)."""
    mask = np.zeros(MAX_DOCUMENTS, dtype=bool)
    mask[places >> DOC_BITS] = True
    return mask


def documents_with(postings: Postings, terms: Iterable[tuple[int, int]]) -> Mask:
    """The documents that have any term of some stretches of the dictionary: shape (MAX_DOCUMENTS,)."""
    mask = np.zeros(MAX_DOCUMENTS, dtype=bool)
    for first, last in terms:
        postings.mark(mask, first, last)
    return mask


def in_every(masks: Iterable[Mask]) -> Mask:
    """The documents that are in each of some masks. Once none is left, no further mask is made."""
    every: Mask = np.ones(MAX_DOCUMENTS, dtype=bool)
    for mask in masks:
        check_deadline()
        every &= mask
        if not every.any():
            break
    return every
