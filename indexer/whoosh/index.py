"""Segments as a Whoosh index that can be read and searched, not written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray
from whoosh.index import Index
from whoosh.query import Query
from whoosh.reading import EmptyReader, MultiReader, SegmentReader

from ..analysis.analyzer import Analyzer
from ..segments.segment import Segment
from .codec import WhooshSegment, read_only
from .live import LiveSegment
from .schema import schema

_GENERATION = 0

Matches = tuple[NDArray[np.intp], NDArray[np.float64]]
"""Documents of a segment, numbered as it numbers them, and the score of each."""


class WhooshIndex(Index):
    """A snapshot of an index. Deleted documents neither show nor count, so Whoosh numbers the others from 0."""

    def __init__(self, segments: Sequence[Segment], analyzer: Analyzer) -> None:
        self.schema = schema(analyzer)
        self._segments = [LiveSegment(segment) for segment in segments]

    def reader(self, reuse: Any = None) -> Any:
        """A Whoosh reader of all segments."""
        readers = [
            SegmentReader(None, self.schema, WhooshSegment(segment), generation=_GENERATION)
            for segment in self._segments
        ]
        if not readers:
            return EmptyReader(self.schema)
        return readers[0] if len(readers) == 1 else MultiReader(readers, generation=_GENERATION)

    def matches(self, query: Query, weighting: Any = None) -> list[Matches]:
        """The documents that match a Whoosh query: one pair for each segment.

        ``weighting`` is one of ``whoosh.scoring``; left out, BM25F.
        """
        with self.searcher(**({"weighting": weighting} if weighting else {})) as searcher:
            leaves = searcher.leaf_searchers() if self._segments else []
            return [_matches(query, leaf, segment) for (leaf, _), segment in zip(leaves, self._segments, strict=True)]

    def is_empty(self) -> bool:
        """True if there are no documents."""
        return not any(map(len, self._segments))

    def latest_generation(self) -> int:
        """The generation of every reader: a snapshot does not change."""
        return _GENERATION

    def writer(self, **options: Any) -> NoReturn:
        """Raises StoreError."""
        raise read_only()


def _matches(query: Query, searcher: Any, segment: LiveSegment) -> Matches:
    matcher = query.matcher(searcher, searcher.context())
    docs, scores = [], []
    while matcher.is_active():
        docs.append(matcher.id())
        scores.append(matcher.score())
        matcher.next()
    return segment.live.documents[np.array(docs, dtype=np.intp)], np.array(scores, dtype=np.float64)
