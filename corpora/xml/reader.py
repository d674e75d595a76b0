"""XML reader: feeds and exports of blogs. The first element of a file decides which dialect reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Protocol

from ...errors import SourceError
from ...indexer.documents.document import Document, Skipped
from ...indexer.text.normalize import clean
from ..reading.file import File
from .feed import Feed
from .item import BrokenXmlError, Item, parse
from .stream import Root, pieces, root_of, texts
from .textcube import Textcube
from .wordpress import WordPress


class Dialect(Protocol):
    """One kind of XML that has posts; an instance reads one file."""

    @property
    def names(self) -> tuple[str, ...]:
        """The elements that are read, one at a time. They never stand in each other."""

    @property
    def left_out(self) -> tuple[str, ...]:
        """Elements in them that are passed over, however large they are."""

    def post(self, item: Item) -> Document | str | None:
        """The post with an id that it keeps, the reason why it is left out, or None where the element is no post."""


def dialect(root: Root) -> Dialect | None:
    """The dialect of a file with this root; an export of WordPress is a feed too, so it comes first."""
    return WordPress.of(root) or Textcube.of(root) or Feed.of(root)


class XmlReader:
    """Posts of a feed or of a blog's export, one at a time, so that a file may be of any size.

    The id is the file's key and the post's own id (``blog.xml#12``): after the next export only new posts are new.
    """

    suffixes = (".xml", ".rss", ".atom")
    own_ids = True

    def read(self, file: File) -> Iterator[Document | Skipped]:
        """The posts. What is broken, too large or private is skipped, with the line it starts in."""
        chunks = texts(file)
        head = _begun(next(chunks, ""))
        root = root_of(head)
        if root is None:
            raise SourceError(file.key, "is not XML" if head.strip() else "is empty")
        kind = dialect(root)
        if kind is None:
            raise SourceError(file.key, f"is XML of an unknown kind: <{root.name}>")
        if root.declares_entities:
            yield Skipped(f"{file.key}:1", "declares entities, which are not expanded", "note")
        met: dict[str, int] = {}
        for piece in pieces(chain([head], chunks), root, kind.names, kind.left_out, file.limit):
            found = piece.fault or _post(kind, root, piece.text)
            if isinstance(found, str):
                yield Skipped(f"{file.key}:{piece.line}", found)
            elif found:
                yield replace(found, id=f"{file.key}#{_unused(clean(found.id), met)}")


def _begun(head: str) -> str:
    """``head`` without what a program said before the XML, such as a warning."""
    root = root_of(head)
    return head if root and dialect(root) else head[max(head.find("<?xml"), 0) :]


def _post(kind: Dialect, root: Root, text: str) -> Document | str | None:
    try:
        found = kind.post(parse(root, text))
    except BrokenXmlError as error:
        return f"is broken: {error}"
    return "has no text" if isinstance(found, Document) and not found.title and not found.body else found


def _unused(id_: str, met: dict[str, int]) -> str:
    """``id_``, or with a number where another post of the file has it; ``met`` has the number that each came to."""
    name, number = id_, met.get(id_, 1)
    while name in met:
        number += 1
        name = f"{id_}~{number}"
    met[id_] = number
    met.setdefault(name, 1)
    return name
