"""Worker processes that read, clean and analyse; each writes segments of its own into the index folder.

A worker has one batch of jobs at a time and is only sent something while it waits, so that no pipe can fill up on
both sides. It writes a segment when its buffer is full. Where a worker dies, another one does those jobs again whose
documents were not written yet; the job that it died of is reported and left out.
"""

from __future__ import annotations

import multiprocessing as mp
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from ctypes import c_longlong
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path

from ...config import Config
from ...errors import StoreError
from ..analysis.analyzer import make_analyzer
from ..store.buffer import IndexBuffer
from ..store.folder import Store
from ..store.intake import Intake
from ..store.manifest import SegmentEntry
from ..store.memory import memory_budget
from ..store.snapshot import Snapshot
from .job import Job, Outcome, run_within_memory

BATCH_BYTES = 1 << 20
BATCH_JOBS = 256
_LEAST_MEMORY = 1 << 20
_FLUSH: list[Job] = []
"""The batch that tells a worker to write what it has."""


@dataclass(slots=True)
class _Worker:
    process: mp.process.BaseProcess
    connection: Connection
    current: c_longlong
    """The number of the job it is at, in memory that outlives it."""
    busy: bool = False
    is_torn: bool = False
    """A message to it or from it has begun and is not dealt with: an interruption may have cut it off."""
    batch: list[Job] = field(default_factory=list)
    unwritten: list[Job] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)


class Processes:
    """Does jobs in ``count`` processes. Outcomes are reported in any order, when their documents are in segments."""

    def __init__(
        self,
        folder: Path,
        config: Config,
        count: int,
        written: Callable[[SegmentEntry], None],
        done: Callable[[Outcome], None],
    ) -> None:
        self._folder = folder
        self._config = config
        self._memory = (config.limits.memory_mb << 20) // count
        self._written = written
        self._done = done
        self._context = mp.get_context("spawn")
        self._workers = [self._start() for _ in range(count)]
        self._pending: list[Job] = []
        self._weight = 0

    def submit(self, job: Job) -> None:
        """Takes a job, and waits while every worker is busy and there is a batch to give."""
        self._pending.append(job)
        self._weight += job.weight
        if len(self._pending) >= BATCH_JOBS or self._weight >= BATCH_BYTES:
            self._send_pending()

    def finish(self) -> None:
        """Waits for all jobs, and for everything to be written."""
        if self._pending:
            self._send_pending()
        while any(worker.busy or worker.unwritten for worker in self._workers):
            for worker in self._workers:
                if not worker.busy and worker.unwritten:
                    self._give(worker, _FLUSH)
            self._receive()

    def save(self) -> None:
        """Writes what has been read, after the run was interrupted. What a torn worker has is lost."""
        self._pending = []
        for worker in [worker for worker in self._workers if worker.is_torn]:
            self._workers.remove(worker)
            _end(worker)
        self.finish()

    def close(self) -> None:
        """Ends the workers."""
        for worker in self._workers:
            _end(worker)

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        current = self._context.RawValue(c_longlong, -1)
        process = self._context.Process(
            target=_work, args=(self._folder, self._config, self._memory, theirs, current), daemon=True
        )
        with _interrupts_blocked():
            process.start()
        theirs.close()
        return _Worker(process, ours, current)

    def _send_pending(self) -> None:
        self._send(self._pending)
        self._pending, self._weight = [], 0

    def _send(self, batch: list[Job]) -> None:
        while all(worker.busy for worker in self._workers):
            self._receive()
        self._give(next(worker for worker in self._workers if not worker.busy), batch)

    def _give(self, worker: _Worker, batch: list[Job]) -> None:
        worker.is_torn = True
        worker.busy, worker.batch = True, batch
        with suppress(OSError):  # it died while it waited: _receive finds out
            worker.connection.send(batch)
        worker.is_torn = False

    def _receive(self) -> None:
        """Waits for one worker at least, and takes what there is."""
        busy = {worker.connection: worker for worker in self._workers if worker.busy}
        for connection in wait(list(busy)):
            worker = busy[connection]  # type: ignore[index]  # wait gives back what it was given
            worker.is_torn = True
            try:
                outcomes, entries = worker.connection.recv()
            except (EOFError, OSError):
                self._replace(worker)
                continue
            worker.unwritten += worker.batch
            worker.outcomes += outcomes
            for entry in entries:
                self._written(entry)
            if entries or not worker.batch:
                self._settle(worker)
            worker.busy, worker.batch = False, []
            worker.is_torn = False

    def _settle(self, worker: _Worker) -> None:
        """Reports the outcomes of what a worker has written."""
        for outcome in worker.outcomes:
            self._done(outcome)
        worker.unwritten, worker.outcomes = [], []

    def _replace(self, dead: _Worker) -> None:
        """Starts another worker, and gives it what the dead one had not written, without the job it died of."""
        dead.process.join()
        dead.connection.close()
        again = [*dead.unwritten, *dead.batch]
        fatal = dead.current.value
        if any(job.number == fatal for job in dead.batch):
            self._done(Outcome(fatal, failure=_death(dead.process.exitcode), may_pass=True))
            again = [job for job in again if job.number != fatal]
        elif self._memory < _LEAST_MEMORY:
            raise StoreError("the worker processes die while they write", "Index with --workers 1 to see why")
        self._memory //= 2
        self._workers[self._workers.index(dead)] = self._start()
        for start in range(0, len(again), BATCH_JOBS):
            self._send(again[start : start + BATCH_JOBS])


def _death(status: int | None) -> str:
    return f"the process that read it ended with status {status}; it may need more memory than there is"


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Ctrl-C reaches the whole process group. A process that is started meanwhile inherits that it is blocked."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    from multiprocessing.resource_tracker import ensure_running  # else the first process starts it, and unblocks

    ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.connection.close()


def _work(folder: Path, config: Config, memory: int, jobs: Connection, current: c_longlong) -> None:
    """The life of a worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started this one ends it
    store = Store(folder)
    entries: list[SegmentEntry] = []
    buffer = IndexBuffer(store, make_analyzer(config), memory_budget(memory), entries.append)
    intake = Intake(Snapshot.current(store), buffer)
    while True:
        try:
            batch: list[Job] = jobs.recv()
        except (EOFError, OSError):
            return
        outcomes = []
        for job in batch:
            current.value = job.number
            outcomes.append(run_within_memory(job, intake, buffer))
        current.value = -1
        # Sent only between batches, so that the documents of a batch are taken in whole or not at all.
        if not batch or entries:
            buffer.flush()
        jobs.send((outcomes, list(entries)))
        entries.clear()
