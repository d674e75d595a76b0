"""A session: one run over some sources. It hands out what is to be read, and keeps account of what comes back.

What is known of the sources is true after every file, so that a run that is ended early can keep what it did.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import PurePath

from ...errors import MalmoiError, SourceError
from ..document import Document, Skipped, SourceFile
from ..record import Record
from ..report import Progress, SyncOptions, SyncReport
from ..store.source_state import UNREAD, FileState, SkippedFile, SourceState
from ..store.writer import Writer
from ..text.normalize import clean
from .boilerplate import is_due, is_page, learned
from .job import Job, Outcome, Pool

_TOLD_BYTES = 1 << 20
"""How much of a file of many documents is read until progress is told."""


@dataclass(slots=True)
class _Reading:
    """A file that is being read: the ids it gave so far, and how many of its jobs are under way."""

    root: str
    file: SourceFile
    ids: dict[str, None] = field(default_factory=dict)
    waiting: int = 1
    failure: str | None = None
    may_pass: bool = False


class Session:
    """The jobs of one run, and what became of them."""

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
            dict(self._before.boilerplate),
        )
        for root in roots:
            self._learn(root, [file for of, file in files if of == root and is_page(file)])
        self._boilerplate = {root: frozenset(known.blocks) for root, known in self._now.boilerplate.items()}
        self._met: dict[str, set[str]] = {root: set() for root in roots}
        stamps = {(root, file.key): file.stamp for root, file in files if not options.thorough}
        self._unchanged = {
            (root, key)
            for root in roots
            for key, state in self._now.files[root].items()
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

    def _learn(self, root: str, pages: Sequence[SourceFile]) -> None:
        """Learns the boilerplate of a source where that is due. Where it is another than before, all pages are read."""
        known = self._before.boilerplate.get(root)
        if not is_due(known, len(pages), self._options.thorough):
            return
        self._now.boilerplate[root] = new = learned(pages)
        if set(new.blocks) != set(known.blocks if known else ()):
            states = self._now.files[root]
            states |= {page.key: FileState(UNREAD, states[page.key].ids) for page in pages if page.key in states}

    def read(self, root: str, file: SourceFile, pool: Pool) -> None:
        """Hands out the jobs of one file; none where it is as it was."""
        self._met[root].add(file.key)
        end = self._bytes_done + file.stamp[0]
        if (root, file.key) in self._unchanged:
            self.report.unchanged += len(self._now.files[root][file.key].ids)
            self._keep_skipped(root, file.key)
        else:
            self._hand_out(_Reading(root, file), end, pool)
        self._advance(end)

    def _hand_out(self, reading: _Reading, end: int, pool: Pool) -> None:
        root, file = reading.root, reading.file
        if file.own_ids:
            self._read_here(reading, end, pool)
        else:
            blocks = self._boilerplate.get(root, frozenset()) if is_page(file) else frozenset()
            self._submit(reading, self._free_id(reading, clean(file.key)), file, pool, blocks)
        self._finish_job(reading)

    def _read_here(self, reading: _Reading, end: int, pool: Pool) -> None:
        """Documents with ids of their own are read in their order, so that each id has one owner."""
        read = 0
        try:
            for document in reading.file.documents():
                if isinstance(document, Skipped):
                    self._skip(reading.root, document)
                    continue
                name = self._free_id(reading, clean(document.id))
                reading.ids[name] = None
                if name in self._given:  # the last of an id counts, so it has to come after all others
                    self._late.append((reading, replace(document, id=name)))
                else:
                    self._given.add(name)
                    self._submit(reading, name, document, pool)
                read += len(document.body.encode("utf-8", "surrogatepass"))
                if read > _TOLD_BYTES and self._bytes_done + read < end:
                    self._advance(self._bytes_done + read)
                    read = 0
        except SourceError as error:
            reading.failure, reading.may_pass = error.reason, error.may_pass

    def _submit(
        self,
        reading: _Reading,
        name: str,
        content: Document | SourceFile,
        pool: Pool,
        boilerplate: frozenset[str] = frozenset(),
    ) -> None:
        number = next(self._jobs)
        self._readings[number] = reading
        reading.waiting += 1
        pool.submit(Job(number, name, f"{reading.root}\n{reading.file.key}", content, boilerplate))

    def done(self, outcome: Outcome) -> None:
        """Takes account of a job that is done."""
        reading = self._readings.pop(outcome.number)
        self.report.added += outcome.added
        self.report.changed += outcome.changed
        self.report.unchanged += outcome.unchanged
        reading.ids |= dict.fromkeys(outcome.ids)
        for skipped in outcome.skipped:
            self._skip(reading.root, skipped)
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
            self._skip(root, Skipped(key, reading.failure))
            self._keep(reading)

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

    def _skip(self, root: str, found: Skipped) -> None:
        skipped = SkippedFile(root, found.key, found.reason, found.kind)
        self._now.skipped.append(skipped)
        self.report.skipped.append(skipped)

    def _keep_skipped(self, root: str, key: str) -> None:
        inside = (f"{key}:", f"{key}/")
        kept = [s for s in self._before.skipped if s.root == root and (s.key == key or s.key.startswith(inside))]
        self._now.skipped.extend(kept)
        self.report.skipped.extend(kept)

    def _advance(self, done: int) -> None:
        self._bytes_done = done
        if self._progress:
            self._progress(done, self._bytes)

    def finish(self) -> None:
        """Takes what had to wait, deletes what the sources no longer have, and commits."""
        for reading, document in self._late:
            if not self._options.dry_run:
                self._writer.buffer.add(Record.of(document, f"{reading.root}\n{reading.file.key}"))
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
