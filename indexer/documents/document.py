"""A document: what a source gives and a search finds."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal, Protocol, get_args

from ...arguments import shown
from ...errors import ArgumentError
from ..dates.parse import parse_date
from ..dates.ranges import period
from ..text.normalize import clean
from .data import Data, data_problem, to_stored

DIGEST_BYTES = 16
_CLEANING = b"clean 2"
"""The version of cleaning: a document that was stored by another one counts as changed."""
Language = Literal["ko", "en", "ko+en", "other"]
_LONGEST_ENDING = 12
"""Characters of an ending; a longer one is a name with a dot in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One post, as the world outside gives it. Only ``id`` and ``body`` are required.

    ``date`` is ISO 8601 (``2007``, ``2007-12``, ``2007-12-13`` or with a time). ``body`` is plain text,
    or HTML where ``format`` says so. ``lang`` is ``ko``, ``en``, ``ko+en`` or ``other``; left out, it is
    detected by the script. ``date`` may also be given as a ``date`` or ``datetime``, which become ISO 8601, or as text
    such as ``2007/12/13``. ``data`` has fields of your own: texts, numbers, booleans, dates and lists of texts, which
    searches filter, sort and count by.
    """

    id: str
    body: str
    title: str = ""
    date: str | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()
    lang: str | None = None
    author: str | None = None
    format: Literal["text", "html"] = "text"
    data: Data = field(default_factory=dict, hash=False)

    if TYPE_CHECKING:  # the fields as they may be given

        def __init__(
            self,
            *,
            id: str,
            body: str,
            title: str = "",
            date: str | dt.date | None = None,
            url: str | None = None,
            tags: tuple[str, ...] = (),
            lang: str | None = None,
            author: str | None = None,
            format: Literal["text", "html"] = "text",
            data: Data = ...,
        ) -> None: ...

    def __post_init__(self) -> None:
        if isinstance(self.date, dt.date):
            object.__setattr__(self, "date", parse_date(self.date))

    def check(self) -> None:
        """Raises ArgumentError, which names the document and the field, where a field has a value of the wrong type."""
        for name in ("id", "body", "title"):
            self._check(name, getattr(self, name), str, "text")
        if not clean(self.id).strip():
            raise self.error("id", "it has no character")
        for name in ("url", "lang", "author"):
            self._check(name, getattr(self, name), (str, type(None)), "text")
        self._check("date", self.date, (str, type(None)), "a date")
        if self.lang and self.lang.casefold() not in get_args(Language):
            raise self.error("lang", f"{shown(self.lang)} is none of: {', '.join(get_args(Language))}")
        self._check("tags", self.tags, (tuple, list), "a tuple of texts")
        for tag in self.tags:
            self._check("tags", tag, str, "text")
        if self.format not in ("text", "html"):
            raise self.error("format", f"{shown(self.format)} is neither text nor html")
        if found := data_problem(self.data):
            raise self.error(*found)

    def _check(self, field: str, value: object, wanted: type | tuple[type, ...], name: str) -> None:
        if not isinstance(value, wanted):
            raise self.error(field, f"{shown(value)} is not {name}")

    def error(self, field: str, problem: str) -> ArgumentError:
        """An error about a field."""
        return ArgumentError("document", f"{field} of {shown(self.id)}: {problem}")

    def iso_date(self) -> str | None:
        """``date`` as ISO 8601; None where it is no date."""
        if isinstance(self.date, str) and period(self.date):
            return self.date
        return parse_date(self.date)

    def digest(self) -> bytes:
        """16 bytes that change when any field does."""
        fields = (
            self.id, self.title, self.body, self.date, self.url, list(self.tags), self.lang, self.author, self.format
        )  # fmt: skip
        given = (*fields, sorted(to_stored(self.data).items())) if self.data else fields
        encoded = json.dumps(given, ensure_ascii=False).encode("utf-8", "surrogatepass")
        return blake2b(encoded, digest_size=DIGEST_BYTES, person=_CLEANING).digest()


SkipKind = Literal["unreadable", "left_out", "note", "unknown"]
"""Why something is listed beside the documents.

``unreadable``: it could not be read and is not in the index. ``left_out``: it was read and is not a post to be found,
such as a draft. ``note``: it is in the index, but not whole or not certain, such as a text that was cut. ``unknown``:
no reader knows its ending; of each ending some files are listed, and all are counted.
"""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A part of a file that is listed beside the documents, such as a bad line of JSON Lines. The file is read on."""

    key: str
    """The file's key, and the place in the file (``posts.jsonl:17``)."""
    reason: str
    kind: SkipKind = "unreadable"


@dataclass(frozen=True, slots=True)
class UnknownFile:
    """A file of a source whose ending no reader knows. It is counted by its ending and not read."""

    key: str

    @property
    def ending(self) -> str:
        """``.docx``, in small letters; empty for a name without one."""
        ending = PurePosixPath(self.key).suffix.lower()
        return ending if len(ending) <= _LONGEST_ENDING else ""


class SourceFile(Protocol):
    """One file of a source, as sync sees it: a name, a stamp, and the documents it gives when asked."""

    @property
    def key(self) -> str:
        """Path relative to the source, with forward slashes."""

    @property
    def stamp(self) -> tuple[int, int]:
        """Size in bytes and modification time in nanoseconds."""

    @property
    def own_ids(self) -> bool:
        """True if its documents bring ids of their own; if not, their ids begin with the key."""

    def documents(self) -> Iterator[Document | Skipped]:
        """The file's documents, and what of it was left out. Raises SourceError where it cannot be read at all."""


class Source(Protocol):
    """A folder or file that is kept in step with the index."""

    @property
    def root(self) -> str:
        """Absolute path; the name under which the index remembers it."""

    @property
    def part(self) -> str:
        """The key of the only file or folder of it that is read, or empty where all of it is."""

    def covers(self, path: str, /) -> bool:
        """True if a walk of this source would read that absolute path."""

    def within(self, folder: str) -> Source | None:
        """This source as a part of a folder that contains it; None where a walk of the folder would not come by it."""

    def walk(self) -> Iterator[SourceFile | UnknownFile | Skipped]:
        """Every file of the source, each key once, in a stable order; and what it leaves out, such as links."""
