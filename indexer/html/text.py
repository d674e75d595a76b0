"""The text of an element, broken into lines as a browser shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4.element import NavigableString, PreformattedString, Tag

from .lines import BREAKS, Lines, one_line

_NEVER = frozenset(
    "aside audio button canvas datalist embed head iframe input link meta nav noscript object rp script select style"
    " svg template textarea title video mat-icon ion-icon".split()
)
_NAVIGATION_ROLES = frozenset("navigation banner contentinfo search complementary dialog menu menubar".split())
_SECTIONS = frozenset("article main section".split())
_ICON = re.compile(
    r"material-(?:icons|symbols)(?:-(?:outlined|rounded|round|sharp|two-tone|extended))?|google-symbols|icon-?font"
)
"""Fonts that draw a word as a picture; where others, such as Font Awesome, hold text, it is seen."""
_UNSEEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


class _Walk:
    """One pass over an element; ``title`` is left out of the text where it stands as the first heading."""

    def __init__(self, root: Tag, title: str) -> None:
        self._lines = Lines()
        self._title = title
        self._sections = int(root.name not in ("body", "html", "[document]"))
        self._pre = self._rubies = self._readings = 0
        self._reading: list[str] = []

    def text(self, root: Tag) -> str:
        """Iterative: markup nests deeper than Python's stack."""
        path: list[tuple[Tag, Iterator[object]]] = [(root, iter(root.contents))]
        while path:
            tag, children = path[-1]
            for node in children:
                if isinstance(node, Tag):
                    if not self._left_out(node):
                        self._enter(node)
                        path.append((node, iter(node.contents)))
                        break
                elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
                    self._write(str(node))
            else:
                path.pop()
                self._leave(tag)
        return str(self._lines)

    def _write(self, text: str) -> None:
        if self._readings:
            self._reading.append(text)
        elif self._pre:
            self._lines.verbatim(text)
        else:
            self._lines.text(text)

    def _left_out(self, tag: Tag) -> bool:
        name = tag.name
        if name in _NEVER or (tag.attrs and hidden(tag)):
            return True
        if name in ("header", "footer"):
            return not self._sections
        if name == "form":
            return not _wraps_page(tag)
        if name == "h1" and self._title:
            repeated, self._title = one_line(text_of(tag)) == self._title, ""
            return repeated
        return False

    def _enter(self, tag: Tag) -> None:
        name = tag.name
        self._edge(name, entering=True)
        if name in _SECTIONS:
            self._sections += 1
        elif name == "pre":
            self._pre += 1
        elif name == "ruby":
            self._rubies += 1
        elif name == "rt" and self._rubies:
            self._readings += 1

    def _leave(self, tag: Tag) -> None:
        name = tag.name
        self._edge(name, entering=False)
        if name in _SECTIONS:
            self._sections -= 1
        elif name == "pre":
            self._pre = max(self._pre - 1, 0)
        elif name == "rt" and self._rubies:
            self._readings = max(self._readings - 1, 0)
        elif name == "ruby":
            self._rubies = max(self._rubies - 1, 0)
            reading, self._reading = "".join(self._reading).strip(), []
            if reading:
                self._lines.text(f"({reading})")

    def _edge(self, name: str, *, entering: bool) -> None:
        if name == "br":
            if entering:
                self._lines.line()
        elif name in ("td", "th"):
            self._lines.cell()
        elif breaks := BREAKS.get(name):
            self._lines.block(breaks)


def text_of(root: Tag, title: str = "") -> str:
    """What a reader sees of ``root``: a line for each block, a blank line around paragraphs, tabs between cells."""
    return _Walk(root, title).text(root)


def hidden(tag: Tag) -> bool:
    """True where an element's attributes take it out of sight, out of the content, or make its text an icon."""
    attributes = tag.attrs
    if tag.name in ("html", "body"):
        return False
    return (
        "hidden" in attributes
        or str(attributes.get("aria-hidden", "")).lower() == "true"
        or str(attributes.get("role", "")).lower() in _NAVIGATION_ROLES
        or _UNSEEN.search(str(attributes.get("style", ""))) is not None
        or (tag.name == "dialog" and "open" not in attributes)
        or any(map(_ICON.fullmatch, str(attributes.get("class", "")).split()))
    )


def _wraps_page(form: Tag) -> bool:
    """True for a form around a whole page, as ASP.NET makes them."""
    for node in form.descendants:
        if isinstance(node, Tag) and (node.name in ("article", "main", "h1") or node.get("name") == "__VIEWSTATE"):
            return True
    return False
