"""JSON Lines reader: one document per line."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from ...indexer.documents.document import Document, Skipped
from ...indexer.text.encoding import decode_quickly
from ..reading.columns import Chosen
from ..reading.file import File
from ..reading.own_fields import with_notes
from .json_object import BadObjectError, document, guess, has_text, parsed
from .json_text import kind_of


class JsonLinesReader:
    """Objects with ``body``, and perhaps ``id``, ``title``, ``date``, ``url``, ``tags``, ``lang``, ``author`` and
    ``format`` (``text`` or ``html``), or under names that columns of tables may have. Read line by line, so that a file
    may be of any size; a bad line is skipped. The line

        {"id": "p1", "title": "책 수레", "body": "도서관 안으로 들였다.", "date": "2024-07-02", "tags": ["책"]}

    gives ``Document(id="p1", title="책 수레", body="도서관 안으로 들였다.", date="2024-07-02", tags=("책",))``.

    An object without an id has the file's key and the line number as its id (``posts.jsonl#3``). With ``needs_ids`` it
    is a bad line: line numbers in a stream are not stable ids.
    """

    suffixes = (".jsonl", ".ndjson")
    own_ids = True

    def __init__(self, *, needs_ids: bool = False) -> None:
        self._needs_ids = needs_ids

    def read(self, file: File) -> Iterator[Document | Skipped]:
        """A document, or the reason why not, for each line that is not blank."""
        return read_lines(file, file.lines(), needs_ids=self._needs_ids)


def are_lines(lines: Iterable[bytes]) -> bool:
    """True if lines are JSON Lines, whatever their file is called: the first is an object, and the next begins one."""
    head = list(islice((line for line in lines if line.strip()), 2))
    if len(head) < 2 or not all(line.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{") for line in head):
        return False
    try:
        return isinstance(parsed(head[0].decode("utf-8-sig", "replace")), dict)
    except ValueError:
        return False


def read_lines(file: File, lines: Iterable[bytes], *, needs_ids: bool) -> Iterator[Document | Skipped]:
    """The documents in the lines of a file. Without ``needs_ids`` a line has its number as its id where it has none."""
    columns: Chosen = file.columns
    for number, line in enumerate(lines, start=1):
        try:
            values = _object(line, file)
            if values is None:
                continue
            if columns == file.columns and not has_text(values, columns):
                columns = guess([values], columns)
                if columns != file.columns:
                    yield guess_note(file.key, columns)
            found = document(values, columns, "" if needs_ids else f"{file.key}#{number}")
            yield from with_notes(found, values.items(), file, f"{file.key}:{number}")
        except ValueError as error:
            yield Skipped(f"{file.key}:{number}", str(error))


def guess_note(key: str, columns: Chosen) -> Skipped:
    """The keys of objects that are taken for the text and the title."""
    taken = ",".join(f"{field}={name}" for field, name in columns)
    return Skipped(key, f"names no key for the text: taken was {taken}", "note")


def _object(line: bytes, file: File) -> dict[str, Any] | None:
    """The object in a line; None for a blank one."""
    if len(line) > file.limit:
        raise BadObjectError(f"the line is longer than {file.limit:,} bytes")
    text = decode_quickly(line)
    if text is None:
        raise BadObjectError("is not UTF-8")
    if not text.strip():
        return None
    values = parsed(text.strip())
    if not isinstance(values, dict):
        raise BadObjectError(f"is {kind_of(values)}, not an object")
    return values
