"""What a page says of itself: title, date, author, language, address and tags."""

from __future__ import annotations

import json
import re
from collections import defaultdict, deque
from collections.abc import Iterator
from typing import Any

from bs4.element import Tag

from ..dates.parse import parse_date
from .lines import one_line
from .text import hidden, text_of

_DATES = (
    "article:published_time og:published_time og:article:published_time datepublished date dc.date dc.date.issued"
    " dcterms.created dcterms.date dcterms.issued pubdate publishdate publish_date publication_date sailthru.date"
).split()
_AUTHORS = "author article:author dc.creator dcterms.creator og:article:author".split()
_LIST_MARKS = re.compile(r"[,，、;]")
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SITE_MARKS = "|:·•»«<>/-–—―"
_JSON_NODES = 10_000
"""Objects and lists of one page's linked data that are looked at."""


class Facts:
    """The facts of one parsed page, or of a part of one; ``main`` is the element its text comes from."""

    def __init__(self, soup: Tag) -> None:
        self.body = soup.body or soup
        self.by_name: dict[str, list[Tag]] = defaultdict(list)
        for node in soup.descendants:
            if isinstance(node, Tag):
                self.by_name[node.name].append(node)
        self._metas: dict[str, list[str]] = defaultdict(list)
        for meta in self.by_name["meta"]:
            name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
            if value := one_line(str(meta.get("content") or "")):
                self._metas[str(name).strip().lower()].append(value)
        self._linked = list(self._linked_data())

    def title(self, main: Tag) -> str:
        """og:title, the heading of ``main``, or ``<title>``, without the name of the site."""
        named = next((one_line(tag.get_text()) for tag in self.by_name["title"][:1]), "")
        title = self._meta("og:title") or self._heading(main, named) or named
        site = self._meta("og:site_name")
        if not site or not title.endswith(site):
            return title
        rest = title.removesuffix(site).rstrip()
        return rest.rstrip(_SITE_MARKS + " ") if rest.endswith(tuple(_SITE_MARKS)) else title

    def date(self, main: Tag) -> str | None:
        """The date of publication as ISO 8601: by meta, by linked data, by the first ``<time>`` of ``main``."""
        written: list[object] = [value for name in _DATES for value in self._metas.get(name, ())]
        written += [node.get("datePublished") for node in self._linked]
        written += [time.get("datetime") or time.get_text() for time in self._within(main, "time")]
        return next((day for value in written if (day := parse_date(value))), None)

    def author(self) -> str | None:
        """Who wrote it; an address (article:author is often one) is no name."""
        names: list[object] = [value for name in _AUTHORS for value in self._metas.get(name, ())]
        names += [_person(node.get("author")) for node in self._linked]
        names += [tag.get_text() for name in ("a", "link") for tag in self.by_name[name] if "author" in rel(tag)]
        lines = (one_line(str(name or "")) for name in names)
        return next((line for line in lines if line and not _SCHEME.match(line)), None)

    def lang(self) -> str | None:
        """The first subtag of the declared language: ``ko`` for ``ko-KR``."""
        declared = [tag.get("lang") or tag.get("xml:lang") for tag in self.by_name["html"]]
        declared += [self._meta("content-language"), self._meta("og:locale")]
        return next((re.split("[-_,;]", str(value).strip().lower())[0] for value in declared if value), None) or None

    def url(self) -> str | None:
        """The canonical address, where it is one of the web."""
        links = [str(tag.get("href") or "") for tag in self.by_name["link"] if "canonical" in rel(tag)]
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
        linked = [tag.get_text() for tag in self.by_name["a"] if "tag" in rel(tag)]
        words = map(one_line, (*self._metas.get("article:tag", ()), *listed, *linked))
        return tuple(dict.fromkeys(word for word in words if word))

    def _meta(self, name: str) -> str:
        return next(iter(self._metas.get(name, ())), "")

    def _heading(self, main: Tag, named: str) -> str:
        """The first ``<h1>``; that of a whole body only where ``<title>`` does not show it to be the site's name."""
        whole = main.name == "body"
        outside = ["header", "nav"] if whole and named else ["nav"]
        for heading in self._within(main, "h1"):
            text = one_line(text_of(heading))
            site = whole and text != named and named.endswith(text)
            if text and not site and not hidden(heading) and heading.find_parent(outside) is None:
                return text
        return ""

    def _within(self, main: Tag, name: str) -> Iterator[Tag]:
        whole = main.name in ("body", "html", "[document]")
        return (tag for tag in self.by_name[name] if whole or any(parent is main for parent in tag.parents))

    def _linked_data(self) -> Iterator[dict[str, Any]]:
        """Every object of the page's JSON-LD."""
        for script in self.by_name["script"]:
            if str(script.get("type") or "").strip().lower() != "application/ld+json":
                continue
            try:
                nodes: deque[object] = deque([json.loads(script.string or "")])
            except (ValueError, RecursionError):
                continue
            for _ in range(_JSON_NODES):
                node = nodes.popleft() if nodes else None
                if isinstance(node, dict):
                    yield node
                    nodes.extend(node.values())
                elif isinstance(node, list):
                    nodes.extend(node)


def rel(tag: Tag) -> list[str]:
    """What a link says of where it leads."""
    return str(tag.get("rel") or "").lower().split()


def _person(value: object) -> str:
    """The name or names in a JSON-LD author."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_person, value[:20])))
    if isinstance(value, dict):
        return _person(value.get("name"))
    return value if isinstance(value, str) else ""
