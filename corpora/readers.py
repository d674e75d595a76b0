"""Every reader; a new kind of file is a class like these and a line here."""

from __future__ import annotations

from codecs import BOM_UTF8

from ..indexer.files.regular_file import open_regular
from .archives.archive import ArchiveReader
from .formats.html import HtmlReader
from .formats.json_file import LIST_OF_OBJECTS, JsonReader
from .formats.jsonl import JsonLinesReader, are_lines
from .formats.mail import MailboxReader, MessageReader
from .formats.pdf import PdfReader
from .formats.table import TableReader
from .formats.text import TextReader
from .markdown.reader import MarkdownReader
from .reading.reader import Reader
from .xml.reader import XmlReader

_HEAD = 1 << 16
"""Bytes of a file of an unknown ending that are looked at."""


def reader_by_content(path: str) -> Reader | None:
    """The reader for a file whose ending no reader knows: it may be JSON Lines, or a list of objects, all the same."""
    try:
        with open_regular(path, follow=True) as stream:
            head = stream.read(_HEAD)
    except OSError:
        return None
    start = head.removeprefix(BOM_UTF8).lstrip()
    if start.startswith(b"{"):
        return JsonLinesReader() if are_lines(start.splitlines()) else None
    return JsonReader() if LIST_OF_OBJECTS.match(start) else None


def reader_for(name: str) -> Reader | None:
    """The reader for a file of this name, or None where no reader knows its ending."""
    lower = name.lower()
    return next((reader for reader in READERS if lower.endswith(reader.suffixes)), None)


READERS: tuple[Reader, ...] = (
    HtmlReader(),
    MarkdownReader(),
    TextReader(),
    JsonLinesReader(),
    JsonReader(),
    XmlReader(),
    TableReader(),
    MessageReader(),
    MailboxReader(),
    PdfReader(),
    ArchiveReader(reader_for),
)
