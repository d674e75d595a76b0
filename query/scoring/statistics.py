"""Statistics of a collection: document counts, field lengths and inverse document frequencies (idf).

Deleted documents count nowhere, so the statistics do not depend on how documents are spread over segments.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from ...indexer.segments.columns import Array
from ...indexer.segments.segment import Segment
from .segment_groups import segment_groups


class Statistics:
    """Counts over the segments of one snapshot. ``documents`` is the number of documents that are not deleted."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = segments
        self.groups = segment_groups(segments)
        self.documents = sum(len(segment) for segment in segments)

    def has_term(self, stream: str, text: str, fields: tuple[str, ...]) -> bool:
        """True if any live document has a term of a stream in any of some text fields."""
        return any(_has_live(segment, f"{field}.{stream}", text) for segment in self.segments for field in fields)

    def idf(self, frequency: float) -> float:
        """The inverse document frequency of what ``frequency`` documents have; always above 0."""
        return math.log(1 + (self.documents - frequency + 0.5) / (frequency + 0.5))

    def lengths(self, name: str) -> tuple[list[Array], float]:
        """The length of a field (``body.grams``) in tokens: of every document of each group, and the mean."""
        lengths = [np.concatenate([s.postings(name).lengths for s in group.segments]) for group in self.groups]
        total = sum(int(one[s.live].sum(dtype=np.int64)) for one, s in zip(lengths, self.groups, strict=True))
        return lengths, total / self.documents if total else 1.0


def _has_live(segment: Segment, name: str, text: str) -> bool:
    postings = segment.postings(name)
    number = postings.find(text)
    return number >= 0 and bool(segment.live[postings.docs(number)].any())
