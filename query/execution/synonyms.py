"""Synonyms: a typed word and its variants are one group, scored as one clause (disjunction maximum).

A document matches when it has any side of the group. Its score is that of the best side, not the sum: a post that says
이주노조 and MTU does not say more than one that says 이주노조. The variants come from the bridges (``query/bridges/``):
lists of aliases, word lists, transliteration.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..bridges.bridge import SURE_WEIGHT
from ..leaf_queries.leaf import LeafKey
from ..scoring.accumulators import ScoreAccumulator
from ..scoring.scorer import TermScores
from .explanation import Explanation
from .matches import ExpandedTerm, MatchedClause
from .operators import Matches, Operator, either


class SynonymOperator:
    """A synonym group (disjunction maximum): the maximum of several operators; the first one is the typed word."""

    def __init__(self, sides: Sequence[Operator]) -> None:
        self._sides = sides
        self.is_relaxable, self.is_required = sides[0].is_relaxable, sides[0].is_required

    @cached_property
    def coverage_weight(self) -> float:
        return min(side.coverage_weight for side in self._sides)

    @cached_property
    def boost(self) -> float:
        return self._sides[0].boost

    @cached_property
    def max_score(self) -> float:
        return self._sides[0].max_score

    def claim(self, claimed: set[LeafKey]) -> None:
        """Each side claims for itself, as only one of them scores: what is in two sides scores in both."""
        own = [claimed.copy() for _ in self._sides]
        for side, copy in zip(self._sides, own, strict=True):
            side.claim(copy)
        claimed.update(*own)

    def match(self, at: int) -> Matches:
        return either([side.match(at) for side in self._sides])

    def score(self, at: int, accumulator: ScoreAccumulator) -> None:
        best, *others = [ScoreAccumulator(accumulator.wanted) for _ in self._sides]
        for side, own in zip(self._sides, (best, *others), strict=True):
            side.score(at, own)
        for own in others:
            np.maximum(best.scores, own.scores, out=best.scores)
            np.maximum(best.covered, own.covered, out=best.covered)
        accumulator.scores += best.scores
        accumulator.covered += np.minimum(best.covered, np.float32(self.coverage_weight))

    def clauses(self) -> Sequence[MatchedClause]:
        return [clause for side in self._sides for clause in side.clauses()]

    def explain(self, at: int, doc: int) -> Iterator[Explanation]:
        yield from max(
            ([*side.explain(at, doc)] for side in self._sides), key=lambda parts: sum(part.value for part in parts)
        )


@dataclass(frozen=True, slots=True, eq=False)
class Expansions:
    """The variants of a query word or of a run of them, and their joint scores."""

    word: str
    expanded: tuple[ExpandedTerm, ...]
    scores: TermScores


class ExpansionOperator:
    """The side of a synonym group that matches any variant."""

    is_relaxable = True
    is_required = True

    def __init__(self, expansions: Expansions, typed: Operator, sizes: Sequence[int]) -> None:
        self._expansions = expansions
        self._typed = typed
        self._sizes = sizes

    @cached_property
    def max_score(self) -> float:
        # Never more than what was typed would score there: of common pieces, a compound scores little for each.
        return min(self._typed.max_score, self._typed.boost * self._expansions.scores.idf)

    @cached_property
    def boost(self) -> float:
        return self.max_score / self._expansions.scores.idf

    @cached_property
    def coverage_weight(self) -> float:
        return self._typed.coverage_weight * self.max_score / max(self._typed.max_score, 1e-9)

    def claim(self, claimed: set[LeafKey]) -> None:
        """Claims nothing: synonyms are scored as one."""

    def match(self, at: int) -> Matches:
        mask, sure = (np.zeros(self._sizes[at], dtype=bool) for _ in range(2))
        self._expansions.scores.groups[at].documents.mark(mask)
        for expanded in self._expansions.expanded:
            if expanded.variant.weight >= SURE_WEIGHT:
                expanded.leaf.scores.groups[at].documents.mark(sure)
        return Matches(mask, sure, mask)

    def score(self, at: int, accumulator: ScoreAccumulator) -> None:
        self._expansions.scores.groups[at].add(accumulator, self.boost, self.coverage_weight)

    def clauses(self) -> Sequence[MatchedClause]:
        return [MatchedClause(self._expansions.word, expanded) for expanded in self._expansions.expanded]

    def explain(self, at: int, doc: int) -> Iterator[Explanation]:
        value = self._expansions.scores.groups[at].score(doc) * self.boost
        if value:
            best = max(self._expansions.expanded, key=lambda expanded: expanded.worth(at, doc))
            weight, idf = best.variant.weight, self._expansions.scores.idf
            label = f"{best.variant.text} ({best.reason}; weight {weight:.2f}, idf {idf:.2f})"
            yield Explanation(self._expansions.word, value, (Explanation(label, value),))
