"""Scores of the documents of one shard: at places where few have one, else in whole arrays.

Adding whole arrays is many times quicker than adding at places; and either way a score takes five or six bytes, for
they are kept in memory between searches.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Documents = NDArray[np.integer]
Mask = NDArray[np.bool_]

_FEW = 8
"""Scores are kept at places where at most one document in so many has one."""


class ShardScores(Protocol):
    """What some documents of a shard score. The arrays that are given have one item per document of the shard."""

    @property
    def bytes(self) -> int:
        """Memory it takes."""

    def add_scores(self, total: Floats, weight: float) -> None:
        """Adds each document's score, times ``weight``, to its item of ``total``."""

    def add_idf(self, total: Floats, idf: float) -> None:
        """Adds ``idf`` to the item of each document that has a score."""

    def count(self, counts: NDArray[np.uint16]) -> None:
        """Adds 1 to the item of each document that has a score."""

    def mark(self, mask: Mask) -> None:
        """Sets the item of each document that has a score."""

    def score(self, doc: int) -> float:
        """The score of one document; 0 where it has none."""

    def items(self) -> tuple[Documents, Floats]:
        """The documents that have a score, ascending, and their scores."""


def shard_scores(docs: Documents, scores: Floats, size: int) -> ShardScores:
    """Scores of ``docs``, ascending, in a shard of ``size`` documents."""
    if len(docs) * _FEW <= size:
        return _AtPlaces(docs.astype(np.uint16, copy=False), scores)
    dense = _Dense(np.zeros(size, dtype=np.float32), np.zeros(size, dtype=np.bool_))
    dense.scores[docs] = scores
    dense.present[docs] = True
    return dense


@dataclass(frozen=True, slots=True, eq=False)
class _AtPlaces:
    """Documents, ascending, and their scores."""

    docs: NDArray[np.uint16]
    scores: Floats

    @property
    def bytes(self) -> int:
        return self.docs.nbytes + self.scores.nbytes

    def add_scores(self, total: Floats, weight: float) -> None:
        total[self.docs] += self.scores * np.float32(weight)

    def add_idf(self, total: Floats, idf: float) -> None:
        total[self.docs] += np.float32(idf)

    def count(self, counts: NDArray[np.uint16]) -> None:
        counts[self.docs] += np.uint16(1)

    def mark(self, mask: Mask) -> None:
        mask[self.docs] = True

    def score(self, doc: int) -> float:
        at = int(self.docs.searchsorted(np.uint16(doc)))
        return float(self.scores[at]) if at < len(self.docs) and self.docs[at] == doc else 0.0

    def items(self) -> tuple[Documents, Floats]:
        return self.docs, self.scores


@dataclass(frozen=True, slots=True, eq=False)
class _Dense:
    """One item per document of the shard: its score, and whether it has one."""

    scores: Floats
    present: Mask

    @property
    def bytes(self) -> int:
        return self.scores.nbytes + self.present.nbytes

    def add_scores(self, total: Floats, weight: float) -> None:
        total += self.scores if weight == 1 else self.scores * np.float32(weight)

    def add_idf(self, total: Floats, idf: float) -> None:
        total += self.present * np.float32(idf)

    def count(self, counts: NDArray[np.uint16]) -> None:
        counts += self.present

    def mark(self, mask: Mask) -> None:
        mask |= self.present

    def score(self, doc: int) -> float:
        return float(self.scores[doc])

    def items(self) -> tuple[Documents, Floats]:
        docs = np.flatnonzero(self.present)
        return docs, self.scores[docs]
