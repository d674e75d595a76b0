"""The HTML of a post as blogs keep it: without a page around it, and with conventions of its own."""

from __future__ import annotations

import html
import re

_PAGE = re.compile(r"<(?:!doctype|html|head|title|body)(?=[\s>])", re.IGNORECASE)
_PAGE_TAGS = re.compile(r"</?(?:html|body|main|article)(?=[\s>/])[^<>]*+>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*+>")
_STYLING = re.compile(
    r"</?(?:a|b|br|code|em|font|i|mark|s|small|span|strong|sub|sup|u)(?=[\s>/])[^<>]*+>", re.IGNORECASE
)
_BLOCK = (
    r"/?(?:address|article|aside|blockquote|br|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr"
    r"|iframe|li|main|nav|ol|option|p|script|section|select|style|summary|table|tbody|td|tfoot|th|thead|tr|ul)"
    r"(?=[\s>/])"
)
_TOKENS = re.compile(
    rf"<(?P<block>{_BLOCK}[^<>]*+>)\s*+|<(?P<pre>/?pre(?=[\s>])[^<>]*+>)|<[^<>]*+>"
    rf"|\n(?P<edge>\s*+)(?=<{_BLOCK})|\n(?P<paragraph>[ \t]*+\n\s*+)?+",
    re.IGNORECASE,
)
"""Every alternative starts with one of two characters, which makes looking for them quick."""


def post_page(title: str, *parts: str) -> str:
    """The parts of a post as a page of that title, all of which is its main text."""
    named = f'<meta property="og:title" content="{html.escape(title)}">' if title else ""
    return f"{named}<article>{_PAGE_TAGS.sub(' ', chr(10).join(parts))}</article>"


def as_page(title: str, markup: str) -> str:
    """HTML of a post of that title, which may be a whole page already, as a page."""
    return markup if _PAGE.search(markup) else post_page(title, markup)


def remark(name: str, markup: str) -> str:
    """A comment, with the name of who made it."""
    return f"<p>{html.escape(name)}: {markup}</p>" if name else f"<p>{markup}</p>"


def heading(title: str) -> str:
    """A title in which entities and styling were left, as plain text."""
    return " ".join(html.unescape(_STYLING.sub("", title)).split())


def is_blank(markup: str) -> bool:
    """Whether there is nothing but tags."""
    return not _TAG.sub("", markup).strip()


def broken(markup: str) -> str:
    """``markup`` where a blank line starts a paragraph and a line break is one, as blogs show it."""
    verbatim = False

    def token(found: re.Match[str]) -> str:
        nonlocal verbatim
        if found["pre"]:
            verbatim = not found["pre"].startswith("/")
        if verbatim or not (found["block"] or found[0].startswith("\n")):
            return found[0]
        if found["block"] or found["edge"] is not None:
            return found[0].strip()
        return "<p>" if found["paragraph"] else "<br>"

    return _TOKENS.sub(token, markup.replace("\r\n", "\n").replace("\r", "\n").strip("\n"))
