"""Marks: which atoms of a document answer the query, and for which of its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ..indexer.atoms import HANGUL, HANJA, RUN
from ..indexer.segments.postings import Postings
from ..indexer.segments.segment import Segment
from .pattern import expression
from .phrase import phrase_atoms, phrase_atoms_in
from .plan import Leaf, Reading

_SYLLABIC = re.compile(f"[{HANGUL}{HANJA}]+")


Mark = tuple[int, int, int]
"""Start and end in atoms, and the number of the part of the query that is answered there."""

Part = Reading | Leaf


class Marker:
    """Finds the marks in a text field of some documents of one segment."""

    def __init__(
        self, segment: Segment, docs: Sequence[int], field: str, leaves: Sequence[tuple[Reading | None, Leaf]]
    ) -> None:
        self._terms = _Places(segment.postings(f"{field}.terms"), docs)
        self._grams = _Places(segment.postings(f"{field}.grams"), docs)
        readings = dict.fromkeys(reading for reading, _ in leaves if reading)
        self._parts: list[Part] = [*readings, *(leaf for reading, leaf in leaves if not reading)]

    def marks(self, doc: int, text: str) -> list[Mark]:
        """The marks in ``text``, the field of ``doc``, in order; they may overlap."""
        marks: set[Mark] = set()
        for group, part in enumerate(self._parts):
            if isinstance(part, Reading):
                stretches = self._of_reading(doc, part)
            elif part.stream == "phrase":
                stretches = self._of_phrase(doc, part.text)
            elif part.stream == "pattern":
                stretches = _of_pattern(text, part.text)
            else:
                continue
            marks.update((start, end, group) for start, end in stretches)
        return sorted(marks)

    def _of_reading(self, doc: int, reading: Reading) -> list[tuple[int, int]]:
        """Where a word is: its nouns whole, and its terms."""
        found = [(start, start + _length(word)) for word in reading.marks for start in self._word_atoms(doc, word)]
        for leaf in reading.terms:
            if leaf.is_telling or leaf.text in reading.marks:  # 밥, but not the 조 of 이주노조
                length = _length(leaf.text)
                found += [(start, start + length) for start in self._terms.of(leaf.text, doc)]
        return found

    def _word_atoms(self, doc: int, word: str) -> set[int]:
        """Where all grams of a word follow each other."""
        starts: set[int] | None = None
        for offset, gram in enumerate(_grams(word)):
            found = {position - offset for position in self._grams.of(gram, doc)}
            starts = found if starts is None else starts & found
            if not starts:
                break
        return starts or set()

    def _of_phrase(self, doc: int, phrase: str) -> list[tuple[int, int]]:
        length = len(phrase_atoms(phrase))
        return [(start, start + length) for start in phrase_atoms_in(self._grams.postings, phrase, doc).tolist()]


class _Places:
    """The atoms of terms in some documents, each term looked up once for all of them."""

    def __init__(self, postings: Postings, docs: Sequence[int]) -> None:
        self.postings = postings
        self._docs = sorted(docs)
        self._found: dict[str, dict[int, list[int]]] = {}

    def of(self, term: str, doc: int) -> list[int]:
        """The atoms of ``term`` in ``doc``."""
        found = self._found.get(term)
        if found is None:
            number = self.postings.find(term)
            places = self.postings.positions_in(number, self._docs) if number >= 0 else []
            found = self._found[term] = dict(zip(self._docs, places, strict=False))
        return found.get(doc, [])


def _length(term: str) -> int:
    return len(term) if _SYLLABIC.fullmatch(term) else 1


def _grams(word: str) -> list[str]:
    if _SYLLABIC.fullmatch(word):
        return ["".join(pair) for pair in pairwise(word)] or [word]
    return [word.lower()]


def _of_pattern(text: str, pattern: str) -> list[tuple[int, int]]:
    """Runs that begin with what the pattern means: a particle may follow."""
    wanted = expression(pattern.rstrip("*"))
    found, atom = [], 0
    for run in RUN.findall(text):
        if wanted.match(run):
            found.append((atom, atom + _length(run)))
        atom += _length(run)
    return found
