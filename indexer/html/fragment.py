"""From HTML that is a part of a page, such as a post in a feed, to text and metadata."""

from __future__ import annotations

import html
import re

from .flat import text_without_tree
from .lines import HtmlLines
from .metadata import Facts
from .page import HtmlPage, extract
from .text import text_of
from .tree import cleaned, parse

_PAGE = re.compile(r"<(?:!doctype|html|head|title|body)(?=[\s>])", re.IGNORECASE)
_PAGE_TAGS = re.compile(r"</?(?:html|body)(?=[\s>/])[^<>]*+>", re.IGNORECASE)
_STYLING = re.compile(
    r"</?(?:a|b|br|code|em|font|i|img|mark|s|small|span|strong|sub|sup|u)(?=[\s>/])[^<>]*+>", re.IGNORECASE
)


def page_or_fragment(markup: str, title: str = "") -> HtmlPage:
    """The page in ``markup``: its main text if it is a whole page, all of its text if it is a fragment."""
    return extract(markup) if _PAGE.search(markup) else fragment(markup, title)


def fragment(markup: str, title: str = "", *, keep_lines: bool = False) -> HtmlPage:
    """The page in HTML all of whose text belongs to one post.

    A first ``<h1>`` is left out of the text where it says ``title`` again; without a ``title`` it is the title.
    ``keep_lines``: a line break is one, and a blank line starts a paragraph, as blogs show what was typed.
    """
    markup = cleaned(markup)
    if "<" not in markup:  # which takes a tenth of the time
        return HtmlPage(title, _text_without_tags(markup, keep_lines=keep_lines))
    root = parse(f"<body>{_PAGE_TAGS.sub(' ', markup)}")
    if root is None:
        return HtmlPage(title, text_without_tree(markup))
    facts = Facts(root)
    title = title or facts.title(facts.body)
    return HtmlPage(
        title=title,
        text=text_of(facts.body, title, is_post=True, keep_lines=keep_lines),
        date=facts.date(facts.body),
        author=facts.author(),
        tags=facts.tags(),
    )


def _text_without_tags(markup: str, *, keep_lines: bool) -> str:
    lines = HtmlLines()
    (lines.typed if keep_lines else lines.text)(html.unescape(markup))
    return str(lines)


def title_text(title: str) -> str:
    """A title in which entities and styling were left, as plain text. Other tags stay: ``Vec<T>`` is no HTML."""
    return " ".join(html.unescape(_STYLING.sub("", title) if "<" in title else title).split())
