"""BM25F similarity: the score of a term in each document, with statistics and field norms.

Occurrences are weighed by field and by the field's length before they are summed and saturated once
(Robertson, Zaragoza & Taylor 2004, "Simple BM25 extension to multiple weighted fields"):

    x(d)     = sum over fields f of   weight_f * count_f(d) / (1 - b + b * length_f(d) / mean length_f)
    score(d) = idf * x (k1 + 1) / (x + k1)        idf = ln(1 + (N - n + 0.5) / (n + 0.5))

N is the number of documents and n of those with the term in any of the fields; deleted documents count nowhere,
so a score does not depend on how documents are spread over segments.

A variant of a word occurs w times as often as it stands there, w being its weight, so that it is discounted before the
saturation and not after it (Darwish & Oard 2003, "Probabilistic structured query methods").
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np

from ...config import Ranking
from ...indexer.segments.columns import Array
from ...indexer.segments.segment import Segment
from .accumulators import Floats, GroupScores, group_scores, keep_memory
from .cache import Cache, Grown
from .docsets import Documents
from .lazy import LazyScores
from .occurrences import Occurrences
from .segment_groups import segment_groups

Counts = Mapping[str, tuple[Array, Array]]
"""By field name (``body.grams``): documents, ascending, and how often each has what was looked for."""

_CACHE_BYTES, _CACHE_BYTES_EACH = 64 << 20, 512
"""What is kept of term scores: so much, or so much for each document where that is more."""


@dataclass(frozen=True, slots=True, eq=False)
class TermScores:
    """The score of a term, or of anything that is counted like one, in every group."""

    idf: float
    frequency: int
    groups: tuple[GroupScores, ...]
    limit: float = 0.0
    """What a score comes near to, however often the term occurs."""

    @property
    def bytes(self) -> int:
        """The memory it takes, but for what is lazy."""
        return sum(scores.bytes for scores in self.groups)

    def share(self, at: int, doc: int, weight: float) -> float:
        """How near a document's score would come to the limit if the term occurred ``weight`` times as often."""
        return weighted(self.groups[at].score(doc) / self.limit, weight)


class Scorer:
    """Scores terms over the segments of one snapshot. Keeps those it was asked for last."""

    def __init__(self, segments: Sequence[Segment], ranking: Ranking) -> None:
        keep_memory()
        self.segments = segments
        self.groups = segment_groups(segments)
        self.ranking = ranking
        self.documents = sum(len(segment) for segment in segments)
        self._weights = {"title": ranking.title, "tags": ranking.tags, "body": 1.0}
        heaviest = max(self._weights.values())
        self._once = heaviest / (heaviest + ranking.k1)
        """How near a score comes to its limit where the term is once in the heaviest field."""
        self._field_norms: dict[str, list[Floats]] = {}
        self._cache: Cache[TermScores] = Cache(max(_CACHE_BYTES, _CACHE_BYTES_EACH * self.documents))
        self.clipped: set[str] = set()
        """Patterns that matched more terms than were searched."""

    def term(self, stream: str, text: str, fields: tuple[str, ...]) -> TermScores:
        """The scores of one term of a stream over some text fields."""
        names = [f"{field}.{stream}" for field in fields]
        return self._cache.get((stream, text, fields), lambda grown: self._term(names, text, grown))

    def _term(self, names: Sequence[str], text: str, grown: Grown) -> TermScores:
        occurrences = [Occurrences(group, names, text) for group in self.groups]
        documents = [found.documents() for found in occurrences]
        frequency = sum(map(len, documents))
        idf = self._idf(frequency)
        limit = idf * (self.ranking.k1 + 1)

        def lazy(at: int) -> GroupScores:
            found = occurrences[at]
            return LazyScores(
                documents[at],
                lambda some: self._saturated(found.weighed(some, lambda name: self.field_norms(name)[at]), limit),
                lambda: self._saturated(found.weighed_all(lambda name: self.field_norms(name)[at]), limit),
                grown,
            )

        return TermScores(idf, frequency, tuple(map(lazy, range(len(self.groups)))), limit)

    def counted(self, key: Hashable, counts: Callable[[Segment], Counts]) -> TermScores:
        """The scores of what ``counts`` finds in each segment; ``key`` stands for it in the cache."""
        return self._cache.get(
            key, lambda _: self._scored([self._weighted(at, counts) for at in range(len(self.groups))])
        )

    def best(self, key: Hashable, members: Sequence[tuple[float, TermScores]]) -> TermScores:
        """The scores of variants of one word: in each document the best of them by weight counts.

        They share one idf, that of the commonest of them by weight. The limit is what a term scores once in a title:
        however often a variant occurs, it is not worth more than what was typed is there.
        """
        return self._cache.get(key, lambda _: self._best(members))

    def _best(self, members: Sequence[tuple[float, TermScores]]) -> TermScores:
        idf = self._idf(max(weight * scores.frequency for weight, scores in members))
        limit = idf * (self.ranking.k1 + 1) * self._once
        found = []
        for at, group in enumerate(self.groups):
            best = np.zeros(group.size, dtype=np.float32)
            for weight, member in members:
                one = member.groups[at]
                having, scores = one.documents.docs, one.scores()
                best[having] = np.maximum(best[having], weighted(scores / np.float32(member.limit), weight))
            docs = np.flatnonzero(best)
            found.append((docs, best[docs] * np.float32(limit)))
        return TermScores(idf, sum(len(docs) for docs, _ in found), self.scored(found), limit)

    def _scored(self, counted: Sequence[tuple[Documents, Floats]]) -> TermScores:
        """Scores from the documents of each group and x for each."""
        frequency = sum(len(docs) for docs, _ in counted)
        idf = self._idf(frequency)
        limit = idf * (self.ranking.k1 + 1)
        scores = [(docs, self._saturated(x, limit)) for docs, x in counted]
        return TermScores(idf, frequency, self.scored(scores), limit)

    def _saturated(self, x: Floats, limit: float) -> Floats:
        return np.float32(limit) * x / (x + np.float32(self.ranking.k1))

    def _idf(self, frequency: float) -> float:
        return math.log(1 + (self.documents - frequency + 0.5) / (frequency + 0.5))

    def scored(self, found: Sequence[tuple[Documents, Floats]]) -> tuple[GroupScores, ...]:
        """Documents and scores of each group, made ready for adding up."""
        return tuple(
            group_scores(docs, scores, group.size) for (docs, scores), group in zip(found, self.groups, strict=True)
        )

    def _weighted(self, at: int, counts: Callable[[Segment], Counts]) -> tuple[Documents, Floats]:
        """The live documents of a group that something is counted in, and x for each."""
        group = self.groups[at]
        x, mask = np.zeros(group.size, dtype=np.float32), np.zeros(group.size, dtype=bool)
        for segment, start in zip(group.segments, group.starts, strict=True):
            for name, (docs, occurrences) in counts(segment).items():
                x[start:][docs] += occurrences.astype(np.float32) * self.field_norms(name)[at][start:][docs]
                mask[start:][docs] = True
        documents = np.flatnonzero(mask & group.live if group.has_deleted else mask)
        return documents, x[documents]

    def field_norms(self, name: str) -> list[Floats]:
        """What one occurrence in a field counts, for every document of every group."""
        found = self._field_norms.get(name)
        if found is None:
            found = self._field_norms[name] = list(self._norms_of(name))
        return found

    def _norms_of(self, name: str) -> Iterator[Floats]:
        lengths = [np.concatenate([s.postings(name).lengths for s in group.segments]) for group in self.groups]
        total = sum(int(one[s.live].sum(dtype=np.int64)) for one, s in zip(lengths, self.groups, strict=True))
        mean = total / self.documents if total else 1.0
        weight, b = self._weights[name.partition(".")[0]], self.ranking.b
        for length in lengths:
            yield (weight / (1 - b + b * length / mean)).astype(np.float32)


@overload
def weighted(share: float, weight: float) -> float: ...
@overload
def weighted(share: Floats, weight: float) -> Floats: ...
def weighted(share: float | Floats, weight: float) -> float | Floats:
    """``w x / (w x + k1)`` of ``x / (x + k1)``."""
    return weight * share / (1 - (1 - weight) * share)
