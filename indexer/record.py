"""A record: the stored document, with normalised text and complete metadata."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import tzinfo

from .dates.ranges import local, period
from .document import Document
from .text.icons import without_icons
from .text.language import language
from .text.normalize import clean


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

    @classmethod
    def of(cls, document: Document, source: str = "") -> Record:
        """``document`` cleaned. HTML becomes text, and gives what the document's own fields leave open."""
        digest = document.digest()
        if document.format == "html":
            from .html.fragment import plain  # lxml takes a while to import

            document = plain(document)
        title, body = clean(document.title), without_icons(clean(document.body))
        return cls(
            id=clean(document.id),
            title=" ".join(title.split()),
            body=body,
            date=document.date if document.date and period(document.date) else None,
            url=document.url,
            tags=tuple(clean(tag) for tag in document.tags),
            lang=document.lang or language(f"{title}\n{body}"),
            author=clean(document.author) if document.author else None,
            source=source,
            digest=digest,
        )

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

    def keywords(self) -> dict[str, set[str]]:
        """The whole values that filters compare; case does not matter to them."""
        return {
            "id": {self.id},
            "tag": {tag.casefold() for tag in self.tags},
            "lang": {self.lang.casefold(), *self.lang.casefold().split("+")},
            "author": {self.author.casefold()} if self.author else set(),
            "source": {self.source},
        }

    def document(self) -> Document:
        """The document again, as cleaned plain text."""
        return Document(
            id=self.id, body=self.body, title=self.title, date=self.date, url=self.url, tags=self.tags, lang=self.lang,
            author=self.author,
        )  # fmt: skip

    def encoded(self) -> bytes:
        """The bytes that are stored."""
        values = (self.id, self.title, self.date, self.url, self.tags, self.lang, self.author, self.source, self.body)
        return json.dumps(values, ensure_ascii=False).encode("utf-8", "surrogatepass")

    @classmethod
    def decoded(cls, encoded: bytes, digest: bytes) -> Record:
        """The record that gave these bytes. Raises ValueError on others."""
        values = json.loads(encoded)
        id_, title, date, url, tags, lang, author, source, body = values
        always, sometimes = (id_, title, lang, source, body, *tags), (date, url, author)
        if not all(isinstance(value, str) for value in (*always, *(value for value in sometimes if value is not None))):
            raise ValueError("a record of other values than text")
        return cls(
            id=id_, title=title, date=date, url=url, tags=tuple(tags), lang=lang, author=author, source=source,
            body=body, digest=digest,
        )  # fmt: skip
