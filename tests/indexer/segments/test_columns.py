"""Columns files: what is read is what was written, or a named error."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from malmoi.errors import DamagedIndexError
from malmoi.indexer.segments import columns as columns_module
from malmoi.indexer.segments.columns import BLOCK, Columns, encode_columns, smallest

TYPES = ("u1", "<u2", "<u4", "<u8", "<i4", "<i8")
ARRAYS = st.sampled_from(TYPES).flatmap(lambda kind: arrays(kind, st.integers(0, 50)))
SMALL = {
    "text": np.frombuffer("말모이 malmoi".encode(), "u1"),
    "ends": np.array([0, 9, 16], "<u4"),
    "empty": np.array([], "<u2"),
    "dates": np.array([-1, 0, 1], "<i8"),
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file to write to."""
    return tmp_path_factory.mktemp("columns") / "a.segment"


def write(path: Path, arrays: dict[str, Any], meta: dict[str, Any] | None = None) -> bytes:
    """Writes a columns file; its bytes."""
    data = b"".join(encode_columns(arrays, meta or {}))
    path.unlink(missing_ok=True)
    path.write_bytes(data)
    return data


def read(path: Path) -> dict[str, list[Any]]:
    """All that a columns file has."""
    columns = Columns(path)
    return {name: columns[name].all().tolist() for name in columns}


@given(
    made=st.dictionaries(st.text(max_size=5), ARRAYS, max_size=4),
    meta=st.dictionaries(st.text(max_size=5), st.integers()),
)
def test_round_trip(path: Path, made: dict[str, Any], meta: dict[str, int]) -> None:
    """Every array comes back with its type and items, and the meta with its values."""
    write(path, made, meta)
    columns = Columns(path)
    assert columns.meta == meta
    assert list(columns) == list(made)
    for name, array in made.items():
        assert name in columns
        assert columns[name].all().dtype == array.dtype
        assert np.array_equal(columns[name].all(), array)


@given(array=arrays("<u2", st.integers(1, 60)), data=st.data())
def test_slices(path: Path, array: Any, data: st.DataObject) -> None:
    """A slice is that of the array."""
    write(path, {"a": array})
    start = data.draw(st.integers(0, len(array)))
    stop = data.draw(st.integers(start, len(array)))
    assert np.array_equal(Columns(path)["a"][start:stop], array[start:stop])


def read_or_refused(path: Path, data: bytes) -> dict[str, list[Any]] | None:
    """What a file of these bytes has, or None where it is refused as damaged."""
    path.unlink(missing_ok=True)
    path.write_bytes(data)
    try:
        return read(path)
    except DamagedIndexError:
        return None


def test_every_changed_byte_is_noticed(path: Path) -> None:
    """A flipped bit is refused wherever it is, except in the padding, which no column has.

    The padding is covered by the checksum of the whole file in the manifest.
    """
    data = write(path, SMALL)
    good = read(path)
    unnoticed = []
    for at in range(len(data)):
        found = read_or_refused(path, data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :])
        assert found in (None, good), f"byte {at} changed the answer"
        if found is not None:
            unnoticed.append(at)
    assert not any(data[at] for at in unnoticed)
    assert len(data) - len(unnoticed) > sum(array.nbytes for array in SMALL.values())


def test_truncation_is_noticed(path: Path) -> None:
    """A file cut off at any length is refused."""
    data = write(path, SMALL)
    for length in range(len(data)):
        assert read_or_refused(path, data[:length]) is None, f"{length} bytes were taken for a file"


def test_more_than_was_written_changes_nothing(path: Path) -> None:
    """Bytes after the end belong to no column."""
    data = write(path, SMALL)
    assert read_or_refused(path, data + b"\0" * 100) == read_or_refused(path, data)


def lie(data: bytes, change: Any) -> bytes:
    """The file with another header that has the right checksum."""
    prefix = columns_module._PREFIX
    magic, length, _ = prefix.unpack(data[: prefix.size])
    header = json.loads(data[prefix.size : prefix.size + length])
    change(header)
    lied = json.dumps(header).encode()
    rest = data[columns_module._aligned(prefix.size + length) :]
    start = prefix.pack(magic, len(lied), zlib.crc32(lied)) + lied
    return start + b"\0" * (columns_module._aligned(len(start)) - len(start)) + rest


LIES = {
    "dtype": ("|O", "O", "U5", "f8", "<f4", ">u4", "zz", "", 7, None, [["a", "u1"]]),
    "items": (-1, 1 << 40, 1 << 70, 17, 1.5, "9", None),
    "offset": (-64, -1, 1 << 40, 1 << 70, 1.5, "0", None),
    "checksums": ([], [1], [1, 2], None, ["x"], 5),
}


@pytest.mark.parametrize(("part", "value"), [(part, value) for part, values in LIES.items() for value in values])
def test_a_header_that_lies_is_refused(path: Path, part: str, value: Any) -> None:
    """A header with the right checksum and wrong values is refused: no object is made, nothing outside is read."""
    data = write(path, {"text": SMALL["text"]})

    def change(header: Any) -> None:
        header["columns"]["text"][list(LIES).index(part)] = value

    assert read_or_refused(path, lie(data, change)) is None


@pytest.mark.parametrize(
    "change", [lambda h: h.clear(), lambda h: h.update(columns=[1]), lambda h: h.update(columns={"a": []})]
)
def test_a_header_of_another_shape_is_refused(path: Path, change: Any) -> None:
    """A header that is JSON but not ours is refused."""
    assert read_or_refused(path, lie(write(path, SMALL), change)) is None


def test_other_files_are_refused(path: Path) -> None:
    """What is no columns file is refused, an empty one too."""
    for data in (b"", b"x", b"PK\x03\x04" * 20, b"\0" * 200, b"malmoi1\n"):
        assert read_or_refused(path, data) is None


def test_a_block_is_checked_where_it_is_read(path: Path) -> None:
    """Damage in one block does not keep the others from being read: a file is not read whole to be opened."""
    array = np.arange(3 * BLOCK // 2, dtype="<u2")
    data = bytearray(write(path, {"a": array}))
    data[-1] ^= 1
    path.unlink()
    path.write_bytes(data)
    column = Columns(path)["a"]
    assert column[0:9].tolist() == list(range(9))
    assert column[BLOCK // 2 : BLOCK].tolist() == list(range(BLOCK // 2, BLOCK))
    with pytest.raises(DamagedIndexError, match="block 2"):
        column[BLOCK : BLOCK + 1]
    with pytest.raises(DamagedIndexError, match="block 2"):
        column.all()


@given(st.lists(st.integers(0, 1 << 63), max_size=5))
def test_smallest(values: list[int]) -> None:
    """The narrowest type that holds the values holds them."""
    found = smallest(np.array(values, dtype=np.uint64))
    assert found.tolist() == values
    top = max(values, default=0)
    assert found.itemsize == (1 if top < 1 << 8 else 2 if top < 1 << 16 else 4 if top < 1 << 32 else 8)
