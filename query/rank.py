"""Top-k collector: orders the documents of all segment groups, and relaxes the query if too few match.

Documents with every word of the query come before those with only some of the words, in every order. The latter are
shown only if fewer than ``search.enough`` have every word. ``require`` changes that: ``all`` never shows them, and
``any`` always shows them, among the others where the order is by date.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..config import Config
from ..deadline import check_deadline
from ..indexer.segments.columns import Array
from ..indexer.segments.fields import UNKNOWN_DATE
from .execution.operators import Matches, Operator
from .reposts import Reposts
from .scoring.accumulators import Candidates, Floats, ScoreAccumulator
from .scoring.docsets import Mask
from .scoring.segment_groups import SegmentGroup

Sort = Literal["relevance", "newest", "oldest"]
Require = Literal["all", "any"]
_REACH = 50
"""Number of documents after a page that are ordered too, as some may be reposts of those on it."""
_SURE = 1e9
"""Added to the rank of documents that have every word, at least one of them surely (``Matches.sure``). Scores stay far
below it, so these documents come first."""
_COMPLETE = 1e13
"""Added to the rank by date of documents that have every word. Dates are seconds, from -6e10 to 3e11."""
_UNPLACED = -1e12
"""The rank by date, or by a field, of a document without one: after all others of its tier."""


@dataclass(frozen=True, slots=True)
class Order:
    """The order of a page: ``relevance``, ``newest``, ``oldest``, or the order of ``keys``, an array per group.

    NaN is no key. Documents without a key come last, also where the order is ``reversed``.
    """

    sort: str
    keys: Sequence[NDArray[np.float64]] | None = None
    is_reversed: bool = False

    def places(self, at: int, docs: Array, dates: Array) -> NDArray[np.float64]:
        """A number for each of some documents of a group, greater for those that come first."""
        if self.keys is None:
            keys = np.where(dates == UNKNOWN_DATE, np.nan, dates.astype(np.float64))
            places = keys if self.sort == "newest" else -keys
        else:
            places = self.keys[at][docs] if self.is_reversed else -self.keys[at][docs]
        return np.where(np.isnan(places), _UNPLACED, places)


@dataclass(frozen=True, slots=True)
class Found:
    """A scored document: its segment group, its number in that group, and its score."""

    group: int
    doc: int
    score: float = 0.0
    complete: bool = False
    """True if it has every word of the query, as typed or by synonyms."""
    reposts: tuple[Found, ...] = ()
    """Near duplicates, which are listed with this document only."""

    @property
    def place(self) -> tuple[int, int]:
        """Number of the segment group, and number of the document in it."""
        return self.group, self.doc


@dataclass(frozen=True, slots=True)
class Ranked:
    """The documents of one page, with the counts by which a query is relaxed (minimum should match).

    ``total`` is the number of hits that can be paged through, ``complete_count`` of those with every word; ``relaxed``:
    others are included.
    """

    found: tuple[Found, ...]
    total: int
    complete_count: int
    relaxed: bool
    masks: tuple[Mask, ...]
    """All documents that can be paged through, reposts included: a mask per group."""

    def without_conditions(self) -> Ranked:
        """The same page, where no document has what the conditions of the query asked for."""
        found = tuple(replace(one, complete=False) for one in self.found)
        return replace(self, found=found, complete_count=0, relaxed=True)


class Ranker:
    """Orders the documents that an operator matches, and returns one page of them (top k)."""

    def __init__(self, groups: Sequence[SegmentGroup], config: Config) -> None:
        self._groups = groups
        self._ranking = config.ranking
        self._enough = config.search.enough
        self.reposts = Reposts(groups)

    def rank(
        self,
        operator: Operator,
        offset: int,
        limit: int,
        order: Order,
        *,
        require: Require | None = None,
        near_duplicates: bool = True,
    ) -> Ranked:
        """Documents ``offset`` to ``offset + limit`` of the order; with ``near_duplicates`` a text takes one place."""
        found = [self._matches(operator, at) for at in range(len(self._groups))]
        shown = self._live([matches.mask for matches in found])
        complete = total = self._count(shown, near_duplicates)
        if require == "any" or (require is None and _documents(shown) < self._enough):
            shown = self._live([matches.mask | matches.some for matches in found])
            total = self._count(shown, near_duplicates)
        if not limit:
            return Ranked((), total, complete, total > complete, tuple(shown))
        are_tiers = require != "any"
        chosen = [
            self._chosen(operator, at, Candidates(mask), found[at], order, are_tiers=are_tiers)
            for at, mask in enumerate(shown)
        ]
        page = self._page(chosen, offset, limit, near_duplicates)
        return Ranked(page, total, complete, total > complete, tuple(shown))

    def _count(self, masks: Sequence[Mask], near_duplicates: bool) -> int:
        """The number of hits: texts, or documents where each is a hit of its own."""
        return self.reposts.count(masks) if near_duplicates else _documents(masks)

    def finds_any(self, operator: Operator) -> bool:
        """True if any document matches, with every word or with some."""
        found = (self._matches(operator, at) for at in range(len(self._groups)))
        return any(
            bool(((matches.mask | matches.some) & group.live).any())
            for matches, group in zip(found, self._groups, strict=True)
        )

    def _matches(self, operator: Operator, at: int) -> Matches:
        check_deadline()
        return operator.match(at)

    def _live(self, masks: Sequence[Mask]) -> list[Mask]:
        return [
            mask & group.live if group.has_deleted else mask for mask, group in zip(masks, self._groups, strict=True)
        ]

    def score(self, operator: Operator, at: int, wanted: Candidates) -> tuple[Floats, Array, Floats]:
        """For each candidate of a group: its raw score, the factor it is multiplied by, and its coverage.

        The factor is that of coverage, and of recency where it is on.
        """
        check_deadline()
        accumulator = ScoreAccumulator(wanted)
        operator.score(at, accumulator)
        scores, covered = wanted.of(accumulator.scores), wanted.of(accumulator.covered)
        share = self._ranking.coverage if operator.coverage_weight else 0.0
        factor = (1 - share) + share * covered / max(operator.coverage_weight, 1e-9)
        if self._ranking.recency:
            dates = self._groups[at].dates[wanted.docs]
            factor = factor * _recency(dates, self._ranking.recency, self._ranking.recency_days)
        return scores, factor, covered

    def _chosen(
        self, operator: Operator, at: int, wanted: Candidates, matches: Matches, order: Order, *, are_tiers: bool
    ) -> _Chosen:
        parts, factor, _ = self.score(operator, at, wanted)
        scores = (parts * factor).astype(np.float64)
        rank = scores + _SURE * matches.sure[wanted.docs]
        if order.sort != "relevance":
            rank = order.places(at, wanted.docs, self._groups[at].dates[wanted.docs])
            rank += _COMPLETE * (matches.mask[wanted.docs] & are_tiers)
        return _Chosen(at, matches.mask, wanted.docs, scores, rank)

    def _page(self, chosen: Sequence[_Chosen], offset: int, limit: int, near_duplicates: bool) -> tuple[Found, ...]:
        """The documents of a page; near duplicates are listed with the first document of their text.

        A near duplicate takes no place of its own, so more documents are ordered than the page needs, and twice as many
        if too few are left. This ends at the latest when all documents are ordered, which are fewer than asked for.
        """
        wanted = offset + limit
        depth = wanted + _REACH if near_duplicates else wanted
        while chosen:
            check_deadline()
            ordered = self._ordered(chosen, depth)
            texts = _texts(ordered) if near_duplicates else [[place] for place in range(len(ordered.docs))]
            if len(texts) >= wanted or len(ordered.docs) < depth:
                return tuple(self._found(ordered, text) for text in texts[offset:wanted])
            depth *= 2
        return ()

    def _ordered(self, chosen: Sequence[_Chosen], wanted: int) -> _Ordered:
        """The first ``wanted`` documents of the order. Of each group only those are kept that can be among them."""
        kept: list[_Chosen] = []
        least = -np.inf
        for part in chosen:
            kept.append(part.only(part.rank >= least))
            least = _rank_at(wanted, np.concatenate([one.rank for one in kept]))
            kept = [one.only(one.rank >= least) for one in kept]
        *columns, dates, digests, rank = (
            np.concatenate(column) for column in zip(*map(self._columns, kept), strict=True)
        )
        # Equal scores: the newer first, then in an order that does not depend on how documents lie in segments.
        order = np.lexsort((digests, -dates.astype(np.float64), -rank))[:wanted]
        return _Ordered(*(column[order] for column in columns))

    def _columns(self, part: _Chosen) -> tuple[Array, ...]:
        """The columns of ``_Ordered`` for some candidates, and those that order them."""
        group, docs = self._groups[part.at], part.docs
        texts = self.reposts.texts[part.at][docs]
        shown = np.full(len(docs), part.at), docs, part.scores, part.complete[docs], texts
        return *shown, group.dates[docs], group.digests[docs], part.rank

    def _found(self, ordered: _Ordered, text: Sequence[int]) -> Found:
        """The first document of a text, with the others."""
        group, doc, score, complete = (column[text[0]].item() for column in ordered[:4])
        return Found(group, doc, score, complete, tuple(self._found(ordered, [place]) for place in text[1:]))


class _Ordered(NamedTuple):
    """Documents in their order: columns with one item for each."""

    groups: Array
    docs: Array
    scores: Array
    complete: Array
    texts: Array
    """The text of each document (see ``reposts.py``)."""


def _texts(ordered: _Ordered) -> list[list[int]]:
    """The places in the order of each text's documents: near duplicates of each other."""
    texts: dict[int, list[int]] = {}
    for place, text in enumerate(ordered.texts.tolist()):
        texts.setdefault(text, []).append(place)
    return [*texts.values()]


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Candidates of a group, with the numbers that they are ordered by. The arrays have one item for each candidate."""

    at: int
    complete: Mask
    """Mask of the documents of the group that have every word."""
    docs: Array
    scores: Array
    rank: NDArray[np.float64]

    def only(self, kept: Mask) -> _Chosen:
        return _Chosen(self.at, self.complete, *(column[kept] for column in self.columns))

    @property
    def columns(self) -> tuple[Array, Array, Array]:
        return self.docs, self.scores, self.rank


def _rank_at(place: int, ranks: NDArray[np.float64]) -> float:
    """The ``place``-th highest of ``ranks`` (from 1); minus infinity if there are fewer."""
    return float(np.partition(ranks, len(ranks) - place)[len(ranks) - place]) if place <= len(ranks) else -np.inf


def _documents(masks: Sequence[Mask]) -> int:
    return sum(int(np.count_nonzero(mask)) for mask in masks)


def _recency(dates: NDArray[np.int64], share: float, half_days: float) -> Array:
    """The recency factor: 1 for a document of today, halfway to ``1 - share`` after ``half_days``.

    It is ``1 - share`` for a document without a date.
    """
    age = np.maximum(time.time() - dates.astype(np.float64), 0) / 86400
    return (1 - share) + share * np.exp2(-age / half_days)
