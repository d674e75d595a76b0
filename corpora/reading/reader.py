"""The protocol of a reader: one kind of file in, documents out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from ...indexer.documents.document import Document, Skipped
from .file import File


class Reader(Protocol):
    """Reads one kind of file. A file that is one document gives it the file's key as its id."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Endings of the names of its files, in small letters: ``(".html", ".htm")``."""

    @property
    def own_ids(self) -> bool:
        """True if the documents have explicit ids; otherwise their ids begin with the file's key."""

    def read(self, file: File) -> Iterator[Document | Skipped]:
        """The documents of ``file``, in its order.

        A part that cannot be read is a Skipped; the rest goes on. SourceError where the whole file cannot be read.
        """
