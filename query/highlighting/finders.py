"""Finders: where in a text is what a clause of the query looks for?"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property, partial

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
from ..leaf_queries.sequence import Entry, Unit, places_in

Span = tuple[int, int]

TermsOf = Callable[[str], Sequence[str]]
"""Gives the terms of a word of Latin letters, or of a number."""

Finder = Callable[["Place"], Iterable[Span]]
"""Finds the spans of one thing in a text."""

_SYLLABIC = re.compile(f"[{HANGUL}{HANJA}]+")


def finders(clause: MatchedClause, terms_of: TermsOf, *, only_content: bool) -> list[Finder | str]:
    """The finders of one clause, each once; a term of Latin letters is looked for together with all others.

    With ``only_content``, nothing finds a function word, such as 등 beside other words.
    """
    what = clause.what
    if isinstance(what, AnalysedWord):
        keyed = dict(_word_finders(what, terms_of)) if what.is_required or not only_content else {}
    else:
        keyed = dict(_leaf_finders(clause.leaf, terms_of))
    return list(keyed.values())


_Keyed = Iterator[tuple[object, Finder | str]]
"""Finders, each with what it looks for."""


def _word_finders(word: AnalysedWord, terms_of: TermsOf) -> _Keyed:
    for leaf in word.readings:
        yield from _reading_finders(leaf.units)
    for leaf in (*word.words, *word.terms):
        if (leaf.stream == "words" or leaf.is_telling) and not _is_verb(leaf):
            yield from _leaf_finders(leaf, terms_of)


def _is_verb(leaf: LeafQuery) -> bool:
    """True if a term is a verb in its dictionary form, which no text need have in it: its reading finds it."""
    return leaf.stream == "terms" and bool(leaf.text.endswith("다"))


def _reading_finders(units: Sequence[Unit]) -> _Keyed:
    """The finder of a reading of a word: in the text if its letters stand there, else by positions in the index."""
    entries = [entry for unit in units for entry in unit.entries]
    if all(entry.stream == "grams" for entry in entries) and len(entries[0].text) + len(units) > 2:
        text = entries[0].text if len(units) == 1 else "".join(unit.entries[-1].text for unit in units)
        yield text, _literal(text)
    elif len(units) == 1 and not any(_SYLLABIC.search(entry.text) for entry in entries):
        for entry in entries:
            yield entry.text, entry.text if entry.stream == "terms" else _written_with_signs(entry.text)
    else:
        yield units, partial(Place.sequence, units=units)


def _leaf_finders(leaf: LeafQuery, terms_of: TermsOf) -> _Keyed:
    """The finders of a leaf query."""
    text = leaf.text
    if leaf.units:
        yield from _reading_finders(leaf.units)
        return
    match leaf.stream:
        case "phrase":
            yield text, _expression(_phrase_expression(text))
        case "pattern":
            yield text, _what_matches(text)
        case "stems":
            yield text, _row(text.split(), terms_of)
        case "terms" | "words" if _SYLLABIC.fullmatch(text):
            units = (Unit((Entry("terms", text),)),)
            yield (text, _noun(text)) if len(text) > 1 else (units, partial(Place.sequence, units=units))
        case "terms":
            yield text, text
        case "words" if text.startswith("="):
            yield text, _mention(text)
        case "words" if text.startswith(JOINED):
            yield text, _written_with_signs(text)
        case "words":
            yield f"={text}", _expression(re.compile(rf"(?<!{LETTER}){re.escape(text)}(?!{LETTER})"))


class Place:
    """A folded text and where it is in the index."""

    def __init__(self, text: str, segment: Segment, doc: int, field: str) -> None:
        self.text = text
        self._segment = segment
        self._doc = doc
        self._field = field
        self.english = English()

    def sequence(self, units: Sequence[Unit]) -> Iterator[Span]:
        """The spans of a sequence, by its positions in the index: to the end of its last noun, or of a verb's run."""
        for start in places_in(self._segment, self._field, self._doc, units):
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


def _written_with_signs(term: str) -> Finder:
    """Words with signs inside, which are written as one elsewhere: e-mail, U.N."""
    return lambda place: ((start, end) for text, start, end in joined_spans(place.text, place.english) if text == term)


def _expression(pattern: re.Pattern[str]) -> Finder:
    """Whatever a regular expression finds."""
    return lambda place: (found.span() for found in pattern.finditer(place.text))


def _noun(noun: str) -> Finder:
    """A noun wherever it stands, also inside a longer word; else where the index has it."""
    units = (Unit((Entry("terms", noun),)),)
    return lambda place: _occurrences(noun, place.text) or place.sequence(units)


def _literal(text: str) -> Finder:
    """Syllables side by side, else with blanks or signs between them."""
    apart = _phrase_expression(text)

    def spans(place: Place) -> Iterable[Span]:
        found = _occurrences(text, place.text)
        if found or not all(syllable in place.text for syllable in text):
            return found
        return [one.span() for one in apart.finditer(place.text)]

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
