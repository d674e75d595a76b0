"""BM25F similarity: the formula of a term's score in a document, and its field norms.

Occurrences are weighed by field and by the field's length before they are summed and saturated once
(Robertson, Zaragoza & Taylor 2004, "Simple BM25 extension to multiple weighted fields"):

    x(d)     = sum over fields f of   weight_f * count_f(d) / (1 - b + b * length_f(d) / mean length_f)
    score(d) = idf * x (k1 + 1) / (x + k1)        idf = ln(1 + (N - n + 0.5) / (n + 0.5))

N is the number of documents and n of those with the term in any of the fields (``statistics.py``).

A synonym of weight w counts as if it occurred w times as often as it does. So it is discounted before the saturation
and not after it (Darwish & Oard 2003, "Probabilistic structured query methods").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import overload

import numpy as np

from ...config import Ranking
from .accumulators import Floats
from .statistics import Statistics


class BM25F:
    """The formula with its parameters, over the statistics of one snapshot."""

    def __init__(self, statistics: Statistics, ranking: Ranking) -> None:
        self._statistics = statistics
        self._k1, self._b = ranking.k1, ranking.b
        self._weights = {"title": ranking.title, "tags": ranking.tags, "body": 1.0}
        heaviest = max(self._weights.values())
        self.once = heaviest / (heaviest + self._k1)
        """The share of its limit that a score reaches where the term is once in the heaviest field."""
        self._field_norms: dict[str, list[Floats]] = {}

    def limit(self, idf: float) -> float:
        """The score that a term approaches the more often it occurs."""
        return idf * (self._k1 + 1)

    def saturated(self, x: Floats, limit: float) -> Floats:
        """The scores of documents from their x."""
        return np.float32(limit) * x / (x + np.float32(self._k1))

    def field_norms(self, name: str) -> list[Floats]:
        """The norms of a field, which one occurrence adds to x: an array for each group, an item for each document."""
        found = self._field_norms.get(name)
        if found is None:
            found = self._field_norms[name] = list(self._norms_of(name))
        return found

    def _norms_of(self, name: str) -> Iterator[Floats]:
        lengths, mean = self._statistics.lengths(name)
        weight = self._weights[name.partition(".")[0]]
        for length in lengths:
            yield (weight / (1 - self._b + self._b * length / mean)).astype(np.float32)


@overload
def weighted(share: float, weight: float) -> float: ...
@overload
def weighted(share: Floats, weight: float) -> Floats: ...
def weighted(share: float | Floats, weight: float) -> float | Floats:
    """``w x / (w x + k1)`` from ``share``, which is ``x / (x + k1)``: the share of a term that counts w times."""
    return weight * share / (1 - (1 - weight) * share)
