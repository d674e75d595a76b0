"""Jobs: what a sync hands to whoever reads for it, this process or another, and what comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from ...errors import SourceError
from ..document import Document, Skipped, SourceFile
from ..record import Record
from ..store.buffer import Buffer, is_same
from ..store.snapshot import Snapshot
from ..text.normalize import clean
from .boilerplate import strip


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be read, or a document that was read already.

    ``name`` is the id to use; ``source`` is kept with each document. Of a file's texts ``boilerplate`` is left out.
    """

    number: int
    name: str
    source: str
    content: Document | SourceFile
    boilerplate: frozenset[str] = frozenset()

    @property
    def weight(self) -> int:
        """About how many bytes there are to read."""
        content = self.content
        return len(content.body) if isinstance(content, Document) else content.stamp[0]


@dataclass(slots=True)
class Outcome:
    """What a job gave: the ids of its documents, how many were new and so on, and what was left out.

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


def run(job: Job, base: Snapshot, buffer: Buffer) -> Outcome:
    """Reads, cleans and analyses what a job has, into ``buffer``."""
    outcome = Outcome(job.number)
    try:
        for document in _documents(job):
            if isinstance(document, Skipped):
                outcome.skipped.append(document)
            else:
                _take(Record.of(document, job.source), base, buffer, outcome)
    except SourceError as error:
        outcome.failure, outcome.may_pass = error.reason, error.may_pass
    return outcome


def _documents(job: Job) -> Iterator[Document | Skipped]:
    content = job.content
    if isinstance(content, Document):
        yield content if content.id == job.name else replace(content, id=job.name)
        return
    own = clean(content.key)
    for document in content.documents():
        if isinstance(document, Document):
            # The file's document has its key as its id, a part of it that and more.
            name = job.name + clean(document.id).removeprefix(own)
            body = strip(document.body, job.boilerplate)
            is_ready = name == document.id and body == document.body
            yield document if is_ready else replace(document, id=name, body=body)
        else:
            yield document


def _take(record: Record, base: Snapshot, buffer: Buffer, outcome: Outcome) -> None:
    outcome.ids.append(record.id)
    if is_same(base, record):
        outcome.unchanged += 1
        return
    if base.locate(record.id):
        outcome.changed += 1
    else:
        outcome.added += 1
    buffer.add(record)
    if buffer.should_flush:
        buffer.flush()


class Pool(Protocol):
    """Whoever does the jobs: this process, or ``pool.Processes``."""

    def submit(self, job: Job) -> None:
        """Takes a job, and waits where there are too many."""

    def finish(self) -> None:
        """Waits for all jobs, and for everything to be written."""

    def close(self) -> None:
        """Ends whatever was started."""


class Here:
    """Does the jobs in this process, at once."""

    def __init__(self, base: Snapshot, buffer: Buffer, done: Callable[[Outcome], None]) -> None:
        self._base = base
        self._buffer = buffer
        self._done = done

    def submit(self, job: Job) -> None:
        """Takes a job; its outcome is told when it is there."""
        self._done(run(job, self._base, self._buffer))

    def finish(self) -> None:
        """Waits for all jobs, and for everything to be written."""
        self._buffer.flush()

    def close(self) -> None:
        """Ends whatever was started."""
