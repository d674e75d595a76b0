"""Mail: single messages, and mailboxes as mailing lists and mail programs keep them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes
from email.message import Message
from email.utils import parseaddr
from itertools import islice
from typing import Any

from ...errors import SourceError
from ...indexer.documents.document import Document, Skipped
from ..reading.fields import date, scalar
from ..reading.file import File
from .mail_text import HEADER_AT_MOST, attachments, body, decoded, header, is_cut

_BEGINNING = re.compile(rb"From .*\d\d:\d\d.*\d{4}")
"""The line above each message of an mbox: who sent it, and when it came."""
_BEGINNING_AT_MOST = 1000
_QUOTED = re.compile(rb">+From ")
"""An escaped line of an mbox: unescaped, it would begin another message."""
_PART = re.compile(rb"^content-[\w-]*:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
"""A header of the kind that says what a part is."""
_NAMES_AT_MOST = 5
_PARTS_AT_MOST = 1000
_DASHES_AT_MOST = 50_000
_HEADER_AT_MOST = 2048
_STEPS_AT_MOST = 20_000_000
"""Python's parser compares every line with the end of every part that is open, and reads a header in squared time."""
_BROKEN = (AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""Exceptions that Python's mail parser does not catch if a message is damaged."""


class NoMessageError(ValueError):
    """Why there is no document in a message."""


class MessageReader:
    """A message, as one document of its text. Attachments and messages that it forwards are left out."""

    suffixes = (".eml",)
    own_ids = False

    def read(self, file: File) -> Iterator[Document | Skipped]:
        """The message, and a note where its subject is cut."""
        try:
            message = _message(file.data(), file.limit)
            yield _document(file.key, message, file)
            yield from _notes(file.key, message)
        except NoMessageError as error:
            raise SourceError(file.key, str(error)) from None


class MailboxReader:
    """Messages in an mbox, read one by one, so that it may be of any size.

    A message has the file's key and its Message-ID as its id; without one, or where an earlier message has it, its
    number in the file.
    """

    suffixes = (".mbox",)
    own_ids = True

    def read(self, file: File) -> Iterator[Document | Skipped]:
        """The messages, in their order, and those that cannot be read with their numbers."""
        seen: set[str] = set()
        for number, data in enumerate(_messages(file), start=1):
            try:
                message = _message(data, file.limit)
                id_ = header(message, "message-id").strip("<>")
                if not id_ or id_ in seen:
                    id_ = str(number)
                seen.add(id_)
                yield _document(f"{file.key}#{id_}", message, file)
                yield from _notes(f"{file.key}:{number}", message)
            except NoMessageError as error:
                yield Skipped(f"{file.key}:{number}", str(error))


def _messages(file: File) -> Iterator[bytes]:
    """The bytes of each message of an mbox; of one that is too large more than the limit."""
    parts: list[bytes] | None = None
    size = 0
    blank = True
    for line in file.lines():
        if blank and _BEGINNING.match(line, 0, _BEGINNING_AT_MOST):
            if parts is not None:
                yield b"".join(parts)
            parts, size = [], 0
        elif parts is None:
            if line.strip():
                raise SourceError(file.key, "is no mbox: it does not begin with a line such as From NAME DATE")
        elif size <= file.limit:
            parts.append(line[1:] if _QUOTED.match(line) else line)
            size += len(line)
        blank = not line.strip()
    if parts is None:
        raise SourceError(file.key, "is empty")
    yield b"".join(parts)


def _message(data: bytes, limit: int) -> Message[Any, Any]:
    if len(data) > limit:
        raise NoMessageError(f"the message is larger than {limit:,} bytes")
    parts = _PART.findall(data)
    steps = sum(b"boundary" in part.lower() for part in parts) * data.count(b"\n")
    if len(parts) > _PARTS_AT_MOST or steps > _STEPS_AT_MOST or data.count(b"\n--") > _DASHES_AT_MOST:
        raise NoMessageError("has too many parts")
    if any(len(part) > _HEADER_AT_MOST for part in parts):
        raise NoMessageError(f"has a header for a part of more than {_HEADER_AT_MOST:,} bytes")
    try:
        message = message_from_bytes(data)
    except _BROKEN as error:
        raise NoMessageError(f"is damaged: {error}") from None
    if not message.keys():
        raise NoMessageError("is no message: it has no header")
    return message


def _notes(place: str, message: Message[Any, Any]) -> Iterator[Skipped]:
    """Notes on what a document lacks of its message: the end of the subject, attached files and forwarded messages."""
    if is_cut(message, "subject"):
        yield Skipped(place, f"its subject is longer than {HEADER_AT_MOST:,} characters: the rest is left out", "note")

    with suppress(*_BROKEN):
        if names := list(islice(attachments(message), _NAMES_AT_MOST)):
            yield Skipped(place, f"its attachments are not read: {', '.join(names)}", "left_out")


def _document(id_: str, message: Message[Any, Any], file: File) -> Document:
    try:
        title, text = scalar(decoded(header(message, "subject"))), body(message)
        name, address = parseaddr(header(message, "from"))
    except _BROKEN as error:
        raise NoMessageError(f"is damaged: {error}") from None
    if not title and not text:
        raise NoMessageError("has no text")
    return Document(
        id=id_,
        title=title,
        body=text,
        date=date(header(message, "date")) or file.date,
        author=scalar(decoded(name)) or address or None,
    )
