"""JSON as it comes: values one by one out of a file of any size."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from ...errors import SourceError
from ...indexer.text.encoding import looks_binary, wide
from ..reading.file import File, reason
from .json_object import BRACKETS_AT_MOST, BadObjectError

_CHUNK = 64 << 10
_WHITE = " \t\r\n"
_DECODER = json.JSONDecoder()


class Cursor:
    """A place in JSON. What is behind it is forgotten, so that only one value has to fit into memory."""

    def __init__(self, file: File) -> None:
        self._chunks = _texts(file)
        self._limit = file.limit
        self._text = ""
        self._at = 0

    def peek(self) -> str:
        """The next character that is no white space, which stays; empty at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _WHITE:
                self._at += 1
            if self._at < len(self._text) or not self._more():
                return self._text[self._at : self._at + 1]

    def take(self, expected: str) -> bool:
        """Steps over the next character if it is the expected one."""
        found = self.peek() == expected
        self._at += found
        return found

    def value(self) -> Any:
        """The value that begins here, of at most as many characters as a file may have bytes. Raises BadObjectError."""
        self.peek()
        needed = 0
        while True:
            held = len(self._text) - self._at
            if held < needed and self._more():
                continue
            try:
                value, end = self._decoded()
            except json.JSONDecodeError as error:
                self._check_size(held)
                if not self._more():
                    raise BadObjectError(f"is not JSON: {error.msg}") from None
                needed = 2 * held  # so that a large value is tried a few times only
                continue
            self._check_size(end - self._at)
            if end < len(self._text) or not self._more():
                self._at = min(end, len(self._text))
                return value
            # A number may go on in the chunk that was just read.

    def _check_size(self, characters: int) -> None:
        if characters > self._limit:
            raise BadObjectError(f"has a value that is larger than {self._limit:,} bytes")

    def _decoded(self) -> tuple[Any, int]:
        held = len(self._text) - self._at
        if (
            held > BRACKETS_AT_MOST
            and self._text.count("[", self._at) + self._text.count("{", self._at) > BRACKETS_AT_MOST
        ):
            raise BadObjectError(f"has more than {BRACKETS_AT_MOST:,} lists and objects")
        try:
            return _DECODER.raw_decode(self._text, self._at)
        except RecursionError:
            raise BadObjectError("is nested too deep") from None

    def _more(self) -> bool:
        """Reads on; False at the end of the file."""
        chunk = next(self._chunks, "")
        if chunk:
            self._text, self._at = self._text[self._at :] + chunk, 0
        return bool(chunk)


def _texts(file: File) -> Iterator[str]:
    """The file as text, in chunks that are cut between characters."""
    with file.open() as stream:
        try:
            data = stream.read(_CHUNK)
            if encoding := wide(data):
                decoder = codecs.getincrementaldecoder(encoding)("replace")
                yield decoder.decode(data)
                yield from map(decoder.decode, iter(partial(stream.read, _CHUNK), b""))
                return
            if looks_binary(data):
                raise SourceError(file.key, "is binary, not text")
            decoder = codecs.getincrementaldecoder("utf-8-sig" if _is_utf8(data) else "cp949")("replace")
            yield decoder.decode(data)
            yield from map(decoder.decode, iter(partial(stream.read, _CHUNK), b""))
        except OSError as error:
            raise SourceError(file.key, reason(error)) from error


def _is_utf8(data: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return False
    return True
