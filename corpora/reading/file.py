"""A file to be read: in a folder or in an archive."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import SEEK_CUR, BufferedReader, TextIOWrapper
from typing import BinaryIO

from ...errors import SourceError
from ...indexer.dates.parse import parse_date
from ...indexer.documents.data import Kind
from ...indexer.text.encoding import decode, looks_binary, wide
from .clock import Clock

_HEAD = 4096
_DATED = re.compile(r"(\d{4})([-_.]?)(\d\d)\2(\d\d)(?!\d)[-_.\s]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class File:
    """Bytes with a name. Whatever goes wrong while they are read is a SourceError.

    ``key`` is the path relative to the source, with forward slashes, in NFC. ``stamp`` is the size in bytes and the
    modification time in nanoseconds. ``opener`` opens the bytes; ``limit`` is how many of them may be held at once.
    ``whole`` leaves a page of many posts one document. ``columns`` are those that were chosen for fields. ``fields``
    are the keys that become fields of one's own. ``entries`` is the maximum number of files of an archive. ``clock``
    measures the time of reading.
    """

    key: str
    stamp: tuple[int, int]
    opener: Callable[[], BinaryIO]
    limit: int
    whole: bool = False
    columns: tuple[tuple[str, str], ...] = ()
    entries: int = 100_000
    fields: tuple[tuple[str, Kind], ...] = ()
    clock: Clock = field(default_factory=Clock, compare=False)

    @property
    def name(self) -> str:
        """The last part of the key."""
        return self.key.rpartition("/")[2]

    @property
    def title(self) -> str:
        """A title for a document that has none: the name without date and ending; of an index page, its folder's.

        README says nothing of what is in it: it is empty for one without a folder.
        """
        folder, _, name = self.key.rpartition("/")
        stem = name.rpartition(".")[0] or name
        if stem.lower() == "readme" or (stem in ("index", "_index") and folder):
            stem = folder.rpartition("/")[2]
        found = _DATED.match(stem) if self.date else None
        return (found and stem[found.end() :]) or stem

    @property
    def date(self) -> str | None:
        """The date that the name starts with, as in ``2007-12-13-title.md``."""
        found = _DATED.match(self.name)
        return parse_date(f"{found[1]}-{found[3]}-{found[4]}") if found else None

    def open(self) -> BinaryIO:
        """The bytes as a stream."""
        try:
            return self.opener()
        except OSError as error:
            raise SourceError(self.key, reason(error)) from error

    def data(self) -> bytes:
        """All bytes, up to the limit."""
        if self.stamp[0] > self.limit:
            raise SourceError(self.key, too_large(self.stamp[0], self.limit), "Raise limits.file_bytes")
        try:
            with self.open() as stream:
                data = stream.read(self.limit + 1)
        except OSError as error:
            raise SourceError(self.key, reason(error)) from error
        if len(data) > self.limit:
            raise SourceError(self.key, too_large(len(data), self.limit), "Raise limits.file_bytes")
        return data

    def lines(self) -> Iterator[bytes]:
        """Each line with its end, so that a file may be of any size; of one over the limit, limit + 1 bytes.

        Lines of UTF-16 are given as UTF-8.
        """
        try:
            with self.open() as stream:
                if encoding := wide(_head(stream)):
                    yield from _wide_lines(stream, encoding, self.limit)
                    return
                while line := stream.readline(self.limit + 1):
                    yield line
                    while len(line) > self.limit and not line.endswith(b"\n"):
                        line = stream.readline(self.limit + 1)
        except OSError as error:
            raise SourceError(self.key, reason(error)) from error

    def text(self, decoder: Callable[[bytes], str | None] = decode) -> str:
        """All bytes as text. Refused: bytes that are not text, in no encoding that fits, or blank."""
        data = self.data()
        if looks_binary(data):
            raise SourceError(self.key, "is binary, not text")
        text = decoder(data)
        if text is None:
            raise SourceError(self.key, "is in an unknown encoding")
        if not text.strip():
            raise SourceError(self.key, "is empty")
        return text


def _head(stream: BinaryIO) -> bytes:
    """The first bytes of a stream, which stay to be read."""
    if isinstance(stream, BufferedReader):
        return stream.peek(_HEAD)[:_HEAD]
    if not stream.seekable():
        return b""
    head = stream.read(_HEAD)
    stream.seek(-len(head), SEEK_CUR)
    return head


def _wide_lines(stream: BinaryIO, encoding: str, limit: int) -> Iterator[bytes]:
    text = TextIOWrapper(stream, encoding, "replace", newline="\n")
    while line := text.readline(limit + 1):
        yield line.encode("utf-8", "replace")[: limit + 1]
        while len(line) > limit and not line.endswith("\n"):
            line = text.readline(limit + 1)


def too_large(size: int, limit: int) -> str:
    """Why a file is not read that has more bytes than may be held at once."""
    return f"is larger than {limit:,} bytes ({size:,})"


def reason(error: OSError) -> str:
    """Why a file cannot be read, in a few words."""
    if isinstance(error, FileNotFoundError):
        return "is gone"
    return f"cannot be read: {error.strerror or error}" if error.errno else str(error)
