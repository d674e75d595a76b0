"""Postponed scores: worked out for the documents that a search may show, not for all that have a term."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .cache import Grown
from .scores import Counters, Documents, Floats, Mask, ShardScores, Totals, are_few, has_document, shard_scores

_PRICE, _CALL = 5, 1000
"""To work out the score of one document among few takes as long as of so many among all; and so many are as good as a
call."""


class Postponed:
    """Documents, ascending, whose scores are worked out for those that are wanted; all, once that had cost as much."""

    def __init__(
        self,
        docs: Documents,
        size: int,
        some: Callable[[Documents], Floats],
        every: Callable[[], Floats],
        grown: Grown,
    ) -> None:
        self._docs: NDArray[np.uint16] = docs.astype(np.uint16, copy=False)
        self._size = size
        self._some = some
        self._every = every
        self._grown = grown
        self._spent = 0
        self._present: Mask | None = None
        if not are_few(len(docs), size):
            self._present = np.zeros(size, dtype=bool)
            self._present[docs] = True

    @property
    def bytes(self) -> int:
        return self._docs.nbytes + (0 if self._present is None else self._present.nbytes)

    @cached_property
    def _whole(self) -> ShardScores:
        whole = shard_scores(self._docs, self._every(), self._size)
        self._grown(whole.bytes)
        return whole

    def add(self, totals: Totals, weight: float, idf: float = 0.0) -> None:
        if totals.wanted.are_many or self._spent * _PRICE >= len(self._docs):
            self._whole.add(totals, weight, idf)
            return
        docs = self._docs[totals.wanted.mask[self._docs]]
        self._spent += _CALL + len(docs)
        at = totals.wanted.docs.searchsorted(docs)
        totals.scores[at] += self._some(docs) * np.float32(weight)
        if idf:
            totals.covered[at] += np.float32(idf)

    def count(self, counts: Counters) -> None:
        if self._present is None:
            counts[self._docs] += counts.dtype.type(1)
        else:
            counts += self._present

    def mark(self, mask: Mask) -> None:
        if self._present is None:
            mask[self._docs] = True
        else:
            mask |= self._present

    def has(self, doc: int) -> bool:
        return has_document(self._docs, doc) if self._present is None else bool(self._present[doc])

    def score(self, doc: int) -> float:
        return float(self._some(np.array([doc], dtype=np.uint16))[0]) if self.has(doc) else 0.0

    def items(self) -> tuple[Documents, Floats]:
        return self._whole.items()
