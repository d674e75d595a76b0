"""Score accumulators and the candidate set of one segment group. Scores are cached between searches.

Matching runs first, for all documents; then only the candidates, which may be shown, are scored.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .docsets import DenseDocSet, DocSet, Documents, Mask, SparseDocSet, are_few, document_set

Floats = NDArray[np.float32]


class Candidates:
    """The candidate set: documents of a group to be scored. If they are many, all are scored, which is quicker."""

    def __init__(self, mask: Mask) -> None:
        self.mask = mask
        self.docs: NDArray[np.uint16] = np.flatnonzero(mask).astype(np.uint16)
        self.are_many = not are_few(len(self.docs), len(mask))
        self._size = len(mask) if self.are_many else len(self.docs)

    def zeros(self) -> Floats:
        """An array of zeros with one item for each document that is scored."""
        return np.zeros(self._size, dtype=np.float32)

    def of(self, items: Floats) -> Floats:
        """The items of the candidates, from an array with one item for each document that is scored."""
        return items[self.docs] if self.are_many else items


class ScoreAccumulator:
    """For each candidate its score, and how much of the query's coverage weight (the idf of its terms) it covers."""

    def __init__(self, wanted: Candidates) -> None:
        self.wanted = wanted
        self.scores = wanted.zeros()
        self.covered = wanted.zeros()


class GroupScores(Protocol):
    """The scores of one term, phrase or pattern in a group."""

    @property
    def documents(self) -> DocSet:
        """The documents that have a score."""

    @property
    def bytes(self) -> int:
        """Its memory in bytes, without scores that are not computed yet."""

    def add(self, accumulator: ScoreAccumulator, weight: float, idf: float = 0.0) -> None:
        """Adds to each candidate with a score that score, times ``weight``, and ``idf`` to its coverage."""

    def score(self, doc: int) -> float:
        """The score of one document; 0 if it has none."""

    def scores(self) -> Floats:
        """The scores of ``documents``, in the same order."""


def group_scores(docs: Documents, scores: Floats, size: int) -> GroupScores:
    """Scores of ``docs``, ascending, in a group of ``size`` documents."""
    documents = document_set(docs, size)
    if isinstance(documents, SparseDocSet):
        return ScoresOfFew(documents, scores)
    items = np.zeros(size, dtype=np.float32)
    items[docs] = scores
    return ScoresOfMany(documents, items)


class ScoresOfFew:
    """Scores of a sparse set: one for each of its documents."""

    def __init__(self, documents: SparseDocSet, scores: Floats) -> None:
        self.documents = documents
        self._scores = scores

    @property
    def bytes(self) -> int:
        return self.documents.bytes + self._scores.nbytes

    def add(self, accumulator: ScoreAccumulator, weight: float, idf: float = 0.0) -> None:
        at: Documents = self.documents.docs
        scores = self._scores
        if not accumulator.wanted.are_many:
            inside = accumulator.wanted.mask[at]
            at, scores = accumulator.wanted.docs.searchsorted(at[inside]), scores[inside]
        accumulator.scores[at] += scores * np.float32(weight)
        if idf:
            accumulator.covered[at] += np.float32(idf)

    def score(self, doc: int) -> float:
        at = self.documents.place(doc)
        return 0.0 if at is None else float(self._scores[at])

    def scores(self) -> Floats:
        return self._scores


class ScoresOfMany:
    """Scores of a dense set: one item for every document of the group, 0 for those outside of the set."""

    def __init__(self, documents: DenseDocSet, items: Floats) -> None:
        self.documents = documents
        self._items = items

    @property
    def bytes(self) -> int:
        return self.documents.bytes + self._items.nbytes

    def add(self, accumulator: ScoreAccumulator, weight: float, idf: float = 0.0) -> None:
        items, flags = self._items, self.documents.flags
        if not accumulator.wanted.are_many:
            items, flags = items[accumulator.wanted.docs], flags[accumulator.wanted.docs]
        accumulator.scores += items if weight == 1 else items * np.float32(weight)
        if idf:
            accumulator.covered += flags * np.float32(idf)

    def score(self, doc: int) -> float:
        return float(self._items[doc])

    def scores(self) -> Floats:
        return self._items[self.documents.flags]
