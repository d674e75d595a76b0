"""Boolean operators: AND (conjunction), a run of words that mean one thing, some of several, and OR (disjunction)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, reduce
from operator import and_, or_

import numpy as np

from ..leaf_queries.leaf import LeafKey
from ..scoring.accumulators import ScoreAccumulator
from ..scoring.docsets import Mask
from .explanation import Explanation
from .matches import MatchedClause
from .nearness import NearPair
from .operators import Matches, Operator, either


class AndOperator:
    """Documents that have every operand; their scores add up.

    Words without a content morpheme (particles, 그리고) need not be there, unless there is nothing else. What has one
    word surely is a surer hit than what has none.
    """

    is_relaxable = False
    is_required = True

    def __init__(self, operands: Sequence[Operator], near: Sequence[NearPair] = ()) -> None:
        self._near = self._scoring = near
        words = [operand for operand in operands if operand.is_relaxable]
        self._required = [word for word in words if word.is_required] or words
        self._optional = [word for word in words if word not in self._required]
        self._conditions = [operand for operand in operands if not operand.is_relaxable]
        self._operands = (*self._required, *self._conditions, *self._optional)
        self._as_typed = operands

    @cached_property
    def coverage_weight(self) -> float:
        return sum(operand.coverage_weight for operand in self._operands)

    @cached_property
    def boost(self) -> float:
        return sum(operand.boost for operand in self._operands)

    @cached_property
    def max_score(self) -> float:
        return sum(operand.max_score for operand in self._operands)

    def claim(self, claimed: set[LeafKey]) -> None:
        for operand in self._as_typed:
            operand.claim(claimed)
        self._scoring = [pair for pair in self._near if pair.key not in claimed]
        claimed.update(pair.key for pair in self._scoring)

    def match(self, at: int) -> Matches:
        conditions = [operand.match(at) for operand in self._conditions]
        required = [operand.match(at) for operand in self._required]
        self._join(required, at)
        met = [matches.mask for matches in conditions]
        every = reduce(and_, [*(matches.mask for matches in required), *met])
        some = reduce(and_, [reduce(or_, [matches.some for matches in required]), *met]) if required else every
        surely = [matches.sure for matches in required]
        surely += [matches.sure for matches, one in zip(conditions, self._conditions, strict=True) if one.max_score]
        return Matches(every, every & self._surely(surely) if surely else every, some)

    def _join(self, required: Sequence[Matches], at: int) -> None:
        """Words that stand side by side, or as one, are both there."""
        for pair in self._near:
            for matches, operand in zip(required, self._required, strict=True):
                if operand in (pair.left, pair.right):
                    for mask in (matches.mask, matches.sure, matches.some):
                        pair.near.scores.groups[at].documents.mark(mask)

    def _surely(self, masks: Sequence[Mask]) -> Mask:
        """Joins the masks of exact matches: documents in any of them."""
        return reduce(or_, masks)

    def score(self, at: int, accumulator: ScoreAccumulator) -> None:
        for operand in self._operands:
            operand.score(at, accumulator)
        for pair in self._scoring:
            pair.score(at, accumulator)

    def clauses(self) -> Sequence[MatchedClause]:
        near = [MatchedClause(word, pair.near) for pair in self._near for word in pair.words]
        return [*(clause for operand in self._operands for clause in operand.clauses()), *near]

    def explain(self, at: int, doc: int) -> Iterator[Explanation]:
        for operand in self._operands:
            yield from operand.explain(at, doc)
        for pair in self._scoring:
            if parts := [*pair.explain(at, doc)]:
                yield Explanation.of(" ".join(pair.words), parts)


class WordRunOperator(AndOperator):
    """Words that mean one thing together, or the pieces of one word: only what has each surely has it surely."""

    is_relaxable = True

    def _surely(self, masks: Sequence[Mask]) -> Mask:
        return reduce(and_, masks)


class SeveralOperator(AndOperator):
    """Documents that have at least some of the words, as many as ``least``; their scores add up."""

    def __init__(self, words: Sequence[Operator], conditions: Sequence[Operator], least: int) -> None:
        super().__init__([*words, *conditions])
        self._words = words
        self._least = least

    def match(self, at: int) -> Matches:
        met = [operand.match(at).mask for operand in self._conditions]
        found = [operand.match(at) for operand in self._words]
        counts = np.stack([matches.mask | matches.some for matches in found]).sum(axis=0, dtype=np.uint8)
        enough: Mask = counts >= self._least
        every = reduce(and_, [*(matches.mask for matches in found), *met])
        return Matches(every, every, reduce(and_, [enough, *met]))


class OrOperator:
    """Documents that match any operand. One operand gives the full coverage."""

    is_relaxable = False
    is_required = True

    def __init__(self, operands: Sequence[Operator]) -> None:
        self._operands = operands

    @cached_property
    def coverage_weight(self) -> float:
        return max((operand.coverage_weight for operand in self._operands), default=0.0)

    @cached_property
    def boost(self) -> float:
        return max((operand.boost for operand in self._operands), default=0.0)

    @cached_property
    def max_score(self) -> float:
        return max((operand.max_score for operand in self._operands), default=0.0)

    def claim(self, claimed: set[LeafKey]) -> None:
        for operand in self._operands:
            operand.claim(claimed)

    def match(self, at: int) -> Matches:
        return either([operand.match(at) for operand in self._operands])

    def score(self, at: int, accumulator: ScoreAccumulator) -> None:
        covered = accumulator.covered.copy()
        for operand in self._operands:
            own = ScoreAccumulator(accumulator.wanted)
            operand.score(at, own)
            accumulator.scores += own.scores
            np.maximum(accumulator.covered, covered + own.covered, out=accumulator.covered)

    def clauses(self) -> Sequence[MatchedClause]:
        return [clause for operand in self._operands for clause in operand.clauses()]

    def explain(self, at: int, doc: int) -> Iterator[Explanation]:
        for operand in self._operands:
            yield from operand.explain(at, doc)
