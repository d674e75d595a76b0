"""Lazy scores: computed for the documents that a search may show, not for all that have a term."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import numpy as np

from .accumulators import Floats, GroupScores, ScoreAccumulator, ScoresOfFew, ScoresOfMany
from .cache import Grown
from .docsets import DenseDocSet, Documents, SparseDocSet

_PRICE, _CALL = 5, 1000
"""Cost model: scoring one candidate costs as much as ``_PRICE`` documents of a full pass; each call adds ``_CALL``."""


class LazyScores:
    """Documents whose scores are computed for candidates only, until that has cost as much as computing all of them.

    ``some`` returns the scores of given documents (ascending ids). ``every`` returns one item per document of the
    group; items of documents outside the set are undefined.
    """

    def __init__(
        self,
        documents: SparseDocSet | DenseDocSet,
        some: Callable[[Documents], Floats],
        every: Callable[[], Floats],
        grown: Grown,
    ) -> None:
        self.documents = documents
        self._some = some
        self._every = every
        self._grown = grown
        self._spent = 0

    @property
    def bytes(self) -> int:
        return self.documents.bytes

    @cached_property
    def _whole(self) -> GroupScores:
        items = self._every()
        whole: GroupScores
        if isinstance(self.documents, SparseDocSet):
            whole = ScoresOfFew(self.documents, items[self.documents.docs])
        else:
            whole = ScoresOfMany(self.documents, items * self.documents.flags)
        self._grown(whole.bytes - self.bytes)
        return whole

    def add(self, accumulator: ScoreAccumulator, weight: float, idf: float = 0.0) -> None:
        if accumulator.wanted.are_many or self._spent * _PRICE >= len(self.documents):
            self._whole.add(accumulator, weight, idf)
            return
        docs = self.documents.among(accumulator.wanted.mask)
        self._spent += _CALL + len(docs)
        at = accumulator.wanted.docs.searchsorted(docs)
        accumulator.scores[at] += self._some(docs) * np.float32(weight)
        if idf:
            accumulator.covered[at] += np.float32(idf)

    def score(self, doc: int) -> float:
        return float(self._some(np.array([doc], dtype=np.uint16))[0]) if self.documents.has(doc) else 0.0

    def scores(self) -> Floats:
        return self._whole.scores()
