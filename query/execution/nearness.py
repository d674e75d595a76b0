"""Nearness (proximity): words that are typed side by side count more where they stand side by side, or as one word.

봄 여행 is met as 봄 여행 and as 봄여행. A text that has a pair so has both of its words. The pair scores in it like
a term of its own, by a share. If the text joins the pair, the two words are not separate terms. The pair then adds
their missing score, at most that of one occurrence of each in a title, and their missing coverage.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from ..leaf_queries.leaf import LeafKey, LeafQueries, LeafQuery
from ..leaf_queries.query_words import AnalysedWord
from ..scoring.accumulators import ScoreAccumulator
from .explanation import Explanation, explained
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
    once: float
    """The score of a term that stands once in a title of mean length, as a share of its idf."""

    @property
    def key(self) -> LeafKey:
        """Names the pair: one that is typed twice scores once."""
        return "near", " ".join(self.words), self.near.fields

    def score(self, at: int, accumulator: ScoreAccumulator) -> None:
        """Adds what the wanted documents of group number ``at`` score by standing so.

        One word scores and covers as much as the two words, if its pieces do not: 눈사람 has no term 눈.
        """
        self.near.scores.groups[at].add(accumulator, WEIGHT)
        if self.joined and self.joined.scores.frequency:
            one, two = ScoreAccumulator(accumulator.wanted), ScoreAccumulator(accumulator.wanted)
            self.joined.scores.groups[at].add(one, self._joined_weight, sum(map(_covered, self._leaves)))
            for leaf in self._leaves:
                leaf.scores.groups[at].add(two, leaf.weight, _covered(leaf))
            accumulator.scores += np.maximum(np.minimum(one.scores, self._most_joined) - two.scores, 0)
            accumulator.covered += np.maximum(one.covered - two.covered, 0)

    def explain(self, at: int, doc: int) -> Iterator[Explanation]:
        """The parts that it adds to the score of a document of group ``at``."""
        yield from explained(self.near, at, doc, WEIGHT)
        if self.joined and self.joined.scores.frequency:
            value = min(self.joined.scores.groups[at].score(doc) * self._joined_weight, self._most_joined)
            value -= sum(leaf.scores.groups[at].score(doc) * leaf.weight for leaf in self._leaves)
            if value > 0:
                yield Explanation(f"one word {''.join(self.words)}, beyond the two", value)

    @property
    def _leaves(self) -> Sequence[LeafQuery]:
        """The leaf queries that score where the two are words of their own; the pieces of a compound do not."""
        clauses = [clause.what for side in (self.left, self.right) for clause in side.clauses()]
        words = [what for what in clauses if isinstance(what, AnalysedWord) and what.word in self.words]
        return [leaf for word in words for leaf in word.scoring]

    @property
    def _most_joined(self) -> float:
        """The score of the two as words of their own, where they stand once in a title."""
        return sum(leaf.weight * self.once * leaf.scores.idf for leaf in self._leaves)

    @property
    def _joined_weight(self) -> float:
        """The weight with which one word scores what the two would."""
        assert self.joined
        return sum(leaf.weight * leaf.scores.idf for leaf in self._leaves) / self.joined.scores.idf


def _covered(leaf: LeafQuery) -> float:
    """The idf that a leaf query of a word adds to the coverage of a document."""
    return leaf.scores.idf if leaf.stream == "terms" else 0.0


def near_pair(
    left: Side,
    right: Side,
    words: tuple[str, str],
    fields: tuple[str, ...],
    leaves: LeafQueries,
    *,
    pieces: bool = False,
) -> NearPair | None:
    """Two operators of neighbouring words as a pair; None where one of the words has no letters.

    Of ``pieces`` of a compound, one word is what was typed, and scores as such.
    """
    found = leaves.neighbours(words)
    if not found:
        return None
    one_word = leaves.sequence(found.joined, fields) if found.joined and not pieces else None
    return NearPair(left, right, words, leaves.sequence(found.near, fields), one_word, leaves.scorer.once)
