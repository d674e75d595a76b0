"""Operators of leaf queries: of a word, which has several, and of a single one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from ...deadline import check_deadline
from ..leaf_queries.leaf import LeafKey, LeafQuery
from ..leaf_queries.query_words import AnalysedWord
from ..scoring.accumulators import ScoreAccumulator
from ..scoring.segment_groups import SegmentGroup
from .explanation import Explanation, explained
from .matches import MatchedClause
from .operators import Matches


class WordOperator:
    """A word: all of its terms or all of its grams. A document with a telling term of it has some of it."""

    is_relaxable = True

    def __init__(self, analysed: AnalysedWord, groups: Sequence[SegmentGroup]) -> None:
        self.analysed = analysed
        self.is_required = analysed.is_required
        self._groups = groups

    @cached_property
    def coverage_weight(self) -> float:
        return self.analysed.coverage_weight

    @cached_property
    def boost(self) -> float:
        return self.analysed.boost

    @cached_property
    def max_score(self) -> float:
        return self.analysed.max_score

    def claim(self, claimed: set[LeafKey]) -> None:
        self.analysed = self.analysed.claiming(claimed)

    def match(self, at: int) -> Matches:
        size = self._groups[at].size
        mask, some = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
        self.analysed.sure.groups[at].mark(mask)
        sure = mask.copy()
        self.analysed.likely.groups[at].mark(mask)
        for leaf in self.analysed.terms:
            if leaf.is_telling:
                leaf.scores.groups[at].documents.mark(some)
        return Matches(mask, sure, some | mask)

    def score(self, at: int, accumulator: ScoreAccumulator) -> None:
        for leaf in self.analysed.scoring:
            check_deadline()
            idf = leaf.scores.idf if leaf.stream == "terms" else 0.0
            leaf.scores.groups[at].add(accumulator, leaf.weight, idf)

    def clauses(self) -> Sequence[MatchedClause]:
        return (MatchedClause(self.analysed.word, self.analysed),)

    def explain(self, at: int, doc: int) -> Iterator[Explanation]:
        parts = [part for leaf in self.analysed.scoring for part in explained(leaf, at, doc)]
        if parts:
            yield Explanation.of(self.analysed.word, parts)


class LeafOperator:
    """One leaf: a phrase, a pattern, a Whoosh query."""

    boost = 1.0
    is_relaxable = False
    is_required = True

    def __init__(self, leaf: LeafQuery, groups: Sequence[SegmentGroup]) -> None:
        self.leaf = leaf
        self.coverage_weight = self.max_score = leaf.scores.idf
        self._groups = groups

    def claim(self, claimed: set[LeafKey]) -> None:
        """Claims nothing: a phrase scores beside the same phrase."""

    def match(self, at: int) -> Matches:
        mask = np.zeros(self._groups[at].size, dtype=bool)
        self.leaf.scores.groups[at].documents.mark(mask)
        return Matches(mask, mask, mask)

    def score(self, at: int, accumulator: ScoreAccumulator) -> None:
        check_deadline()
        self.leaf.scores.groups[at].add(accumulator, 1.0, self.leaf.scores.idf)

    def clauses(self) -> Sequence[MatchedClause]:
        return (MatchedClause(self.leaf.text, self.leaf),)

    def explain(self, at: int, doc: int) -> Iterator[Explanation]:
        return explained(self.leaf, at, doc)
