"""RSS and Atom feeds, of any version."""

from __future__ import annotations

import re
from base64 import b64decode
from contextlib import suppress

from ...indexer.documents.document import Document
from ...indexer.documents.html import filled
from ...indexer.html.fragment import fragment, title_text
from ...indexer.html.page import HtmlPage
from ..reading.fields import date, words
from .item import Item
from .stream import Root

_ROOTS = (
    ("rss", ""),
    ("feed", "//www.w3.org/2005/Atom"),
    ("feed", "//purl.org/atom/ns#"),
    ("RDF", "//purl.org/rss/1.0/"),
    ("RDF", "//my.netscape.com/rdf/simple/0.9/"),
)
_DATES = "pubDate dc:date atom:published atom:issued atom:created dcterms:created atom:updated atom:modified".split()
_BODIES = "content:encoded atom:content description atom:summary itunes:summary media:description".split()
"""The full text before a summary."""
_NAMED = re.compile(r"[^\s@]+@[^\s@]+ \((.+)\)$")


class Feed:
    """Entries of a feed. Their ids are those of the feed, so an entry keeps its own while others come and go."""

    left_out: tuple[str, ...] = ()

    def __init__(self, entry: str) -> None:
        self.names = (entry,)

    @classmethod
    def of(cls, root: Root) -> Feed | None:
        """The dialect of a file with this root; None if it is no feed."""
        if not any(root.name == name and mark in root.attributes for name, mark in _ROOTS):
            return None
        return cls(f"{root.prefix}entry" if root.name == "feed" else "item")

    def post(self, item: Item) -> Document:
        """The entry."""
        title = title_text(item.text("title", "atom:title", "dc:title"))
        guid, url = item.text("guid", "atom:id"), _url(item)
        found = Document(
            id=guid or url or item.attribute("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about") or title,
            title=title,
            body="",
            date=next((written for name in _DATES if (written := date(item.text(name)))), None),
            url=url,
            tags=words([*map(_tag, item.items("category", "atom:category", "dc:subject"))]),
            author=_author(item),
        )
        return filled(found, _page(item, title))


def _page(item: Item, title: str) -> HtmlPage:
    """The first body that says anything. Atom tells whether each is text or HTML; RSS has HTML always."""
    for body in item.items(*_BODIES):
        kind = body.attribute("type") or ("text" if body.name.startswith("atom:") else "html")
        said = _decoded(body.text()) if body.attribute("mode") == "base64" else body.text()
        if kind in ("xhtml", "application/xhtml+xml"):
            page = fragment(body.markup(), title)
        elif kind == "html" or kind.startswith("text/html"):
            page = fragment(said, title)
        else:
            page = HtmlPage(text=said if kind.startswith("text") else "")
        if page.text:
            return page
    return HtmlPage()


def _decoded(base64: str) -> str:
    with suppress(ValueError):
        return b64decode(base64).decode()
    return ""


def _url(item: Item) -> str | None:
    """The address at which the entry was published, else its link, else its id if that is declared as an address."""
    for link in item.items("feedburner:origLink", "link", "atom:link"):
        address = link.text() or (link.attribute("href") if link.attribute("rel") in ("", "alternate") else "")
        if address:
            return link.absolute(address)
    guids = [one.text() for one in item.items("guid", "atom:id") if one.attribute("isPermaLink") != "false"]
    return next((guid for guid in guids if guid.startswith(("http://", "https://"))), None)


def _tag(category: Item) -> str:
    return title_text(category.text() or category.attribute("label") or category.attribute("term"))


def _author(item: Item) -> str | None:
    people = [person.text("atom:name", "name") or person.text() for person in item.items("atom:author", "author")]
    names = [item.text("dc:creator"), *people, item.text("itunes:author")]
    return next((title_text(_NAMED.sub(r"\1", name)) for name in names if name), None)
