"""From a page of HTML to its main text and metadata, by lxml."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from .declared import markup_text
from .flat import text_without_tree
from .metadata import Facts, body_of
from .text import has_text, is_seen, text_of
from .tree import cleaned, parse

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_HEAD_WITHIN = 64 << 10
_LAST_TITLE = re.compile(r"<title[^<>]*>(?![\s\S]*</title)", re.IGNORECASE)
_TITLE_END = re.compile(r"</title", re.IGNORECASE)
_CONTENT_IDS = frozenset(
    "article-view-content-div articleBody articleBodyContents article_content bo_v_con dic_area mw-content-text"
    " newsct_article postViewArea post-view".split()
)
_CONTENT_CLASSES = frozenset(
    "article-body article-content article_body article_view contents_style e-content entry-content post-body"
    " post-content post_content rd_body se-main-container tt_article_useless_p_margin xe_content".split()
)
_CONTAINERS = ("div", "section", "td")
_CANDIDATES_AT_MOST = 20
"""Elements of one kind that are looked at: no page has more that are all hidden or empty."""


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A page as a search needs it. ``date`` is ISO 8601, ``lang`` the declared language (``ko``), ``url`` canonical."""

    title: str = ""
    text: str = ""
    date: str | None = None
    author: str | None = None
    lang: str | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()

    def with_below(self, texts: Iterable[str]) -> HtmlPage:
        """The page with more texts below its own, such as comments, each as a paragraph."""
        return replace(self, text="\n\n".join(filter(None, (self.text, *texts))))


def extract(markup: bytes | str) -> HtmlPage:
    """The page in ``markup``. Never raises.

    One too large or too deep for a tree gives what its head says, and all of its text.
    """
    if isinstance(markup, bytes):
        markup = markup_text(markup) or markup.decode("utf-8", "replace")
    markup = cleaned(markup)
    root = parse(markup)
    return page_without_tree(markup) if root is None else page_of(root)


def page_of(root: Element) -> HtmlPage:
    """The metadata and the text of a page."""
    facts = Facts(root)
    main = main_of(root)
    title = facts.title(main)
    return HtmlPage(
        title=title,
        text=text_of(main, title),
        date=facts.date(main),
        author=facts.author(),
        lang=facts.lang(),
        url=facts.url(),
        tags=facts.tags(),
    )


def page_without_tree(markup: str) -> HtmlPage:
    """A page that is too large or deep for a tree: the metadata of its head, and all of its text."""
    window = markup[:_HEAD_WITHIN].partition("<body")[0]
    head = parse(window)
    page = replace(HtmlPage() if head is None else page_of(head), text=text_without_tree(markup))
    begun = _LAST_TITLE.search(window)
    return replace(page, title=_whole_title(markup, begun.end())) if begun else page


def _whole_title(markup: str, start: int) -> str:
    """A title that does not end within the head that is parsed."""
    end = _TITLE_END.search(markup, start)
    return " ".join(html.unescape(markup[start : end.start() if end else len(markup)]).split())


def main_of(root: Element) -> Element:
    """The element that holds the main text of a page: an article, a main element or a container that is known."""
    return next((element for element in _candidates(root) if has_text(element)), body_of(root))


def _candidates(root: Element) -> Iterator[Element]:
    """Elements that may hold the main text, best first. Several articles are a list, not one text."""
    articles = list(
        islice((one for one in root.iter("article") if next(one.iterancestors("article"), None) is None), 2)
    )
    if len(articles) == 1:
        yield from _seen(articles)
    yield from _seen(root.iter("main"))
    containers = [element for element in root.iter(*_CONTAINERS) if element.attrib]
    yield from _seen(element for element in containers if element.get("role") == "main")
    if len(articles) < 2:
        yield from _seen(filter(_is_known, containers))


def _seen(elements: Iterable[Element]) -> Iterator[Element]:
    return filter(is_seen, islice(elements, _CANDIDATES_AT_MOST))


def _is_known(element: Element) -> bool:
    """True for what blog and news systems call the text of a post."""
    return (
        element.get("id") in _CONTENT_IDS
        or element.get("itemprop") == "articleBody"
        or not _CONTENT_CLASSES.isdisjoint((element.get("class") or "").split())
    )
