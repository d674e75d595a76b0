"""A searcher: answers queries over one snapshot. Safe to use from several threads."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import lru_cache

from ..config import Config
from ..errors import QueryError
from ..indexer.analyzer import Analyzer
from ..indexer.clean import clean
from ..indexer.period import period
from ..indexer.record import Record
from ..indexer.snapshot import Snapshot
from .compile import Compiler
from .explain import Explanation, explain
from .marks import Marker
from .operators import Operator, Scored
from .page import Hit, Page
from .parse import parse
from .rank import Found, Ranker, Sort
from .scoring import Scorer
from .snippet import best_window, whole
from .tree import And, Dated, Has, Native, Node

_REMEMBERED = 1024
"""Documents that are kept unpacked; the same posts tend to be found again."""
_SHORT = 1 << 13
"""Only those that take fewer bytes packed."""


class Searcher:
    """Search over a snapshot with one analysis and one configuration."""

    def __init__(self, snapshot: Snapshot, analyzer: Analyzer, config: Config) -> None:
        self.snapshot = snapshot
        self._analyzer = analyzer
        self._config = config
        self._scorer = Scorer(snapshot.segments, config.ranking)
        self._ranker = Ranker(snapshot.segments, config)
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._record)

    def search(
        self, query: object, *, limit: int, offset: int = 0, sort: Sort = "relevance", filters: Sequence[Node] = ()
    ) -> Page:
        """The documents that answer ``query``: a string, or a Whoosh query object."""
        began = time.perf_counter()
        operator, notes = self._compile(query, filters)
        ranked = self._ranker.rank(operator, offset, limit, sort)
        leaves = operator.leaves()
        marker = Marker(leaves, self._analyzer)
        hits = tuple(self._hit(found, marker, leaves) for found in ranked.found)
        took = (time.perf_counter() - began) * 1000
        return Page(str(query), ranked.total, took, hits, offset, ranked.complete, ranked.relaxed, notes=notes)

    def explain(self, query: object, id_: str) -> Explanation | None:
        """Why a document scores what it scores; None where there is no such document."""
        found = self.snapshot.locate(id_)
        if not found:
            return None
        operator, _ = self._compile(query, ())
        at = next(at for at, segment in enumerate(self.snapshot.segments) if segment is found[0])
        return explain(operator, self._ranker, at, found[1])

    def _compile(self, query: object, filters: Sequence[Node]) -> tuple[Operator, tuple[str, ...]]:
        compiler = Compiler(self._analyzer, self._scorer, self._config.limits)
        notes: tuple[str, ...] = ()
        if isinstance(query, str):
            parsed = parse(query, self._config.limits)
            node, notes = parsed.node, parsed.notes
        else:
            node = Native(query)
        if filters:
            node = And((*(node.nodes if isinstance(node, And) else (node,)), *filters))
        operator = compiler.compile(node)
        return operator, tuple(dict.fromkeys((*notes, *compiler.notes)))

    def _record(self, segment: int, doc: int) -> Record:
        return self.snapshot.segments[segment].record(doc)

    def _hit(self, found: Found, marker: Marker, leaves: Sequence[Scored]) -> Hit:
        segment = self.snapshot.segments[found.segment]
        is_short = segment.stored.size(found.doc) < _SHORT
        record = (self._remembered if is_short else self._record)(found.segment, found.doc)
        title = marker.marks(record.title, segment, found.doc, "title")
        body = marker.marks(record.body, segment, found.doc, "body")
        words = (
            reading.word if reading else leaf.text
            for reading, leaf in leaves
            if leaf.scores.segments[found.segment].score(found.doc)
        )
        return Hit(
            id=record.id,
            title=record.title,
            url=record.url,
            date=record.date,
            lang=record.lang,
            author=record.author,
            tags=record.tags,
            score=found.score,
            snippet=best_window(record.body, body, self._config.search.snippet),
            heading=whole(record.title, title),
            why=tuple(dict.fromkeys(words)),
        )


def metadata_filters(
    since: str | None = None, until: str | None = None, lang: str | None = None, tag: str | None = None
) -> list[Node]:
    """The filters that a caller gives beside the query. Raises QueryError at what is not an ISO date."""
    filters: list[Node] = []
    for name, date in (("since", since), ("until", until)):
        if date and not period(date):
            raise QueryError(
                f"{name}= needs a date, and {date[:40]!r} is not one", 0, "Write 2007, 2007-12 or 2007-12-13"
            )
    if since or until:
        filters.append(Dated(since, until))
    if lang:
        filters.append(Has("lang", lang.casefold()))
    if tag:
        filters.append(Has("tag", clean(tag).casefold()))
    return filters
