"""An open segment: its documents, their postings and which of them are deleted."""

from __future__ import annotations

import zlib
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...errors import DamagedIndexError
from ..record import Record
from .columns import Array, Columns
from .postings import Postings


class Segment:
    """A segment file and the deletions that came after it.

    ``size`` is the number of documents in the file; ``live`` tells which are not deleted, shape (size,).
    """

    def __init__(self, path: Path, deleted: Array | None = None) -> None:
        self._attach(Columns(path), {}, np.empty(0, "<u2") if deleted is None else deleted)

    def _attach(self, columns: Columns, postings: dict[str, Postings], deleted: Array) -> None:
        self.columns = columns
        self._postings = postings
        self.size: int = columns.meta["documents"]
        self.deleted = deleted
        self.live: NDArray[np.bool_] = np.ones(self.size, dtype=bool)
        self.live[deleted] = False

    @property
    def path(self) -> Path:
        """The segment's file."""
        return self.columns.path

    def __len__(self) -> int:
        """Documents that are not deleted."""
        return self.size - len(self.deleted)

    def with_deleted(self, deleted: Array) -> Segment:
        """The same file, sharing what was read of it, with other deletions."""
        other = Segment.__new__(Segment)
        other._attach(self.columns, self._postings, deleted)
        return other

    def postings(self, field: str) -> Postings:
        """The postings of a field, such as ``body.terms`` or ``id``."""
        found = self._postings.get(field)
        if found is None:
            found = self._postings[field] = Postings(self.columns, field)
        return found

    def documents_with(self, field: str, value: str) -> NDArray[np.uint16]:
        """The documents, deleted ones included, that have ``value`` in a keyword field."""
        postings = self.postings(field)
        number = postings.find(value)
        return postings.docs(number) if number >= 0 else np.empty(0, "<u2")

    def record(self, doc: int) -> Record:
        """The stored record of a document."""
        try:
            return Record.unpack(self.packed(doc), self.columns["digests"][2 * doc : 2 * doc + 2].tobytes())
        except (ValueError, zlib.error) as error:
            raise DamagedIndexError(self.path, f"document {doc} cannot be unpacked: {error}") from error

    def packed(self, doc: int) -> bytes:
        """The stored bytes of a document."""
        start, end = self.columns["stored_ends"][doc : doc + 2].tolist()
        return self.columns["stored"][start:end].tobytes()

    @cached_property
    def dates(self) -> NDArray[np.int64]:
        """Seconds since 1970 of each document's date, ``builder.UNKNOWN_DATE`` where there is none: shape (size,)."""
        return self.columns["dates"].all()

    @cached_property
    def digests(self) -> Array:
        """Two 8-byte words of each document's digest: shape (size, 2)."""
        return self.columns["digests"].all().reshape(-1, 2)
