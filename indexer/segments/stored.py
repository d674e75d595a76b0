"""Stored documents: each compressed alone, so that one is read without its neighbours and moved as it is.

Short texts compress badly alone. A segment of some size therefore has a dictionary, made of pieces of its own
documents, that compression starts from (for 5,000 bills: a quarter less than without, and quicker). A merged segment
keeps the dictionaries of its parts.

Columns of D documents and N dictionaries:

    stored, stored_ends (D + 1)                   the compressed documents end to end, and where each begins
    dictionaries, dictionary_ends (N + 1)         the dictionaries end to end, and where each begins
    dictionary_of (D)                             the number of each document's dictionary, from 1; 0 for none
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .columns import Array, Columns, smallest

ENOUGH = 512
"""From this many documents on a segment has a dictionary. 65,536 documents then have 128 of them at most."""
_DICTIONARY = 1 << 15
_SAMPLES = 32
_LEVEL = 5
_MEMORY = 5
"""zlib's level for its tables, of which each document needs a copy: with 8, as usual, compressing takes nearly twice as
long, and with 4 the texts take more."""
_RAW = -15  # no header and checksum of zlib's: columns have their own


class StoredDocuments:
    """The stored documents of a segment."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    def __getitem__(self, doc: int) -> bytes:
        """The bytes of a document. Raises zlib.error on bytes that are not compressed documents."""
        start, end = self._columns["stored_ends"][doc : doc + 2].tolist()
        number = int(self._columns["dictionary_of"][doc : doc + 1][0])
        unpacker = zlib.decompressobj(_RAW, self._dictionaries[number])
        return unpacker.decompress(self._columns["stored"][start:end].tobytes()) + unpacker.flush()

    def size(self, doc: int) -> int:
        """How many bytes a document takes, compressed."""
        start, end = self._columns["stored_ends"][doc : doc + 2].tolist()
        return int(end - start)

    @cached_property
    def _dictionaries(self) -> list[bytes]:
        ends = self._columns["dictionary_ends"].all().tolist()
        text = self._columns["dictionaries"].all().tobytes()
        return [b"", *(text[start:end] for start, end in pairwise(ends))]


def stored_columns(documents: Sequence[bytes]) -> dict[str, Array]:
    """The columns of some documents."""
    dictionary = _dictionary(documents) if len(documents) >= ENOUGH else b""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW, _MEMORY, zdict=dictionary)
    packed = [_pack(document, packer.copy()) for document in documents]  # to copy is quicker than to begin anew
    return {
        "stored": np.frombuffer(b"".join(packed), "u1"),
        "stored_ends": _ends([len(document) for document in packed]),
        "dictionaries": np.frombuffer(dictionary, "u1"),
        "dictionary_ends": _ends([len(dictionary)] if dictionary else []),
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
        "stored_ends": _ends(np.concatenate(sizes)),
        "dictionaries": np.concatenate(dictionaries),
        "dictionary_ends": _ends(np.concatenate(lengths)),
        "dictionary_of": smallest(np.concatenate(numbers)),
    }


def _dictionary(documents: Sequence[bytes]) -> bytes:
    """The beginnings of documents from all over the segment."""
    chosen = documents[:: max(len(documents) // _SAMPLES, 1)][:_SAMPLES]
    return b"".join(document[: _DICTIONARY // _SAMPLES] for document in chosen)


def _pack(document: bytes, packer: zlib._Compress) -> bytes:
    return packer.compress(document) + packer.flush()


def _ends(sizes: Sequence[int] | Array) -> Array:
    return smallest(np.concatenate(([0], np.cumsum(sizes, dtype=np.int64))))


def _sizes(ends: Array) -> Array:
    wide = ends.astype(np.int64)
    return wide[1:] - wide[:-1]
