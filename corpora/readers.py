"""Every reader; a new kind of file is a class like these and a line here."""

from __future__ import annotations

from .html import HtmlReader
from .jsonl import JsonLinesReader
from .markdown import MarkdownReader
from .reader import Reader
from .text import TextReader

READERS: tuple[Reader, ...] = (HtmlReader(), MarkdownReader(), TextReader(), JsonLinesReader())


def reader_for(name: str) -> Reader | None:
    """The reader for a file of this name, or None where no reader knows its ending."""
    lower = name.lower()
    return next((reader for reader in READERS if lower.endswith(reader.suffixes)), None)
