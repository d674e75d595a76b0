"""Archives: files inside a file, read where they are; nothing is unpacked to the disk."""

from __future__ import annotations

import struct
import unicodedata
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from gzip import BadGzipFile
from io import BytesIO
from tarfile import TarError
from typing import BinaryIO
from zipfile import BadZipFile

from ...errors import SourceError
from ...indexer.documents.document import Document, Skipped, UnknownFile
from ..reading.file import File, reason, too_large
from ..reading.reader import Reader
from .member import Budget, Member, OversizeError
from .tar import tar_gz_members, tar_members
from .zip import zip_members

_BYTES_AT_MOST = 8 << 30
_RATIO_AT_MOST = 200
"""Unpacked bytes for each byte of an archive; pages that share a template come to about fifty."""
_MAC_FOLDER = "__MACOSX"
"""Name prefix of the metadata files that macOS adds to an archive, one beside each file."""
_ENDINGS = 5
"""Unknown endings that are named."""
_DAMAGE = (BadGzipFile, BadZipFile, EOFError, RuntimeError, TarError, ValueError, struct.error, zlib.error)
"""The exceptions of Python's modules for a damaged archive. NotImplementedError is a RuntimeError."""


class ArchiveReader:
    """The files in an archive, each read as it would be in a folder; its key is the archive's with its own below.

    Documents that bring ids of their own keep them. Hidden files and links are passed over, files that no reader
    knows are counted, as in a folder. Archives in an archive are refused. An archive that is damaged or unpacks to too
    much gives the files before that place.
    """

    suffixes = (".zip", ".tar", ".tar.gz", ".tgz")
    own_ids = True

    def __init__(self, reader_for: Callable[[str], Reader | None]) -> None:
        self._reader_for = reader_for

    def read(self, file: File) -> Iterator[Document | Skipped]:
        """The documents of every file in it, in their order, and what was left out."""
        endings: Counter[str] = Counter()
        for found in self._files(file):
            if isinstance(found, UnknownFile):
                endings[found.ending] += 1
                continue
            if isinstance(found, Skipped):
                yield found
                continue
            member, reader = found
            try:
                yield from reader.read(member)
            except SourceError as error:
                yield Skipped(member.key, error.reason)
        if endings:
            yield Skipped(file.key, _unknown(endings), "left_out")

    def _files(self, file: File) -> Iterator[tuple[File, Reader] | Skipped | UnknownFile]:
        most = max(file.limit, min(file.stamp[0] * _RATIO_AT_MOST, _BYTES_AT_MOST))
        budget = Budget(file.entries, most, file.clock)
        try:
            with file.open() as stream:
                for member in _members(file.name)(stream, budget):
                    if found := self._found(file, member):
                        yield found
        except OversizeError as error:
            yield Skipped(file.key, f"{error}: the rest is left out")
        except _DAMAGE as error:
            if not budget.files:
                raise SourceError(file.key, f"is damaged, or no archive: {error}") from None
            yield Skipped(file.key, f"is damaged: {error}. The rest is left out")
        except OSError as error:
            raise SourceError(file.key, reason(error)) from error

    def _found(self, file: File, member: Member) -> tuple[File, Reader] | Skipped | UnknownFile | None:
        """A file in the archive and its reader, or why it is not read; None for a hidden file."""
        path = _path(member.name)
        if not path:
            return None
        reader = self._reader_for(path)
        if reader is None:
            return UnknownFile(path)
        key = f"{file.key}/{path}"
        refusal = "is an archive in an archive" if isinstance(reader, ArchiveReader) else member.refusal
        if not refusal and member.size > file.limit:
            refusal = too_large(member.size, file.limit)
        if refusal:
            return Skipped(key, refusal)
        try:
            data = member.read()
        except _DAMAGE as error:
            return Skipped(key, f"is damaged: {error}")
        return replace(file, key=key, stamp=(len(data), file.stamp[1]), opener=partial(BytesIO, data)), reader


def _unknown(endings: Counter[str]) -> str:
    commonest = ", ".join(f"{ending or 'none'} {count:,}" for ending, count in endings.most_common(_ENDINGS))
    return f"{endings.total():,} of its files have endings that no reader knows: {commonest}"


def _members(name: str) -> Callable[[BinaryIO, Budget], Iterator[Member]]:
    lower = name.lower()
    if lower.endswith(".zip"):
        return zip_members
    return tar_members if lower.endswith(".tar") else tar_gz_members


def _path(name: str) -> str:
    """The path of a file inside its archive, never outside; empty for a hidden file."""
    parts = [part for part in unicodedata.normalize("NFC", name).split("/") if part not in ("", ".", "..")]
    hidden = any(part.startswith(".") or part == _MAC_FOLDER for part in parts)
    return "" if hidden else "/".join(parts)
