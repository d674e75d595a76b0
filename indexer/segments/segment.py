"""An open segment: its stored documents, its postings, and its deletions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from ...errors import DamagedIndexError
from ..documents.data import Kind
from ..documents.record import Record
from .columns import Array, Columns
from .fields import own_field
from .keys import keyed_stream, words_with
from .postings import MAX_DOCUMENTS, Postings
from .stored import StoredDocuments

_STARTS = ".starts"


class Segment:
    """A segment file, and the deletions of later commits.

    ``size`` is the number of documents in the file; ``live`` is True for those that are not deleted, shape (size,).
    """

    def __init__(self, path: Path, deleted: Array | None = None, *, file: BinaryIO | None = None) -> None:
        self._attach(Columns(path, file=file), {}, np.empty(0, "<u2") if deleted is None else deleted)

    def _attach(self, columns: Columns, postings: dict[str, Postings], deleted: Array) -> None:
        self.columns = columns
        self._postings = postings
        self.size: int = _size(columns)
        self.deleted = deleted
        self.live: NDArray[np.bool_] = np.ones(self.size, dtype=bool)
        self.live[deleted] = False

    @property
    def path(self) -> Path:
        """The segment's file."""
        return self.columns.path

    def __len__(self) -> int:
        """Number of live documents."""
        return self.size - len(self.deleted)

    def with_deleted(self, deleted: Array) -> Segment:
        """The same segment with other deletions. Both share the mapped file and what was read of it."""
        other = Segment.__new__(Segment)
        other._attach(self.columns, self._postings, deleted)  # noqa: SLF001  # its own class
        return other

    def postings(self, field: str) -> Postings:
        """The postings of a field, such as ``body.terms`` or ``id``."""
        found = self._postings.get(field)
        if found is None:
            found = self._postings[field] = Postings(self.columns, field)
        return found

    @cached_property
    def own_fields(self) -> dict[tuple[str, Kind], str]:
        """The posting field of each field of one's own that a document has, deleted ones included, by name and kind."""
        names = (name.removesuffix(_STARTS) for name in self.columns if name.endswith(_STARTS))
        return {own: name for name in names if (own := own_field(name))}

    def documents_with(self, field: str, value: str) -> NDArray[np.uint16]:
        """The documents, deleted ones included, that have ``value`` in a keyword field."""
        postings = self.postings(field)
        number = postings.find(value)
        return postings.docs(number) if number >= 0 else np.empty(0, "<u2")

    def ids(self, docs: Iterable[int]) -> Iterator[str]:
        """The ids of some documents. Reads all ids of the segment."""
        postings = self.postings("id")
        counts = np.diff(postings.column("starts").astype(np.int64))
        terms = list(postings.terms)
        term_of = dict(
            zip(
                postings.column("docs").tolist(),
                np.repeat(np.arange(len(terms)), counts.astype(np.intp)).tolist(),
                strict=True,
            )
        )
        return (terms[term_of[doc]].decode("utf-8", "surrogatepass") for doc in docs)

    def words_with(self, field: str, kind: str, keys: Iterable[int]) -> Iterator[str]:
        """The words of a text field that have any of some keys (see ``keys/kinds.py``)."""
        name = keyed_stream(field, kind)
        return words_with(self.columns, name, self.postings(name).terms, kind, keys)

    def record(self, doc: int) -> Record:
        """The stored record of a document."""
        try:
            return Record.decoded(self.stored[doc], self.columns["digests"][2 * doc : 2 * doc + 2].tobytes())
        except (ValueError, TypeError, IndexError, RecursionError) as error:
            raise DamagedIndexError(self.path, f"document {doc} cannot be unpacked: {error}") from error

    @cached_property
    def stored(self) -> StoredDocuments:
        """The stored documents."""
        return StoredDocuments(self.columns)

    @cached_property
    def dates(self) -> NDArray[np.int64]:
        """Seconds since 1970 of each document's date, ``fields.UNKNOWN_DATE`` where there is none: shape (size,)."""
        return self.columns["dates"].all()

    @cached_property
    def digests(self) -> Array:
        """Two 8-byte words of each document's digest: shape (size, 2)."""
        return self.columns["digests"].all().reshape(-1, 2)

    @cached_property
    def sketches(self) -> Array:
        """Each document's title hash and body sketch (see ``text/near_duplicates.py``): shape (size, 2)."""
        return self.columns["sketches"].all().reshape(-1, 2)


def _size(columns: Columns) -> int:
    """The number of documents. Raises DamagedIndexError where the header and the dates disagree."""
    size, dates = columns.meta.get("documents"), len(columns["dates"])
    if type(size) is not int or size != dates or size > MAX_DOCUMENTS:
        raise DamagedIndexError(columns.path, f"it has {size!r} documents and {dates} dates")
    return size
