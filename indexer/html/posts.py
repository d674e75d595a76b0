"""The posts of a page that has several: those in elements of their own, and addresses of any of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..dates.parse import parse_date
from .lines import one_line
from .metadata import Facts, rel
from .page import HtmlPage, page_of
from .text import hidden, text_of, words_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ELEMENTS = ("article", "div", "section", "li")
_CLASSES = frozenset("blog-post h-entry hentry post".split())
_BESIDES = frozenset(("aside", "footer", "nav", "template"))
_HEADINGS = ("h1", "h2", "h3", "h4", "h5")
_WORD = re.compile(r"\S+")
_DATE_LINE = 60
_DATE_WITHIN = 4
"""Lines from the beginning or the end of a post within which it has its date."""
_DAY = len("2007-12-13")


def extract_posts(root: Element) -> tuple[HtmlPage, tuple[HtmlPage, ...]] | None:
    """A page without its posts, and the posts, whose addresses may be relative; None for a page that is one text.

    Posts are articles that have a heading of one level, a text, and a date or a link; together they are most of the
    text. A post above a few others, whose headings are of another level, is one text with what follows it. The posts
    that are found are taken out of the tree.
    """
    if sum(map(_may_be_post, root.iter(*_ELEMENTS))) < 2:
        return None
    posts = [(element, heading) for element in _outermost(root) if (heading := _heading(element)) is not None]
    posts = [(element, heading) for element, heading in posts if _is_post(element, heading)]
    if len(posts) < 2 or len({heading.tag for _, heading in posts}) > 1:
        return None
    pages = tuple(_page(element, heading) for element, heading in posts)
    for element, _ in posts:
        take_out(element)
    rest = page_of(root)
    return (rest, pages) if sum(len(page.text) for page in pages) >= len(rest.text) else None


def addresses(root: Element) -> list[tuple[str, str]]:
    """The texts and targets of a page's links, and its headings with their anchors."""
    found = root.iter("a", *_HEADINGS)
    places = ((one, one.get("href") or (f"#{one.get('id')}" if one.get("id") else "")) for one in found)
    return [(words_of(element), address) for element, address in places if address]


def take_out(element: Element) -> None:
    """Removes an element from its tree; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _outermost(root: Element) -> list[Element]:
    """Elements that may be posts, not those inside another, nor in what stands beside the text."""
    from lxml.etree import iterwalk

    found: list[Element] = []
    walk = iterwalk(root, events=("start",))
    for _, element in walk:
        if element.tag in _BESIDES or (element.attrib and hidden(element)):
            walk.skip_subtree()
        elif element.tag in _ELEMENTS and _may_be_post(element):
            found.append(element)
            walk.skip_subtree()
    return found


def _may_be_post(element: Element) -> bool:
    return element.tag == "article" or not _CLASSES.isdisjoint((element.get("class") or "").split())


def _heading(element: Element) -> Element | None:
    return next((one for one in element.iter(*_HEADINGS) if not hidden(one) and text_of(one)), None)


def _is_post(element: Element, heading: Element) -> bool:
    """True with a text, and a date or a page of its own."""
    text = text_of(element)
    own = _address(element, heading)
    return len(text) > len(text_of(heading)) and bool(_date(element, text) or (own and not own.startswith("#")))


def _page(element: Element, heading: Element) -> HtmlPage:
    """A post; its heading is its title and is not repeated in its text."""
    facts = Facts(element)
    title, date, url = one_line(text_of(heading)), _date(element, text_of(element)), _address(element, heading)
    take_out(heading)
    return HtmlPage(title=title, text=text_of(element), date=date, author=facts.author(), url=url, tags=facts.tags())


def _address(element: Element, heading: Element) -> str | None:
    """The address of a post: that of its heading or permanent link, else its anchor on the page."""
    place = element.get("id") or heading.get("id")
    named = (link for link in element.iter("a") if link.get("href") and _is_permanent(link))
    links = (link.get("href") for link in (*_links_of(heading), *named))
    return next(filter(None, links), f"#{place}" if place else None)


def _links_of(heading: Element) -> Iterator[Element]:
    """The links in a heading, and the one around it."""
    yield from (link for link in heading.iter("a") if link.get("href"))
    yield from (link for link in heading.iterancestors("a") if link.get("href"))


def _is_permanent(link: Element) -> bool:
    return "bookmark" in rel(link) or "u-url" in (link.get("class") or "").split()


def _date(element: Element, text: str) -> str | None:
    """The date of a post: of its first ``<time>``, or in a short line at its beginning or end."""
    written = (time.get("datetime") or words_of(time) for time in element.iter("time"))
    lines = [line for line in text.splitlines() if line.strip()]
    edges = [line for line in (*lines[:_DATE_WITHIN], *lines[-_DATE_WITHIN:]) if len(line) <= _DATE_LINE]
    parts = (line[word.start() :] for line in edges for word in _WORD.finditer(line))
    return next((day for value in (*written, *parts) if (day := parse_date(value)) and len(day) >= _DAY), None)
