"""Phrase query: the same positions in the same order, however they are spaced.

The index has a bigram for every two neighbouring syllables of a run. So a position of the phrase is seen by the bigram
that begins there, by the one that ends there, or alone where a space stands on both sides. A place matches if every
position is seen. At the phrase's own edges the neighbour is not known (역 in "서울 역에서"), and every bigram that
begins or ends with the position is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ...deadline import check_deadline
from ...indexer.segments.columns import Array
from ...indexer.segments.postings import Postings
from ...indexer.text.positions import RUN, Script, script
from ..scoring.docsets import Mask
from .places import (
    NO_PLACES,
    Places,
    among,
    begins,
    counted,
    documents_of,
    documents_with,
    in_every,
    joined,
    places_of,
)


@dataclass(frozen=True, slots=True)
class PhraseUnit:
    """A position of the phrase; one that is ``joint`` may share a bigram with its neighbours."""

    text: str
    joint: bool


def phrase_units(text: str) -> list[PhraseUnit]:
    """The positions of a phrase as the index holds them."""
    units: list[PhraseUnit] = []
    for run in RUN.findall(text):
        if script(run) in (Script.HANGUL, Script.HANJA):
            units.extend(PhraseUnit(character, True) for character in run)
        else:
            units.append(PhraseUnit(run.lower(), False))
    return units


def find_phrase(grams: Postings, text: str) -> tuple[Array, Array]:
    """The documents that have the phrase in a field, and how often."""
    return counted(phrase_places(grams, text))


def find_row(terms: Postings, row: Sequence[str]) -> tuple[Array, Array]:
    """The documents of a field that have some terms at neighbouring positions, in this order, and how often."""
    numbers = [terms.find(term) for term in row]
    if min(numbers) < 0:
        return counted(NO_PLACES)
    wanted = in_every(documents_with(terms, [(number, number + 1)]) for number in numbers)
    order = sorted(range(len(row)), key=lambda at: terms.document_frequency(numbers[at]))
    starts = begins(places_of(terms, numbers[order[0]], numbers[order[0]] + 1, wanted), order[0])
    for at in order[1:]:
        found = places_of(terms, numbers[at], numbers[at] + 1, documents_of(starts))
        starts = starts[np.isin(starts, found - np.uint64(at), assume_unique=True)]
    return counted(starts)


def phrase_places(grams: Postings, text: str) -> Places:
    """Every place where the phrase begins."""
    units = phrase_units(text)
    positions: list[_Position] = []
    for at in range(len(units)):
        check_deadline()
        positions.append(_Position(grams, units, at))
        if positions[-1].is_missing:
            return NO_PLACES
    return _matching(positions) if positions else NO_PLACES


def _matching(positions: Sequence[_Position]) -> Places:
    """The places where a phrase with these positions begins.

    The search goes from the rarest position on, so that the common ones only confirm what is left; those at the edges,
    which may need many bigrams, come last. Only documents that have all of the positions are looked at.
    """
    first, *others = sorted(range(len(positions)), key=lambda at: (positions[at].is_edge, positions[at].frequency))
    rarest = positions[first]
    wanted = in_every(one.documents() for one in positions if not one.is_edge or rarest.is_edge)
    starts = begins(rarest.places(wanted), first) if wanted.any() else NO_PLACES
    confirmed = {first}
    for at in others:
        if not len(starts):
            break
        if at not in confirmed:
            starts, together = positions[at].confirm(starts)
            confirmed |= together
    return starts


@dataclass(frozen=True, slots=True)
class _Sighting:
    """Terms that show a position of the phrase: a stretch of the dictionary, from ``first`` up to ``last``.

    ``inset`` is the offset of the position in the term. ``shows`` are the positions of the phrase that it shows.
    """

    first: int
    last: int
    inset: int
    shows: frozenset[int]


class _Position:
    """One position of a phrase, and the terms of a field that show it."""

    def __init__(self, grams: Postings, units: Sequence[PhraseUnit], at: int) -> None:
        self._grams = grams
        self._text = units[at].text
        self._at = at
        self._is_first, self._is_last = at == 0, at == len(units) - 1
        self._sightings = [one for one in self._inside(units) if one.first >= 0]
        self.is_edge = units[at].joint and (self._is_first or self._is_last)
        self.frequency = sum(grams.document_frequency(one.first) for one in self._sightings)

    @property
    def is_missing(self) -> bool:
        """True if no document can have it, for no term shows it."""
        return not self._sightings and not self.is_edge

    def _inside(self, units: Sequence[PhraseUnit]) -> Iterator[_Sighting]:
        """The bigrams with a neighbour of the phrase, and the position alone; number -1 for those that are no terms."""
        at = self._at
        if not self._is_last and units[at].joint and units[at + 1].joint:
            yield self._sighting(self._text + units[at + 1].text, 0, frozenset({at, at + 1}))
        if not self._is_first and units[at].joint and units[at - 1].joint:
            yield self._sighting(units[at - 1].text + self._text, 1, frozenset({at - 1, at}))
        yield self._sighting(self._text, 0, frozenset({at}))

    def _sighting(self, term: str, inset: int, shows: frozenset[int]) -> _Sighting:
        number = self._grams.find(term)
        return _Sighting(number, number + 1, inset, shows)

    def _across_the_edge(self, wanted: Mask | None = None) -> Iterator[_Sighting]:
        """The bigrams of the position and a neighbour outside of the phrase.

        At the end of the phrase they are one stretch of the dictionary. At its beginning each is its own, and only
        those are given that a wanted document has.
        """
        terms, text, own = self._grams.terms, self._text.encode("utf-8", "surrogatepass"), frozenset({self._at})
        if self._is_last and self.is_edge:
            yield _Sighting(*terms.prefix_range(text), 0, own)
        if self._is_first and self.is_edge:
            numbers = terms.ending(text)
            met = numbers if wanted is None else self._grams.met(numbers, wanted)
            yield from (_Sighting(number, number + 1, 1, own) for number in met)

    def documents(self) -> Mask:
        """The documents that show it."""
        terms = [(one.first, one.last) for one in (*self._sightings, *self._across_the_edge())]
        return documents_with(self._grams, terms)

    def places(self, wanted: Mask) -> Places:
        """Every place where it stands, in wanted documents."""
        terms = {(one.first, one.last, one.inset) for one in (*self._sightings, *self._across_the_edge(wanted))}
        return joined([places_of(self._grams, first, last, wanted) + np.uint64(inset) for first, last, inset in terms])

    def confirm(self, starts: Places) -> tuple[Places, frozenset[int]]:
        """Those of the phrase's ``starts`` that have it in its place, and the positions that are confirmed by that.

        Where one bigram shows it at every start, the neighbour in that bigram is confirmed as well.
        """
        places = starts + np.uint64(self._at)
        unseen = np.arange(len(starts))
        for one in self._sightings:
            is_first_one = len(unseen) == len(starts)
            unseen = self._still_unseen(unseen, places, one)
            if not len(unseen):
                return starts, one.shows if is_first_one else frozenset({self._at})
        for one in self._across_the_edge(documents_of(places[unseen])):
            unseen = self._still_unseen(unseen, places, one)
        return np.delete(starts, unseen), frozenset({self._at})

    def _still_unseen(self, unseen: Array, places: Places, sighting: _Sighting) -> Array:
        """Mask of the places whose position number ``unseen`` is not found, not even by ``sighting``."""
        sought = places[unseen]
        shown = places_of(self._grams, sighting.first, sighting.last, documents_of(sought))
        left: Array = unseen[~among(sought, shown + np.uint64(sighting.inset))]
        return left
