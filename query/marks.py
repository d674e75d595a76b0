"""Marks: which characters of a text answer the query, and for which of its parts.

A noun is marked wherever it stands in the text, also inside a longer word, as its grams find it there; words of other
scripts where their stem is the same. Only what cannot be seen in the text itself (an inflected verb, a noun of one
syllable, which is also a piece of other words) is looked up in the index, where it has its atom.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from ..indexer.analyzer import Analyzer
from ..indexer.atoms import HANGUL, HANJA, RUN, atoms
from ..indexer.segments.segment import Segment
from .operators import Scored
from .pattern import expression
from .phrase import phrase_atoms
from .plan import Reading

Mark = tuple[int, int, int]
"""Start and end in characters, and the number of the part of the query that is answered there."""

Span = tuple[int, int]

_SYLLABIC = re.compile(f"[{HANGUL}{HANJA}]+")
_OTHER_WORD = re.compile(rf"[^\W_{HANGUL}{HANJA}]")
_TOKENS = 1 << 14
"""Words of other scripts whose terms are remembered."""


class Marker:
    """Finds the marks of one query in the texts of its hits."""

    def __init__(self, leaves: Sequence[Scored], analyzer: Analyzer) -> None:
        readings = dict.fromkeys(reading for reading, _ in leaves if reading)
        self._finders: list[_Finder] = [_Word(reading, analyzer) for reading in readings]
        for reading, leaf in leaves:
            if not reading and leaf.stream == "phrase":
                self._finders.append(_Expression(_phrase_expression(leaf.text).finditer))
            elif not reading and leaf.stream == "pattern":
                self._finders.append(_Expression(_runs_that_match(leaf.text)))

    def marks(self, text: str, segment: Segment, doc: int, field: str) -> list[Mark]:
        """The marks in ``text``, which is the text of a field of a document; in order, and they may overlap."""
        if not text:
            return []
        place = _Place(text, segment, doc, field)
        return sorted(
            {(start, end, group) for group, finder in enumerate(self._finders) for start, end in finder.spans(place)}
        )


class _Place:
    """A text and where it is in the index."""

    def __init__(self, text: str, segment: Segment, doc: int, field: str) -> None:
        self.text = text
        self._segment = segment
        self._doc = doc
        self._field = field

    def indexed(self, term: str) -> Iterator[Span]:
        """The spans of a term, by its atoms in the index; as many atoms as the term has."""
        postings = self._segment.postings(f"{self._field}.terms")
        number = postings.find(term)
        starts = postings.positions_in(number, [self._doc])[0] if number >= 0 else []
        if starts:
            spans = atoms(self.text)
            for start in starts:
                end = min(start + len(term), len(spans)) - 1
                yield int(spans[start, 0]), int(spans[end, 1])


class _Finder:
    """Finds the spans of one part of the query."""

    def spans(self, place: _Place) -> Iterator[Span]:
        raise NotImplementedError


class _Expression(_Finder):
    """What a regular expression finds, or something that gives matches like one."""

    def __init__(self, find: Callable[[str], Iterator[re.Match[str]]]) -> None:
        self._find = find

    def spans(self, place: _Place) -> Iterator[Span]:
        return (found.span() for found in self._find(place.text))


class _Word(_Finder):
    """A word of the query: its nouns whole, and its terms."""

    def __init__(self, reading: Reading, analyzer: Analyzer) -> None:
        texts = dict.fromkeys(
            leaf.text for leaf in (*reading.words, *reading.terms) if leaf.stream == "words" or leaf.is_telling
        )
        syllabic = [text for text in texts if _SYLLABIC.fullmatch(text)]
        self._nouns = [text for text in syllabic if len(text) > 1]
        self._syllables = [text for text in syllabic if len(text) == 1]
        self._terms = {leaf.text for leaf in reading.terms if not _SYLLABIC.fullmatch(leaf.text)}
        self._term = lru_cache(maxsize=_TOKENS)(lambda run: analyzer.analyze(run).terms[0][0])

    def spans(self, place: _Place) -> Iterator[Span]:
        for noun in self._nouns:
            found = list(_occurrences(noun, place.text))
            yield from found or place.indexed(noun)
        for syllable in self._syllables:
            yield from place.indexed(syllable)
        if self._terms and _OTHER_WORD.search(place.text):
            for run in RUN.finditer(place.text):
                if not _SYLLABIC.match(run.group()) and self._term(run.group()) in self._terms:
                    yield run.start(), run.end() - (2 if run.group().lower().endswith("'s") else 0)


def _occurrences(noun: str, text: str) -> Iterator[Span]:
    at = text.find(noun)
    while at >= 0:
        yield at, at + len(noun)
        at = text.find(noun, at + 1)


def _phrase_expression(phrase: str) -> re.Pattern[str]:
    """The atoms of a phrase with anything between them that is not one."""
    pieces = []
    for atom in phrase_atoms(phrase):
        text = re.escape(atom.text)
        pieces.append(text if atom.joint else rf"(?<![^\W\d_{HANGUL}{HANJA}]){text}(?![^\W\d_{HANGUL}{HANJA}])")
    return re.compile(r"[\W_]*".join(pieces), re.IGNORECASE)


def _runs_that_match(pattern: str) -> Callable[[str], Iterator[re.Match[str]]]:
    """Runs that begin with what the pattern means: a particle may follow."""
    matches = expression(pattern.rstrip("*")).match
    return lambda text: (run for run in RUN.finditer(text) if matches(run.group()))
