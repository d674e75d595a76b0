"""Pairs of neighbouring words: what they score side by side, and as one word."""

from __future__ import annotations

import numpy as np
import pytest

from malmoi.config import Ranking
from malmoi.query.execution.leaf_operators import WordOperator
from malmoi.query.execution.nearness import WEIGHT, near_pair
from malmoi.query.leaf_queries.leaf import LeafQueries
from malmoi.query.leaf_queries.query_words import analysed_word
from malmoi.query.scoring.accumulators import Candidates, ScoreAccumulator
from malmoi.query.scoring.scorer import Scorer

from ..corpora import analyzer, new_segment

BODY = ("body",)


def test_what_a_pair_scores() -> None:
    """Side by side it scores a share of a rare term; as one word what the two would score as words."""
    with new_segment(["봄 여행", "봄여행", "봄", "여행", "가을", "봄여행, 봄, 여행"]) as segment:
        scorer = Scorer([segment], Ranking())
        leaves = LeafQueries(analyzer(), scorer)
        analysed = [analysed_word(word, BODY, leaves) for word in ("봄", "여행")]
        left, right = (WordOperator(one, scorer.groups) for one in analysed)
        pair = near_pair(left, right, ("봄", "여행"), BODY, leaves)
        assert pair
        assert pair.joined
        assert pair.near.scores.groups[0].documents.docs.tolist() == [0, 1, 5]
        assert pair.joined.scores.groups[0].documents.docs.tolist() == [1, 5]
        parts = [leaf for one in analysed for leaf in one.scoring]
        accumulator = ScoreAccumulator(Candidates(np.ones(segment.size, dtype=bool)))
        pair.score(0, accumulator)
        for doc, score in enumerate(accumulator.scores.tolist()):
            near = WEIGHT * pair.near.scores.groups[0].score(doc)
            apart = sum(leaf.scores.groups[0].score(doc) * leaf.weight for leaf in parts)
            as_one = sum(leaf.scores.idf * leaf.weight for leaf in parts) / pair.joined.scores.idf
            joined = pair.joined.scores.groups[0].score(doc) * as_one
            assert score == pytest.approx(near + max(joined - apart, 0) if joined else near)
            assert sum(part.value for part in pair.explain(0, doc)) == pytest.approx(score)
