"""Every reader; a new kind of file is a class like these and a line here."""

from __future__ import annotations

from .archives.archive import ArchiveReader
from .formats.html import HtmlReader
from .formats.json_file import JsonReader
from .formats.jsonl import JsonLinesReader
from .formats.mail import MailboxReader, MessageReader
from .formats.pdf import PdfReader
from .formats.table import TableReader
from .formats.text import TextReader
from .markdown.reader import MarkdownReader
from .reading.reader import Reader
from .xml.reader import XmlReader


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
