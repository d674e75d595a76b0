"""JSON: a document for each object of a list, which is the file or is inside of an object; or JSON Lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

from ...errors import SourceError
from ...indexer.documents.document import Document, Skipped
from ..reading.file import File
from ..reading.own_fields import with_notes
from .json_cursor import Cursor
from .json_object import BadObjectError, document, guess, has_text
from .json_text import kind_of
from .jsonl import are_lines, guess_note, read_lines

LIST_OF_OBJECTS = re.compile(rb"\[\s*\{\s*\"")
_SAMPLE = 20
"""Objects that show whether there are texts, and under which key."""
_DEEPEST = 4
"""Levels of objects inside each other in which a list is looked for."""
_KEYS_AT_MOST = 1000
"""Keys of an object that are kept while a list is looked for in it."""
_NO_TEXTS = "is JSON without texts"


class JsonReader:
    """A list of objects as documents, read one by one, so that a file may be of any size.

    The keys are those of JSON Lines. An object without an id of its own has the file's key and its number as one. JSON
    that holds no such list, and is no document itself, is left out. With ``is_stream`` the file is a list, read once,
    and its objects need ids: in a stream, an object has no place that stays.
    """

    suffixes = (".json",)
    own_ids = True

    def __init__(self, *, is_stream: bool = False) -> None:
        self._is_stream = is_stream

    def read(self, file: File) -> Iterator[Document | Skipped]:
        """A document, or the reason why not, for each object."""
        if self._is_stream:
            return _posts(file, needs_ids=True)
        return read_lines(file, file.lines(), needs_ids=False) if are_lines(file.lines()) else _posts(file)


def _posts(file: File, *, needs_ids: bool = False) -> Iterator[Document | Skipped]:
    found = _objects(file)
    sample = list(islice(found, _SAMPLE))
    objects = [one for one in sample if isinstance(one, dict)]
    columns = file.columns
    if not any(has_text(values, columns) for values in objects):
        columns = guess(objects, columns)
        if columns == file.columns:
            if sample and isinstance(sample[-1], BadObjectError):
                raise SourceError(file.key, str(sample[-1]))
            yield Skipped(file.key, _NO_TEXTS, "left_out")
            return
        yield guess_note(file.key, columns)
    for number, values in enumerate(chain(sample, found), start=1):
        place = f"{file.key}:{number}"
        if isinstance(values, BadObjectError):
            yield Skipped(place, f"{values}. The rest is left out")
        elif not isinstance(values, dict):
            yield Skipped(place, f"is {kind_of(values)}, not an object")
        else:
            try:
                one = document(values, columns, "" if needs_ids else f"{file.key}#{number}")
                yield from with_notes(one, values.items(), file, place)
            except ValueError as error:
                yield Skipped(place, str(error))


def _objects(file: File) -> Iterator[Any]:
    """The objects in the list of a file, or its only object; last an error if the rest cannot be read."""
    cursor = Cursor(file)
    start = cursor.peek()
    if start not in ("[", "{"):
        raise SourceError(file.key, "is not JSON" if start else "is empty")
    try:
        if start == "[":
            yield from _list(cursor)
            return
        values: dict[str, Any] = {}
        has_list = False
        for one in _within(cursor, values, 0):
            has_list = True
            yield one
        if not has_list and has_text(values, file.columns):
            yield values
    except BadObjectError as error:
        yield error


def _list(cursor: Cursor) -> Iterator[Any]:
    """The values of a list."""
    cursor.take("[")
    while not cursor.take("]"):
        yield cursor.value()
        if not cursor.take(",") and cursor.peek() != "]":
            raise BadObjectError("is not JSON: a list does not end")


def _within(cursor: Cursor, values: dict[str, Any], depth: int) -> Iterator[Any]:
    """The objects of the lists in an object, whose other values are put into ``values``.

    An object that has a text is a document, so that lists in it are its own.
    """
    cursor.take("{")
    while not cursor.take("}"):
        name = cursor.value()
        if not isinstance(name, str) or not cursor.take(":"):
            raise BadObjectError("is not JSON: an object without keys")
        value: Any = None
        if cursor.peek() == "{" and depth < _DEEPEST and not has_text(values):
            value = {}
            yield from _within(cursor, value, depth + 1)
        elif cursor.peek() == "[" and not has_text(values):
            value = []
            for one in _list(cursor):
                if isinstance(one, dict):
                    yield one
                elif len(value) < _KEYS_AT_MOST:
                    value.append(one)
        else:
            value = cursor.value()
        if len(values) < _KEYS_AT_MOST:
            values[name] = value
        if not cursor.take(",") and cursor.peek() != "}":
            raise BadObjectError("is not JSON: an object does not end")
