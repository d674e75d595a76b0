"""Files that claim more than they hold: told as damage, and no memory is taken for the claim."""

from __future__ import annotations

import json
import struct
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from malmoi.errors import DamagedIndexError
from malmoi.indexer.documents.document import Document
from malmoi.indexer.documents.record import MAX_FIELDS, MAX_RECORD
from malmoi.indexer.maintenance.check import check
from malmoi.indexer.segments.columns import Columns, encode_columns
from malmoi.indexer.segments.segment import Segment
from malmoi.indexer.store.snapshot import decode_sources, encode_sources
from malmoi.indexer.store.source_state import FileState, SkippedFile, SourceState

MB = 1 << 20


@contextmanager
def at_most(size: int) -> Iterator[None]:
    """Holds where Python takes at most so many bytes inside."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < size
    finally:
        tracemalloc.stop()


def frame(size: int) -> bytes:
    """The head of a Zstandard frame that claims ``size`` bytes."""
    return b"\x28\xb5\x2f\xfd\xe0" + size.to_bytes(8, "little") + b"\x01\x00\x00"


def with_record(shelf: Any, packed: bytes) -> Segment:
    """A segment of one document whose stored record is ``packed``."""
    shelf.commit(Document(id="a", body="봄 여행"))
    segment = shelf.snapshot().segments[0]
    columns = {name: segment.columns[name].all() for name in segment.columns}
    columns |= {
        "stored": np.frombuffer(packed, "u1"),
        "stored_ends": np.array([0, len(packed)], "<u4"),
        "dictionary_of": np.zeros(1, "u1"),
    }
    path = shelf.store.folder / "lie.segment"
    path.write_bytes(b"".join(encode_columns(columns, {"documents": 1})))
    return Segment(path)


@pytest.mark.parametrize("size", [MAX_RECORD + 1, 1900 * MB, (1 << 63) - 1, (1 << 64) - 3])
def test_a_record_that_claims_gigabytes(shelf: Any, size: int) -> None:
    """It is damage before any room is made for it."""
    segment = with_record(shelf, frame(size))
    with at_most(4 * MB), pytest.raises(DamagedIndexError, match="document 0 cannot be unpacked"):
        segment.record(0)


def test_a_record_of_too_many_fields(shelf: Any) -> None:
    """Fields are JSON, of which a byte may become twenty: they are bounded apart."""
    from zstandard import ZstdCompressor

    packed = ZstdCompressor().compress(b"[" + b"[]," * (MAX_FIELDS // 3 + 1) + b"\nbody")
    segment = with_record(shelf, packed)
    with at_most(4 * MAX_FIELDS), pytest.raises(DamagedIndexError, match="its fields are larger"):
        segment.record(0)


@pytest.mark.parametrize("letter", [b" ", b"[", b"0"])
def test_sources_that_unpack_to_gigabytes(letter: bytes) -> None:
    """A sources file of some kilobytes unpacks to some megabytes at most."""
    packed = zlib.compress(letter * (64 * MB), 9)
    with at_most(32 * MB), pytest.raises(DamagedIndexError, match="it is"):
        decode_sources(Path("x.sources"), packed)


def test_sources_that_repeat_themselves() -> None:
    """Whatever malmoi writes it reads, however well that can be packed."""
    files = {f"{number % 10}" * 3000 + f"{number}": FileState((1, 1), ()) for number in range(3000)}
    state = SourceState({"/a": files}, [SkippedFile("/a", "x" * 5000, "y" * 5000)] * 500)
    data = json.dumps(state.to_json()).encode()
    assert len(data) > 200 * len(zlib.compress(data))
    assert decode_sources(Path("x"), encode_sources(state)) == state


def test_a_header_longer_than_any(shelf: Any) -> None:
    """A header that fills a file is not even parsed."""
    header = b'{"meta": {}, "columns": {' + b" " * MB + b"}}"
    path = shelf.store.folder / "lie.segment"
    path.write_bytes(struct.pack("<8sII", b"malmoi1\n", len(header), zlib.crc32(header)) + header)
    with at_most(MB), pytest.raises(DamagedIndexError, match="its header is longer"):
        Columns(path)


def test_a_manifest_that_claims_a_huge_sources_file(shelf: Any) -> None:
    """The size that a manifest claims is compared with the file, not made room for."""
    writer = shelf.writer()
    writer.sources = SourceState({"/a": {"b": FileState((1, 2), ("c",))}})
    commit = writer.commit()
    shelf.store.publish(replace(commit, sources=replace(commit.sources, size=1 << 50)))
    with at_most(8 * MB):
        (problem,) = check(shelf.store).problems
        with pytest.raises(DamagedIndexError, match="does not match its checksum"):
            _ = shelf.snapshot().sources
    assert problem.kind == "sources"


def test_a_manifest_of_gigabytes(shelf: Any) -> None:
    """A manifest is read up to a bound."""
    shelf.commit(Document(id="a", body="봄"))
    with (shelf.store.folder / "manifest.json").open("r+b") as file:
        file.truncate(1 << 34)
    with at_most(64 * MB), pytest.raises(DamagedIndexError, match="is larger than 16,777,216 bytes"):
        shelf.store.read()


def test_a_segment_that_is_cut_short_while_it_is_open(shelf: Any) -> None:
    """Searching it would end the process: it is a named error, and nothing where a file was replaced whole."""
    shelf.commit(*(Document(id=f"p{number}", body=f"봄 여행 {number}") for number in range(300)))
    snapshot = shelf.snapshot()
    snapshot.check_sizes()
    (path,) = (segment.path for segment in snapshot.segments)
    data = path.read_bytes()
    with path.open("r+b") as file:
        file.truncate(len(data) // 2)
    with pytest.raises(DamagedIndexError, match="it was cut short while it was open"):
        snapshot.check_sizes()
    with path.open("r+b") as file:
        file.write(data)
    snapshot.check_sizes()


def test_looking_at_sizes_takes_microseconds(shelf: Any, within: Any) -> None:
    """A thousand looks at a segment take some milliseconds, so that every search can afford one."""
    shelf.commit(Document(id="a", body="봄"))
    snapshot = shelf.snapshot()
    within(0.02, lambda: [snapshot.segments[0].columns.check_size() for _ in range(1000)])
