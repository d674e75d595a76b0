"""The in-memory index buffer: collects the documents of a session and flushes them as segments.

The writer has one; so has every worker process. A part is only a file until the writer adopts it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from ..analysis.analyzer import Analyzer
from ..record import Record
from ..segments.builder import SegmentBuilder
from ..segments.runs import Runs
from .folder import Store
from .manifest import SegmentEntry
from .snapshot import Snapshot

_RUNS = 500_000
"""Different runs that are remembered; then they are learned anew, so that memory stays bounded."""
_TERMS = 1 << 20
"""Terms of these runs, likewise: a run as long as a file has as many as its pairs of letters."""


class Buffer(Protocol):
    """Whatever takes the records of a session."""

    @property
    def should_flush(self) -> bool:
        """Whether it is time to write, for memory's sake."""

    def add(self, record: Record) -> None:
        """Adds a document."""

    def flush(self) -> None:
        """Writes what was collected."""


class IndexBuffer:
    """Collects documents, and hands on each segment that it has written."""

    def __init__(self, store: Store, analyzer: Analyzer, memory: int, written: Callable[[SegmentEntry], None]) -> None:
        self._store = store
        self._analyzer = analyzer
        self._memory = memory
        self._written = written
        self._runs = Runs(analyzer)
        self._builder = SegmentBuilder(self._runs)

    def add(self, record: Record) -> None:
        """Adds a document."""
        self._builder.add(record.in_zone(self._analyzer.zone))
        if self._builder.is_full:
            self.flush()

    @property
    def should_flush(self) -> bool:
        """Whether it is time to write, for memory's sake."""
        return self._builder.memory > self._memory or self._runs.terms > _TERMS

    def flush(self) -> None:
        """Writes what was collected."""
        if len(self._builder):
            entry = self._store.write_segment(self._builder.columns(), len(self._builder))
            if len(self._runs) > _RUNS or self._runs.terms > _TERMS:
                self._runs = Runs(self._analyzer)
            self._builder = SegmentBuilder(self._runs)
            self._written(entry)


def is_same(base: Snapshot, record: Record) -> bool:
    """Whether a snapshot has exactly this document."""
    found = base.locate(record.id)
    if not found:
        return False
    segment, doc = found
    return segment.digests[doc].tobytes() == record.digest and segment.record(doc).source == record.source
