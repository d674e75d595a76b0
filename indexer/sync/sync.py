"""Sync: making the index agree with its sources. Only what changed is read, and only what differs is analysed."""

from __future__ import annotations

import time
from collections.abc import Sequence

from ...config import Config
from ...errors import MalmoiError, StoreError
from ..documents.document import Source
from ..documents.record import Record
from ..store.intake import Intake
from ..store.source_state import SourceState
from ..store.writer import Writer
from .job import Here, Pool
from .ledger import Ledger, ids_of
from .meter import Meter
from .owners import Owners, Place
from .plan import Plan
from .report import Progress, SyncOptions, SyncReport
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
    """Reads ``sources`` into the index, and commits, unless it is a dry run.

    A run that ends early, whatever is raised, commits the documents that it has read until then.
    """
    began = time.monotonic()
    report = SyncReport()
    plan = Plan(sources, writer.base.sources, options)
    ledger = Ledger(writer.base.sources, plan)
    session = Session(plan, ledger, _owners(writer, plan), report)
    pool = _pool(writer, config, options, plan, session)
    is_read = False
    try:
        session.read(pool, Meter(progress, plan.bytes))
        pool.finish()
        session.read_repeats(pool)
        pool.finish()
        is_read = True
        _finish(writer, ledger, report, options)
    except BaseException as error:
        # The last commit is not tried again: it would take effect although its failure is raised.
        if not options.dry_run and not (is_read and isinstance(error, StoreError)):
            _interrupt(writer, ledger, pool)
        raise
    finally:
        pool.close()
    report.unknown_endings = plan.all_unknown()
    report.seconds = time.monotonic() - began
    return report


def _owners(writer: Writer, plan: Plan) -> Owners:
    def is_read_again(place: Place) -> bool:
        return place[0] in plan.absorbed or (plan.reads(*place) and place not in plan.unchanged)

    return Owners(writer.base.sources, is_read_again)


def _pool(writer: Writer, config: Config, options: SyncOptions, plan: Plan, session: Session) -> Pool:
    if options.dry_run:
        buffer = _Nowhere()
        return Here(Intake(writer.base, buffer), buffer, session.done)
    if options.workers > 1 and plan.bytes_to_read >= PARALLEL_BYTES:
        from .pool import Processes  # multiprocessing is for those who need it

        return Processes(writer.folder, config, options.workers, writer.adopt, session.done)
    return Here(writer.intake, writer.buffer, session.done)


def _finish(writer: Writer, ledger: Ledger, report: SyncReport, options: SyncOptions) -> None:
    """Deletes what the sources no longer have, and commits."""
    before, now = writer.base.sources, ledger.finished()
    have = ids_of(now)
    gone = [id_ for id_ in ids_of(before) if id_ not in have]
    report.skipped = ledger.skipped()
    report.removed = len(gone) if options.dry_run else writer.delete(gone) if gone else 0
    if not options.dry_run:
        _commit(writer, now)


def _interrupt(writer: Writer, ledger: Ledger, pool: Pool) -> None:
    """Commits what was read so far. A failure here is not raised: what ended the run is what the caller has to know."""
    try:
        pool.save()
    except (MalmoiError, MemoryError):
        writer.discard()
    pool.close()
    try:
        _commit(writer, ledger.interrupted(writer.new_documents()), merge=False)
    except (MalmoiError, MemoryError):
        return


def _commit(writer: Writer, state: SourceState, *, merge: bool = True) -> None:
    if state != writer.base.sources:
        writer.sources = state
    writer.commit(merge=merge)


class _Nowhere:
    """The buffer of a dry run: nothing is kept."""

    flushes = 0

    def add(self, record: Record) -> None:
        """Forgets it."""

    def flush(self) -> None:
        """Does nothing."""
