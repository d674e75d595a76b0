"""Nearness (proximity): words that are typed side by side count more where they stand side by side, or as one word.

봄 여행 is met as 봄 여행 and as 봄여행. A text that has a pair so has both of its words. The pair scores in it like
a term of its own, by a share. Where the pair is one word, neither half scores as a whole noun, so the pair scores what
the two would.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from ...indexer.analysis.analyzer import Analyzer
from ...indexer.text.fold import fold_text
from ...indexer.text.positions import RUN, Script, script
from ..leaf_queries.leaf import LeafQueries, LeafQuery
from ..leaf_queries.query_words import AnalysedWord
from ..leaf_queries.sequence import Entry, Unit
from ..leaf_queries.word_readings import length, stem, written_units
from .matches import MatchedClause

WEIGHT = 0.1
"""Score of a pair, as a share of that of an equally rare term. ARCHITECTURE.md has what other weights gave."""
_SYLLABIC = (Script.HANGUL, Script.HANJA)


class Side(Protocol):
    """An operator of one of two neighbouring words."""

    def clauses(self) -> Sequence[MatchedClause]:
        """Everything below it that scores."""


@dataclass(frozen=True, slots=True, eq=False)
class NearPair:
    """Two neighbouring words of a query: where they stand side by side, and where they are one word."""

    left: Side
    right: Side
    words: tuple[str, str]
    near: LeafQuery
    joined: LeafQuery | None

    def scoring(self) -> Iterator[tuple[LeafQuery, float]]:
        """The leaf queries that score, each with its weight."""
        yield self.near, WEIGHT
        if self.joined and self.joined.scores.frequency:
            yield self.joined, self._idf_of_words() / self.joined.scores.idf

    def _idf_of_words(self) -> float:
        """The idf of what scores where the two stand as words of their own."""
        clauses = [clause.what for side in (self.left, self.right) for clause in side.clauses()]
        return sum(leaf.scores.idf for what in clauses if isinstance(what, AnalysedWord) for leaf in what.words)


def near_pair(
    left: Side, right: Side, words: tuple[str, str], fields: tuple[str, ...], leaves: LeafQueries
) -> NearPair | None:
    """Two operators of neighbouring words as a pair; None where one of the words has no letters."""
    near, joined = near_units(*words, leaves.analyzer)
    if not near:
        return None
    one_word = leaves.sequence(joined, fields) if joined else None
    return NearPair(left, right, words, leaves.sequence(near, fields), one_word)


def near_units(left: str, right: str, analyzer: Analyzer) -> tuple[Sequence[Unit], Sequence[Unit]]:
    """The units of two words side by side, and of the two as one word; none where they cannot be."""
    first, second = fold_text(left), stem(fold_text(right), analyzer)
    if not RUN.search(first) or not RUN.search(second):
        return (), ()
    may_join = script(first[-1]) in _SYLLABIC and script(second[0]) is script(first[-1])
    units: list[Unit] = []
    at = 0
    for run in RUN.findall(f"{first}{'' if may_join else ' '}{second}"):
        units.extend(written_units(run, at, analyzer))
        at += length(run)
    return units, _at_border(units, first, second) if may_join else ()


def _at_border(units: list[Unit], first: str, second: str) -> list[Unit]:
    """The units of a pair that is one word: the syllables on both sides of the border are in one bigram."""
    border = sum(map(length, RUN.findall(first))) - 1
    bigram = Entry("grams", first[-1] + second[0])
    return [Unit((bigram,), border) if unit.at == border else unit for unit in units]
