"""Reposts: which documents of a snapshot are the same text? A search lists them as one hit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from ..indexer.text.near_duplicates import Places, firsts
from .scoring.docsets import Mask
from .scoring.segment_groups import SegmentGroup


class Reposts:
    """The texts of a snapshot. A text is known by the number of its first document, counted over all groups."""

    def __init__(self, groups: Sequence[SegmentGroup]) -> None:
        self._groups = groups

    @cached_property
    def texts(self) -> list[Places]:
        """The text of each document, an array per group. Deleted documents are texts of their own."""
        if not self._groups:
            return []
        titles, sketches = np.concatenate([group.sketches for group in self._groups]).T
        live = np.concatenate([group.live for group in self._groups])
        texts = firsts(titles, np.where(live, sketches, np.uint64(0)))
        return np.split(texts, np.cumsum([group.size for group in self._groups])[:-1])

    def count(self, masks: Sequence[Mask]) -> int:
        """The number of different texts among some documents, a mask per group."""
        seen = np.zeros(sum(map(len, self.texts)), dtype=np.bool_)
        for texts, mask in zip(self.texts, masks, strict=True):
            seen[texts[mask]] = True
        return int(np.count_nonzero(seen))
