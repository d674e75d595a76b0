"""The text of an element, broken into lines as a browser shows it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .lines import BREAKS, HtmlLines, one_line

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NEVER = frozenset(
    "aside audio button canvas datalist embed head iframe input link meta nav noscript object rp script select style"
    " svg template textarea title video mat-icon ion-icon".split()
)
_NAVIGATION_ROLES = frozenset("navigation banner contentinfo search complementary dialog menu menubar".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_SECTIONS = frozenset("article main section".split())
_MATTERS = frozenset(("br", "td", "th", "pre", "ruby", "rt")) | _SECTIONS | BREAKS.keys()
"""Elements that change how text is written; of all others only the text counts."""
_ICON = re.compile(
    r"material-(?:icons|symbols)(?:-(?:outlined|rounded|round|sharp|two-tone|extended))?|google-symbols|icon-font|iconfont"
)
"""Fonts that draw a word as a picture; where others, such as Font Awesome, hold text, it is seen."""
_UNSEEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_WHOLE = ("body", "html")
_HIDING = frozenset("hidden aria-hidden role style class".split())
"""Attributes that may keep an element out of the text."""


class _Walk:
    """One pass over an element, without recursion. ``title`` is left out where it stands as the first heading.

    ``is_post``: all of the element belongs to a post, with its header and footer. ``keep_lines``: line breaks of the
    markup are line breaks of the text, and blank lines are paragraphs, as blogs show what was typed.
    """

    def __init__(self, title: str = "", *, is_post: bool, keep_lines: bool = False) -> None:
        self._lines = HtmlLines()
        self._title = title
        self._keep_lines = keep_lines
        self._sections = int(is_post)
        self._pre = self._rubies = self._readings = 0
        self._reading: list[str] = []

    def text(self, root: Element, *, is_enough: bool = False) -> str:
        """The text of ``root``; where ``is_enough``, only its beginning, which is empty where all of it is."""
        from lxml.etree import iterwalk

        walk = iterwalk(root, events=("start", "end"))
        omitted = None
        for event, element in walk:
            if event == "start":
                if element is not root and self._is_left_out(element):
                    omitted = element
                    walk.skip_subtree()
                    continue
                if element.tag in _MATTERS:
                    self._enter(element.tag)
                if text := element.text:
                    self._write(text)
            elif element is not omitted and element.tag in _MATTERS:
                self._leave(element.tag)
            if event == "end" and element is not root and (text := element.tail):
                self._write(text)
            if is_enough and self._lines:
                break
        return str(self._lines)

    def _write(self, text: str) -> None:
        if self._readings:
            self._reading.append(text)
        elif self._pre:
            self._lines.verbatim(text)
        elif self._keep_lines:
            self._lines.typed(text)
        else:
            self._lines.text(text)

    def _is_left_out(self, element: Element) -> bool:
        name = element.tag
        if name in _NEVER or (element.attrib and hidden(element)):
            return True
        if name in ("header", "footer"):
            return not self._sections
        if name == "form":
            return not _wraps_page(element)
        if name == "h1" and self._title:
            is_repeated, self._title = one_line(text_of(element)) == self._title, ""
            return is_repeated
        return False

    def _enter(self, name: str) -> None:
        if name in _HEADINGS:
            self._lines.unglue()
        if name == "br":
            self._lines.line()
            return
        self._edge(name)
        if name in _SECTIONS:
            self._sections += 1
        elif name == "pre":
            self._pre += 1
        elif name == "ruby":
            self._rubies += 1
        elif name == "rt" and self._rubies:
            self._readings += 1

    def _leave(self, name: str) -> None:
        self._edge(name)
        if name == "figcaption":  # above a text of its own it would look like a heading
            self._lines.glue()
        if name in _SECTIONS:
            self._sections -= 1
        elif name == "pre":
            self._pre -= 1
        elif name == "rt" and self._rubies:
            self._readings -= 1
        elif name == "ruby":
            self._rubies -= 1
            reading, self._reading = "".join(self._reading).strip(), []
            if reading:
                self._lines.text(f"({reading})")

    def _edge(self, name: str) -> None:
        if breaks := BREAKS.get(name):
            self._lines.block(breaks)
        elif name in ("td", "th"):
            self._lines.cell()


def text_of(root: Element, title: str = "", *, keep_lines: bool = False, is_post: bool | None = None) -> str:
    """The visible text of ``root``: a line for each block, a blank line around paragraphs, tabs between cells.

    The first ``<h1>`` is left out where it says ``title`` again. ``is_post`` and ``keep_lines`` as in ``_Walk``; an
    element that is neither a body nor a whole page is a post if nothing else is said.
    """
    is_post = root.tag not in _WHOLE if is_post is None else is_post
    return _Walk(title, is_post=is_post, keep_lines=keep_lines).text(root)


def has_text(root: Element) -> bool:
    """True if a reader sees any text of ``root``."""
    return bool(_Walk(is_post=root.tag not in _WHOLE).text(root, is_enough=True))


def words_of(root: Element) -> str:
    """All text in ``root``, seen or not, as one line."""
    return one_line("".join(root.itertext()))


def hidden(element: Element) -> bool:
    """True where an element's attributes take it out of sight, out of the content, or make its text an icon."""
    if element.tag == "dialog" and "open" not in element.attrib:
        return True
    return any(name in _HIDING and _hides(name, value) for name, value in element.items()) and element.tag not in _WHOLE


def _hides(name: str, value: str) -> bool:
    if name == "class":
        return ("-" in value or "iconfont" in value) and any(map(_ICON.fullmatch, value.split()))
    if name == "style":
        return _UNSEEN.search(value) is not None
    if name == "role":
        return value.lower() in _NAVIGATION_ROLES
    return name == "hidden" or value.lower() == "true"


def is_seen(element: Element) -> bool:
    """True if neither an element nor one around it is hidden."""
    return not hidden(element) and not any(map(hidden, element.iterancestors()))


def _wraps_page(form: Element) -> bool:
    """True for a form around a whole page, as ASP.NET makes them."""
    return any(
        element.tag != "input" or element.get("name") == "__VIEWSTATE"
        for element in form.iter("article", "main", "h1", "input")
    )
