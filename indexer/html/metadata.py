"""Metadata of a page: title, date, author, language, address and tags."""

from __future__ import annotations

import json
import re
from collections import defaultdict, deque
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from ..dates.parse import parse_date
from .lines import one_line
from .text import hidden, is_seen, text_of, words_of
from .title import PageTitles, begins_with

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DATES = (
    "article:published_time og:published_time og:article:published_time datepublished date dc.date dc.date.issued"
    " dcterms.created dcterms.date dcterms.issued pubdate publishdate publish_date publication_date sailthru.date"
).split()
_AUTHORS = "author article:author dc.creator dcterms.creator og:article:author".split()
_LIST_MARKS = re.compile(r"[,，、;]")
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_HEADINGS_AT_MOST = 50
_JSON_NODES = 10_000
"""Objects and lists of one page's linked data that are looked at."""


class Facts:
    """The facts of one parsed page, or of a part of one; ``main`` is the element its text comes from."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self.body = body_of(root)
        self._metas: dict[str, list[str]] = defaultdict(list)
        for meta in root.iter("meta"):
            name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
            if value := one_line(meta.get("content") or ""):
                self._metas[name.strip().lower()].append(value)
        self._linked = list(self._linked_data())

    def title(self, main: Element) -> str:
        """The page's own title: og:title, the heading of ``main``, or ``<title>``, without the name of the site."""
        window = next((words_of(title) for title in self._root.iter("title")), "")
        heading = self._heading(main, window)
        return PageTitles(self._meta("og:title"), window, heading, self._meta("og:site_name")).own()

    def date(self, main: Element) -> str | None:
        """The date of publication as ISO 8601: by meta, by linked data, by the first ``<time>`` of ``main``."""
        written: list[object] = [value for name in _DATES for value in self._metas.get(name, ())]
        written += [node.get("datePublished") for node in self._linked]
        written += [time.get("datetime") or words_of(time) for time in main.iter("time")]
        return next((day for value in written if (day := parse_date(value))), None)

    def author(self) -> str | None:
        """The author; an address (article:author is often one) is no name."""
        names: list[object] = [value for name in _AUTHORS for value in self._metas.get(name, ())]
        names += [_person(node.get("author")) for node in self._linked]
        names += [words_of(link) for link in self._root.iter("a", "link") if "author" in rel(link)]
        lines = (one_line(str(name or "")) for name in names)
        return next((line for line in lines if line and not _SCHEME.match(line)), None)

    def lang(self) -> str | None:
        """The first subtag of the declared language: ``ko`` for ``ko-KR``."""
        declared = [html.get("lang") or html.get("xml:lang") for html in self._root.iter("html")]
        declared += [self._meta("content-language"), self._meta("og:locale")]
        return next((re.split("[-_,;]", value.strip().lower())[0] for value in declared if value), None) or None

    def url(self) -> str | None:
        """The canonical address, where it is one of the web."""
        links = [link.get("href") or "" for link in self._root.iter("link") if "canonical" in rel(link)]
        for link in (*links, self._meta("og:url")):
            scheme = _SCHEME.match(link)
            if link.strip() and (scheme is None or scheme[1].lower() in ("http", "https")):
                return link.strip()
        return None

    def tags(self) -> tuple[str, ...]:
        """article:tag, keywords and rel=tag links, each once."""
        listed = [
            word
            for name in ("keywords", "news_keywords")
            for line in self._metas.get(name, ())
            for word in _LIST_MARKS.split(line)
        ]
        linked = [words_of(link) for link in self._root.iter("a") if "tag" in rel(link)]
        words = map(one_line, (*self._metas.get("article:tag", ()), *listed, *linked))
        return tuple(dict.fromkeys(word for word in words if word))

    def _meta(self, name: str) -> str:
        return next(iter(self._metas.get(name, ())), "")

    def _heading(self, main: Element, window: str) -> str:
        """The ``<h1>`` that the page's ``<title>`` begins with, or else the first one of ``main``.

        That of a whole body counts only where ``<title>`` does not show it to be the site's name.
        """
        for heading in islice(self._root.iter("h1"), _HEADINGS_AT_MOST):
            text = one_line(text_of(heading))
            names_page = text == window or (begins_with(window, text) and not _is_in_banner(heading))
            if text and names_page and is_seen(heading):
                return text
        is_whole = main.tag == "body"
        outside = ("header", "nav") if is_whole and window else ("nav",)
        for heading in main.iter("h1"):
            text = one_line(text_of(heading))
            is_site = is_whole and text != window and window.endswith(text)
            if text and not is_site and not hidden(heading) and next(heading.iterancestors(*outside), None) is None:
                return text
        return ""

    def _linked_data(self) -> Iterator[dict[str, Any]]:
        """Every object of the page's JSON-LD."""
        for script in self._root.iter("script"):
            if (script.get("type") or "").strip().lower() != "application/ld+json":
                continue
            try:
                nodes: deque[object] = deque([json.loads(script.text or "")])
            except (ValueError, RecursionError):
                continue
            for _ in range(_JSON_NODES):
                node = nodes.popleft() if nodes else None
                if isinstance(node, dict):
                    yield node
                    nodes.extend(node.values())
                elif isinstance(node, list):
                    nodes.extend(node)


def body_of(root: Element) -> Element:
    """The body of a page; of a part of a page, the part itself."""
    body = root.find("body")
    return root if body is None else body


def _is_in_banner(heading: Element) -> bool:
    """True if a heading is in the header or the navigation of a page, and not in that of a post."""
    post = next(heading.iterancestors("article", "main"), None)
    return post is None and next(heading.iterancestors("header", "nav"), None) is not None


def rel(link: Element) -> list[str]:
    """The relations of a link to what it leads to, in small letters."""
    return (link.get("rel") or "").lower().split()


def _person(value: object) -> str:
    """The name or names in a JSON-LD author."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_person, value[:20])))
    if isinstance(value, dict):
        return _person(value.get("name"))
    return value if isinstance(value, str) else ""
