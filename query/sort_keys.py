"""Sort keys: the places of all documents in the order of a field of one's own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..deadline import check_deadline
from ..errors import ArgumentError
from ..indexer.documents.data import KINDS, Kind
from ..indexer.documents.data_spans import ORDERED
from .scoring.segment_groups import SegmentGroup


class SortKeys:
    """The sort keys of each field, made when it is first sorted by."""

    def __init__(self, groups: Sequence[SegmentGroup]) -> None:
        self._groups = groups
        self._keys: dict[tuple[str, Kind], list[NDArray[np.float64]]] = {}

    def keys(self, name: str, kind: Kind) -> list[NDArray[np.float64]]:
        """A number for each document of each group: greater for a greater value, and NaN where there is none.

        Raises ArgumentError for a list, which has no order.
        """
        if kind not in ORDERED and kind != "boolean":
            raise ArgumentError("sort", f"{name} is {KINDS[kind]}, which has no order")
        if (name, kind) not in self._keys:
            self._keys[name, kind] = self._made(name, kind)
        return self._keys[name, kind]

    def _made(self, name: str, kind: Kind) -> list[NDArray[np.float64]]:
        having = [
            (number, start, segment.postings(field))
            for number, group in enumerate(self._groups)
            for segment, start in zip(group.segments, group.starts, strict=True)
            if (field := segment.own_fields.get((name, kind)))
        ]
        terms = [list(postings.terms) for *_, postings in having]
        check_deadline()
        places = {term: place for place, term in enumerate(sorted(set().union(*terms)))}
        keys = [np.full(group.size, np.nan) for group in self._groups]
        for (number, start, postings), own in zip(having, terms, strict=True):
            check_deadline()
            counts = np.diff(postings.column("starts").astype(np.int64)).tolist()
            of_terms = np.array([places[term] for term in own], dtype=np.float64)
            keys[number][start:][postings.column("docs")] = np.repeat(of_terms, counts)
        return keys
