"""Entries of a source: files that a reader knows, and folders that cannot be listed."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from ..config import Limits
from ..errors import SourceError
from ..indexer.documents.document import Document, Skipped
from ..indexer.files.regular_file import open_regular
from .reading.bounded import bounded, time_allowed
from .reading.columns import Chosen
from .reading.file import File
from .reading.own_fields import OwnFields
from .reading.reader import Reader


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Options for reading the files of a source: limits, listing pages left whole, chosen columns, own fields."""

    limits: Limits
    whole: bool = False
    columns: Chosen = ()
    fields: OwnFields = ()


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file and the reader that knows its kind."""

    file: File
    reader: Reader
    limits: Limits

    @classmethod
    def at(cls, path: str, key: str, reader: Reader, how: ReadOptions) -> FoundFile:
        """The file at ``path``. If it is gone by now, reading it says so."""
        try:
            found = os.stat(path)
            stamp = (found.st_size, found.st_mtime_ns)
        except OSError:
            stamp = (0, 0)
        opener = partial(open_regular, path, follow=True)
        limits = how.limits
        file = File(key, stamp, opener, limits.file_bytes, how.whole, how.columns, limits.archive_files, how.fields)
        return cls(file, reader, limits)

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
        """True if its documents bring ids of their own."""
        return self.reader.own_ids

    def documents(self) -> Iterator[Document | Skipped]:
        """The documents that the reader finds, within the limits."""
        clock = time_allowed(self.stamp[0], self.limits)
        return bounded(self.key, self.reader.read(replace(self.file, clock=clock)), self.limits, clock)


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


def key_of(folder: str, name: str) -> str:
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
