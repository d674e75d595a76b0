"""A group of segments: neighbouring segments that are searched as if they were one.

An index that grew post by post has many small segments, and each costs a search a fixed number of calls. The documents
of a group, 65,536 at most, are numbered consecutively.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from ...indexer.segments.columns import Array
from ...indexer.segments.postings import MAX_DOCUMENTS
from ...indexer.segments.segment import Segment


class SegmentGroup:
    """Some segments. ``size`` is the number of their documents, with deleted ones; arrays have one item for each."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = segments
        *self.starts, self.size = accumulate((segment.size for segment in segments), initial=0)

    @cached_property
    def live(self) -> NDArray[np.bool_]:
        """True if each document is not deleted: shape (size,)."""
        return _joined([segment.live for segment in self.segments])

    @cached_property
    def has_deleted(self) -> bool:
        """True if any document is deleted."""
        return any(len(segment) < segment.size for segment in self.segments)

    @cached_property
    def dates(self) -> NDArray[np.int64]:
        """As ``Segment.dates``."""
        return _joined([segment.dates for segment in self.segments])

    @cached_property
    def digests(self) -> Array:
        """The first 8 bytes of each document's digest, as a number: shape (size,)."""
        return _joined([segment.digests[:, 0] for segment in self.segments])

    @cached_property
    def sketches(self) -> Array:
        """As ``Segment.sketches``: shape (size, 2)."""
        return _joined([segment.sketches for segment in self.segments])

    def place(self, doc: int) -> tuple[Segment, int]:
        """The segment of a document, and its number in that segment."""
        at = bisect_right(self.starts, doc) - 1
        return self.segments[at], doc - self.starts[at]

    def number(self, segment: Segment, doc: int) -> int:
        """The number in the group of document ``doc`` of ``segment``."""
        return self.starts[self.segments.index(segment)] + doc

    def numbered(self, docs: Sequence[Array]) -> Array:
        """Documents of each segment, renumbered to those of the group, as one array."""
        moved = [own + own.dtype.type(start) if start else own for own, start in zip(docs, self.starts, strict=True)]
        return _joined(moved)

    def documents_with(self, field: str, value: str) -> Array:
        """As ``Segment.documents_with``."""
        return self.numbered([segment.documents_with(field, value) for segment in self.segments])


def segment_groups(segments: Sequence[Segment]) -> list[SegmentGroup]:
    """Puts neighbouring segments into groups of at most 65,536 documents."""
    groups: list[list[Segment]] = []
    room = 0
    for segment in segments:
        if segment.size > room:
            groups.append([])
            room = MAX_DOCUMENTS
        groups[-1].append(segment)
        room -= segment.size
    return [SegmentGroup(group) for group in groups]


def _joined(parts: Sequence[Array]) -> Array:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)
