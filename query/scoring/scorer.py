"""The scorer: scores of terms, phrases, patterns and groups of variants in every group, and the cache of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ...config import Ranking
from ...deadline import check_deadline
from ...indexer.segments.columns import Array
from ...indexer.segments.segment import Segment
from .accumulators import Floats, GroupScores, group_scores
from .bm25f import BM25F, weighted
from .cache import Cache, Grown
from .docsets import DocSet, DocSets, Documents, Mask, flagged
from .lazy import LazyScores
from .occurrences import Occurrences
from .statistics import Statistics

_CACHE_BYTES, _CACHE_BYTES_EACH = 64 << 20, 512
"""Memory for cached scores: 64 MiB, or 512 bytes for each document where that is more."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The number of occurrences of something in each document of one segment.

    ``by_field`` has, by field name (``body.grams``), the documents, ascending, and the number of occurrences in each.
    ``is_clipped`` is set where a limit left something out.
    """

    by_field: Mapping[str, tuple[Array, Array]]
    is_clipped: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class TermScores:
    """The score of a term, or of anything that is counted like one, in every group.

    ``frequency`` is the number of documents that have it; ``limit`` is what a score approaches, however often the term
    occurs. ``is_clipped`` is set where a limit left something out.
    """

    idf: float
    frequency: int
    groups: tuple[GroupScores, ...]
    limit: float = 0.0
    is_clipped: bool = False

    @property
    def bytes(self) -> int:
        """The memory it takes, but for what is lazy."""
        return sum(scores.bytes for scores in self.groups)

    def share(self, at: int, doc: int, weight: float) -> float:
        """A document's score as a share of the limit, with the number of occurrences multiplied by ``weight``."""
        return weighted(self.groups[at].score(doc) / self.limit, weight)


class Scorer:
    """Scores terms over the segments of one snapshot. Caches the scores, which no query can change."""

    def __init__(self, segments: Sequence[Segment], ranking: Ranking) -> None:
        self.statistics = Statistics(segments)
        self.segments = segments
        self.groups = self.statistics.groups
        self.ranking = ranking
        self._formula = BM25F(self.statistics, ranking)
        self._cache = Cache(max(_CACHE_BYTES, _CACHE_BYTES_EACH * self.statistics.documents))

    @property
    def once(self) -> float:
        """The score of a term that stands once in a title of mean length, as a share of its idf."""
        return self._formula.limit(1.0) * self._formula.once

    def term(self, stream: str, text: str, fields: tuple[str, ...]) -> TermScores:
        """The scores of one term of a stream over some text fields."""
        names = [f"{field}.{stream}" for field in fields]
        return self._cache.get((stream, text, fields), lambda grown: self._term(names, text, grown))

    def counted(self, key: Hashable, counts: Callable[[Segment], Counts]) -> TermScores:
        """The scores of what ``counts`` finds in each segment; ``key`` identifies it in the cache."""
        return self._cache.get(key, lambda _: self._counted(counts))

    def documents(self, key: Hashable, found: Callable[[Segment, Mask], None], terms: Sequence[TermScores]) -> DocSets:
        """The documents that have any of some terms, or that ``found`` marks in a segment; nothing is scored.

        ``found`` gets a segment, and a flag for each of its documents: whether it is marked already.
        """
        return self._cache.get(
            key, lambda _: DocSets(tuple(self._marked(at, found, terms) for at in range(len(self.groups))))
        )

    def _marked(self, at: int, found: Callable[[Segment, Mask], None], terms: Sequence[TermScores]) -> DocSet:
        group = self.groups[at]
        mask = np.zeros(group.size, dtype=bool)
        for term in terms:
            term.groups[at].documents.mark(mask)
        for start, segment in zip(group.starts, group.segments, strict=True):
            check_deadline()
            found(segment, mask[start : start + segment.size])
        return flagged(mask & group.live if group.has_deleted else mask)

    def best(self, key: Hashable, members: Sequence[tuple[float, TermScores]]) -> TermScores:
        """The scores of synonyms, given as (weight, scores): each document gets the best of them by weight.

        They share one idf, that of the commonest of them by weight. The limit is what a term scores once in a title:
        however often a synonym occurs, it is not worth more than what was typed is there.
        """
        return self._cache.get(key, lambda _: self._best(members))

    def scored(self, found: Sequence[tuple[Documents, Floats]]) -> tuple[GroupScores, ...]:
        """Documents and scores of each group, made ready for adding up."""
        return tuple(
            group_scores(docs, scores, group.size) for (docs, scores), group in zip(found, self.groups, strict=True)
        )

    def _term(self, names: Sequence[str], text: str, grown: Grown) -> TermScores:
        occurrences = [Occurrences(group, names, text) for group in self.groups]
        documents = [found.documents() for found in occurrences]
        frequency = sum(map(len, documents))
        idf = self.statistics.idf(frequency)
        limit = self._formula.limit(idf)

        def lazy(at: int) -> GroupScores:
            # A function of its own, so that the closures below keep the ``at`` and ``found`` of their group.
            found = occurrences[at]

            def norms(name: str) -> Floats:
                return self._formula.field_norms(name)[at]

            return LazyScores(
                documents[at],
                some=lambda docs: self._formula.saturated(found.weighed(docs, norms), limit),
                every=lambda: self._formula.saturated(found.weighed_all(norms), limit),
                grown=grown,
            )

        return TermScores(idf, frequency, tuple(map(lazy, range(len(self.groups)))), limit)

    def _counted(self, counts: Callable[[Segment], Counts]) -> TermScores:
        counted = [[counts(segment) for segment in group.segments] for group in self.groups]
        weighed = [self._weighed(at, found) for at, found in enumerate(counted)]
        frequency = sum(len(docs) for docs, _ in weighed)
        idf = self.statistics.idf(frequency)
        limit = self._formula.limit(idf)
        scores = [(docs, self._formula.saturated(x, limit)) for docs, x in weighed]
        is_clipped = any(one.is_clipped for found in counted for one in found)
        return TermScores(idf, frequency, self.scored(scores), limit, is_clipped)

    def _weighed(self, at: int, counted: Sequence[Counts]) -> tuple[Documents, Floats]:
        """The live documents of a group that something was counted in, and x for each."""
        group = self.groups[at]
        x, mask = np.zeros(group.size, dtype=np.float32), np.zeros(group.size, dtype=bool)
        for start, counts in zip(group.starts, counted, strict=True):
            for name, (docs, occurrences) in counts.by_field.items():
                x[start:][docs] += occurrences.astype(np.float32) * self._formula.field_norms(name)[at][start:][docs]
                mask[start:][docs] = True
        documents = np.flatnonzero(mask & group.live if group.has_deleted else mask)
        return documents, x[documents]

    def _best(self, members: Sequence[tuple[float, TermScores]]) -> TermScores:
        idf = self.statistics.idf(max(weight * scores.frequency for weight, scores in members))
        limit = self._formula.limit(idf) * self._formula.once
        found = []
        for at, group in enumerate(self.groups):
            best = np.zeros(group.size, dtype=np.float32)
            for weight, member in members:
                check_deadline()
                one = member.groups[at]
                having, scores = one.documents.docs, one.scores()
                best[having] = np.maximum(best[having], weighted(scores / np.float32(member.limit), weight))
            docs = np.flatnonzero(best)
            found.append((docs, best[docs] * np.float32(limit)))
        return TermScores(idf, sum(len(docs) for docs, _ in found), self.scored(found), limit)
