"""The posts of a page that has several: those in elements of their own, and addresses of any of them."""

from __future__ import annotations

import re

from bs4.element import Tag

from ..dates.parse import parse_date
from .lines import one_line
from .metadata import Facts, rel
from .page import Page, page_of, tree
from .text import hidden, text_of

_MARKUP = re.compile(r"<article|class\s*=\s*[\"']?[^\"'<>]{0,200}\b(?:h-?entry|blog-post|post)\b", re.IGNORECASE)
_ELEMENTS = ["article", "div", "section", "li"]
_CLASSES = frozenset("blog-post h-entry hentry post".split())
_BESIDES = ("aside", "footer", "nav", "template")
_HEADINGS = re.compile(r"h[1-5]$")
_WORD = re.compile(r"\S+")
_DATE_LINE = 60
_DATE_WITHIN = 4
"""So many lines from its beginning or end a post says its date."""
_DAY = len("2007-12-13")


def extract_posts(markup: str) -> tuple[Page, tuple[Page, ...]] | None:
    """A page without its posts, and the posts, whose addresses may be relative; None for a page that is one text.

    Posts are articles that have a heading of one level, a text, and a date or a link; together they are most of the
    text. A post above a few others, whose headings are of another level, is one text with what follows it.
    """
    soup = tree(markup) if len(_MARKUP.findall(markup)) > 1 else None
    posts = [(tag, heading) for tag in _outermost(soup) if (heading := _heading(tag))] if soup else []
    posts = [(tag, heading) for tag, heading in posts if _is_post(tag, heading)]
    if soup is None or len(posts) < 2 or len({heading.name for _, heading in posts}) > 1:
        return None
    pages = tuple(_page(tag.extract(), heading) for tag, heading in posts)
    rest = page_of(soup)
    return (rest, pages) if sum(len(page.text) for page in pages) >= len(rest.text) else None


def addresses(markup: str) -> list[tuple[str, str]]:
    """What a page's links say and where they lead, and its headings with their places on the page."""
    soup = tree(markup)
    found = soup.find_all(["a", _HEADINGS]) if soup else []
    places = ((tag, tag.get("href") or (f"#{tag['id']}" if tag.get("id") else "")) for tag in found)
    return [(one_line(tag.get_text()), str(address)) for tag, address in places if address]


def _outermost(soup: Tag) -> list[Tag]:
    """Elements that may be posts, not those inside another, nor in what stands beside the text."""
    found: list[Tag] = []
    inside: set[int] = set()
    for tag in soup.find_all(_ELEMENTS):
        if tag.name != "article" and _CLASSES.isdisjoint(str(tag.get("class", "")).split()):
            continue
        if not any(id(one) in inside or one.name in _BESIDES or hidden(one) for one in (tag, *tag.parents)):
            found.append(tag)
        inside.add(id(tag))
    return found


def _heading(tag: Tag) -> Tag | None:
    return next((one for one in tag.find_all(_HEADINGS) if not hidden(one) and text_of(one)), None)


def _is_post(tag: Tag, heading: Tag) -> bool:
    """True with a text, and a date or a page of its own."""
    own = _address(tag, heading)
    return len(text_of(tag)) > len(text_of(heading)) and bool(_date(tag) or (own and not own.startswith("#")))


def _page(tag: Tag, heading: Tag) -> Page:
    """A post; its heading is its title and is not repeated in its text."""
    facts = Facts(tag)
    title, date, url = one_line(text_of(heading)), _date(tag), _address(tag, heading)
    heading.extract()
    return Page(title=title, text=text_of(tag), date=date, author=facts.author(), url=url, tags=facts.tags())


def _address(tag: Tag, heading: Tag) -> str | None:
    """Where a post's heading or its permanent link leads, or its place on the page."""
    links = [link for link in tag.find_all("a") if link.get("href")]
    named = [link for link in links if "bookmark" in rel(link) or "u-url" in str(link.get("class", "")).split()]
    own = [link for link in links if heading in link.parents or link in heading.parents]
    place = tag.get("id") or heading.get("id")
    return next((str(link["href"]) for link in (*own, *named)), f"#{place}" if place else None)


def _date(tag: Tag) -> str | None:
    """The date of a post: of its first ``<time>``, or in a short line at its beginning or end."""
    written = (time.get("datetime") or time.get_text() for time in tag.find_all("time"))
    lines = [line for line in text_of(tag).splitlines() if line.strip()]
    edges = [line for line in (*lines[:_DATE_WITHIN], *lines[-_DATE_WITHIN:]) if len(line) <= _DATE_LINE]
    parts = (line[word.start() :] for line in edges for word in _WORD.finditer(line))
    return next((day for value in (*written, *parts) if (day := parse_date(value)) and len(day) >= _DAY), None)
