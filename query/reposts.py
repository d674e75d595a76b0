"""Reposts: which documents of a snapshot are the same text? A search lists them as one hit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

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

    @cached_property
    def _firsts(self) -> list[Mask]:
        """A flag for each document of a group: whether it is the first of its text."""
        starts = accumulate((len(texts) for texts in self.texts), initial=0)
        return [texts == np.arange(start, start + len(texts)) for texts, start in zip(self.texts, starts, strict=False)]

    def count(self, masks: Sequence[Mask]) -> int:
        """The number of different texts among some documents, a mask per group."""
        count = 0
        later = []
        for texts, is_first, mask in zip(self.texts, self._firsts, masks, strict=True):
            count += int(np.count_nonzero(mask & is_first))
            later.append(texts[mask & ~is_first])
        others = np.unique(np.concatenate(later)) if later else ()
        # A text counts by its first document; where that is not among them, by the others.
        return count + (int(np.count_nonzero(~np.concatenate(masks)[others])) if len(others) else 0)
