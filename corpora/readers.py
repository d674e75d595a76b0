"""Every reader; a new kind of file is a class like these and a line here."""

from __future__ import annotations

from .archive import ArchiveReader
from .html import HtmlReader
from .jsonl import JsonLinesReader
from .mail import MailboxReader, MessageReader
from .markdown import MarkdownReader
from .pdf import PdfReader
from .reader import Reader
from .table import TableReader
from .text import TextReader
from .xml import XmlReader


def reader_for(name: str) -> Reader | None:
    """The reader for a file of this name, or None where no reader knows its ending."""
    lower = name.lower()
    return next((reader for reader in READERS if lower.endswith(reader.suffixes)), None)


READERS: tuple[Reader, ...] = (
    HtmlReader(),
    MarkdownReader(),
    TextReader(),
    JsonLinesReader(),
    XmlReader(),
    TableReader(),
    MessageReader(),
    MailboxReader(),
    PdfReader(),
    ArchiveReader(reader_for),
)
