"""Nearness (proximity): words that are typed side by side count more where they stand side by side, or as one word.

봄 여행 is met as 봄 여행 and as 봄여행. A text that has a pair so has both of its words. The pair scores in it like
a term of its own, by a share. Where the pair is one word, neither half scores as a whole noun, so the pair scores what
the two would.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from ..leaf_queries.leaf import LeafQueries, LeafQuery
from ..leaf_queries.query_words import AnalysedWord
from .matches import MatchedClause

WEIGHT = 0.1
"""Score of a pair, as a share of that of an equally rare term. ARCHITECTURE.md has what other weights gave."""


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
    found = leaves.neighbours(words)
    if not found:
        return None
    one_word = leaves.sequence(found.joined, fields) if found.joined else None
    return NearPair(left, right, words, leaves.sequence(found.near, fields), one_word)
