"""A columnar file: named numpy arrays with a checksum for every 64 KiB, memory-mapped.

    8 bytes   magic
    4 bytes   length of the header, little-endian
    4 bytes   CRC-32 of the header
    header    JSON: {"meta": {...}, "columns": {name: [dtype, items, offset, [crc, ...]]}}
    columns   each at a multiple of 64 bytes from the end of the header

Nothing is read without a check: a slice is compared with the checksums of the blocks it touches, once a block,
so that a changed byte is a DamagedIndexError where it is met and opening a file stays cheap.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from operator import index
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from ...errors import DamagedIndexError
from ..files.regular_file import open_regular

MAGIC = b"malmoi1\n"
BLOCK = 1 << 16
_ALIGN = 64
_PREFIX = struct.Struct("<8sII")
_DTYPES = {name: np.dtype(name) for name in ("u1", "<u2", "<u4", "<u8", "<i4", "<i8")}
"""The only types a file may name: plain numbers."""
_HEADER, _CHECKSUM = 1 << 18, 16
"""Bytes of a header at most: without the checksums, and for the checksum of each block."""

Array = NDArray[Any]


def smallest(values: Array) -> Array:
    """``values``, all of them 0 or more, in the narrowest unsigned type that holds them."""
    return values.astype(_narrowest(int(values.max()) if len(values) else 0), copy=False)


def bounds(counts: Array | Sequence[int]) -> Array:
    """The offsets of groups of these sizes: where each begins, and where the last ends. Shape (groups + 1,)."""
    result = np.zeros(len(counts) + 1, _narrowest(int(np.sum(counts, dtype=np.int64))))
    np.cumsum(counts, dtype=result.dtype, out=result[1:])
    return result


def _narrowest(top: int) -> str:
    return next(kind for kind in ("u1", "<u2", "<u4", "<u8") if top <= np.iinfo(kind).max)


def encode_columns(columns: Mapping[str, Array], meta: Mapping[str, Any]) -> Iterator[bytes | memoryview]:
    """The bytes of a columns file, piece by piece."""
    arrays = {name: np.ascontiguousarray(array) for name, array in columns.items()}
    entries: dict[str, tuple[str, int, int, list[int]]] = {}
    offset = 0
    for name, array in arrays.items():
        offset = _aligned(offset)
        entries[name] = (array.dtype.str.replace("|", ""), len(array), offset, _checksums(array))
        offset += array.nbytes
    header = json.dumps({"meta": dict(meta), "columns": entries}).encode()
    yield _PREFIX.pack(MAGIC, len(header), zlib.crc32(header)) + header
    at, start = _PREFIX.size + len(header), _aligned(_PREFIX.size + len(header))
    for name, array in arrays.items():
        yield b"\0" * (start + entries[name][2] - at)
        yield _bytes(array)
        at = start + entries[name][2] + array.nbytes


class Column:
    """One array of a file. A slice of it is verified before it is returned."""

    __slots__ = ("_array", "_checked", "_checksums", "_data", "_path")

    def __init__(self, path: Path, data: memoryview, dtype: np.dtype[Any], checksums: list[int]) -> None:
        self._path = path
        self._data = data
        self._array: Array = np.frombuffer(data, dtype=dtype)
        self._checksums = checksums
        self._checked = bytearray(len(checksums))

    def __len__(self) -> int:
        return len(self._array)

    def __getitem__(self, span: slice) -> Array:
        """A slice, as a view of the mapped file. Raises DamagedIndexError where it lies outside of the array."""
        if not 0 <= span.start <= span.stop <= len(self._array):  # numbers that were read from a file themselves
            raise DamagedIndexError(self._path, "a place that it names lies outside of a column")
        size = self._array.itemsize
        first, last = span.start * size // BLOCK, (span.stop * size - 1) // BLOCK + 1
        if self._checked.find(0, first, last) >= 0:
            self._check(first, last)
        return self._array[span]

    def all(self) -> Array:
        """The whole array."""
        return self[0 : len(self._array)]

    def is_intact(self) -> bool:
        """True if every block of it matches its checksum."""
        try:
            self._check(0, len(self._checksums))
        except DamagedIndexError:
            return False
        return True

    def _check(self, first: int, last: int) -> None:
        for block in range(first, last):
            if zlib.crc32(self._data[block * BLOCK : (block + 1) * BLOCK]) != self._checksums[block]:
                raise DamagedIndexError(self._path, f"block {block} of a column does not match its checksum")
            self._checked[block] = 1


class Columns:
    """An open columns file. With ``torn`` it may be cut short: then a column fails when it is read, and not before.

    ``file`` is the file where it is open already. It may be closed as soon as the object is made.
    """

    def __init__(self, path: Path, *, torn: bool = False, file: BinaryIO | None = None) -> None:
        self.path = path
        self._torn = torn
        with nullcontext(file) if file else open_regular(path) as opened:
            if os.fstat(opened.fileno()).st_size < _PREFIX.size:
                raise DamagedIndexError(path, "the file is too short")
            self._map = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
        self._data = memoryview(self._map)
        try:
            header, start = self._header()
            self.meta: dict[str, Any] = dict(header["meta"])
            self._places = {name: self._place(name, entry, start) for name, entry in header["columns"].items()}
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError) as error:
            raise DamagedIndexError(path, "its header is not one that malmoi writes") from error
        self._columns: dict[str, Column] = {}

    def __getitem__(self, name: str) -> Column:
        column = self.get(name)
        if column is None:
            raise DamagedIndexError(self.path, f"it has no column {name}")
        return column

    def get(self, name: str) -> Column | None:
        """The column, or None where the file has none of that name."""
        if name not in self._columns and name in self._places:  # a search reads few of a file's 130 columns
            first, size, dtype, checksums = self._places[name]
            data = self._data[first : first + size]
            whole = data[: len(data) - len(data) % dtype.itemsize]
            self._columns.setdefault(name, Column(self.path, whole, dtype, checksums))
        return self._columns.get(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def check_size(self) -> None:
        """Raises DamagedIndexError where the file was cut short since it was opened. Reading it would be a SIGBUS."""
        if self._map.size() < len(self._data):
            raise DamagedIndexError(self.path, "it was cut short while it was open")

    def _header(self) -> tuple[dict[str, Any], int]:
        magic, length, checksum = _PREFIX.unpack(self._data[: _PREFIX.size])
        if length > _HEADER + len(self._data) // BLOCK * _CHECKSUM:
            raise DamagedIndexError(self.path, "its header is longer than one of its size can be")
        header = bytes(self._data[_PREFIX.size : _PREFIX.size + length])
        if magic != MAGIC or len(header) != length or zlib.crc32(header) != checksum:
            raise DamagedIndexError(self.path, "its header does not match its checksum")
        return json.loads(header), _aligned(_PREFIX.size + length)

    def _place(self, name: str, entry: list[Any], start: int) -> tuple[int, int, np.dtype[Any], list[int]]:
        """The offset of a column in the file, its bytes, type and checksums."""
        kind, items, offset, checksums = entry
        dtype = _DTYPES[kind]
        first, size = index(start + offset), index(items * dtype.itemsize)  # no fractions
        if items < 0 or offset < 0 or (first + size > len(self._data) and not self._torn):
            raise DamagedIndexError(self.path, f"column {name} does not lie inside the file")
        if len(checksums) != -(-size // BLOCK):
            raise DamagedIndexError(self.path, f"column {name} does not have a checksum for every block")
        return first, size, dtype, checksums


def _aligned(offset: int) -> int:
    return -(-offset // _ALIGN) * _ALIGN


def _bytes(array: Array) -> memoryview:
    return array.view("u1").data if array.size else memoryview(b"")


def _checksums(array: Array) -> list[int]:
    data = _bytes(array)
    return [zlib.crc32(data[at : at + BLOCK]) for at in range(0, len(data), BLOCK)]
