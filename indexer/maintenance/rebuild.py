"""Rebuild: every stored document analysed again, and put in place of the index in one commit.

Until then searchers and readers have the index as it was; a rebuild that is interrupted has changed nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..analysis.analyzer import Analyzer
from ..documents.record import Record
from ..store.buffer import IndexBuffer
from ..store.folder import Store
from ..store.manifest import Commit, SegmentEntry
from ..store.snapshot import Snapshot
from ..sync.sync import Progress
from .consistency import detect_corruption


def rebuild(store: Store, analyzer: Analyzer, memory: int, progress: Progress | None = None) -> Commit:
    """Makes the index anew with ``analyzer``; ``progress`` counts documents. Whoever calls it holds the store's lock.

    Raises DamagedIndexError where a document cannot be read, and then changes nothing.
    """
    before = Snapshot.current(store)
    before.check_sizes()
    with detect_corruption(before.segments):
        segments = analysed(store, _counted(before, progress), analyzer, memory)
    number, fingerprint = before.commit.number + 1, analyzer.fingerprint()
    commit = replace(before.commit, number=number, fingerprint=fingerprint, segments=tuple(segments))
    store.publish(commit)
    return commit


def _counted(snapshot: Snapshot, progress: Progress | None) -> Iterator[Record]:
    """Every record, with a call of ``progress`` after each."""
    for done, record in enumerate(snapshot.records(), start=1):
        yield record
        if progress:
            progress(done, len(snapshot))


def analysed(store: Store, records: Iterable[Record], analyzer: Analyzer, memory: int) -> list[SegmentEntry]:
    """Writes records as segments that no commit names yet; a segment takes about ``memory`` bytes to make."""
    entries: list[SegmentEntry] = []
    buffer = IndexBuffer(store, analyzer, memory, entries.append)
    for record in records:
        buffer.add(record)
    buffer.flush()
    return entries
