"""Filters: operators that restrict the matches and contribute no score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..leaf_queries.leaf import LeafKey
from ..scoring.accumulators import ScoreAccumulator
from ..scoring.docsets import Mask
from .explanation import Explanation
from .matches import MatchedClause
from .operators import Matches, Operator


class _Condition:
    """A filter: restricts the matches and contributes no score."""

    coverage_weight = 0.0
    boost = 0.0
    max_score = 0.0
    is_relaxable = False
    is_required = True

    def claim(self, claimed: set[LeafKey]) -> None:
        """Claims nothing."""

    def score(self, at: int, accumulator: ScoreAccumulator) -> None:
        """Adds nothing."""

    def clauses(self) -> Sequence[MatchedClause]:
        return ()

    def explain(self, at: int, doc: int) -> Iterator[Explanation]:  # noqa: ARG002
        return iter(())


class FilterOperator(_Condition):
    """A condition on metadata: one mask per group."""

    def __init__(self, masks: Sequence[Mask]) -> None:
        self._masks = masks

    def match(self, at: int) -> Matches:
        return Matches(self._masks[at], self._masks[at], self._masks[at])


class NotOperator(_Condition):
    """Documents that do not have the operand; a guess or a translation of it they may have."""

    def __init__(self, operand: Operator) -> None:
        self._operand = operand

    def claim(self, claimed: set[LeafKey]) -> None:  # noqa: ARG002
        """Claims nothing outside: what is excluded scores nothing."""
        self._operand.claim(set())

    def match(self, at: int) -> Matches:
        mask = ~self._operand.match(at).sure
        return Matches(mask, mask, mask)
