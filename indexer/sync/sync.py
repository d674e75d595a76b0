"""Sync: making the index agree with its sources. Only what changed is read, and only what differs is analysed."""

from __future__ import annotations

import time
from collections.abc import Sequence

from ...config import Config
from ..document import Source
from ..record import Record
from ..report import Progress, SyncOptions, SyncReport
from ..store.writer import Writer
from .job import Here, Pool
from .session import Session

__all__ = ["Progress", "SyncOptions", "SyncReport", "sync"]

PARALLEL_BYTES = 8 << 20
"""Below this much to read, starting processes takes longer than it saves."""


def sync(
    writer: Writer,
    sources: Sequence[Source],
    config: Config,
    options: SyncOptions,
    progress: Progress | None = None,
) -> SyncReport:
    """Reads ``sources`` into the index. Commits when it is done, or ends for another reason, unless it is a dry run."""
    began = time.monotonic()
    files = [(source.root, file) for source in sources for file in source.files()]
    session = Session(writer, {source.root for source in sources}, files, options, progress)
    pool = _pool(writer, config, options, session)
    try:
        for root, file in files:
            session.read(root, file, pool)
        pool.finish()
        session.finish()
    except BaseException:
        if not options.dry_run:
            session.pause()
        raise
    finally:
        pool.close()
    session.report.seconds = time.monotonic() - began
    return session.report


def _pool(writer: Writer, config: Config, options: SyncOptions, session: Session) -> Pool:
    if options.dry_run:
        return Here(writer.base, _Nowhere(), session.done)
    if options.workers > 1 and session.bytes_to_read >= PARALLEL_BYTES:
        from .pool import Processes  # multiprocessing is for those who need it

        return Processes(writer.folder, config, options.workers, writer.adopt, session.done)
    return Here(writer.base, writer.buffer, session.done)


class _Nowhere:
    """The parts of a dry run: nothing is kept."""

    should_flush = False

    def add(self, record: Record) -> None:
        """Forgets it."""

    def flush(self) -> None:
        """Does nothing."""
