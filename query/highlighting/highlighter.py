"""Highlighter: which characters of a text match the query (highlights), and which part of the query each one matches.

A noun is highlighted wherever it occurs in the text, including inside longer words; words of other scripts wherever the
stem is the same. Only matches that the text alone does not show (an inflected verb, a noun of one syllable, which is
also a piece of other words) are looked up in the index by position.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache, partial

from ...indexer.analysis.analyzer import Analyzer
from ...indexer.dates.mentions import date_mentions
from ...indexer.segments.columns import Array
from ...indexer.segments.segment import Segment
from ...indexer.text.positions import HANGUL, HANJA, LETTER, RUN, WORD_OR_NUMBER, position_spans
from ..deadline import check_deadline
from ..execution.clauses import LeafQuery
from ..execution.matches import MatchedClause
from ..execution.pattern import expression
from ..execution.phrase import phrase_units
from ..execution.query_words import AnalysedWord

Mark = tuple[int, int, int]
"""Start and end in characters, and the number of the part of the query that matches there."""

Span = tuple[int, int]

StemOf = Callable[[str], str]
"""Gives the stem of a word of Latin letters."""

_Finder = Callable[["_Place"], Iterable[Span]]
"""Finds the spans of one thing in a text."""

_SYLLABIC = re.compile(f"[{HANGUL}{HANJA}]+")
_REMEMBERED = 1 << 14
"""Words of Latin letters whose stems are remembered."""


class Highlighter:
    """Finds the marks of one query in the texts of its hits."""

    def __init__(self, clauses: Sequence[MatchedClause], stem_of: StemOf) -> None:
        self._groups = {word: number for number, word in enumerate(dict.fromkeys(clause.word for clause in clauses))}
        self._stem_of = stem_of
        self._finders = cache(lambda clause: list(_finders(clause, stem_of)))

    def marks(self, clauses: Iterable[MatchedClause], text: str, segment: Segment, doc: int, field: str) -> list[Mark]:
        """The marks of some clauses in ``text``, a field of a document; in order, and they may overlap."""
        if not text:
            return []
        place = _Place(text, segment, doc, field)
        found: set[Mark] = set()
        stems: dict[str, set[int]] = {}
        for clause in clauses:
            group = self._groups[clause.word]
            for finder in self._finders(clause):
                check_deadline()
                if isinstance(finder, str):
                    stems.setdefault(finder, set()).add(group)
                else:
                    found.update([(start, end, group) for start, end in finder(place)])
        found.update(self._words(text, stems))
        return sorted(found)

    def _words(self, text: str, stems: Mapping[str, set[int]]) -> Iterator[Mark]:
        """Words and numbers with one of some stems, all in one pass."""
        for run in WORD_OR_NUMBER.finditer(text) if stems else ():
            for group in stems.get(self._stem_of(run.group()), ()):
                yield run.start(), run.end() - (2 if run.group().lower().endswith("'s") else 0), group


def stemmer(analyzer: Analyzer) -> StemOf:
    """Gives the term of a word of Latin letters, or of a number, and remembers it."""

    def stem_of(word: str) -> str:
        check_deadline()
        return analyzer.meaning(word)[0][0][0]

    return lru_cache(maxsize=_REMEMBERED)(stem_of)


def _finders(clause: MatchedClause, stem_of: StemOf) -> Iterator[_Finder | str]:
    """What finds the spans of one clause."""
    what = clause.what
    if isinstance(what, AnalysedWord):
        for leaf in (*what.words, *what.terms):
            if leaf.stream == "words" or leaf.is_telling:
                yield from _leaf_finders(leaf, stem_of)
    else:
        yield from _leaf_finders(clause.leaf, stem_of)


def _leaf_finders(leaf: LeafQuery, stem_of: StemOf) -> Iterator[_Finder | str]:
    """What finds a leaf; a stem is looked for together with all others."""
    text = leaf.text
    match leaf.stream:
        case "phrase":
            yield _expression(_phrase_expression(text))
        case "pattern":
            yield _runs_that_match(text)
        case "stems":
            yield _row(text.split(), stem_of)
        case "terms" | "words" if _SYLLABIC.fullmatch(text):
            yield _noun(text) if len(text) > 1 else partial(_Place.indexed, term=text)
        case "terms":
            yield text
        case "words" if text.startswith("="):
            yield _mention(text)
        case "words":
            yield _expression(re.compile(rf"(?<!{LETTER}){re.escape(text)}(?!{LETTER})"))


class _Place:
    """A text and where it is in the index."""

    def __init__(self, text: str, segment: Segment, doc: int, field: str) -> None:
        self.text = text
        self._segment = segment
        self._doc = doc
        self._field = field

    def indexed(self, term: str) -> Iterator[Span]:
        """The spans of a term, by its positions in the index; as many positions as the term has."""
        postings = self._segment.postings(f"{self._field}.terms")
        number = postings.find(term)
        starts = postings.positions_in(number, self._doc) if number >= 0 else []
        if starts:
            for start in starts:
                end = min(start + len(term), len(self._spans)) - 1
                yield int(self._spans[start, 0]), int(self._spans[end, 1])

    @cached_property
    def _spans(self) -> Array:
        """The first character of each position and the one after its last: shape (positions, 2)."""
        return position_spans(self.text)

    @cached_property
    def mentions(self) -> Sequence[tuple[Collection[str], int, int]]:
        """The dates in the text: the tokens of each, and where it stands."""
        return [*date_mentions(self.text)]


def _expression(pattern: re.Pattern[str]) -> _Finder:
    """Whatever a regular expression finds."""
    return lambda place: (found.span() for found in pattern.finditer(place.text))


def _noun(noun: str) -> _Finder:
    """A noun wherever it stands, also inside a longer word; else where the index has it."""

    return lambda place: _occurrences(noun, place.text) or place.indexed(noun)


def _occurrences(noun: str, text: str) -> list[Span]:
    found = []
    at = text.find(noun)
    while at >= 0:
        found.append((at, at + len(noun)))
        at = text.find(noun, at + 1)
    return found


def _mention(token: str) -> _Finder:
    """Days, months and weekdays that have a token."""
    return lambda place: ((start, end) for tokens, start, end in place.mentions if token in tokens)


def _row(stems: Sequence[str], stem_of: StemOf) -> _Finder:
    """Words in a row whose stems are these. A stem differs from its word in the last letters only."""
    beginnings = (re.escape(stem[: max(len(stem) - 2, 1)]) for stem in stems)
    pattern = re.compile(rf"(?<!{LETTER})" + r"[\W_]+".join(rf"({text}\w*)" for text in beginnings), re.IGNORECASE)

    def spans(place: _Place) -> Iterator[Span]:
        for found in pattern.finditer(place.text):
            runs = [RUN.match(word) for word in found.groups()]
            if all(run and stem_of(run[0]) == stem for run, stem in zip(runs, stems, strict=True)):
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


def _runs_that_match(pattern: str) -> _Finder:
    """Runs that begin with what the pattern means: a particle may follow."""
    matches = expression(pattern.rstrip("*")).match
    return lambda place: (run.span() for run in RUN.finditer(place.text) if matches(run.group()))
