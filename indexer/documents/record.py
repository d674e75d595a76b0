"""A record: the stored document, with normalised text and complete metadata."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import tzinfo

from ...arguments import shown
from ...errors import ArgumentError
from ..dates.ranges import local, period
from ..text.icons import without_icons
from ..text.language import language
from ..text.narrow import keyword
from ..text.normalize import clean
from .data import Value, copied, from_stored, to_stored
from .document import Document
from .html import plain

MAX_RECORD = 64 << 20
"""Bytes of a stored record at most. A file that claims more is damaged, and no memory is taken for it."""
MAX_FIELDS = 16 << 20
"""Bytes of all fields but the body, as JSON. Unpacked they may take 20 times as much."""
_MOST_BYTES = 6
"""Bytes of a character in JSON at most: those of an escaped control character."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Cleaned text and metadata of one document, and the source it came from (empty where it was added by hand)."""

    id: str
    title: str
    body: str
    date: str | None
    url: str | None
    tags: tuple[str, ...]
    lang: str
    author: str | None
    source: str
    digest: bytes
    data: dict[str, Value] = field(default_factory=dict)
    """Its own fields. Nobody changes it."""

    @classmethod
    def of(cls, document: Document, source: str = "") -> Record:
        """``document`` cleaned. HTML becomes text, and gives what the document's own fields leave open.

        Raises ArgumentError where a field has a value of the wrong type, or is too large to be stored.
        """
        if not isinstance(document, Document):
            raise ArgumentError("document", f"{shown(document)} is not a Document")
        document.check()
        digest = document.digest()
        document = plain(document)
        title, body = clean(document.title), without_icons(clean(document.body))
        record = cls(
            id=clean(document.id),
            title=" ".join(title.split()),
            body=body,
            date=document.iso_date(),
            url=document.url,
            tags=tuple(clean(tag) for tag in document.tags),
            lang=(document.lang or "").casefold() or language(f"{title}\n{body}"),
            author=clean(document.author) if document.author else None,
            source=source,
            digest=digest,
            data=copied(document.data),
        )
        record.check_size()
        return record

    def in_zone(self, zone: tzinfo) -> Record:
        """The record with its date as the clocks of ``zone`` showed it."""
        date = self.date and local(self.date, zone)
        return self if date == self.date else replace(self, date=date)

    @property
    def timestamp(self) -> int | None:
        """First second of the date, as ``period`` counts."""
        span = period(self.date) if self.date else None
        return span[0] if span else None

    def texts(self) -> dict[str, str]:
        """The searched text of each field."""
        return {"title": self.title, "body": self.body, "tags": "\n".join(self.tags)}

    @property
    def characters(self) -> int:
        """The number of characters of all fields."""
        own = len(json.dumps(to_stored(self.data), ensure_ascii=False)) if self.data else 0
        return (
            own
            + sum(
                map(len, (self.id, self.title, self.url or "", self.lang, self.author or "", self.source, *self.tags))
            )
            + len(self.body)
        )

    def keywords(self) -> dict[str, set[str]]:
        """The whole values that filters compare; case does not matter to them."""
        return {
            "id": {self.id},
            "tag": {keyword(tag) for tag in self.tags},
            "lang": {self.lang.casefold(), *self.lang.casefold().split("+")},
            "author": {keyword(self.author)} if self.author else set(),
            "source": {self.source},
        }

    def document(self) -> Document:
        """The document again, as cleaned plain text."""
        return Document(
            id=self.id, body=self.body, title=self.title, date=self.date, url=self.url, tags=self.tags, lang=self.lang,
            author=self.author, data=copied(self.data),
        )  # fmt: skip

    def encoded(self) -> bytes:
        """The bytes that are stored: a line of JSON, and then the body."""
        own = (to_stored(self.data),) if self.data else ()
        values = (self.id, self.title, self.date, self.url, self.tags, self.lang, self.author, self.source, *own)
        line = json.dumps(values, ensure_ascii=False)
        return f"{line}\n{self.body}".encode("utf-8", "surrogatepass")

    @classmethod
    def decoded(cls, encoded: bytes, digest: bytes) -> Record:
        """The record that gave these bytes. Raises ValueError on others."""
        line, _, body = encoded.partition(b"\n")
        if len(line) > MAX_FIELDS:
            raise ValueError("its fields are larger than any that malmoi stores")
        id_, title, date, url, tags, lang, author, source, *own = json.loads(line)
        always, sometimes = (id_, title, lang, source, *tags), (date, url, author)
        if not all(isinstance(value, str) for value in (*always, *(value for value in sometimes if value is not None))):
            raise ValueError("a record of other values than text")
        if len(own) > 1:
            raise ValueError("a record of more values than there are")
        return cls(
            id=id_, title=title, date=date, url=url, tags=tuple(tags), lang=lang, author=author, source=source,
            body=body.decode("utf-8", "surrogatepass"), digest=digest, data=from_stored(own[0]) if own else {},
        )  # fmt: skip

    def check_size(self) -> None:
        """Raises ArgumentError where the record is larger than what is read back."""
        if self.characters * _MOST_BYTES <= MAX_FIELDS:  # nearly all
            return
        encoded = self.encoded()
        for name, size, most in (
            ("title, tags and the other fields", encoded.index(b"\n"), MAX_FIELDS),
            ("all fields", len(encoded), MAX_RECORD),
        ):
            if size > most:
                raise ArgumentError("document", f"{name} of {shown(self.id)} have {size:,} bytes, more than {most:,}")
