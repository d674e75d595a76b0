"""Stored documents come back as they were, with a dictionary of their segment and without."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, cast

import numpy as np
import pytest
from zstandard import ZstdCompressor

from malmoi.indexer.segments.columns import Columns
from malmoi.indexer.segments.stored import ENOUGH, StoredDocuments, merged_columns, stored_columns

POSTS = [f"모임 {at}번째 소식, meeting no. {at * at}: 함께 밥을 먹고 이야기했다.".encode() for at in range(ENOUGH)]


class _Memory:
    """Columns that are not in a file."""

    def __init__(self, array: Any) -> None:
        self._array = array

    def __getitem__(self, part: slice) -> Any:
        return self._array[part]

    def all(self) -> Any:
        """The whole column."""
        return self._array


def columns(made: dict[str, Any]) -> Columns:
    """What was made, as a segment's columns are read."""
    return cast(Columns, {name: _Memory(array) for name, array in made.items()})


@pytest.mark.parametrize(
    "documents",
    [
        POSTS,
        POSTS[:9],
        [b""] * ENOUGH,  # of these no dictionary can be made
        [b"a"] * (ENOUGH + 1),
        [b"", b"\0", bytes(range(256)) * 99],
        [b"x" * 100_000] * (2 * ENOUGH - 1),
    ],
    ids=["many", "few", "empty", "same", "mixed", "large"],
)
def test_back_as_they_were(documents: list[bytes]) -> None:
    """Every document, whatever the others are."""
    stored = StoredDocuments(columns(stored_columns(documents)))
    assert [stored[doc] for doc in range(len(documents))] == documents


def test_the_same_bytes_each_time() -> None:
    """Training has no chance in it."""
    one, other = stored_columns(POSTS), stored_columns(list(POSTS))
    assert all((one[name] == other[name]).all() for name in one)


def test_a_dictionary_saves_room() -> None:
    """Documents that are alike take less together."""
    many, few = stored_columns(POSTS), stored_columns(POSTS[: ENOUGH - 1])
    assert 2 * len(many["stored"]) < len(few["stored"])


def test_merged() -> None:
    """Live documents of several segments are moved as they are, with the dictionaries they need."""
    parts = [POSTS, POSTS[:3], [document[::-1] for document in POSTS]]
    live = [np.arange(len(part)) % 3 != 1 for part in parts]
    made = merged_columns([(columns(stored_columns(part)), kept) for part, kept in zip(parts, live, strict=True)])
    stored = StoredDocuments(columns(made))
    wanted = [
        doc for part, kept in zip(parts, live, strict=True) for doc, is_kept in zip(part, kept, strict=True) if is_kept
    ]
    assert [stored[doc] for doc in range(len(wanted))] == wanted


def test_read_by_many_threads() -> None:
    """Threads share what unpacks."""
    stored = StoredDocuments(columns(stored_columns(POSTS)))
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda at: stored[at % ENOUGH], range(8 * ENOUGH))) == 8 * POSTS


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"x",
        ZstdCompressor().compress(b"moim")[:-1],
        b"\x28\xb5\x2f\xfd\xe0" + (1 << 50).to_bytes(8, "little") + b"\x01\0\0",
        ZstdCompressor(write_content_size=False).compress(b"moim"),
    ],
    ids=["nothing", "no frame", "cut", "a petabyte", "no size"],
)
def test_other_bytes(packed: bytes) -> None:
    """Bytes that are no compressed document are a ValueError, and no room is made for what they claim."""
    made = stored_columns([b"moim"])
    made |= {"stored": np.frombuffer(packed, "u1"), "stored_ends": np.array([0, len(packed)])}
    with pytest.raises(ValueError, match=r"."):
        StoredDocuments(columns(made))[0]


@pytest.mark.parametrize("dictionary", [b"x", b"\x37\xa4\x30\xec" + bytes(60), b"\x37\xa4\x30\xec" + bytes(range(256))])
def test_another_dictionary(dictionary: bytes) -> None:
    """A dictionary of other bytes, which checksums keep from being read, gives other bytes or a ValueError at most."""
    made = stored_columns(POSTS)
    made |= {"dictionaries": np.frombuffer(dictionary, "u1"), "dictionary_ends": np.array([0, len(dictionary)])}
    stored = StoredDocuments(columns(made))
    for doc in range(ENOUGH):
        with suppress(ValueError):
            assert stored[doc] != b""
