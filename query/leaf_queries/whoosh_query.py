"""Whoosh query objects: matched and scored by Whoosh, over the same segments."""

from __future__ import annotations

from itertools import islice
from typing import Any

import numpy as np

from ...deadline import check_deadline
from ...indexer.analysis.analyzer import Analyzer
from ...indexer.whoosh.index import WhooshIndex
from ..scoring.scorer import Scorer, TermScores


def whoosh_scores(query: Any, scorer: Scorer, analyzer: Analyzer) -> TermScores:
    """The documents that match a Whoosh query, with Whoosh's scores. Its idf is 0: it covers no word of ours."""
    found = iter(WhooshIndex(scorer.segments, analyzer).matches(query))
    joined = []
    for group in scorer.groups:
        check_deadline()
        docs, scores = zip(*islice(found, len(group.segments)), strict=True)
        joined.append((group.numbered(docs), np.concatenate(scores).astype(np.float32)))
    return TermScores(0.0, sum(len(docs) for docs, _ in joined), scorer.scored(joined))
