"""JSON Lines: a document a line."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import Any

from ...errors import SourceError
from ...indexer.dates.parse import parse_date
from ...indexer.document import Document, Skipped
from ...indexer.text.encoding import decode_quickly
from ..fields import language, people, plain, scalar, words
from ..file import File, reason

_FIELDS: dict[str, type | tuple[type, ...]] = {
    "title": (str, int, float),
    "date": (str, int),
    "url": str,
    "tags": (list, str),
    "lang": str,
    "author": (str, list, dict),
    "format": str,
}
"""Optional fields and what they may hold beside null."""
_BRACKETS_AT_MOST = 1_000_000
"""A list takes twenty times as much memory as the line has bytes for it."""


class BadLineError(ValueError):
    """What is wrong with a line."""


class JsonLinesReader:
    """Objects with ``id`` and ``body``, and perhaps ``title``, ``date``, ``url``, ``tags``, ``lang``, ``author`` and
    ``format`` (``text`` or ``html``). Read line by line, so that a file may be of any size; a bad line is skipped.
    """

    suffixes = (".jsonl", ".ndjson")
    own_ids = True

    def read(self, file: File) -> Iterator[Document | Skipped]:
        """A document, or the reason why not, for each line that is not blank."""
        for number, line in enumerate(_lines(file), start=1):
            try:
                text = _text(line, file.limit)
                if text:
                    yield document(text)
            except ValueError as error:
                yield Skipped(f"{file.key}:{number}", str(error))


def document(line: str) -> Document:
    """The document in one line. Raises ValueError where it holds none."""
    values = _object(line)
    for name, kind in _FIELDS.items():
        value = values.get(name)
        if value is not None and (not isinstance(value, kind) or isinstance(value, bool)):
            raise BadLineError(f"{name} cannot be {_kind(value)}")
    if (form := values.get("format")) not in (None, "text", "html"):
        raise BadLineError(f"format is {form!r}, not text or html")
    title, body = scalar(values.get("title")), _body(values.get("body"))
    found = Document(
        id=_id(values.get("id")),
        body=body,
        title=title,
        date=parse_date(values.get("date")),
        url=scalar(values.get("url")) or None,
        tags=words(tags) if (tags := values.get("tags")) else (),
        lang=language(lang) if (lang := values.get("lang")) else None,
        author=people(author) if (author := values.get("author")) else None,
        format="html" if form == "html" else "text",
    )
    return plain(found) if form == "html" else found


def _lines(file: File) -> Iterator[bytes]:
    """Each line, of one that is too long its beginning."""
    with file.open() as stream:
        try:
            while line := stream.readline(file.limit + 1):
                if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                    raise SourceError(file.key, "is UTF-16", "Save it as UTF-8")
                yield line
                while len(line) > file.limit and not line.endswith(b"\n"):
                    line = stream.readline(file.limit + 1)
        except OSError as error:
            raise SourceError(file.key, reason(error)) from error


def _text(line: bytes, limit: int) -> str:
    if len(line) > limit:
        raise BadLineError(f"the line is longer than {limit:,} bytes")
    text = decode_quickly(line)
    if text is None:
        raise BadLineError("is not UTF-8")
    return text.strip()


def _object(line: str) -> dict[str, Any]:
    if line.count("[") + line.count("{") > _BRACKETS_AT_MOST:
        raise BadLineError(f"has more than {_BRACKETS_AT_MOST:,} lists and objects")
    try:
        values = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadLineError(f"is not JSON: {error.msg} at character {error.pos + 1}") from None
    except RecursionError:
        raise BadLineError("is nested too deep") from None
    if not isinstance(values, dict):
        raise BadLineError(f"is {_kind(values)}, not an object")
    # Only escapes give halves of pairs: a line of UTF-8 has none.
    return {key: _whole(value) for key, value in values.items()} if "\\u" in line else values


def _whole(value: object) -> object:
    """``value`` with U+FFFD for each half of a surrogate pair that lacks the other."""
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_whole(item) if isinstance(item, str) else item for item in value]
    return value


def _id(value: object) -> str:
    if value is None or isinstance(value, bool) or not isinstance(value, str | int | float):
        raise BadLineError("id is missing" if value is None else f"id cannot be {_kind(value)}")
    id_ = str(value).strip()
    if not id_:
        raise BadLineError("id is empty")
    return id_


def _body(value: object) -> str:
    if not isinstance(value, str):
        raise BadLineError("body is missing" if value is None else f"body cannot be {_kind(value)}")
    return value


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "an object"}
    return names.get(type(value), "null")
