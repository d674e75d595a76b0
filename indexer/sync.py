"""Sync: making the index agree with its sources. Only what changed is read, and only what differs is analysed.

What is known of the sources is true after every file, so that a run that is ended early can keep what it did.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import PurePath
from typing import Any, Protocol

from ..config import Config
from ..errors import MalmoiError, SourceError
from .clean import clean
from .document import Document, Skipped, Source, SourceFile
from .job import Here, Job, Outcome
from .record import Record
from .sources import UNREAD, FileState, SkippedFile, SourceState
from .writer import Writer

PARALLEL_BYTES = 8 << 20
"""Below this much to read, starting processes takes longer than it saves."""


class Progress(Protocol):
    """Told after each file how many bytes of how many are done."""

    def __call__(self, done: int, total: int) -> None: ...


@dataclass(slots=True)
class SyncReport:
    """What a sync did, in documents; ``skipped`` lists what could not be indexed and why."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    skipped: list[SkippedFile] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def documents(self) -> int:
        """Documents that the sources have now."""
        return self.added + self.changed + self.unchanged

    def to_json(self) -> dict[str, Any]:
        """As in ``malmoi index --json``."""
        return {
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "removed": self.removed,
            "skipped": [{"source": s.root, "file": s.key, "reason": s.reason} for s in self.skipped],
            "seconds": round(self.seconds, 3),
        }


@dataclass(frozen=True, slots=True)
class SyncOptions:
    """How to sync: in how many processes, reading files with the same stamp too, or only telling what would change."""

    workers: int = 1
    thorough: bool = False
    dry_run: bool = False


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
    session = _Session(writer, {source.root for source in sources}, files, options, progress)
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


def _pool(writer: Writer, config: Config, options: SyncOptions, session: _Session) -> Pool:
    if options.dry_run:
        return Here(writer.base, _Nowhere(), session.done)
    if options.workers > 1 and session.bytes_to_read >= PARALLEL_BYTES:
        from .pool import Processes  # multiprocessing is for those who need it

        return Processes(writer.folder, config, options.workers, writer.adopt, session.done)
    return Here(writer.base, writer.parts, session.done)


class Pool(Protocol):
    """Whoever does the jobs: ``job.Here`` or ``pool.Processes``."""

    def submit(self, job: Job) -> None:
        """Takes a job, and waits where there are too many."""

    def finish(self) -> None:
        """Waits for all jobs, and for everything to be written."""

    def close(self) -> None:
        """Ends whatever was started."""


class _Nowhere:
    """The parts of a dry run: nothing is kept."""

    are_large = False

    def add(self, record: Record) -> None:
        """Forgets it."""

    def flush(self) -> None:
        """Does nothing."""


@dataclass(slots=True)
class _Reading:
    """A file that is being read: the ids it gave so far, and how many of its jobs are under way."""

    root: str
    file: SourceFile
    ids: dict[str, None] = field(default_factory=dict)
    waiting: int = 1
    failure: str | None = None
    may_pass: bool = False


class _Session:
    """One run over some sources: hands out jobs, and keeps account of what comes back."""

    def __init__(
        self,
        writer: Writer,
        roots: set[str],
        files: Sequence[tuple[str, SourceFile]],
        options: SyncOptions,
        progress: Progress | None,
    ) -> None:
        self.report = SyncReport()
        self._writer = writer
        self._options = options
        self._progress = progress
        self._before = writer.base.sources
        self._now = SourceState(
            {**self._before.files, **{root: dict(self._before.files.get(root, {})) for root in roots}},
            [skipped for skipped in self._before.skipped if skipped.root not in roots],
        )
        self._met: dict[str, set[str]] = {root: set() for root in roots}
        stamps = {(root, file.key): file.stamp for root, file in files if not options.thorough}
        self._unchanged = {
            (root, key)
            for root in roots
            for key, state in self._before.files.get(root, {}).items()
            if stamps.get((root, key)) == state.stamp
        }
        self._owners = {
            id_: (root, key)
            for root, known in self._before.files.items()
            for key, state in known.items()
            if root not in roots or (root, key) in self._unchanged
            for id_ in state.ids
        }
        """Which file has an id: at first only files that are not read again, so that it may move between the others."""
        self._readings: dict[int, _Reading] = {}
        self._jobs = count()
        self._given: set[str] = set()
        self._late: list[tuple[_Reading, Document]] = []
        self._bytes = sum(file.stamp[0] for _, file in files)
        self.bytes_to_read = sum(file.stamp[0] for root, file in files if (root, file.key) not in self._unchanged)
        self._bytes_done = 0

    def read(self, root: str, file: SourceFile, pool: Pool) -> None:
        """Hands out the jobs of one file; none where it is as it was."""
        self._met[root].add(file.key)
        if (root, file.key) in self._unchanged:
            self.report.unchanged += len(self._now.files[root][file.key].ids)
            self._keep_skipped(root, file.key)
            self._advance(file)
            return
        reading = _Reading(root, file)
        if file.own_ids:
            self._read_here(reading, pool)
        else:
            self._submit(reading, self._free_id(reading, clean(file.key)), file, pool)
        self._finish_job(reading)

    def _read_here(self, reading: _Reading, pool: Pool) -> None:
        """Documents with ids of their own are read in their order, so that each id has one owner."""
        try:
            for document in reading.file.documents():
                if isinstance(document, Skipped):
                    self._skip(reading.root, document.key, document.reason)
                    continue
                name = self._free_id(reading, clean(document.id))
                reading.ids[name] = None
                if name in self._given:  # the last of an id counts, so it has to come after all others
                    self._late.append((reading, replace(document, id=name)))
                else:
                    self._given.add(name)
                    self._submit(reading, name, document, pool)
        except SourceError as error:
            reading.failure, reading.may_pass = error.reason, error.may_pass

    def _submit(self, reading: _Reading, name: str, content: Document | SourceFile, pool: Pool) -> None:
        number = next(self._jobs)
        self._readings[number] = reading
        reading.waiting += 1
        pool.submit(Job(number, name, f"{reading.root}\n{reading.file.key}", content))

    def done(self, outcome: Outcome) -> None:
        """Takes account of a job that is done."""
        reading = self._readings.pop(outcome.number)
        self.report.added += outcome.added
        self.report.changed += outcome.changed
        self.report.unchanged += outcome.unchanged
        reading.ids |= dict.fromkeys(outcome.ids)
        for skipped in outcome.skipped:
            self._skip(reading.root, skipped.key, skipped.reason)
        if outcome.failure is not None:
            reading.failure, reading.may_pass = outcome.failure, outcome.may_pass
        self._finish_job(reading)

    def _finish_job(self, reading: _Reading) -> None:
        reading.waiting -= 1
        if reading.waiting:
            return
        root, key = reading.root, reading.file.key
        if reading.failure is None:
            self._now.files[root][key] = FileState(reading.file.stamp, tuple(reading.ids))
        else:
            self._skip(root, key, reading.failure)
            self._keep(reading)
        self._advance(reading.file)

    def _keep(self, reading: _Reading) -> None:
        """Remembers a file, or a folder (its key ends in a slash), that could not be read to its end.

        Where the system refused it, what it gave before is kept. Without its stamp: the next run tries again.
        """
        root, key = reading.root, reading.file.key
        known = self._before.files.get(root, {}) if reading.may_pass else {}
        for name in [name for name in known if name == key or (key.endswith("/") and name.startswith(key))]:
            self._now.files[root][name] = FileState(UNREAD, tuple(dict.fromkeys((*known[name].ids, *reading.ids))))
            self._met[root].add(name)
        if key not in known:
            self._now.files[root].pop(key, None)
            if reading.ids:
                self._now.files[root][key] = FileState(UNREAD, tuple(reading.ids))

    def _free_id(self, reading: _Reading, id_: str) -> str:
        """``id_``, or with the source's name before it where a document of another file has it."""
        owner = (reading.root, reading.file.key)
        name, number = id_, 1
        while self._owners.setdefault(name, owner) != owner:
            folder = PurePath(reading.root).name
            name = f"{folder}/{id_}" if number == 1 else f"{folder}/{id_}~{number}"
            number += 1
        return name

    def _skip(self, root: str, key: str, reason: str) -> None:
        skipped = SkippedFile(root, key, reason)
        self._now.skipped.append(skipped)
        self.report.skipped.append(skipped)

    def _keep_skipped(self, root: str, key: str) -> None:
        kept = [s for s in self._before.skipped if s.root == root and (s.key == key or s.key.startswith(f"{key}:"))]
        self._now.skipped.extend(kept)
        self.report.skipped.extend(kept)

    def _advance(self, file: SourceFile) -> None:
        self._bytes_done += file.stamp[0]
        if self._progress:
            self._progress(self._bytes_done, self._bytes)

    def finish(self) -> None:
        """Takes what had to wait, deletes what the sources no longer have, and commits."""
        for reading, document in self._late:
            if not self._options.dry_run:
                self._writer.parts.add(Record.of(document, f"{reading.root}\n{reading.file.key}"))
        for root, met in self._met.items():
            self._now.files[root] = {key: state for key, state in self._now.files[root].items() if key in met}
        have = _ids(self._now)
        gone = [id_ for id_ in _ids(self._before) if id_ not in have]
        if self._options.dry_run:
            self.report.removed = len(gone)
            return
        self.report.removed = self._writer.delete(gone) if gone else 0
        self._commit()

    def pause(self) -> None:
        """Commits what was done so far; files that were begun are read again the next time."""
        for reading in self._readings.values():
            known = self._before.files.get(reading.root, {}).get(reading.file.key)
            ids = dict.fromkeys((*(known.ids if known else ()), *reading.ids))
            self._now.files[reading.root][reading.file.key] = FileState(UNREAD, tuple(ids))
        with suppress(MalmoiError):  # what ended the run is what the caller has to know
            self._commit()

    def _commit(self) -> None:
        if self._now != self._before:
            self._writer.sources = self._now
        self._writer.commit()


def _ids(state: SourceState) -> dict[str, None]:
    return {id_: None for files in state.files.values() for file in files.values() for id_ in file.ids}
