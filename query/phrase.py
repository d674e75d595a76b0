"""Phrases: the same atoms in the same order, however they are spaced.

The index has a gram for every two neighbouring syllables of a run, so an atom of the phrase is seen at a place by
the gram that begins there, by the one that ends there, or alone where a space stands on both sides. A place is a
match when every atom is seen. At the phrase's own edges the neighbour is not known (역 in "서울 역에서"), and every
gram that begins or ends with the atom is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..indexer.atoms import RUN, Script, script
from ..indexer.segments.columns import Array
from ..indexer.segments.postings import MAX_DOCUMENTS, Postings

_DOC_BITS = np.uint64(32)
_ATOM = np.uint64(0xFFFFFFFF)
_FEW = 16
_NO_KEYS = np.empty(0, dtype=np.uint64)

Keys = NDArray[np.uint64]
"""Places: document number in the upper 32 bits, atom in the lower; sorted."""


@dataclass(frozen=True, slots=True)
class _Atom:
    """An atom of the phrase; one that is ``joint`` may share a gram with its neighbours."""

    text: str
    joint: bool


def phrase_atoms(text: str) -> list[_Atom]:
    """The atoms of a phrase as grams hold them."""
    atoms: list[_Atom] = []
    for run in RUN.findall(text):
        if script(run) in (Script.HANGUL, Script.HANJA):
            atoms.extend(_Atom(character, True) for character in run)
        else:
            atoms.append(_Atom(run.lower(), False))
    return atoms


def find_phrase(grams: Postings, text: str) -> tuple[Array, Array]:
    """The documents that have the phrase in a field, and how often."""
    return _counted(phrase_places(grams, text))


def find_row(terms: Postings, row: Sequence[str]) -> tuple[Array, Array]:
    """The documents of a field that have some terms at neighbouring atoms, in this order, and how often."""
    numbers = [terms.find(term) for term in row]
    if min(numbers) < 0:
        return _counted(_NO_KEYS)
    order = sorted(range(len(row)), key=lambda at: terms.document_frequency(numbers[at]))
    starts = _at_start(_keys(terms, numbers[order[0]], numbers[order[0]] + 1, None), order[0])
    for at in order[1:]:
        found = _keys(terms, numbers[at], numbers[at] + 1, _documents(starts)) if len(starts) else _NO_KEYS
        starts = starts[np.isin(starts, found - np.uint64(at), assume_unique=True)]
    return _counted(starts)


def _counted(places: Keys) -> tuple[Array, Array]:
    """The documents of sorted places, and how many each has."""
    docs = (places >> _DOC_BITS).astype(np.uint16)
    begins = np.flatnonzero(np.concatenate((np.ones(min(len(docs), 1), dtype=bool), docs[1:] != docs[:-1])))
    return docs[begins], np.diff(begins, append=len(docs))


def phrase_places(grams: Postings, text: str) -> Keys:
    """Every place where the phrase begins."""
    atoms = phrase_atoms(text)
    if not atoms:
        return _NO_KEYS
    seen = [_Seen(grams, atoms, at) for at in range(len(atoms))]
    # From the rarest atom on, so that the common ones only confirm what is left; those at the edges, which may need
    # many grams, last.
    first, *others = sorted(range(len(atoms)), key=lambda at: (seen[at].is_edge, seen[at].frequency))
    starts = _at_start(seen[first].places(), first)
    settled = {first}
    for at in others:
        if not len(starts):
            break
        if at not in settled:
            starts, neighbour = seen[at].confirm(starts)
            settled |= {at, at + neighbour}
    return starts


class _Seen:
    """How one atom of a phrase can be seen in the grams of a field: terms, and how far into each the atom stands.

    Terms are given as stretches of the dictionary, by the first and the one after the last: at the end of a phrase, all
    that begin with its last syllable are one.
    """

    def __init__(self, grams: Postings, atoms: list[_Atom], at: int) -> None:
        self._grams = grams
        self._atom = atoms[at]
        self._at = at
        self._is_first, self._is_last = at == 0, at == len(atoms) - 1
        self._terms = [(number, number + 1, inset) for number, inset in self._sightings(atoms) if number >= 0]
        self.is_edge = self._atom.joint and (self._is_first or self._is_last)
        self.frequency = sum(grams.document_frequency(number) for number, _, _ in self._terms)

    def _sightings(self, atoms: list[_Atom]) -> Iterator[tuple[int, int]]:
        text, at = self._atom.text, self._at
        if self._atom.joint and not self._is_last and atoms[at + 1].joint:
            yield self._grams.find(text + atoms[at + 1].text), 0
        if self._atom.joint and not self._is_first and atoms[at - 1].joint:
            yield self._grams.find(atoms[at - 1].text + text), 1
        yield self._grams.find(text), 0

    def _edge_terms(self, docs: Array | None = None) -> Iterator[tuple[int, int, int]]:
        """The terms that the atom stands in together with a neighbour outside of the phrase; of those before it only
        those that any of ``docs`` has, where that is given."""
        terms, text = self._grams.terms, self._atom.text
        if self._is_last:
            yield *terms.prefix_range(text.encode()), 0
        if self._is_first:
            numbers = terms.ending(text.encode("utf-8", "surrogatepass"))
            yield from (
                (number, number + 1, 1) for number in (numbers if docs is None else self._grams.met(numbers, docs))
            )

    def places(self) -> Keys:
        """Every place where the atom stands."""
        terms = {*self._terms, *(self._edge_terms() if self.is_edge else ())}
        found = [_keys(self._grams, first, last, None) + np.uint64(inset) for first, last, inset in terms]
        return found[0] if len(found) == 1 else np.unique(np.concatenate(found)) if found else _NO_KEYS

    def confirm(self, starts: Keys) -> tuple[Keys, int]:
        """Those of the phrase's ``starts`` at which this atom follows in its place.

        And which neighbour (1 or -1) is confirmed with it, as both stand in one gram; 0 for none.
        """
        wanted = starts + np.uint64(self._at)
        docs = _documents(starts)
        seen = np.zeros(len(starts), dtype=bool)
        for number, end, inset in self._terms:
            seen |= self._stands(wanted, (number, end), inset, docs)
            if seen.all():
                text = self._grams.terms[number].decode("utf-8", "surrogatepass")
                pair = self._atom.joint and len(text) == 2
                return starts, (1 - 2 * inset if pair and number == self._terms[0][0] else 0)
        if self.is_edge:
            for first, last, inset in self._edge_terms(docs):
                seen |= self._stands(wanted, (first, last), inset, docs)
        return starts[seen], 0

    def _stands(self, wanted: Keys, terms: tuple[int, int], inset: int, docs: Array) -> NDArray[np.bool_]:
        keys = _keys(self._grams, *terms, docs)
        if not len(keys):
            return np.zeros(len(wanted), dtype=bool)
        sought = wanted - np.uint64(inset)
        at = np.searchsorted(keys, sought)
        at[at == len(keys)] = 0
        found: NDArray[np.bool_] = keys[at] == sought
        return found


def _documents(keys: Keys) -> Array:
    """The documents of sorted ``keys``."""
    docs = (keys >> _DOC_BITS).astype(np.intp)
    return docs[np.concatenate(([True], docs[1:] != docs[:-1]))]


def _keys(grams: Postings, first: int, last: int, docs: Array | None) -> Keys:
    """The places of terms number ``first`` up to ``last``, ascending; only those in ``docs`` where that is given."""
    if docs is not None and len(docs) <= _FEW and last - first == 1:
        found = [
            (np.uint64(doc) << _DOC_BITS) | np.array(positions, dtype=np.uint64)
            for doc, positions in zip(docs.tolist(), grams.positions_in(first, docs.tolist()), strict=True)
        ]
        return np.concatenate(found)
    having, counts = grams.stretch(first, last)
    positions = grams.stretch_positions(first, last)
    if docs is not None:
        wanted = np.zeros(MAX_DOCUMENTS, dtype=bool)
        wanted[docs] = True
        kept = wanted[having]
        positions = positions[np.repeat(kept, counts)]
        having, counts = having[kept], counts[kept]
    keys = (np.repeat(having.astype(np.uint64), counts) << _DOC_BITS) | positions
    return keys if last - first == 1 else np.sort(keys)


def _at_start(places: Keys, at: int) -> Keys:
    """Where the phrase would begin if its atom ``at`` stood at these places."""
    return places[(places & _ATOM) >= at] - np.uint64(at)
