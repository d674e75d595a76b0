"""Whoosh query objects: matched and scored by Whoosh, over the same segments."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..indexer.analyzer import Analyzer
from ..indexer.whoosh.index import WhooshIndex
from .scoring import Scorer, TermScores


def native_scores(query: Any, scorer: Scorer, analyzer: Analyzer) -> TermScores:
    """The documents that match a Whoosh query, with Whoosh's scores. Its idf is 0: it covers no word of ours."""
    found = WhooshIndex(scorer.segments, analyzer).matches(query)
    scored = scorer.scored([(docs, scores.astype(np.float32)) for docs, scores in found])
    return TermScores(0.0, sum(len(docs) for docs, _ in found), scored)
