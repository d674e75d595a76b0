"""Markup that is too large or too deep for a tree: its text all the same."""

from __future__ import annotations

import html
import re

from .lines import BREAKS, HtmlLines

_TOKEN = re.compile(r"<(/?)([A-Za-z][^\s<>/]*+)[^<>]*+>")
_RAW = frozenset("script style svg template noscript title nav aside textarea select".split())


def text_without_tree(markup: str) -> str:
    """The text of markup that does not fit a tree: tags go, their line breaks stay."""
    markup = _without_comments(markup)
    lines = HtmlLines()
    raw, start = "", 0
    for token in _TOKEN.finditer(markup):
        name = token[2].lower()
        if not raw:
            lines.text(html.unescape(markup[start : token.start()]))
            _break(lines, name)
        if token[1] and name == raw:
            raw = ""
        elif not token[1] and not raw and name in _RAW:
            raw = name
        start = token.end()
    if not raw:
        lines.text(html.unescape(markup[start:]))
    return str(lines)


def _without_comments(markup: str) -> str:
    kept, start = [], 0
    while (begin := markup.find("<!--", start)) >= 0:
        kept.append(markup[start:begin])
        end = markup.find("-->", begin + 4)
        start = len(markup) if end < 0 else end + 3
    return "".join(kept) + markup[start:]


def _break(lines: HtmlLines, name: str) -> None:
    if name == "br":
        lines.line()
    elif name in ("td", "th"):
        lines.cell()
    elif name in BREAKS:
        lines.block(BREAKS[name])
