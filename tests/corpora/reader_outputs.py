"""Files that are read in tests."""

from __future__ import annotations

from io import BytesIO

from malmoi.corpora.readers import reader_for
from malmoi.corpora.reading.file import File
from malmoi.indexer.documents.document import Document, Skipped
from malmoi.indexer.documents.record import Record


def read(name: str, content: str | bytes, limit: int = 1 << 20) -> list[Document | Skipped]:
    """What the reader for a file of this name makes of ``content``."""
    data = content if isinstance(content, bytes) else content.encode()
    reader = reader_for(name)
    assert reader is not None
    return list(reader.read(File(name, (len(data), 0), lambda: BytesIO(data), limit)))


def posts(name: str, content: str | bytes) -> list[Document]:
    """The same where nothing is skipped."""
    found = read(name, content)
    assert not [one for one in found if isinstance(one, Skipped)], found
    return [one for one in found if isinstance(one, Document)]


def text(document: Document) -> str:
    """The document's body as it is stored."""
    return Record.of(document).body
