"""A session: hands out the jobs of one run, and collects what comes back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import count

from ...errors import SourceError
from ..documents.document import Document, Skipped, SourceFile
from ..text.normalize import clean
from .job import Job, Outcome, Pool, documents_of
from .ledger import Ledger, source_name
from .meter import Meter
from .owners import Owners, Place
from .plan import Plan
from .report import SyncReport


@dataclass(slots=True)
class _Reading:
    """A file that is being read: its documents and entries so far, and the number of its jobs that are under way."""

    place: Place
    file: SourceFile
    ids: dict[str, None] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    waiting: int = 1
    failure: str | None = None
    may_pass: bool = False


class Session:
    """The jobs of one run, and the files that they read."""

    def __init__(self, plan: Plan, ledger: Ledger, owners: Owners, report: SyncReport) -> None:
        self._plan = plan
        self._ledger = ledger
        self._owners = owners
        self._report = report
        self._numbers = count()
        self._readings: dict[int, _Reading] = {}
        """The file of each job that is under way."""
        self._given: set[str] = set()
        """Ids of documents that were handed out one by one."""
        self._repeats: dict[str, tuple[_Reading, Document]] = {}
        """The last document of each id that a file has more than once."""

    def read(self, pool: Pool, meter: Meter) -> None:
        """Hands out the jobs of every file that is not as it was."""
        for place, file in self._plan.files.items():
            meter.begin(file.stamp[0])
            if place in self._plan.unchanged:
                self._report.unchanged += len(self._ledger.keep(place).ids)
            else:
                self._hand_out(_Reading(place, self._plan.hand_out(place)), pool, meter)
            meter.end()

    def read_repeats(self, pool: Pool) -> None:
        """Hands out the last document of each id that a file repeats: the pool has finished those before it."""
        for name, (reading, document) in self._repeats.items():
            self._submit(reading, pool, name, document, is_repeat=True)

    def _hand_out(self, reading: _Reading, pool: Pool, meter: Meter) -> None:
        if reading.file.own_ids:
            self._read_here(reading, pool, meter)
        else:
            name = self._owners.free_id(reading.place, clean(reading.file.key))
            blocks = self._plan.blocks(reading.place[0], reading.file)
            self._submit(reading, pool, name, reading.file, boilerplate=blocks)
        self._finish_job(reading)

    def _read_here(self, reading: _Reading, pool: Pool, meter: Meter) -> None:
        """Reads a file whose documents bring ids of their own. Each id then has one owner, in the order of files."""
        try:
            for document in documents_of(reading.file):
                if isinstance(document, Skipped):
                    reading.skipped.append(document)
                else:
                    self._take(reading, pool, document)
                    meter.advance(document)
        except SourceError as error:
            reading.failure, reading.may_pass = error.reason, error.may_pass

    def _take(self, reading: _Reading, pool: Pool, document: Document) -> None:
        name = self._owners.free_id(reading.place, clean(document.id))
        reading.ids[name] = None
        if name in self._given:  # the last document of an id counts, so that it has to be written after all others
            if name not in self._repeats:
                reading.waiting += 1
            self._repeats[name] = reading, replace(document, id=name)
        else:
            self._given.add(name)
            self._submit(reading, pool, name, document)

    def _submit(
        self,
        reading: _Reading,
        pool: Pool,
        name: str,
        content: Document | SourceFile,
        *,
        boilerplate: frozenset[str] = frozenset(),
        is_repeat: bool = False,
    ) -> None:
        number = next(self._numbers)
        self._readings[number] = reading
        if not is_repeat:  # those are waited for since they were found
            reading.waiting += 1
        pool.submit(Job(number, name, source_name(reading.place), content, boilerplate, is_repeat))

    def done(self, outcome: Outcome) -> None:
        """Takes the outcome of a job, whose documents are in segments."""
        reading = self._readings.pop(outcome.number)
        self._report.added += outcome.added
        self._report.changed += outcome.changed
        self._report.unchanged += outcome.unchanged
        reading.ids |= dict.fromkeys(outcome.ids)
        reading.skipped += outcome.skipped
        if outcome.failure is not None:
            reading.failure, reading.may_pass = outcome.failure, outcome.may_pass
        self._finish_job(reading)

    def _finish_job(self, reading: _Reading) -> None:
        """Settles the file if this was its last job."""
        reading.waiting -= 1
        if reading.waiting:
            return
        if reading.failure is None:
            self._ledger.read(reading.place, reading.file.stamp, reading.ids, reading.skipped)
        else:
            failed: Iterable[Skipped] = (*reading.skipped, Skipped(reading.place[1], reading.failure))
            self._ledger.give_up(reading.place, reading.ids, failed, may_pass=reading.may_pass)
