"""A page of HTML to its text and facts, by Beautiful Soup on lxml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup
from bs4.element import Tag

from ..text.encoding import decode
from .flat import fits_tree, text_without_tree
from .metadata import Facts
from .text import hidden, text_of

_DECLARED_WITHIN = 4096
_HEAD_WITHIN = 64 << 10
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,8}=\s{0,8}["']?\s{0,8}([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\s*+<\?xml[^<>]*+>")
_UNREADABLE = re.compile("[\ud800-\udfff]")
_CONTENT_IDS = frozenset(
    "article-view-content-div articleBody articleBodyContents article_content bo_v_con dic_area mw-content-text"
    " newsct_article postViewArea post-view".split()
)
_CONTENT_CLASSES = frozenset(
    "article-body article-content article_body article_view contents_style e-content entry-content post-body"
    " post-content post_content rd_body se-main-container tt_article_useless_p_margin xe_content".split()
)
_CONTAINERS = ("div", "section", "td")


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a search needs it. ``date`` is ISO 8601, ``lang`` the declared language (``ko``), ``url`` canonical."""

    title: str = ""
    text: str = ""
    date: str | None = None
    author: str | None = None
    lang: str | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()


def extract(markup: bytes | str) -> Page:
    """The page in ``markup``. Never raises.

    One too large or too deep for a tree gives what its head says, and all of its text.
    """
    if isinstance(markup, bytes):
        markup = markup_text(markup) or markup.decode("utf-8", "replace")
    if soup := tree(markup):
        return page_of(soup)
    head = tree(markup[:_HEAD_WITHIN].partition("<body")[0])
    return replace(page_of(head) if head else Page(), text=text_without_tree(_cleaned(markup)))


def tree(markup: str) -> BeautifulSoup | None:
    """``markup`` as a tree, or None where it is too large or too deep for one.

    The leading doctype keeps Beautiful Soup from warning about text that looks like a file name.
    """
    markup = _cleaned(markup)
    if not fits_tree(markup):
        return None
    return BeautifulSoup("<!DOCTYPE html>" + markup, "lxml", multi_valued_attributes=None, store_line_numbers=False)


def markup_text(data: bytes) -> str | None:
    """A page's bytes as text: by its mark, by what it declares, by its bytes; None where nothing fits."""
    declared = _DECLARED.search(data[:_DECLARED_WITHIN])
    return decode(data, declared[1].decode("ascii") if declared else "")


def page_of(soup: BeautifulSoup) -> Page:
    """What a page says, of itself and as its text."""
    facts = Facts(soup)
    main = next((tag for tag in _candidates(facts) if text_of(tag)), facts.body)
    title = facts.title(main)
    return Page(
        title=title,
        text=text_of(main, title),
        date=facts.date(main),
        author=facts.author(),
        lang=facts.lang(),
        url=facts.url(),
        tags=facts.tags(),
    )


def _cleaned(markup: str) -> str:
    """``markup`` without what the parser stumbles on: lone surrogates, NUL, an XML declaration, old line ends."""
    if declaration := _XML_DECLARATION.match(markup):
        markup = markup[declaration.end() :]
    markup = _UNREADABLE.sub("\ufffd", markup).replace("\0", "")
    return markup.replace("\r\n", "\n").replace("\r", "\n")


def _candidates(facts: Facts) -> Iterator[Tag]:
    """Elements that may hold the main text, best first. Several articles are a list, not one text."""
    articles = [tag for tag in facts.by_name["article"] if tag.find_parent("article") is None]
    if len(articles) == 1:
        yield from _seen(articles)
    yield from _seen(facts.by_name["main"])
    containers = [tag for name in _CONTAINERS for tag in facts.by_name[name] if tag.attrs]
    yield from _seen([tag for tag in containers if tag.get("role") == "main"])
    if len(articles) < 2:
        yield from _seen([tag for tag in containers if _known(tag)])


def _seen(tags: list[Tag]) -> Iterator[Tag]:
    return (tag for tag in tags if not any(map(hidden, (tag, *tag.parents))))


def _known(tag: Tag) -> bool:
    """True for what blog and news systems call the text of a post."""
    return (
        tag.get("id") in _CONTENT_IDS
        or tag.get("itemprop") == "articleBody"
        or not _CONTENT_CLASSES.isdisjoint(str(tag.get("class", "")).split())
    )
