"""A phrase query: the same syllables and words in the same order, in any spacing.

The index has a bigram for every two neighbouring syllables of a run. So a position of the phrase is verified by the
bigram that begins there, by the one that ends there, or by a single syllable between two spaces. A place matches when
every position is verified. At the edges of the phrase the neighbour is unknown (역 in "서울 역에서"), so every bigram
that begins or ends with that syllable is accepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...indexer.segments.columns import Array
from ...indexer.segments.postings import MAX_DOCUMENTS, Postings
from ...indexer.text.positions import RUN, Script, script
from ..scoring.docsets import Mask

_DOC_BITS = np.uint64(32)
_POSITION = np.uint64(0xFFFFFFFF)
_NO_KEYS = np.empty(0, dtype=np.uint64)

Keys = NDArray[np.uint64]
"""Places: document number in the upper 32 bits, position in the lower; sorted."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """An position of the phrase; one that is ``joint`` may share a gram with its neighbours."""

    text: str
    joint: bool


def phrase_units(text: str) -> list[_Unit]:
    """The positions of a phrase as grams hold them."""
    positions: list[_Unit] = []
    for run in RUN.findall(text):
        if script(run) in (Script.HANGUL, Script.HANJA):
            positions.extend(_Unit(character, True) for character in run)
        else:
            positions.append(_Unit(run.lower(), False))
    return positions


def find_phrase(grams: Postings, text: str) -> tuple[Array, Array]:
    """The documents that have the phrase in a field, and how often."""
    return _counted(phrase_places(grams, text))


def find_row(terms: Postings, row: Sequence[str]) -> tuple[Array, Array]:
    """The documents of a field that have some terms at neighbouring positions, in this order, and how often."""
    numbers = [terms.find(term) for term in row]
    if min(numbers) < 0:
        return _counted(_NO_KEYS)
    wanted = _every(_marked(terms, [(number, number + 1)]) for number in numbers)
    order = sorted(range(len(row)), key=lambda at: terms.document_frequency(numbers[at]))
    starts = _at_start(_keys(terms, numbers[order[0]], numbers[order[0]] + 1, wanted), order[0])
    for at in order[1:]:
        found = _keys(terms, numbers[at], numbers[at] + 1, _in_documents(starts))
        starts = starts[np.isin(starts, found - np.uint64(at), assume_unique=True)]
    return _counted(starts)


def _counted(places: Keys) -> tuple[Array, Array]:
    """The documents of sorted places, and how many each has."""
    docs = (places >> _DOC_BITS).astype(np.uint16)
    begins = np.flatnonzero(np.concatenate((np.ones(min(len(docs), 1), dtype=bool), docs[1:] != docs[:-1])))
    return docs[begins], np.diff(begins, append=len(docs))


def phrase_places(grams: Postings, text: str) -> Keys:
    """Every place where the phrase begins."""
    positions = phrase_units(text)
    if not positions:
        return _NO_KEYS
    seen = [_Seen(grams, positions, at) for at in range(len(positions))]
    # From the rarest position on, so that the common ones only confirm what is left; those at the edges, which may need
    # many grams, last. And only where a document has all of them.
    first, *others = sorted(range(len(positions)), key=lambda at: (seen[at].is_edge, seen[at].frequency))
    wanted = _every(one.documents() for one in seen if not one.is_edge or seen[first].is_edge)
    starts = _at_start(seen[first].places(wanted), first) if wanted.any() else _NO_KEYS
    settled = {first}
    for at in others:
        if not len(starts):
            break
        if at not in settled:
            starts, neighbour = seen[at].confirm(starts)
            settled |= {at, at + neighbour}
    return starts


class _Seen:
    """The bigrams of a field that contain one position of a phrase, each with the offset of the position in it.

    Terms are given as stretches of the dictionary, by the first and the one after the last: at the end of a phrase, all
    that begin with its last syllable are one.
    """

    def __init__(self, grams: Postings, positions: list[_Unit], at: int) -> None:
        self._grams = grams
        self._unit = positions[at]
        self._at = at
        self._is_first, self._is_last = at == 0, at == len(positions) - 1
        self._terms = [(number, number + 1, inset) for number, inset in self._sightings(positions) if number >= 0]
        self.is_edge = self._unit.joint and (self._is_first or self._is_last)
        self.frequency = sum(grams.document_frequency(number) for number, _, _ in self._terms)

    def _sightings(self, positions: list[_Unit]) -> Iterator[tuple[int, int]]:
        text, at = self._unit.text, self._at
        if self._unit.joint and not self._is_last and positions[at + 1].joint:
            yield self._grams.find(text + positions[at + 1].text), 0
        if self._unit.joint and not self._is_first and positions[at - 1].joint:
            yield self._grams.find(positions[at - 1].text + text), 1
        yield self._grams.find(text), 0

    def _edge_terms(self, wanted: Mask | None = None) -> Iterator[tuple[int, int, int]]:
        """The bigrams of the position and a neighbour outside of the phrase.

        Of bigrams that begin before it, only those that a wanted document has.
        """
        terms, text = self._grams.terms, self._unit.text.encode("utf-8", "surrogatepass")
        if self._is_last:
            yield *terms.prefix_range(text), 0
        if self._is_first:
            numbers = terms.ending(text)
            met = numbers if wanted is None else self._grams.met(numbers, wanted)
            yield from ((number, number + 1, 1) for number in met)

    def documents(self) -> Mask:
        """Those in which the position is seen."""
        terms = (*self._terms, *(self._edge_terms() if self.is_edge else ()))
        return _marked(self._grams, [(first, last) for first, last, _ in terms])

    def places(self, wanted: Mask) -> Keys:
        """Every place where the position stands, in wanted documents."""
        terms = {*self._terms, *(self._edge_terms(wanted) if self.is_edge else ())}
        found = [_keys(self._grams, first, last, wanted) + np.uint64(inset) for first, last, inset in terms]
        return found[0] if len(found) == 1 else _sorted_once(found)

    def confirm(self, starts: Keys) -> tuple[Keys, int]:
        """Those of the phrase's ``starts`` at which this position follows in its place.

        And which neighbour (1 or -1) is confirmed with it, as both stand in one gram; 0 for none.
        """
        places = starts + np.uint64(self._at)
        left = np.arange(len(starts))
        for number, (first, last, inset) in enumerate(self._terms):
            left = left[~self._stands(places[left], (first, last), inset)]
            if not len(left):
                text = self._grams.terms[first].decode("utf-8", "surrogatepass")
                return starts, 1 - 2 * inset if number == 0 and self._unit.joint and len(text) == 2 else 0
        for first, last, inset in self._edge_terms(_in_documents(places[left])) if self.is_edge else ():
            left = left[~self._stands(places[left], (first, last), inset)]
        return np.delete(starts, left), 0

    def _stands(self, places: Keys, terms: tuple[int, int], inset: int) -> Mask:
        """Whether the position stands at each of some places by any of some terms."""
        found = np.zeros(len(places), dtype=bool)
        keys = _keys(self._grams, *terms, _in_documents(places)) + np.uint64(inset)
        if len(keys) < len(places):
            at = places.searchsorted(keys)
            inside = at < len(places)
            at, keys = at[inside], keys[inside]
            found[at[places[at] == keys]] = True
        elif len(places):
            at = keys.searchsorted(places)
            at[at == len(keys)] = 0
            found[:] = keys[at] == places
        return found


def _in_documents(places: Keys) -> Mask:
    """The documents of some places."""
    mask = np.zeros(MAX_DOCUMENTS, dtype=bool)
    mask[places >> _DOC_BITS] = True
    return mask


def _marked(grams: Postings, terms: Iterable[tuple[int, int]]) -> Mask:
    """The documents that have any of some stretches of terms."""
    mask = np.zeros(MAX_DOCUMENTS, dtype=bool)
    for first, last in terms:
        grams.mark(mask, first, last)
    return mask


def _every(masks: Iterable[Mask]) -> Mask:
    """What is in all of them; the others are not made any more where nothing is left."""
    every: Mask = np.ones(MAX_DOCUMENTS, dtype=bool)
    for mask in masks:
        every &= mask
        if not every.any():
            break
    return every


def _keys(grams: Postings, first: int, last: int, wanted: Mask) -> Keys:
    """The places of terms number ``first`` up to ``last`` in wanted documents, ascending."""
    docs, positions = grams.occurrences(first, last, wanted)
    keys = (docs.astype(np.uint64) << _DOC_BITS) | positions
    return keys if last - first == 1 else np.sort(keys)


def _sorted_once(found: Sequence[Keys]) -> Keys:
    """Ascending lists as one, with each item once."""
    if not found:
        return _NO_KEYS
    keys = np.sort(np.concatenate(found), kind="stable")  # which merges what is sorted
    once: Keys = keys[np.concatenate((np.ones(min(len(keys), 1), dtype=bool), keys[1:] != keys[:-1]))]
    return once


def _at_start(places: Keys, at: int) -> Keys:
    """Where the phrase would begin if its position ``at`` stood at these places."""
    return places[(places & _POSITION) >= at] - np.uint64(at)
