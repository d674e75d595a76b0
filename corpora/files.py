"""Folders and files as sources."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ..config import Limits
from ..errors import SourceError
from ..indexer.document import Document, Skipped, Source, SourceFile
from ..indexer.regular_file import kind, open_regular
from .bounded import bounded
from .file import File, reason
from .formats.text import TextReader
from .reader import Reader
from .readers import reader_for

_MANIFEST = "manifest.json"
_MANIFEST_MARK = b'"fingerprint"'
"""Web applications have a manifest.json too; that of an index says how it was analysed."""
_MANIFEST_HEAD = 64 << 10


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file and the reader that knows its kind."""

    file: File
    reader: Reader
    limits: Limits

    @property
    def key(self) -> str:
        """Path relative to the source."""
        return self.file.key

    @property
    def stamp(self) -> tuple[int, int]:
        """Size and modification time, when it was found."""
        return self.file.stamp

    @property
    def own_ids(self) -> bool:
        """Whether its documents bring ids of their own."""
        return self.reader.own_ids

    def documents(self) -> Iterator[Document | Skipped]:
        """What the reader makes of it, within the limits."""
        return bounded(self.key, self.reader.read(self.file), self.limits)


@dataclass(frozen=True, slots=True)
class ClosedFolder:
    """A folder that cannot be listed; its key ends with a slash. It gives the reason in place of documents."""

    key: str
    reason: str
    stamp: tuple[int, int] = (0, 0)
    own_ids: bool = False

    def documents(self) -> Iterator[Document | Skipped]:
        """Raises SourceError, as the system refused the folder."""
        raise SourceError(self.key, self.reason) from OSError(self.reason)


@dataclass(frozen=True, slots=True)
class FileSource:
    """One file that was named; its key is its name. With an ending that no reader knows it is read as text."""

    root: str
    limits: Limits
    whole: bool = False

    def files(self) -> Iterator[SourceFile]:
        """The file."""
        name = os.path.basename(self.root)
        yield FoundFile(_file(self.root, _key("", name), self), reader_for(name) or TextReader(), self.limits)


@dataclass(frozen=True, slots=True)
class FolderSource:
    """A folder with everything below it.

    Left out: names that start with a dot, files that no reader knows, folders of an index. A link to a folder is
    followed where it leads out of the source, and nowhere twice; what it finds inside has its own name already.
    """

    root: str
    limits: Limits
    whole: bool = False

    def files(self) -> Iterator[SourceFile]:
        """Every file, sorted by name folder by folder. Raises SourceError where the folder itself cannot be listed."""
        home = os.path.realpath(self.root)
        seen: set[tuple[int, int]] = set()
        pending = [(self.root, "")]
        while pending:
            path, key = pending.pop()
            try:
                entries = _entries(path, key)
            except OSError as error:
                if not key:
                    raise SourceError(self.root, reason(error)) from error
                yield ClosedFolder(f"{key}/", reason(error))
                continue
            if _is_index(path, entries):
                continue
            folders = []
            for entry, entry_key in entries:
                if _is_folder(entry):
                    if _enters(entry, home, seen):
                        folders.append((entry.path, entry_key))
                elif reader := reader_for(entry.name):
                    yield FoundFile(_file(entry.path, entry_key, self), reader, self.limits)
            pending.extend(reversed(folders))


def open_source(path: str | Path, limits: Limits | None = None, *, whole: bool = False) -> Source:
    """The folder or file at ``path``, to be read within ``limits``. Raises SourceError where there is neither.

    ``whole`` leaves pages of many posts one document each.
    """
    limits = limits or Limits()
    try:
        root = os.path.realpath(os.path.expanduser(path))
        mode = os.stat(root).st_mode
        if stat.S_ISREG(mode):
            return FileSource(root, limits, whole)
        if not stat.S_ISDIR(mode):
            raise SourceError(path, kind(mode), "Pipe it into: malmoi index -" if stat.S_ISFIFO(mode) else "")
        if _is_index(root, _entries(root, "")):
            raise SourceError(path, "is an index, not a source")
    except FileNotFoundError as error:
        raise SourceError(path, "does not exist") from error
    except (OSError, ValueError) as error:
        raise SourceError(path, reason(error) if isinstance(error, OSError) else str(error)) from error
    return FolderSource(root, limits, whole)


def _entries(path: str, key: str) -> list[tuple[os.DirEntry[str], str]]:
    """What is in a folder and not hidden, with keys, by key. A name whose NFC is another file's stays as it is."""
    found: dict[str, os.DirEntry[str]] = {}
    with os.scandir(path) as listing:
        for entry in sorted(listing, key=lambda entry: (not unicodedata.is_normalized("NFC", entry.name), entry.name)):
            if not entry.name.startswith("."):
                name = _key(key, entry.name)
                found[name if name not in found else f"{key}/{entry.name}".lstrip("/")] = entry
    return sorted(((entry, name) for name, entry in found.items()), key=lambda pair: pair[1])


def _key(folder: str, name: str) -> str:
    """The key of a file: NFC, and where its name is no UTF-8, as the cp949 of old Korean archives or escaped."""
    try:
        name.encode()
    except UnicodeEncodeError:
        raw = os.fsencode(name)
        try:
            name = raw.decode("cp949")
        except UnicodeDecodeError:
            name = raw.decode("utf-8", "backslashreplace")
    name = unicodedata.normalize("NFC", name)
    return f"{folder}/{name}" if folder else name


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


def _overlap(path: str, other: str) -> bool:
    try:
        return os.path.commonpath([path, other]) in (path, other)
    except ValueError:  # on two drives
        return False


def _is_index(path: str, entries: list[tuple[os.DirEntry[str], str]]) -> bool:
    if not any(entry.name == _MANIFEST for entry, _ in entries):
        return False
    try:
        with open_regular(os.path.join(path, _MANIFEST)) as manifest:
            return _MANIFEST_MARK in manifest.read(_MANIFEST_HEAD)
    except OSError:
        return False


def _file(path: str, key: str, source: FileSource | FolderSource) -> File:
    """The file at ``path``; what is gone by now says so when it is read."""
    try:
        found = os.stat(path)
        stamp = (found.st_size, found.st_mtime_ns)
    except OSError:
        stamp = (0, 0)
    return File(key, stamp, partial(open_regular, path, follow=True), source.limits.file_bytes, source.whole)
