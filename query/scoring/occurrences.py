"""Occurrences: the postings of one term in a group, in several fields of several segments."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from .accumulators import Floats
from .docsets import DenseDocSet, Documents, SparseDocSet, document_set, flagged
from .segment_groups import SegmentGroup

_NO_DOCUMENTS: Documents = np.empty(0, np.uint16)


class Occurrences:
    """The posting lists of a term in some fields (``body.grams``) of a group."""

    def __init__(self, group: SegmentGroup, names: Sequence[str], text: str) -> None:
        self._group = group
        self._found = [
            (start, name, postings, number)
            for segment, start in zip(group.segments, group.starts, strict=True)
            for name in names
            if (number := (postings := segment.postings(name)).find(text)) >= 0
        ]

    def documents(self) -> SparseDocSet | DenseDocSet:
        """The documents that are not deleted and have the term in any of the fields."""
        if not self._found:
            return SparseDocSet(_NO_DOCUMENTS)
        if len(self._found) == 1 and not self._group.has_deleted:
            ((start, _, postings, number),) = self._found
            docs = postings.docs(number)
            return document_set(docs + np.uint16(start) if start else docs, self._group.size)
        mask = np.zeros(self._group.size, dtype=bool)
        for start, _, postings, number in self._found:
            mask[start:][postings.docs(number)] = True
        return flagged(mask & self._group.live if self._group.has_deleted else mask)

    def weighed(self, docs: Documents, field_norms: Callable[[str], Floats]) -> Floats:
        """x of some documents (see ``bm25f.py``), which is quick if they are few.

        ``field_norms`` gives the norms of a field, one for each document of the group.
        """
        x = np.zeros(len(docs), dtype=np.float32)
        for start, name, postings, number in self._found:
            own = slice(*docs.searchsorted([start, start + len(postings.lengths)]))
            places, counts = postings.counts_in(number, docs[own] - docs.dtype.type(start))
            x[own][places] += counts.astype(np.float32) * field_norms(name)[docs[own][places]]
        return x

    def weighed_all(self, field_norms: Callable[[str], Floats]) -> Floats:
        """x of every document of the group, also of deleted ones: shape (size,)."""
        x = np.zeros(self._group.size, dtype=np.float32)
        for start, name, postings, number in self._found:
            having, counts = postings.postings(number)
            # Counts are stored in the smallest type that fits the segment; float32 gives every segment the same scores.
            x[start:][having] += counts.astype(np.float32) * field_norms(name)[start:][having]
        return x
