"""Lists of links: is a page written to be read, or does it only lead to other pages of its site?

Generators of sites write a page for each tag, category, author and month, and for every ten posts. All that they say
stands on the pages that they link to.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from .text import hidden

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BESIDES = frozenset("aside nav script style template noscript svg button form select time".split())
_LETTERS = re.compile(r"[^\W\d_]+")
"""Letters and digits that count as text; dates do not."""
_PATH = re.compile(
    r"(?:^|/)(?:(?:tags?|categor(?:y|ies)|archives?|authors?|series|topics?|labels?|태그|카테고리|분류|보관함|글쓴이)(?:/|$)"
    r"|page[/-]?\d+(?:/|$))",
    re.IGNORECASE,
)
"""Paths under which site generators write lists: ``tags/baking/index.html``, ``page/2/index.html``, ``blog/page2/``."""
_SERVICE = re.compile(r"(?:^|/)(?:404|search|not-?found|검색)(?:/|$)", re.IGNORECASE)
"""Pages that have no text of their own: errors and search forms."""
_SERVICE_AT_MOST = 200
"""Letters of a page without a text of its own, at most: one of that name with more is about errors or searching."""
_INDEX = re.compile(r"(?:(?:^|/)index)?\.(?:html?|xhtml)$", re.IGNORECASE)
_TEASER = 700
"""Letters for each heading that leads to another page, at most: more is a post and no teaser of it."""
_BEFORE, _BEFORE_THERE = 0.3, 0.5
"""Share of the text above the first entry, at most: anywhere, and where generators write lists."""
_LINKED, _LINKED_THERE = 0.6, 0.3
"""Share of the text in links, at least."""
_LINKS = 5
"""Pages that a list anywhere leads to, at least."""
_HEADINGS_LINKED, _HEADINGS_AT_LEAST = 0.6, 3
"""Share and number of the headings of a list anywhere that lead to other pages, at least."""


def is_list(key: str, main: Element, url: str | None) -> bool:
    """True if the page of a file with this key only leads to others. ``main`` is its main text, ``url`` its address."""
    path = _INDEX.sub("", key)
    found = Links(main, url or "")
    if _SERVICE.search(path):
        return found.total < _SERVICE_AT_MOST
    if not found.targets or not found.total:
        return False
    is_there = _PATH.search(path) is not None
    share = found.linked / found.total
    if share >= _LINKED_THERE if is_there else share >= _LINKED and len(found.targets) >= _LINKS:
        return True
    teasers = found.linked_headings
    before = (_BEFORE_THERE if is_there else _BEFORE) * found.total
    is_teased = teasers and found.total <= teasers * _TEASER and found.before <= before
    enough = is_there or (teasers >= _HEADINGS_AT_LEAST and teasers >= _HEADINGS_LINKED * found.headings)
    return bool(is_teased and enough)


class Links:
    """The links of a text to other pages of its site.

    ``total`` are the letters of the text, ``linked`` those in links; ``targets`` are the paths that these lead to.
    ``headings`` counts all headings, ``linked_headings`` those that lead to another page, and ``before`` the letters
    above the first of these.
    """

    def __init__(self, main: Element, url: str) -> None:
        self.total = self.linked = 0
        self.targets: set[str] = set()
        self.headings = self.linked_headings = self.before = 0
        self._url = url
        self._own = _target(url, "") if url else ""
        self._anchor: Element | None = None
        self._heading: Element | None = None
        self._leads, self._start = False, 0
        self._walk(main)

    def _walk(self, main: Element) -> None:
        from lxml.etree import iterwalk

        walk = iterwalk(main, events=("start", "end"))
        omitted = None
        for event, element in walk:
            if event == "end":
                if element is not omitted:
                    self._leave(element)
                if element is not main:
                    self._count(element.tail)
            elif element is not main and _is_besides(element):
                omitted = element
                walk.skip_subtree()
            else:
                self._enter(element)
                self._count(element.text)

    def _enter(self, element: Element) -> None:
        if element.tag == "a" and self._anchor is None:
            target = _target(self._url, element.get("href") or "")
            if target and target != self._own:
                self.targets.add(target)
                self._anchor, self._leads = element, True
        elif element.tag in _HEADINGS and self._heading is None:
            self._heading, self._leads, self._start = element, self._anchor is not None, self.total

    def _leave(self, element: Element) -> None:
        if element is self._anchor:
            self._anchor = None
        if element is self._heading:
            self._heading = None
            self.headings += 1
            if self._leads:
                self.before = self.before if self.linked_headings else self._start
                self.linked_headings += 1

    def _count(self, text: str | None) -> None:
        if text and not text.isspace():
            letters = sum(map(len, _LETTERS.findall(text)))
            self.total += letters
            self.linked += letters * (self._anchor is not None)


def _is_besides(element: Element) -> bool:
    """True if an element is not seen, or stands beside the text; header and footer are the page's or a post's."""
    if element.tag in ("header", "footer"):
        return next(element.iterancestors("article", "main", "section"), None) is None
    return element.tag in _BESIDES or (bool(element.attrib) and hidden(element))


def _target(page: str, href: str) -> str:
    """The path of a link of ``page`` to its own site; empty for a place on the page, and for other sites."""
    if href.startswith("#"):
        return ""
    try:
        parts = urlsplit(urljoin(page, href.strip()))
        host = urlsplit(page).netloc
    except ValueError:
        return ""
    if parts.scheme not in ("", "http", "https") or (parts.netloc and host and parts.netloc != host):
        return ""
    if parts.netloc and not host:
        return ""
    return _INDEX.sub("", unquote(parts.path)).strip("/")
