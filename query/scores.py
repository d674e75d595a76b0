"""Scores of the documents of one shard: at places where few have one, else in whole arrays.

Adding whole arrays is many times quicker than adding at places; and either way a score takes five or six bytes, for
they are kept in memory between searches. Which documents match is found out first, for all; then only those that may be
shown are scored.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Documents = NDArray[np.integer]
Mask = NDArray[np.bool_]
Counters = NDArray[np.unsignedinteger]

_KEPT = 8 << 20
_FEW = 8
"""Scores are kept at places where at most one document in so many has one."""


class Wanted:
    """The documents of a shard that are to be scored. Where they are many, all are: that is quicker than to choose."""

    def __init__(self, mask: Mask) -> None:
        self.mask = mask
        self.docs: NDArray[np.uint16] = np.flatnonzero(mask).astype(np.uint16)
        self.are_many = not are_few(len(self.docs), len(mask))
        self._size = len(mask) if self.are_many else len(self.docs)

    def zeros(self) -> Floats:
        """An item for each document that is scored."""
        return np.zeros(self._size, dtype=np.float32)

    def of(self, items: Floats) -> Floats:
        """The items of the wanted documents, out of those of all that are scored."""
        return items[self.docs] if self.are_many else items


class Totals:
    """What wanted documents score, and how much of the query's importance (the idf of its terms) they cover."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.scores = wanted.zeros()
        self.covered = wanted.zeros()


class ShardScores(Protocol):
    """What some documents of a shard score. The arrays that are given have one item per document of the shard."""

    @property
    def bytes(self) -> int:
        """The memory it takes, but for what is postponed."""

    def add(self, totals: Totals, weight: float, idf: float = 0.0) -> None:
        """Adds the score of each wanted document, times ``weight``; and ``idf`` to what those that have one cover."""

    def count(self, counts: Counters) -> None:
        """Adds 1 to the item of each document that has a score."""

    def mark(self, mask: Mask) -> None:
        """Sets the item of each document that has a score."""

    def has(self, doc: int) -> bool:
        """Whether a document has a score."""

    def score(self, doc: int) -> float:
        """The score of one document; 0 where it has none."""

    def items(self) -> tuple[Documents, Floats]:
        """The documents that have a score, ascending, and their scores."""


def keep_memory() -> None:
    """Has the C library keep the memory of arrays that come and go with every search.

    At first glibc asks the system for each array of more than 128 KiB, and gives it back at once, so that its pages are
    made anew each time; what has once freed a larger one, keeps as much as that (mallopt(3), M_MMAP_THRESHOLD).
    """
    np.empty(_KEPT, dtype=np.uint8)


def are_few(documents: int, size: int) -> bool:
    """Whether so many documents of ``size`` are better kept at places than in whole arrays."""
    return documents * _FEW <= size


def shard_scores(docs: Documents, scores: Floats, size: int) -> ShardScores:
    """Scores of ``docs``, ascending, in a shard of ``size`` documents."""
    if are_few(len(docs), size):
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

    def add(self, totals: Totals, weight: float, idf: float = 0.0) -> None:
        at: Documents = self.docs
        scores = self.scores
        if not totals.wanted.are_many:
            inside = totals.wanted.mask[self.docs]
            at, scores = totals.wanted.docs.searchsorted(self.docs[inside]), scores[inside]
        totals.scores[at] += scores * np.float32(weight)
        if idf:
            totals.covered[at] += np.float32(idf)

    def count(self, counts: Counters) -> None:
        counts[self.docs] += counts.dtype.type(1)

    def mark(self, mask: Mask) -> None:
        mask[self.docs] = True

    def has(self, doc: int) -> bool:
        return has_document(self.docs, doc)

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

    def add(self, totals: Totals, weight: float, idf: float = 0.0) -> None:
        scores, present = self.scores, self.present
        if not totals.wanted.are_many:
            scores, present = scores[totals.wanted.docs], present[totals.wanted.docs]
        totals.scores += scores if weight == 1 else scores * np.float32(weight)
        if idf:
            totals.covered += present * np.float32(idf)

    def count(self, counts: Counters) -> None:
        counts += self.present

    def mark(self, mask: Mask) -> None:
        mask |= self.present

    def has(self, doc: int) -> bool:
        return bool(self.present[doc])

    def score(self, doc: int) -> float:
        return float(self.scores[doc])

    def items(self) -> tuple[Documents, Floats]:
        docs = np.flatnonzero(self.present)
        return docs, self.scores[docs]


def has_document(docs: NDArray[np.uint16], doc: int) -> bool:
    """Whether ``doc`` is among ascending ``docs``."""
    at = int(docs.searchsorted(np.uint16(doc)))
    return at < len(docs) and bool(docs[at] == doc)
