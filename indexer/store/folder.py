"""The index folder: what a commit is, how it becomes true, and who may write.

    manifest.json     the commit: format, identity, fingerprint, and name, size and checksum of every file of it
    manifest.bak      the same bytes once more, for ``check --repair``
    *.segment         documents and postings (segments/columns.py)
    *.deleted         the deleted documents of one segment
    *.sources         which files were indexed, and which were skipped and why
    *.new             a file that has not got its final name yet
    lock, lock.json   held while somebody writes, and who that is (lock.py)
    lock.*.wait       the tickets of those who wait to write (queue.py)
    aliases.toml      the owner's aliases
    lexicon/          imported word lists

The names of the starred files begin with the identity of the index (layout.py).

A commit writes new files, waits until they and their names are on the disk, and then renames a new manifest over the
old one: before the rename the index is the old commit, after it the new one, and there is nothing between. Nothing
after the rename is allowed to fail the commit. A reader keeps its files mapped, so removing them does not disturb it.
"""

from __future__ import annotations

import secrets
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import numpy as np

from ...errors import DamagedIndexError, ForeignFolderError, IndexMissingError, LockedError, StoreError
from ..files.regular_file import open_regular, read_bounded
from ..segments.columns import Array, Columns, encode_columns
from ..segments.segment import Segment
from .disk import Disk, Written, translate_os_errors
from .layout import BACKUP, MANIFEST, is_foreign, is_index, strays
from .lock import LOCK, NOTE, HeldError, hold, holder, identity_in, write_note
from .manifest import Commit, SegmentEntry, decode_manifest, encode_manifest

TRIES = 50
"""Maximum number of attempts to open a commit while a writer removes its files."""
_PRIVATE = 0o700


class Store:
    """An index folder."""

    def __init__(self, folder: Path, disk: Disk | None = None, *, identity: str = "") -> None:
        """``identity`` is for a folder that gets a copy of another index."""
        self.folder = folder
        self.disk = disk or Disk(folder)
        self._identity = identity

    def exists(self) -> bool:
        """True if there is an index in the folder, including one that lost its manifest or cannot be read."""
        return is_index(self.folder)

    def read(self) -> Commit:
        """The current commit."""
        with translate_os_errors(self.folder, "read"):
            try:
                commit = decode_manifest(self.folder / MANIFEST)
            except FileNotFoundError:
                if self.exists():
                    raise DamagedIndexError(self.folder / MANIFEST, "the file is missing") from None
                raise IndexMissingError(self.folder) from None
            except DamagedIndexError:
                if self.exists():
                    raise
                raise IndexMissingError(self.folder) from None
        self._identity = commit.identity
        return commit

    def updated(self) -> datetime:
        """The time of the current commit, in UTC."""
        self.read()
        with translate_os_errors(self.folder, "read"):
            return datetime.fromtimestamp((self.folder / MANIFEST).stat().st_mtime, UTC)

    def last(self) -> Commit | None:
        """The commit in the manifest, or else in its backup; None if both are damaged.

        Raises StoreError where one of them cannot be read, and FormatError where it is of another version.
        """
        with translate_os_errors(self.folder, "read"):
            for name in (MANIFEST, BACKUP):
                with suppress(DamagedIndexError, FileNotFoundError):
                    return decode_manifest(self.folder / name)
        return None

    def open(self, known: dict[str, Segment]) -> tuple[Commit, list[Segment], bytes]:
        """The current commit, its segments and the bytes of its sources file, whatever a writer removes later.

        Segments in ``known``, by file name, are not opened again.
        """
        with translate_os_errors(self.folder, "read"):
            for attempt in range(TRIES):
                commit = self.read()
                try:
                    sources = self.read_file(commit.sources) if commit.sources else b""
                    return commit, [self._segment(entry, known, {}) for entry in commit.segments], sources
                except FileNotFoundError as error:
                    # A writer may have replaced the commit between the two steps. If not, the file is lost.
                    if attempt == TRIES - 1 or self.read() == commit:
                        raise DamagedIndexError(error.filename, "the file is missing") from error
        raise AssertionError("unreachable")

    def hold(self, stack: ExitStack, read: Callable[[], Commit]) -> tuple[Commit, dict[str, BinaryIO | OSError]]:
        """A commit with its files open, so that a writer who removes them does not take them away.

        By the name of each file the file, or why it cannot be opened. ``read`` gives the commit, once or more often;
        ``stack`` closes the files.
        """
        for attempt in range(TRIES):
            commit = read()
            with ExitStack() as opening:
                files = {file.name: self._opened(file.name, opening) for file in commit.files()}
                is_missing = any(isinstance(found, FileNotFoundError) for found in files.values())
                if not is_missing or attempt == TRIES - 1 or read() == commit:
                    stack.push(opening.pop_all())
                    break
        return commit, files

    def _opened(self, name: str, stack: ExitStack) -> BinaryIO | OSError:
        try:
            file = open_regular(self.folder / name)
        except OSError as error:
            return error
        stack.callback(_close, file)
        return file

    def segment(self, entry: SegmentEntry, files: Mapping[str, BinaryIO] | None = None) -> Segment:
        """A segment of a commit, opened anew. ``files`` are open already, by name."""
        with translate_os_errors(self.folder, "read"):
            try:
                return self._segment(entry, {}, files or {})
            except FileNotFoundError as error:
                raise DamagedIndexError(error.filename, "the file is missing") from error

    def _segment(self, entry: SegmentEntry, known: Mapping[str, Segment], files: Mapping[str, BinaryIO]) -> Segment:
        name = entry.file.name
        found = known.get(name)
        segment = found or Segment(self.folder / name, file=files.get(name))
        if segment.size != entry.documents:
            raise DamagedIndexError(segment.path, f"it has {segment.size} documents, not {entry.documents}")
        if found and len(found.deleted) == entry.deletions:
            return found
        return segment.with_deleted(self._deleted(entry, files)) if entry.deleted else segment

    def _deleted(self, entry: SegmentEntry, files: Mapping[str, BinaryIO]) -> Array:
        assert entry.deleted
        path = self.folder / entry.deleted.name
        columns = Columns(path, file=files.get(entry.deleted.name))
        deleted = columns["deleted"].all().copy()  # a file that is mapped may be cut short
        if len(deleted) != entry.deletions or (len(deleted) and int(deleted.max()) >= entry.documents):
            raise DamagedIndexError(path, "it does not belong to its segment")
        return deleted

    def read_file(self, file: Written) -> bytes:
        """The bytes of a file of a commit. Raises DamagedIndexError where it is longer than the manifest says."""
        path = self.folder / file.name
        try:
            return read_bounded(path, file.size)
        except OverflowError:
            raise DamagedIndexError(path, f"it has more than {file.size:,} bytes") from None

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

    def write_list(self, name: str, data: bytes) -> None:
        """Writes a file of the owner's, such as ``aliases.toml``, all or nothing. Whoever calls it holds the lock."""
        self.disk.replace(name, data, self.new_name(".new"))

    def publish(self, commit: Commit, *before: Commit) -> None:
        """Makes ``commit`` the current one, and then removes the files that it does not need.

        Where this raises, the commit did not take effect. ``before`` are earlier commits of the folder that
        may have another identity.
        """
        data = encode_manifest(commit)
        self._identity = commit.identity
        manifest, backup = self.new_name(".new"), self.new_name(".new")
        self.disk.write(manifest, [data])
        try:
            self.disk.write(backup, [data])
            self.disk.sync_folder()  # the names of its files, or a manifest could name what is not there
            self.disk.rename(manifest, MANIFEST)
        except BaseException:
            self.disk.remove(manifest)
            self.disk.remove(backup)
            raise
        # Now everybody sees the new commit. Where the rest fails the old files stay, in case the old commit comes back.
        with suppress(StoreError, OSError):
            self.disk.rename(backup, BACKUP)
            self.disk.sync_folder()
            self._remove(strays(self.folder, [commit], before))

    def _remove(self, names: Iterable[str]) -> None:
        for name in names:
            self.disk.remove(name)

    def new_name(self, suffix: str) -> str:
        """A name that was never used: a reader may have a file of an older name mapped."""
        return f"{self.identity}-{secrets.token_hex(8)}{suffix}"

    @property
    def identity(self) -> str:
        """The identity of the index; of one that is about to be made, the one that it will have."""
        if not self._identity:
            commit = self.last() if self.exists() else None
            self._identity = commit.identity if commit else identity_in(self.folder) or secrets.token_hex(8)
        return self._identity

    @contextmanager
    def lock(self, seconds: float, refuse: Callable[[], None] | None = None) -> Iterator[None]:
        """Holds the folder for writing, and removes what an interrupted commit left, before and after.

        Waits up to ``seconds``, then raises LockedError with the holder's name. ``refuse`` raises where the folder may
        not be written to; by default that is ForeignFolderError where it is neither empty nor an index.
        """
        refuse = refuse or self._refuse_foreign
        with ExitStack() as stack:
            with translate_os_errors(self.folder, "written"):
                refuse()
                self._make_folder()
                try:
                    stack.enter_context(hold(self.folder / LOCK, seconds))
                except HeldError:
                    raise LockedError(self.folder, holder(self.folder)) from None
                refuse()
            self._tidy()
            self._sign()
            try:
                yield
            except BaseException:
                self._tidy()
                raise

    def _make_folder(self) -> None:
        """Makes the folder for its owner alone: an archive may be private."""
        if not self.folder.exists():
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileExistsError):
                self.folder.mkdir(mode=_PRIVATE)

    def _tidy(self) -> None:
        """Removes what an interrupted commit left behind.

        What only the backup of the manifest names stays: a repair may have to go back to that commit.
        """
        with suppress(StoreError, OSError):
            try:
                kept = [self.read()]
            except IndexMissingError:
                kept = [Commit(identity=identity_in(self.folder))]
            with suppress(DamagedIndexError, OSError):
                kept.append(decode_manifest(self.folder / BACKUP))
            left = strays(self.folder, kept)
            if left:
                self.disk.sync_folder()  # a commit whose names are not on the disk yet may be undone by a power cut
                self._remove(left)

    def _sign(self) -> None:
        """Says whose the lock is. Where there is no commit yet, that is on the disk before anything else."""
        is_new = not self._identity
        write_note(self.folder, self.identity)
        if is_new:
            with suppress(StoreError, OSError), open_regular(self.folder / NOTE) as note:
                self.disk.sync(note.fileno())
                self.disk.sync_folder()

    def _refuse_foreign(self) -> None:
        if is_foreign(self.folder):
            raise ForeignFolderError(self.folder)


def _close(file: BinaryIO) -> None:
    """Closes a file that was only read: whatever that raises changes nothing."""
    with suppress(OSError):
        file.close()
