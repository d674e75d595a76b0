"""Tar archives, compressed by gzip or not. They are read once, from the beginning to the end."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from functools import partial
from gzip import GzipFile
from io import BufferedIOBase
from typing import IO, BinaryIO

from .member import Budget, Member, decoded

_HEADERS_AT_MOST = 1 << 20
_ENDS_WITHIN = 16 << 10
_ENDS_AT_MOST = 100
"""Reads beyond the end of an archive: the module needs a few."""


def tar_gz_members(stream: BinaryIO, budget: Budget) -> Iterator[Member]:
    """As tar_members, for an archive that is compressed."""
    return tar_members(GzipFile(fileobj=stream), budget)


def tar_members(stream: IO[bytes] | GzipFile, budget: Budget) -> Iterator[Member]:
    """The files, in their order; each has to be read before the next one is asked for."""
    unpacked = _Unpacked(stream, budget)
    with tarfile.open(fileobj=unpacked, mode="r|", encoding="utf-8", errors="surrogateescape") as archive:
        while info := archive.next():
            budget.meet()
            archive.members = []  # type: ignore[attr-defined]  # it would remember them all
            unpacked.until = archive.offset + _HEADERS_AT_MOST
            if info.isreg() and not info.issparse():
                name = decoded(info.name.encode("utf-8", "surrogateescape"))
                yield Member(name, info.size, partial(_read, archive, info))
        # The module takes a header that it cannot read for the end, where there are zeros only.
        if archive.fileobj and archive.fileobj.read(_ENDS_WITHIN).strip(b"\0"):
            raise tarfile.ReadError("something follows its end, or a header is damaged")


def _read(archive: tarfile.TarFile, info: tarfile.TarInfo) -> bytes:
    stream = archive.extractfile(info)
    return stream.read() if stream else b""


class _Unpacked(BufferedIOBase):
    """The bytes of the archive, counted. Headers may have any length, and are held in memory."""

    def __init__(self, stream: IO[bytes] | GzipFile, budget: Budget) -> None:
        self._stream = stream
        self._budget = budget
        self._count = self._ends = 0
        self.until = _HEADERS_AT_MOST
        """The offset up to which it may be read, before which the next file's data must begin."""

    def read(self, size: int | None = -1, /) -> bytes:
        data = self._stream.read(-1 if size is None else size)
        self._ends += not data
        if self._ends > _ENDS_AT_MOST:  # the module would read up to where a header says that there is data
            raise tarfile.ReadError("it is cut short, or a header claims more than there is")
        self._count += len(data)
        self._budget.spend(len(data))
        if self._count > self.until:
            raise tarfile.ReadError("a header is too long")
        return data
