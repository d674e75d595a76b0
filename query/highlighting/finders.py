"""Finders: where in a text is what a clause of the query looks for?"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache, partial

import numpy as np

from ...indexer.analysis.analyzer import JOINED, joined_spans
from ...indexer.analysis.english import English
from ...indexer.analysis.korean import COUNTED, LIKELY
from ...indexer.dates.mentions import date_mentions
from ...indexer.segments.columns import Array
from ...indexer.segments.segment import Segment
from ...indexer.text.positions import HANGUL, HANJA, LETTER, RUN, position_spans
from ..execution.matches import MatchedClause
from ..leaf_queries.leaf import LeafQuery
from ..leaf_queries.pattern import beginning, expression
from ..leaf_queries.phrase import phrase_units
from ..leaf_queries.query_words import AnalysedWord
from ..leaf_queries.sequence import starts_in
from ..words.units import Entry, Unit, UnitSequence

Span = tuple[int, int]

TermsOf = Callable[[str], Sequence[str]]
"""Gives the terms of a word of Latin letters, or of a number."""

Finder = Callable[["Place"], Iterable[Span]]
"""Finds the spans of one thing in a text."""

_REMEMBERED = 1 << 10
"""Phrases whose regular expressions are remembered."""
_SYLLABIC = re.compile(f"[{HANGUL}{HANJA}]+")


Keyed = Iterator[tuple[object, Finder | str]]
"""Finders, each with what it looks for. A term of Latin letters is looked for together with all others: it is a str."""


def finders(clause: MatchedClause, terms_of: TermsOf, *, only_content: bool) -> Keyed:
    """The finders of one clause.

    With ``only_content``, nothing finds a function word, such as 등 beside other words.
    """
    what = clause.what
    if not isinstance(what, AnalysedWord):
        yield from _leaf_finders(clause.leaf, terms_of)
    elif what.is_required or not only_content:
        yield from _word_finders(what, terms_of)


def _word_finders(word: AnalysedWord, terms_of: TermsOf) -> Keyed:
    for reading in word.readings:
        yield from _sequence_finders(reading)
    for leaf in (*word.words, *word.terms):
        if (leaf.stream == "words" or leaf.is_telling) and not _is_verb(leaf):
            yield from _leaf_finders(leaf, terms_of)


def _is_verb(leaf: LeafQuery) -> bool:
    """True if a term is a verb in its dictionary form, which no text need have in it: its reading finds it."""
    return leaf.stream == "terms" and bool(leaf.text.endswith("다"))


def _sequence_finders(sequence: UnitSequence) -> Keyed:
    """The finder of a sequence: in the text if its letters stand there, else by its positions in the index."""
    if sequence.letters:
        yield ("letters", sequence.letters), _literal(sequence.letters)
        return
    (*others, unit) = sequence.units
    if not others and not any(_SYLLABIC.search(entry.text) for entry in unit.entries):
        for entry in unit.entries:
            yield from _word(entry.text) if entry.stream == "terms" else _word_with_signs(entry.text)
    else:
        yield _indexed(sequence)


def _leaf_finders(leaf: LeafQuery, terms_of: TermsOf) -> Keyed:
    """The finders of a leaf query."""
    text = leaf.text
    if leaf.sequence:
        yield from _sequence_finders(leaf.sequence)
        return
    match leaf.stream:
        case "phrase":
            yield ("phrase", text), _expression(_phrase_expression(text))
        case "pattern":
            yield ("pattern", text), _what_matches(text)
        case "stems":
            yield ("stems", text), _row(text.split(), terms_of)
        case "terms" | "words" if _SYLLABIC.fullmatch(text):
            term = UnitSequence((Unit((Entry("terms", text),)),))
            yield (("noun", text), _noun(text, term)) if len(text) > 1 else _indexed(term)
        case "terms":
            yield from _word(text)
        case "words" if text.startswith("="):
            yield ("date", text), _mention(text)
        case "words" if text.startswith(JOINED):
            yield from _word_with_signs(text)
        case "words":
            yield ("capitals", text), _expression(re.compile(rf"(?<!{LETTER}){re.escape(text)}(?!{LETTER})"))


def _indexed(sequence: UnitSequence) -> tuple[object, Finder]:
    return ("sequence", sequence.name), partial(Place.spans_of, sequence=sequence)


def _word(term: str) -> Keyed:
    yield ("word", term), term


def _word_with_signs(term: str) -> Keyed:
    """Words with signs inside, which are written as one elsewhere: e-mail, U.N."""
    yield (
        ("with signs", term),
        lambda place: ((start, end) for text, start, end in joined_spans(place.text, place.english) if text == term),
    )


class Sequences:
    """Where sequences stand in the documents of one page; each is looked up once for all documents of a segment."""

    def __init__(self, documents: Iterable[tuple[Segment, int]]) -> None:
        docs: dict[Segment, set[int]] = {}
        for segment, doc in documents:
            docs.setdefault(segment, set()).add(doc)
        self._docs = {segment: np.array(sorted(own), dtype=np.uint16) for segment, own in docs.items()}
        self._found: dict[tuple[Segment, str, str], dict[int, list[int]]] = {}

    def starts(self, segment: Segment, doc: int, field: str, sequence: UnitSequence) -> Sequence[int]:
        """The positions at which a sequence begins in a field of a document, ascending."""
        key = segment, field, sequence.name
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = starts_in(segment, field, sequence.units, self._docs[segment])
        return found.get(doc, ())


class Place:
    """A folded text; ``starts`` gives the positions in it at which the index has a sequence."""

    def __init__(self, text: str, starts: Callable[[UnitSequence], Sequence[int]]) -> None:
        self.text = text
        self._starts = starts
        self.english = English()

    def spans_of(self, sequence: UnitSequence) -> Iterator[Span]:
        """The spans of a sequence, by its positions in the index: to the end of its last noun, or of a verb's run."""
        units = sequence.units
        for start in self._starts(sequence):
            first, last = start + units[0].at, start + units[-1].at
            if last < len(self._spans):
                yield int(self._spans[first, 0]), self._end(last, units[-1])

    @cached_property
    def _spans(self) -> Array:
        """The first character of each position and the one after its last: shape (positions, 2)."""
        return position_spans(self.text)

    @cached_property
    def mentions(self) -> Sequence[tuple[Collection[str], int, int]]:
        """The dates in the text: the tokens of each, and where it stands."""
        return [*date_mentions(self.text)]

    def _end(self, at: int, unit: Unit) -> int:
        """The end offset of a match at a position."""
        text = unit.entries[0].text.lstrip(LIKELY + COUNTED)
        if unit.entries[0].stream == "grams" or not _SYLLABIC.match(text):
            return int(self._spans[at, 1])
        if text.endswith("다") and len(text) > 1:
            run = RUN.match(self.text, int(self._spans[at, 0]))
            return run.end() if run else int(self._spans[at, 1])
        return int(self._spans[min(at + len(text), len(self._spans)) - 1, 1])


def _expression(pattern: re.Pattern[str]) -> Finder:
    """Whatever a regular expression finds."""
    return lambda place: (found.span() for found in pattern.finditer(place.text))


def _noun(noun: str, term: UnitSequence) -> Finder:
    """A noun wherever it stands, also inside a longer word; else where the index has it."""
    return lambda place: _occurrences(noun, place.text) or place.spans_of(term)


def _literal(text: str) -> Finder:
    """Syllables side by side, else with blanks or signs between them."""

    def spans(place: Place) -> Iterable[Span]:
        found = _occurrences(text, place.text)
        if found or not all(syllable in place.text for syllable in text):
            return found
        return [one.span() for one in _phrase_expression(text).finditer(place.text)]

    return spans


def _occurrences(noun: str, text: str) -> list[Span]:
    found = []
    at = text.find(noun)
    while at >= 0:
        found.append((at, at + len(noun)))
        at = text.find(noun, at + 1)
    return found


def _mention(token: str) -> Finder:
    """Days, months and weekdays that have a token."""
    return lambda place: ((start, end) for tokens, start, end in place.mentions if token in tokens)


def _row(stems: Sequence[str], terms_of: TermsOf) -> Finder:
    """Words in a row whose stems are these. A stem differs from its word in the last letters only."""
    beginnings = (re.escape(stem[: max(len(stem) - 2, 1)]) for stem in stems)
    pattern = re.compile(rf"(?<!{LETTER})" + r"[\W_]+".join(rf"({text}\w*)" for text in beginnings), re.IGNORECASE)

    def spans(place: Place) -> Iterator[Span]:
        for found in pattern.finditer(place.text):
            runs = [RUN.match(word) for word in found.groups()]
            if all(run and stem in terms_of(run[0]) for run, stem in zip(runs, stems, strict=True)):
                last = runs[-1]
                assert last
                end = found.start(len(runs)) + last.end()
                yield found.start(), end - (2 if last[0].lower().endswith("'s") else 0)

    return spans


@lru_cache(maxsize=_REMEMBERED)
def _phrase_expression(phrase: str) -> re.Pattern[str]:
    """The positions of a phrase with anything between them that is not one."""
    pieces = []
    for position in phrase_units(phrase):
        text = re.escape(position.text)
        pieces.append(text if position.joint else rf"(?<!{LETTER}){text}(?!{LETTER})")
    return re.compile(r"[\W_]*".join(pieces), re.IGNORECASE)


def _what_matches(pattern: str) -> Finder:
    """Words that begin with what the pattern means: a particle may follow."""
    if begins := beginning(pattern):
        return _expression(re.compile(_phrase_expression(begins).pattern + r"\w*", re.IGNORECASE))
    matches = expression(pattern.rstrip("*")).match
    return lambda place: (run.span() for run in RUN.finditer(place.text) if matches(run.group()))
