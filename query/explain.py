"""Explains the score of a document."""

from __future__ import annotations

import numpy as np

from .execution.explanation import Explanation
from .execution.operators import Operator
from .rank import Ranker
from .scoring.accumulators import Candidates


def explain(operator: Operator, ranker: Ranker, group: int, doc: int) -> Explanation:
    """The score of document ``doc`` of a group, as a tree whose leaves add up to it."""
    matches = operator.match(group)
    mask = np.zeros(len(matches.mask), dtype=bool)
    mask[doc] = True
    _, factors, coverage = ranker.score(operator, group, Candidates(mask))
    factor = float(factors[0])
    share = float(coverage[0]) / operator.coverage_weight if operator.coverage_weight else None
    matched = f"share of the query matched {share:.2f}; " if share is not None else ""
    verdict = "has every word" if matches.mask[doc] else "lacks a word" if matches.some[doc] else "does not match"
    label = f"score ({verdict}; {matched}parts multiplied by {factor:.3f})"
    return Explanation.of(label, (part.times(factor) for part in operator.explain(group, doc)))
