"""The index folder: what a commit is, how it becomes true, and who may write.

    manifest.json     the commit: format, fingerprint, and name, size and checksum of every file that belongs to it
    manifest.bak      the same bytes once more, for ``check --repair``
    *.segment         documents and postings (segments/columns.py)
    *.deleted         the deleted documents of one segment
    *.sources         which files were indexed, and which were skipped and why
    lock              held while somebody writes; tells who

A commit writes new files, syncs them, and then renames a new manifest over the old one: before the rename the index
is the old commit, after it the new one, and there is nothing between. Files that no manifest names are removed by
the next writer. A reader keeps its files mapped, so removing them does not disturb it.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from ...errors import DamagedIndexError, IndexMissingError, LockedError
from ..segments.columns import Array, Columns, encode_columns
from ..segments.segment import Segment
from .disk import Disk, Written, translate_os_errors
from .manifest import Commit, SegmentEntry, decode_manifest, encode_manifest

MANIFEST = "manifest.json"
BACKUP = "manifest.bak"
LOCK = "lock"
ALIASES = "aliases.toml"
"""The owner's aliases and, in a folder, imported word lists: the only files that cannot be made again."""
LEXICON = "lexicon"
OWNED = (".segment", ".deleted", ".sources", ".new")
"""Endings of the files that a writer may remove when no manifest names them."""

_OPEN_TRIES = 50


class Store:
    """An index folder."""

    def __init__(self, folder: Path, disk: Disk | None = None) -> None:
        self.folder = folder
        self.disk = disk or Disk(folder)

    def exists(self) -> bool:
        """Whether there is an index in the folder, be it one that lost its manifest."""
        return (self.folder / MANIFEST).exists() or (self.folder / BACKUP).exists()

    def read(self) -> Commit:
        """The current commit."""
        with translate_os_errors(self.folder, "read"):
            try:
                return decode_manifest(self.folder / MANIFEST)
            except FileNotFoundError:
                if self.exists():
                    raise DamagedIndexError(self.folder / MANIFEST, "the file is missing") from None
                raise IndexMissingError(self.folder) from None

    def open(self, known: dict[str, Segment]) -> tuple[Commit, list[Segment], bytes]:
        """The current commit, its segments and the bytes of its sources file, whatever a writer removes later.

        Segments in ``known``, by file name, are not opened again.
        """
        with translate_os_errors(self.folder, "read"):
            for attempt in range(_OPEN_TRIES):
                commit = self.read()
                try:
                    sources = (self.folder / commit.sources.name).read_bytes() if commit.sources else b""
                    return commit, [self._segment(entry, known) for entry in commit.segments], sources
                except FileNotFoundError as error:
                    # A writer may have replaced the commit between the two steps. If not, the file is lost.
                    if attempt == _OPEN_TRIES - 1 or self.read() == commit:
                        raise DamagedIndexError(error.filename, "the file is missing") from error
        raise AssertionError("unreachable")

    def segment(self, entry: SegmentEntry) -> Segment:
        """A segment of a commit, opened anew."""
        with translate_os_errors(self.folder, "read"):
            try:
                return self._segment(entry, {})
            except FileNotFoundError as error:
                raise DamagedIndexError(error.filename, "the file is missing") from error

    def _segment(self, entry: SegmentEntry, known: dict[str, Segment]) -> Segment:
        found = known.get(entry.file.name)
        segment = found or Segment(self.folder / entry.file.name)
        if segment.size != entry.documents:
            raise DamagedIndexError(segment.path, f"it has {segment.size} documents, not {entry.documents}")
        if found and len(found.deleted) == entry.deletions:
            return found
        return segment.with_deleted(self._deleted(entry)) if entry.deleted else segment

    def _deleted(self, entry: SegmentEntry) -> Array:
        assert entry.deleted
        path = self.folder / entry.deleted.name
        deleted = Columns(path)["deleted"].all()
        if len(deleted) != entry.deletions or (len(deleted) and int(deleted.max()) >= entry.documents):
            raise DamagedIndexError(path, "it does not belong to its segment")
        return deleted

    def verified(self, file: Written, data: bytes) -> bytes:
        """``data``, which was read from a file of the commit, compared with its checksum."""
        if len(data) != file.size or zlib.crc32(data) != file.checksum:
            raise DamagedIndexError(self.folder / file.name, "it does not match its checksum")
        return data

    def write_segment(self, columns: dict[str, Array], documents: int) -> SegmentEntry:
        """Writes a segment file that no commit names yet."""
        name = self.new_name(".segment")
        return SegmentEntry(self.disk.write(name, encode_columns(columns, {"documents": documents})), documents)

    def write_deleted(self, entry: SegmentEntry, deleted: Array) -> SegmentEntry:
        """Writes the deletions of a segment."""
        columns = {"deleted": np.sort(deleted).astype("<u2")}
        file = self.disk.write(self.new_name(".deleted"), encode_columns(columns, {}))
        return replace(entry, deleted=file, deletions=len(deleted))

    def publish(self, commit: Commit) -> None:
        """Makes ``commit`` the current one. Its files are on the disk before, its name after."""
        data = encode_manifest(commit)
        self.disk.write(MANIFEST + ".new", [data])
        self.disk.rename(MANIFEST + ".new", MANIFEST)
        self.disk.write(BACKUP + ".new", [data])
        self.disk.rename(BACKUP + ".new", BACKUP)

    def clean(self, commit: Commit) -> None:
        """Removes what neither ``commit`` nor an open reader needs."""
        named = {file.name for file in commit.files()}
        for name in os.listdir(self.folder):
            if name.endswith(OWNED) and name not in named:
                self.disk.remove(name)

    @staticmethod
    def new_name(suffix: str) -> str:
        """A name that was never used: a reader may have a file of an older name mapped."""
        return secrets.token_hex(8) + suffix

    @contextmanager
    def lock(self, seconds: float) -> Iterator[None]:
        """Holds the folder for writing. Waits up to ``seconds``, then raises LockedError with the holder's name."""
        from whoosh.util.filelock import FileLock  # flock or its like: dies with the process

        lock = FileLock(str(self.folder / LOCK))
        deadline = time.monotonic() + seconds
        with translate_os_errors(self.folder, "written"):
            self.folder.mkdir(parents=True, exist_ok=True)
            while not lock.acquire(blocking=False):
                if time.monotonic() >= deadline:
                    raise LockedError(self.folder, self._holder())
                time.sleep(0.02)
        try:
            with translate_os_errors(self.folder, "written"):
                (self.folder / (LOCK + ".json")).write_text(json.dumps(_me()), encoding="utf-8")
            yield
        finally:
            lock.release()

    def _holder(self) -> str:
        try:
            holder = json.loads((self.folder / (LOCK + ".json")).read_text(encoding="utf-8"))
            return f"process {holder['pid']} on {holder['host']} (since {holder['since']})"
        except (OSError, ValueError, KeyError, TypeError):
            return "another process"


def _me() -> dict[str, Any]:
    return {"pid": os.getpid(), "host": socket.gethostname(), "since": time.strftime("%Y-%m-%d %H:%M:%S")}
