"""Standard input: ``malmoi index -``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from io import BufferedReader
from typing import Any, BinaryIO, cast

from ..config import Limits
from ..errors import SourceError
from ..indexer.documents.document import Document, Skipped
from .formats.html import HtmlReader
from .formats.json_file import LIST_OF_OBJECTS, JsonReader
from .formats.jsonl import JsonLinesReader
from .formats.text import TextReader
from .reading.bounded import bounded
from .reading.columns import chosen_columns
from .reading.file import File, reason
from .reading.own_fields import own_fields
from .reading.reader import Reader
from .xml.reader import XmlReader

NAME = "-"
_PAGE = re.compile(rb"(?:<\?xml[^<>]*>\s*)?<(?:!doctype html|html)(?=[\s>])", re.IGNORECASE)
_XML = re.compile(rb"<(?:\?xml|rss|feed|rdf:rdf|blog)(?=[\s>])", re.IGNORECASE)


def read_stdin(
    stream: BinaryIO,
    limits: Limits | None = None,
    columns: str | Mapping[str, str] = "",
    fields: Iterable[tuple[str, str]] = (),
) -> Iterator[Document | Skipped]:
    """The documents in ``stream``, which is closed at the end.

    Where it starts with ``{``, it is JSON Lines, with ``[{`` a list of objects, and as XML does, a feed or a blog's
    export. These are read as they come. Anything else is one document with the id ``-``: a page where it starts as HTML
    does, plain text otherwise. Nothing, or blank lines only, gives nothing.
    """
    buffered = stream if isinstance(stream, BufferedReader) else BufferedReader(cast("Any", stream))
    try:
        start = _start(buffered)
    except OSError as error:
        raise SourceError(NAME, reason(error)) from error
    if start:
        limits = limits or Limits()
        file = File(
            NAME,
            (0, 0),
            lambda: buffered,
            limits.file_bytes,
            columns=chosen_columns(columns),
            fields=own_fields([*fields]),
        )
        yield from bounded(NAME, _reader(start).read(file), limits)


def _start(stream: BufferedReader[Any]) -> bytes:
    """The first bytes after white space, without consuming them."""
    while head := stream.peek():
        if start := head.removeprefix(b"\xef\xbb\xbf").lstrip():
            return start
        stream.read(len(head))
    return b""


def _reader(start: bytes) -> Reader:
    if start.startswith(b"{"):
        return JsonLinesReader(needs_ids=True)
    if LIST_OF_OBJECTS.match(start):
        return JsonReader(is_stream=True)
    if _PAGE.match(start):
        return HtmlReader()
    return XmlReader() if _XML.match(start) else TextReader()
