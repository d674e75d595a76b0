"""The index as requests ask it: every call runs in a bounded pool of threads, so that the event loop never waits."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from anyio import CapacityLimiter, to_thread

from ... import __version__
from ...errors import MalmoiError
from .parameters import SearchRequest

if TYPE_CHECKING:
    from ...index import Index
    from ...query.page import HighlightedDocument, Page
    from ...query.suggestions.suggestion import Suggestion

_BESIDE = 2
"""Threads beyond one for each processor: while some read from the disk, others work."""
_MOST_RUNS = 20

Answer = TypeVar("Answer")


class BusyError(MalmoiError):
    """Too many requests wait for a search."""

    def __init__(self) -> None:
        super().__init__("too many searches are waiting", "Try again in a few seconds")


@dataclass(frozen=True, slots=True)
class CommitState:
    """The last commit: a tag that changes with whatever a search may find, the number of posts, and its time in UTC."""

    tag: str
    documents: int
    updated: datetime
    indexing: float | None = None
    """The share of a running update that is done, from 0 to 1; None if none runs."""


class Library:
    """Searches, documents and statistics of one index. Every answer is that of the last commit at its start."""

    def __init__(self, index: Index, indexing: Callable[[], float | None] | None = None) -> None:
        self.index = index
        self._indexing = indexing or (lambda: None)
        self._waiting = index.config.web.waiting
        self._limiter: CapacityLimiter | None = None

    async def ask(self, call: Callable[[], Answer]) -> Answer:
        """The answer of a call that reads the index. Raises BusyError where too many others wait."""
        if self._limiter is None:  # made here, because it belongs to the event loop that runs
            self._limiter = CapacityLimiter((os.cpu_count() or 1) + _BESIDE)
        if self.waiting >= self._waiting:
            raise BusyError
        return await to_thread.run_sync(call, limiter=self._limiter)

    @property
    def waiting(self) -> int:
        """The number of requests that wait for a thread."""
        return self._limiter.statistics().tasks_waiting if self._limiter else 0

    def contents(self) -> CommitState:
        """The state of the last commit."""
        return CommitState(
            f"{self.index.version()}-{__version__}", len(self.index), self.index.updated(), self._indexing()
        )

    def search(self, request: SearchRequest) -> Page:
        """The page of hits that a request asks for."""
        return self.index.search(request.q, **request.arguments())

    def suggest(self, typed: str, limit: int) -> list[Suggestion]:
        """Completions of a typed text."""
        return self.index.suggest(typed, limit)

    def document(self, id_: str, request: SearchRequest) -> HighlightedDocument | None:
        """A document with the marks of a query; None if there is none."""
        return self.index.highlight(request.q, id_, exact=request.exact, without=request.without)

    def similar(self, id_: str, limit: int) -> Page | None:
        """The documents that are most like one; None if there is no such document."""
        return self.index.similar(id_, limit)

    def excluding(self, request: SearchRequest) -> dict[str, int]:
        """For each filter of a request the number of hits without it, where there are any."""
        counts = {name: self._count(request, name) for name in request.filters()}
        return {name: count for name, count in counts.items() if count}

    def read_as(self, query: str) -> tuple[tuple[str, str], ...]:
        """The runs of a query, each with the terms that it is searched by."""
        runs = self.index.analyze(query).runs[:_MOST_RUNS]
        return tuple((run.text, ", ".join(dict.fromkeys(term for term, _ in run.terms))) for run in runs)

    def _count(self, request: SearchRequest, without: str) -> int:
        filters = {name: value for name, value in request.filters().items() if name != without}
        return self.index.count(request.q, exact=request.exact, without=request.without, **filters)
