"""Zip archives."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from .member import Budget, Member, decoded

_LIST_AT_MOST = 16 << 20
_CHUNK = 1 << 20
_RATIO_AT_MOST = 50
"""Text comes to ten at most; a file of one letter comes to a thousand."""
_SMALL = 1 << 20
_ENCRYPTED = 0x1
_IS_UTF8 = 0x800


def zip_members(stream: BinaryIO, budget: Budget) -> Iterator[Member]:
    """The files, in the order of the archive's own list."""
    with _opened(_Bounded(stream)) as archive:
        for info in archive.infolist():
            budget.meet()
            if not info.is_dir() and not stat.S_ISLNK(info.external_attr >> 16):
                yield Member(_name(info), info.file_size, partial(_read, archive, info, budget), _refusal(info))


def _opened(bounded: _Bounded) -> ZipFile:
    try:
        return ZipFile(bounded)
    except BadZipFile:
        if bounded.failure:  # which the module takes for a file of another kind
            raise bounded.failure from None
        raise


def _name(info: ZipInfo) -> str:
    name = info.orig_filename
    if not info.flag_bits & _IS_UTF8:
        name = decoded(name.encode("cp437"))  # what Python took it for
    return name.replace("\\", "/")


def _refusal(info: ZipInfo) -> str:
    if info.flag_bits & _ENCRYPTED:
        return "is encrypted"
    if info.file_size > max(_SMALL, info.compress_size * _RATIO_AT_MOST):
        return f"unpacks to {info.file_size:,} bytes from {info.compress_size:,}: no text does"
    # Other methods may unpack to gigabytes at once.
    known = info.compress_type in (ZIP_STORED, ZIP_DEFLATED)
    return "" if known else f"is compressed by a method that is not read ({info.compress_type})"


def _read(archive: ZipFile, info: ZipInfo, budget: Budget) -> bytes:
    """All bytes: never more than the list says, whatever is there."""
    budget.spend(info.file_size)
    with archive.open(info) as stream:
        data = b"".join(iter(partial(stream.read, _CHUNK), b""))
    if len(data) < info.file_size:
        raise EOFError("it is cut short")
    return data


class _Bounded:
    """The bytes of an archive; a list of files that would fill the memory is refused."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.failure: OSError | None = None

    def read(self, size: int = -1) -> bytes:
        if size > _LIST_AT_MOST:
            raise BadZipFile("its list of files is too long")
        try:
            return self._stream.read(size)
        except OSError as error:
            self.failure = error
            raise

    def seek(self, offset: int, whence: int = 0) -> int:
        if whence == 0 and offset < 0:
            raise BadZipFile("it points to before its beginning")
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def seekable(self) -> bool:
        return True
