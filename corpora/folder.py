"""A folder as a source: walks it, and finds the files that a reader knows."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import SourceError
from ..indexer.documents.document import Skipped, SourceFile, UnknownFile
from ..indexer.files.regular_file import open_regular
from .found import ClosedFolder, FoundFile, ReadOptions, key_of
from .readers import reader_by_content, reader_for
from .reading.file import reason
from .reading.reader import Reader

Entry = tuple[os.DirEntry[str], str]
"""An entry of a folder and its key."""

_LEAVES = "is a link that leaves the source: read it with --follow"
_AROUND = "is a link to a folder that holds the source"
_MANIFEST = "manifest.json"
_MANIFEST_MARK = b'"fingerprint"'
"""Web applications have a manifest.json too; that of an index says how it was analysed."""
_MANIFEST_HEAD = 64 << 10


@dataclass(frozen=True, slots=True)
class FolderSource:
    """A folder with everything below it, but for names that start with a dot and folders of an index.

    A link that leaves the folder is listed as left out, or followed with ``follow``, a folder only once. A link to a
    folder inside of the source is passed over: its files have keys of their own already.
    """

    root: str
    how: ReadOptions
    follow: bool = False
    inside: str = ""
    """The path, from the root, of the only file or folder that is read; empty where all of it is."""

    @property
    def part(self) -> str:
        """The key of the only file or folder that is read, or empty."""
        key = ""
        for name in Path(self.inside).parts:
            key = key_of(key, name)
        return key

    @property
    def _start(self) -> str:
        return os.path.join(self.root, self.inside) if self.inside else self.root

    def covers(self, path: str) -> bool:
        """True if a walk of this source would read that absolute path: no hidden name, and a known ending."""
        if path == self._start or not _is_inside(path, self._start):
            return False
        names = Path(os.path.relpath(path, self.root)).parts
        is_read = not os.path.isfile(path) or _reader_at(path) is not None
        return is_read and not any(name.startswith(".") for name in names)

    def within(self, folder: str) -> FolderSource | None:
        """This source as a part of a folder that contains it; None where a walk of the folder would not come by it."""
        return part_of(folder, self.root, self.how, follow=self.follow)

    def files(self) -> Iterator[SourceFile]:
        """Every file that is read."""
        return (found for found in self.walk() if isinstance(found, FoundFile | ClosedFolder))

    def walk(self) -> Iterator[SourceFile | UnknownFile | Skipped]:
        """Every file, sorted by name folder by folder. Raises SourceError where the folder itself cannot be listed."""
        seen: set[tuple[int, int]] = set()
        if reader := _reader_at(self._start) if self.inside and os.path.isfile(self._start) else None:
            yield FoundFile.at(self._start, self.part, reader, self.how)
            return
        pending = [(self._start, self.part)]
        while pending:
            path, key = pending.pop()
            try:
                entries = entries_of(path, key)
            except OSError as error:
                if not key:
                    raise SourceError(self.root, reason(error)) from error
                yield ClosedFolder(f"{key}/", reason(error))
                continue
            if is_index(path, entries):
                continue
            folders = []
            for entry, entry_key in entries:
                if not _is_folder(entry):
                    yield self._file(entry, entry_key)
                elif why := self._why_not(entry):
                    yield Skipped(entry_key, why, "left_out")
                elif _enters(entry, self.root, seen):
                    folders.append((entry.path, entry_key))
            pending.extend(reversed(folders))

    def _file(self, entry: os.DirEntry[str], key: str) -> SourceFile | UnknownFile | Skipped:
        reader = reader_for(entry.name)
        if self._leaves(entry):
            return Skipped(key, _LEAVES, "left_out") if reader else UnknownFile(key)
        reader = reader or reader_by_content(entry.path)
        if not reader:
            return UnknownFile(key)
        return FoundFile.at(entry.path, key, reader, self.how)

    def _why_not(self, folder: os.DirEntry[str]) -> str:
        """Why a folder is listed and not entered, or nothing."""
        if not folder.is_symlink():
            return ""
        target = os.path.realpath(folder.path)
        if target != self.root and _is_inside(self.root, target):
            return _AROUND
        return "" if self.follow or _is_inside(target, self.root) else _LEAVES

    def _leaves(self, entry: os.DirEntry[str]) -> bool:
        """True if an entry is a link that leads out of the source and is not followed."""
        return not self.follow and entry.is_symlink() and not _is_inside(os.path.realpath(entry.path), self.root)


def _reader_at(path: str) -> Reader | None:
    return reader_for(path) or reader_by_content(path)


def part_of(folder: str, path: str, how: ReadOptions, *, follow: bool = False) -> FolderSource | None:
    """The source at ``path`` as a part of a folder that contains it; None if a walk of the folder does not meet it."""
    if not os.path.isdir(folder) or not FolderSource(folder, how).covers(path):
        return None
    return FolderSource(folder, how, follow, os.path.relpath(path, folder))


def entries_of(path: str, key: str) -> list[Entry]:
    """The entries of a folder that are not hidden, by key. A name whose NFC is another file's stays as it is."""
    found: dict[str, os.DirEntry[str]] = {}
    with os.scandir(path) as listing:
        for entry in sorted(listing, key=lambda entry: (not unicodedata.is_normalized("NFC", entry.name), entry.name)):
            if not entry.name.startswith("."):
                name = key_of(key, entry.name)
                found[name if name not in found else f"{key}/{entry.name}".lstrip("/")] = entry
    return sorted(((entry, name) for name, entry in found.items()), key=lambda pair: pair[1])


def is_index(path: str, entries: list[Entry]) -> bool:
    """True if a folder with these entries is an index."""
    if not any(entry.name == _MANIFEST for entry, _ in entries):
        return False
    try:
        with open_regular(os.path.join(path, _MANIFEST)) as manifest:
            return _MANIFEST_MARK in manifest.read(_MANIFEST_HEAD)
    except OSError:
        return False


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _enters(folder: os.DirEntry[str], home: str, seen: set[tuple[int, int]]) -> bool:
    """False for a link back into the source, around it, or to where another link led."""
    try:
        found = os.stat(folder.path)
    except OSError:
        return True  # listing it reports the reason
    place = (found.st_dev, found.st_ino)
    if place in seen or (folder.is_symlink() and _overlap(os.path.realpath(folder.path), home)):
        return False
    seen.add(place)
    return True


def _is_inside(path: str, folder: str) -> bool:
    try:
        return os.path.commonpath([path, folder]) == folder
    except ValueError:  # on two drives
        return False


def _overlap(path: str, other: str) -> bool:
    return _is_inside(path, other) or _is_inside(other, path)
