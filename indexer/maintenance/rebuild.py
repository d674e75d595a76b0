"""Rebuild: every stored document analysed again, and put in place of the index in one commit.

Until then searchers and readers have the index as it was; a rebuild that is interrupted has changed nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..analysis.analyzer import Analyzer
from ..record import Record
from ..segments.builder import SegmentBuilder
from ..segments.runs import Runs
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
    with detect_corruption(before.segments):
        segments = analysed(store, _told(before, progress), analyzer, memory)
    commit = Commit(before.commit.number + 1, analyzer.fingerprint(), tuple(segments), before.commit.sources)
    store.publish(commit)
    store.clean(commit)
    return commit


def _told(snapshot: Snapshot, progress: Progress | None) -> Iterator[Record]:
    for done, record in enumerate(snapshot.records(), start=1):
        yield record
        if progress:
            progress(done, len(snapshot))


def analysed(store: Store, records: Iterable[Record], analyzer: Analyzer, memory: int) -> list[SegmentEntry]:
    """Writes records as segments that no commit names yet; a segment takes about ``memory`` bytes to make."""
    runs = Runs(analyzer)
    entries, builder = [], SegmentBuilder(runs)
    for record in records:
        builder.add(record.in_zone(analyzer.zone))
        if builder.is_full or builder.memory > memory:
            entries.append(store.write_segment(builder.columns(), len(builder)))
            builder = SegmentBuilder(runs)
    if len(builder):
        entries.append(store.write_segment(builder.columns(), len(builder)))
    return entries
