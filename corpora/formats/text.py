"""Plain text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from io import BytesIO

from ...indexer.documents.document import Document, Skipped
from ..listing.split import documents, split
from ..reading.file import File
from .jsonl import are_lines, read_lines

_TITLE_AT_MOST = 100


class TextReader:
    """A plain text, as one document, or one for each post of a listing page. A short first line is its title.

    A title with a blank line under it is not repeated in the body; one that runs on into the next line may be the
    text's first sentence, so it stays.
    """

    suffixes = (".txt", ".text")
    own_ids = False

    def read(self, file: File) -> Iterator[Document | Skipped]:
        """The text, or its posts; the documents of JSON Lines that have another ending."""
        text = file.text().strip().replace("\r\n", "\n").replace("\r", "\n")
        if text.startswith("{") and are_lines(BytesIO(text.encode())):
            yield from map(partial(_below, file.key), read_lines(file, BytesIO(text.encode()), needs_ids=False))
            return
        listing = None if file.whole else split(text)
        title, body = _titled(listing.rest if listing else text)
        yield from documents(Document(id=file.key, title=title or file.title, body=body, date=file.date), listing)


def _titled(text: str) -> tuple[str, str]:
    """Title, or nothing, and body."""
    first, _, rest = text.partition("\n")
    if not rest or len(first) > _TITLE_AT_MOST:
        return "", text
    below = rest.partition("\n")[0]
    return first.strip(), text if below.strip() else rest.strip()


def _below(key: str, found: Document | Skipped) -> Document | Skipped:
    """A document whose id begins with the key of its file, as those of texts do."""
    is_other = isinstance(found, Document) and not found.id.startswith(key)
    return replace(found, id=f"{key}#{found.id}") if is_other and isinstance(found, Document) else found
