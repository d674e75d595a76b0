"""The in-memory index buffer: collects the documents of a session and flushes them as segments.

The writer has one; so has every worker process. A segment is only a file until the writer adopts it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from ..analysis.analyzer import Analyzer
from ..documents.record import Record
from ..segments.builder import SegmentBuilder
from ..segments.postings import MAX_DOCUMENTS
from ..segments.runs import Runs
from .folder import Store
from .manifest import SegmentEntry
from .memory import LEAST

_RUNS_SHARE = 0.5
"""Share of the memory that the table of runs may take before it is cleared."""


class Buffer(Protocol):
    """Takes the records of a session. Each call may be interrupted; the next one goes on with the whole documents."""

    @property
    def flushes(self) -> int:
        """Number of flushes: how often the whole buffer was written and handed on."""

    def add(self, record: Record) -> None:
        """Adds a document, and flushes where memory asks for it."""

    def flush(self) -> None:
        """Writes the documents in the buffer as a segment, and hands it on."""


class IndexBuffer:
    """Collects documents. ``written`` is called with each segment.

    ``memory`` bounds the bytes of the documents, of the table of runs, and of the work to make a segment of them.

    A segment may be handed on twice, where ``flush`` was interrupted between that and the end.
    """

    def __init__(self, store: Store, analyzer: Analyzer, memory: int, written: Callable[[SegmentEntry], None]) -> None:
        self._store = store
        self._analyzer = analyzer
        self._memory = memory
        self._written = written
        self._runs = Runs(analyzer)
        self._builder = SegmentBuilder(self._runs)
        self._again: list[tuple[bytes, bytes]] = []
        """Stored bytes and digests of documents that are to be added again, before any other."""
        self.flushes = 0
        """Number of flushes: how often the whole buffer was written and handed on."""

    def add(self, record: Record) -> None:
        """Adds a document, and flushes where memory asks for it."""
        self._builder.add(record.in_zone(self._analyzer.zone))
        if self._builder.is_full or self._builder.memory + self._runs.memory > self._memory or self._are_runs_many:
            self.flush()

    def release(self) -> None:
        """Gives the memory of the table of runs back, after the last document."""
        self._runs = Runs(self._analyzer)
        self._builder = SegmentBuilder(self._runs)

    @property
    def _are_runs_many(self) -> bool:
        return self._runs.memory > self._memory * _RUNS_SHARE

    def flush(self) -> None:
        """Writes the documents in the buffer as a segment, and hands it on.

        Where memory runs out they become several segments, and the buffer is smaller from then on.
        """
        most = MAX_DOCUMENTS
        while len(self._builder) or self._again:
            if len(self._builder) and not self._is_written():
                most = max(len(self._builder) // 2, 1)
                self._memory = max(self._memory // 2, LEAST)
                self._again = [*self._builder.records(), *self._again]
                self.release()
            while self._again and len(self._builder) < most:
                self._builder.add(Record.decoded(*self._again[0]))
                del self._again[0]
        self.flushes += 1

    def _is_written(self) -> bool:
        """Writes the segment. False where memory ran out; raises MemoryError where that is due to one document."""
        try:
            self._written(self._store.write_segment(self._builder.columns(), len(self._builder)))
        except MemoryError:
            if len(self._builder) == 1:
                raise
            return False
        if self._are_runs_many:
            self._runs = Runs(self._analyzer)
        self._builder = SegmentBuilder(self._runs)
        return True
