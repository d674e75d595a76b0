"""Stored documents: each compressed alone, so that one is read without its neighbours and moved as it is.

Short texts compress badly alone. A segment of some size therefore has a dictionary, trained on its own documents, from
which compression starts (5,000 bills take 2.5 MB with it and 4.1 without). A merged segment keeps the dictionaries of
its parts.

Columns of D documents and N dictionaries:

    stored, stored_ends (D + 1)                   the compressed documents end to end, and where each begins
    dictionaries, dictionary_ends (N + 1)         the dictionaries end to end, and where each begins
    dictionary_of (D)                             the number of each document's dictionary, from 1; 0 for none
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from itertools import pairwise
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from zstandard import (
    ZstdCompressionDict,
    ZstdCompressor,
    ZstdDecompressor,
    ZstdError,
    frame_content_size,
    train_dictionary,
)

from ...forks import renew_after_fork
from ..documents.record import MAX_RECORD
from .columns import Array, Columns, bounds, smallest

ENOUGH = 512
"""From this many documents on a segment has a dictionary. 65,536 documents then have 128 of them at most."""
_DICTIONARY = 1 << 15
_SAMPLES = 512
_SAMPLE = 1 << 12
"""Bytes of a sample: as good as whole documents, and these may be large."""
_SEGMENT, _STEP = 500, 8
"""The k and d of training. Without them it looks for the best ones, which takes three times as long for 1 % at most."""
_LEVEL = 3


class StoredDocuments:
    """The stored documents of a segment."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self.renew()
        renew_after_fork(self)

    def renew(self) -> None:
        """Makes the unpackers anew: at a fork another thread may have been using one."""
        self._unpackers: dict[int, ZstdDecompressor] = {}
        self._lock = Lock()  # an unpacker serves one thread at a time

    def __getitem__(self, doc: int) -> bytes:
        """The bytes of a document. Raises ValueError on bytes that are not compressed documents."""
        start, end = self._columns["stored_ends"][doc : doc + 2].tolist()
        packed = self._columns["stored"][start:end].tobytes()
        number = int(self._columns["dictionary_of"][doc : doc + 1][0])
        try:
            if frame_content_size(packed) > MAX_RECORD:
                raise ValueError("it says that it is too large")
            with self._lock:
                return self._unpacker(number).decompress(packed)
        except ZstdError as error:
            raise ValueError(str(error)) from None

    def _unpacker(self, number: int) -> ZstdDecompressor:
        if number not in self._unpackers:
            dictionary = ZstdCompressionDict(self._dictionaries[number])
            self._unpackers[number] = ZstdDecompressor(dict_data=dictionary) if number else ZstdDecompressor()
        return self._unpackers[number]

    def size(self, doc: int) -> int:
        """Compressed size of a document in bytes."""
        start, end = self._columns["stored_ends"][doc : doc + 2].tolist()
        return int(end - start)

    @cached_property
    def _dictionaries(self) -> list[bytes]:
        ends = self._columns["dictionary_ends"].all().tolist()
        text = self._columns["dictionaries"].all().tobytes()
        return [b"", *(text[start:end] for start, end in pairwise(ends))]


def stored_columns(documents: Sequence[bytes]) -> dict[str, Array]:
    """The columns of some documents."""
    trained = _trained(documents) if len(documents) >= ENOUGH else None
    # The columns say which dictionary a document needs, and have checksums.
    packer = ZstdCompressor(_LEVEL, dict_data=trained, write_dict_id=False)
    packed = [packer.compress(document) for document in documents]
    dictionary = trained.as_bytes() if trained else b""
    return {
        "stored": np.frombuffer(b"".join(packed), "u1"),
        "stored_ends": bounds([len(document) for document in packed]),
        "dictionaries": np.frombuffer(dictionary, "u1"),
        "dictionary_ends": bounds([len(dictionary)] if dictionary else []),
        "dictionary_of": np.full(len(documents), bool(dictionary), dtype="u1"),
    }


def merged_columns(parts: Sequence[tuple[Columns, NDArray[np.bool_]]]) -> dict[str, Array]:
    """The columns of the documents of several segments that are live in each."""
    texts, sizes, dictionaries, lengths, numbers = [], [], [], [], []
    known = 0
    for columns, live in parts:
        size = _sizes(columns["stored_ends"].all())
        texts.append(columns["stored"].all()[np.repeat(live, size)])
        sizes.append(size[live])
        number = columns["dictionary_of"].all()[live].astype(np.int64)
        numbers.append(np.where(number, number + known, 0))
        dictionaries.append(columns["dictionaries"].all())
        lengths.append(_sizes(columns["dictionary_ends"].all()))
        known += len(lengths[-1])
    return {
        "stored": np.concatenate(texts),
        "stored_ends": bounds(np.concatenate(sizes)),
        "dictionaries": np.concatenate(dictionaries),
        "dictionary_ends": bounds(np.concatenate(lengths)),
        "dictionary_of": smallest(np.concatenate(numbers)),
    }


def _trained(documents: Sequence[bytes]) -> ZstdCompressionDict | None:
    """A dictionary of what documents from all over the segment have in common, if that is enough for one."""
    samples: list[bytes | bytearray | memoryview] = [
        document[:_SAMPLE] for document in documents[:: -(-len(documents) // _SAMPLES)]
    ]
    with suppress(ZstdError):
        return train_dictionary(_DICTIONARY, samples, k=_SEGMENT, d=_STEP)
    return None


def _sizes(ends: Array) -> Array:
    wide = ends.astype(np.int64)
    return wide[1:] - wide[:-1]
