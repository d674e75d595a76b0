"""Sync: making the index agree with its sources. Only what changed is read, and only what differs is analysed."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any, Protocol

from ..errors import SourceError
from .clean import clean
from .document import Document, Skipped, Source, SourceFile
from .snapshot import Snapshot
from .sources import UNREAD, FileState, SkippedFile, SourceState
from .writer import Writer


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


def sync(writer: Writer, base: Snapshot, sources: Sequence[Source], progress: Progress | None = None) -> SyncReport:
    """Reads ``sources`` into ``writer``; ``base`` is the index as it was. Nothing is committed here."""
    began = time.monotonic()
    files = [(source.root, file) for source in sources for file in source.files()]
    total = sum(file.stamp[0] for _, file in files)
    stamps: dict[str, dict[str, tuple[int, int]]] = {source.root: {} for source in sources}
    for root, file in files:
        stamps[root][file.key] = file.stamp
    session = _Session(writer, base, stamps)
    done = 0
    for root, file in files:
        session.read(root, file)
        done += file.stamp[0]
        if progress:
            progress(done, total)
    session.finish()
    session.report.seconds = time.monotonic() - began
    return session.report


class _Session:
    """One run over some sources. What they had before and no longer have is deleted at its end.

    ``stamps`` has every source by its root, and the stamps of its files by their key.
    """

    def __init__(self, writer: Writer, base: Snapshot, stamps: Mapping[str, Mapping[str, tuple[int, int]]]) -> None:
        self._writer = writer
        self._base = base
        before = base.sources
        self._before = before
        self._now = SourceState(dict(before.files), list(before.skipped))
        self._owners = {
            id_: (root, key)
            for root, files in before.files.items()
            for key, state in files.items()
            if root not in stamps or stamps[root].get(key) == state.stamp
            for id_ in state.ids
        }
        """Which file has an id: at first only files that are not read again, so that it may move between the others."""
        self.report = SyncReport()
        for root in stamps:
            self._begin(root)

    def _begin(self, root: str) -> None:
        """Starts a source over: what is not met again is gone."""
        self._now.files[root] = {}
        self._now.skipped = [skipped for skipped in self._now.skipped if skipped.root != root]

    def read(self, root: str, file: SourceFile) -> None:
        """Takes in one file, or keeps what it gave before when its stamp is the same."""
        before = self._before.files.get(root, {}).get(file.key)
        if before and before.stamp == file.stamp:
            self._now.files[root][file.key] = before
            self.report.unchanged += len(before.ids)
            self._keep_skipped(root, file.key)
            return
        ids: dict[str, None] = {}
        try:
            for document in file.documents():
                if isinstance(document, Skipped):
                    self._skip(root, document.key, document.reason)
                else:
                    ids[self._add(root, file.key, document)] = None
            self._now.files[root][file.key] = FileState(file.stamp, tuple(ids))
        except SourceError as error:
            self._skip(root, file.key, error.reason)
            if error.may_pass:
                self._keep(root, file.key, ids)
            elif ids:
                self._now.files[root][file.key] = FileState(UNREAD, tuple(ids))

    def _keep(self, root: str, key: str, ids: dict[str, None]) -> None:
        """Keeps what a file, or a folder (its key ends in a slash), gave before it could no longer be read.

        Without its stamp, so that the next run tries again.
        """
        known = self._before.files.get(root, {})
        for name in [name for name in known if name == key or (key.endswith("/") and name.startswith(key))]:
            self._now.files[root][name] = FileState(UNREAD, tuple(dict.fromkeys((*known[name].ids, *ids))))
        if ids and key not in known:
            self._now.files[root][key] = FileState(UNREAD, tuple(ids))

    def _add(self, root: str, key: str, document: Document) -> str:
        document = replace(document, id=self._free_id(root, key, clean(document.id)))
        is_known = self._base.locate(document.id) is not None
        if not self._writer.add(document, f"{root}\n{key}"):
            self.report.unchanged += 1
        elif is_known:
            self.report.changed += 1
        else:
            self.report.added += 1
        return document.id

    def _free_id(self, root: str, key: str, id_: str) -> str:
        """``id_``, or with the source's name before it where a document of another file has it."""
        name, number = id_, 1
        while self._owners.setdefault(name, (root, key)) != (root, key):
            name = f"{PurePath(root).name}/{id_}" if number == 1 else f"{PurePath(root).name}/{id_}~{number}"
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

    def finish(self) -> None:
        """Deletes the documents that their sources no longer have."""
        if self._now == self._before:
            return
        have = _ids(self._now)
        gone = [id_ for id_ in _ids(self._before) if id_ not in have]
        self.report.removed = self._writer.delete(gone) if gone else 0
        self._writer.sources = self._now


def _ids(state: SourceState) -> dict[str, None]:
    return {id_: None for files in state.files.values() for file in files.values() for id_ in file.ids}
