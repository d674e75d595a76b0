"""Highlighter: which characters of a text match the query (highlights), and which part of the query each one matches.

A noun is highlighted wherever it occurs in the text, including inside longer words; words of other scripts wherever the
stem is the same. Only matches that the text alone does not show (an inflected verb, a noun of one syllable, which is
also a piece of other words) are looked up in the index by position.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from ...deadline import check_deadline
from ...indexer.analysis.analyzer import Analyzer
from ...indexer.segments.segment import Segment
from ...indexer.text.fold import fold
from ...indexer.text.positions import WORD_OR_NUMBER
from ..execution.matches import MatchedClause
from ..leaf_queries.query_words import AnalysedWord
from .finders import Finder, Place, Sequences, TermsOf, finders

Mark = tuple[int, int, int]
"""Start and end in characters, and the number of the part of the query that matches there."""

_SHORT, _TEXTS = 1 << 12, 1 << 11
"""Characters of a text, and number of such texts, whose folded form is remembered; the same ones tend to be found."""
_REMEMBERED = 1 << 14
"""Words of Latin letters whose terms are remembered."""


_folded = lru_cache(maxsize=_TEXTS)(fold)


class _Look(NamedTuple):
    """Finders, and terms of Latin letters, with the numbers of the query's parts that they belong to."""

    finders: Sequence[tuple[Finder, frozenset[int]]]
    terms: Mapping[str, frozenset[int]]


class Highlighter:
    """Finds the marks of one query in the texts of its hits, which are some documents of segments."""

    def __init__(
        self, clauses: Sequence[MatchedClause], terms_of: TermsOf, documents: Iterable[tuple[Segment, int]]
    ) -> None:
        self._groups = {word: number for number, word in enumerate(dict.fromkeys(clause.word for clause in clauses))}
        self._terms_of = terms_of
        has_content = any(isinstance(one.what, AnalysedWord) and one.what.is_required for one in clauses)
        self._finders = cache(lambda clause: [*finders(clause, terms_of, only_content=has_content)])
        self._look = cache(self._all_of)
        self._sequences = Sequences(documents)

    def marks(self, clauses: Iterable[MatchedClause], text: str, segment: Segment, doc: int, field: str) -> list[Mark]:
        """The marks of some clauses in ``text``, a field of a document; in order, and they may overlap."""
        if not text:
            return []
        check_deadline()
        folded = fold(text) if len(text) > _SHORT else _folded(text)
        look = self._look(tuple(clauses))
        place = Place(folded.text, lambda sequence: self._sequences.starts(segment, doc, field, sequence))
        found = {(start, end, group) for find, groups in look.finders for start, end in find(place) for group in groups}
        found.update(self._words(folded.text, look.terms))
        if folded.starts is None:
            return sorted(found)
        return sorted({(*folded.span(start, end), group) for start, end, group in found})

    def _all_of(self, clauses: Sequence[MatchedClause]) -> _Look:
        """The finders of some clauses; what several of them look for is looked for once."""
        found: dict[object, Finder | str] = {}
        groups: dict[object, set[int]] = {}
        for clause in clauses:
            for key, finder in self._finders(clause):
                found.setdefault(key, finder)
                groups.setdefault(key, set()).add(self._groups[clause.word])
        terms = {finder: frozenset(groups[key]) for key, finder in found.items() if isinstance(finder, str)}
        others = [(finder, frozenset(groups[key])) for key, finder in found.items() if not isinstance(finder, str)]
        return _Look(others, terms)

    def _words(self, text: str, stems: Mapping[str, frozenset[int]]) -> Iterator[Mark]:
        """Words and numbers with one of some stems, all in one pass."""
        for run in WORD_OR_NUMBER.finditer(text) if stems else ():
            groups = {group for term in self._terms_of(run.group()) for group in stems.get(term, ())}
            for group in groups:
                yield run.start(), run.end() - (2 if run.group().lower().endswith("'s") else 0), group


def stemmer(analyzer: Analyzer) -> TermsOf:
    """Gives the terms of a word of Latin letters, or of a number, and remembers them."""
    return lru_cache(maxsize=_REMEMBERED)(lambda run: tuple(term for term, _ in analyzer.meaning(run)[0]))
