"""Jobs: the units of work that a sync hands to a pool, and their outcomes."""

from __future__ import annotations

import errno
import os
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Protocol

from ...errors import ArgumentError, SourceError
from ..documents.document import Document, Skipped, SourceFile
from ..documents.record import Record
from ..store.buffer import Buffer
from ..store.intake import Intake
from ..text.normalize import clean
from .boilerplate import strip

NO_MEMORY = "needs more memory than there is"


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be read, or a document that was read already.

    ``name`` is the id to use; ``source`` is kept with each document. ``boilerplate`` are the blocks of lines to leave
    out of a file's texts. ``is_repeat``: another document with the same id was indexed before in this run.
    """

    number: int
    name: str
    source: str
    content: Document | SourceFile
    boilerplate: frozenset[str] = frozenset()
    is_repeat: bool = False

    @property
    def weight(self) -> int:
        """About how many bytes there are to read."""
        content = self.content
        return len(content.body) if isinstance(content, Document) else content.stamp[0]


@dataclass(slots=True)
class Outcome:
    """The result of a job: ids of its documents, counts of new, changed and same ones, and what was skipped.

    ``failure`` is the reason why the file could not be read to its end; ``may_pass`` as in SourceError.
    """

    number: int
    ids: list[str] = field(default_factory=list)
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    failure: str | None = None
    may_pass: bool = False


def run(job: Job, intake: Intake) -> Outcome:
    """Reads, cleans and analyses the documents of a job. A file that takes too much memory has failed."""
    outcome = Outcome(job.number)
    try:
        for document in _documents(job):
            if isinstance(document, Skipped):
                outcome.skipped.append(document)
                continue
            try:
                _take(Record.of(document, job.source), job, intake, outcome)
            except ArgumentError as error:  # one document that cannot be stored does not end the run
                outcome.skipped.append(Skipped(document.id or job.source.rpartition("\n")[2], error.problem))
    except SourceError as error:
        outcome.failure, outcome.may_pass = error.reason, error.may_pass
    except MemoryError:
        outcome.failure, outcome.may_pass = NO_MEMORY, True
    return outcome


def run_within_memory(job: Job, intake: Intake, buffer: Buffer) -> Outcome:
    """As ``run``; where memory runs out, the documents in the buffer are written, and the job is done once more."""
    outcome = run(job, intake)
    if outcome.failure == NO_MEMORY:
        with suppress(MemoryError):
            buffer.flush()
            return run(job, intake)
    return outcome


def documents_of(file: SourceFile) -> Iterator[Document | Skipped]:
    """The documents of a file. Memory that runs out while it is read is a SourceError, too."""
    try:
        yield from file.documents()
    except MemoryError as error:
        raise SourceError(file.key, NO_MEMORY) from OSError(errno.ENOMEM, os.strerror(errno.ENOMEM), str(error))


def _documents(job: Job) -> Iterator[Document | Skipped]:
    content = job.content
    if isinstance(content, Document):
        yield content if content.id == job.name else replace(content, id=job.name)
        return
    own = clean(content.key)
    for document in documents_of(content):
        if isinstance(document, Document):
            # The id of a file's document begins with the file's key, in place of which its free name comes.
            name = job.name + clean(document.id).removeprefix(own)
            body = strip(document.body, job.boilerplate)
            is_ready = name == document.id and body == document.body
            yield document if is_ready else replace(document, id=name, body=body)
        else:
            yield document


def _take(record: Record, job: Job, intake: Intake, outcome: Outcome) -> None:
    if job.is_repeat:
        intake.put(record)
        outcome.ids.append(record.id)
        return
    verdict = intake.take(record)
    outcome.ids.append(record.id)
    outcome.added += verdict == "added"
    outcome.changed += verdict == "changed"
    outcome.unchanged += verdict == "unchanged"


class Pool(Protocol):
    """Does the jobs: this process, or ``pool.Processes``. An outcome is reported once its documents are in segments."""

    def submit(self, job: Job) -> None:
        """Takes a job, and waits where there are too many."""

    def finish(self) -> None:
        """Waits for all jobs, and until everything is written."""

    def save(self) -> None:
        """Writes what has been read, after the run was interrupted. Jobs that have not begun are dropped."""

    def close(self) -> None:
        """Ends whatever was started."""


class Here:
    """Does the jobs in this process, at once."""

    def __init__(self, intake: Intake, buffer: Buffer, done: Callable[[Outcome], None]) -> None:
        self._intake = intake
        self._buffer = buffer
        self._done = done
        self._flushes = buffer.flushes
        self._waiting: deque[Outcome] = deque()
        """Outcomes of which documents may be in the buffer."""

    def submit(self, job: Job) -> None:
        """Does a job."""
        outcome = run_within_memory(job, self._intake, self._buffer)
        if self._buffer.flushes != self._flushes:  # during this job, so that all before it are written
            self._report()
        self._waiting.append(outcome)

    def finish(self) -> None:
        """Waits until everything is written."""
        self._buffer.flush()
        self._report()

    def save(self) -> None:
        """Writes what has been read, after the run was interrupted."""
        self.finish()

    def close(self) -> None:
        """Nothing was started."""

    def _report(self) -> None:
        self._flushes = self._buffer.flushes
        while self._waiting:
            self._done(self._waiting.popleft())
