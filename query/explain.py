"""Why a document scores what it scores."""

from __future__ import annotations

from .explanation import Explanation
from .operators import Operator
from .rank import Ranker


def explain(operator: Operator, ranker: Ranker, shard: int, doc: int) -> Explanation:
    """The score of one document of a shard."""
    matches = operator.evaluate(shard)
    factor = float(ranker.factor(operator, shard, matches)[doc])
    covered = f"coverage {float(matches.covered[doc]) / operator.importance:.2f}, " if operator.importance else ""
    verdict = "has every word" if matches.mask[doc] else "lacks a word" if matches.some[doc] else "does not match"
    label = f"score ({verdict}; {covered}each part times {factor:.3f})"
    return Explanation.of(label, (part.times(factor) for part in operator.explain(shard, doc)))
