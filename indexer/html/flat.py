"""Markup that is too large or too deep for a tree: its text all the same."""

from __future__ import annotations

import html
import re

from .lines import BREAKS, Lines

_TOKEN = re.compile(r"<(/?)([A-Za-z][^\s<>/]*+)[^<>]*+>")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_SELF_CLOSING = frozenset("colgroup dd dt li option p tbody td tfoot th thead tr".split()) | _VOID
"""Elements that end where the next one starts, so they never nest in themselves."""
_DEEPEST = 300
_MOST_ELEMENTS = 120_000
"""A page of 4 MB has about as many; a tree of them takes two to three seconds and 150 MB."""
_MANY_ELEMENTS = 20_000
_DENSEST = 8
"""With many elements, fewer characters to each than this are no page that people read."""
_RAW = frozenset("script style svg template noscript title nav aside textarea select".split())


def fits_tree(markup: str) -> bool:
    """False for markup whose tree would take too much: time grows with its depth squared, memory with its size."""
    most = min(_MOST_ELEMENTS, max(_MANY_ELEMENTS, len(markup) // _DENSEST))
    path: list[str] = []
    count: dict[str, int] = {}
    elements = 0
    for token in _TOKEN.finditer(markup):
        name = token[2].lower()
        if not token[1]:
            elements += 1
            if elements > most or len(path) > _DEEPEST:
                return False
        if name in _SELF_CLOSING:
            continue
        if not token[1]:
            path.append(name)
            count[name] = count.get(name, 0) + 1
        elif count.get(name):
            while (last := path.pop()) != name:
                count[last] -= 1
            count[name] -= 1
    return len(path) <= _DEEPEST


def text_without_tree(markup: str) -> str:
    """The text of markup that does not fit a tree: tags go, their line breaks stay."""
    markup = _without_comments(markup)
    lines = Lines()
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


def _break(lines: Lines, name: str) -> None:
    if name == "br":
        lines.line()
    elif name in ("td", "th"):
        lines.cell()
    elif name in BREAKS:
        lines.block(BREAKS[name])
