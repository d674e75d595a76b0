"""Markdown to the text that a reader of the page sees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from .inline import Names, inline
from .parser import blocks

_PRIVATE = re.compile("[\U000f0000-\U000ffffd]")
_TASK = re.compile(r"\[[ xX]\][ \t]+")
_TOC = re.compile(r"[^\n]*\n[ \t]*\{:\s*toc\b[^{}\n]*\}[ \t]*", re.IGNORECASE)
_CLOSED = re.compile(r"</([A-Za-z][\w.:-]*)\s*>")
_BLANKS = re.compile(r"\n{3,}")
_BULLET = "-"
_BOXES = frozenset("note tip info warning warn danger caution important smart hint attention success question".split())
"""What is said to be code in these languages is a box of text."""
_BOXES_AT_MOST = 3
"""Boxes in one another."""
_INFO = re.compile(r"\{[\d,\s-]*\}|\{[.#][^{}]*\}|(?<!\S)[\w:-]+=(?![\"'])\S*|(?<!\S)\{[\w-]+\}")
_LANGUAGE = re.compile(r"[ \t]*(?:\{[.:]?([\w-]+)[^{}]*\}|([A-Za-z0-9+#_-]*)(?:,[\w,-]*)?)(?=[ \t{\[:]|$):?")
_QUOTED = re.compile(r"[\w:-]+=(?:\"([^\"]*)\"|'([^']*)')")


@dataclass(frozen=True, slots=True)
class _Part:
    """A heading, a paragraph or code: its text, its level as a heading or 0, and its lines in the source."""

    text: str
    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Text:
    """A page as text. ``heading`` is empty where it has none; ``body`` is without it where it is the title."""

    heading: str
    body: str


def plain(markdown: str, title: str = "", *, mdx: bool = False) -> Text:
    """The text of a page. ``title`` is what is known of it otherwise.

    Its heading is the first of level 1, or the first of any. It is left out of the text where it says the title, or is
    it; one of a lower level only where nothing stands above it. Headings have blank lines around them.
    """
    parts = list(_parts(_PRIVATE.sub("", markdown), Names(), _BOXES_AT_MOST, mdx=mdx))
    chosen = _heading(parts)
    heading = parts[chosen].text if chosen is not None else ""
    if chosen is not None and heading == (title or heading) and (parts[chosen].level == 1 or not chosen):
        del parts[chosen]
    return Text(heading, _joined(parts))


def _heading(parts: list[_Part]) -> int | None:
    """The number of the heading that is a page's title."""
    levels = {
        number: part.level
        for number, part in enumerate(parts)
        if part.level and "\n" not in part.text and part.text.casefold() != "readme"
    }
    first = next((number for number, level in levels.items() if level == 1), None)
    return first if first is not None else next(iter(levels), None)


def _joined(parts: Iterable[_Part]) -> str:
    """The parts below each other: with a blank line where the source has one, and around headings."""
    lines: list[str] = []
    above = _Part("", 0, 0, 0)
    for part in parts:
        apart = part.level or above.level or part.start > above.end
        lines += ["", part.text] if apart else [part.text]
        above = part
    return _BLANKS.sub("\n\n", "\n".join(lines)).strip("\n")


def _parts(markdown: str, around: Names, boxes: int, *, mdx: bool) -> Iterator[_Part]:
    """The parts that have a text. ``around`` is what the page around a box defines; ``boxes`` may be in one another."""
    tokens, defined = blocks(markdown, mdx=mdx)
    closed = frozenset(_CLOSED.findall(markdown)) if "</" in markdown else frozenset()
    names = Names(around.links | defined["links"], around.notes | defined["notes"], around.tags | closed)
    for token, level, mark in _leaves(tokens):
        start, end = token.map or (0, 0)
        if token.type == "fence":
            yield from _fence(token, names, boxes, mdx=mdx)
        elif token.type == "code_block":
            yield _Part(token.content.rstrip("\n"), 0, start, end)
        elif token.type == "inline":
            if text := _paragraph(token.content, names, level, is_item=bool(mark)):
                yield _Part(mark.removeprefix(_BULLET) + text, level, start, end)
        elif mark != _BULLET:
            yield _Part(mark.rstrip(), 0, start, start + 1)  # the number of an item without a text


def _leaves(tokens: Iterable[Token]) -> Iterator[tuple[Token, int, str]]:
    """The tokens with a text, each with its level as a heading and, for the first in an item of a list, its mark.

    An item without a text gives the token that opens it.
    """
    level, mark = 0, ""
    opened: list[Token] = []
    for token in tokens:
        if token.type in ("inline", "fence", "code_block"):
            yield token, level, mark
            mark = ""
        elif token.type == "list_item_open":
            opened.append(token)
            mark = f"{token.info}{token.markup} " if token.info else _BULLET
        elif token.type == "list_item_close":
            item = opened.pop()
            if mark:
                yield item, 0, mark
            mark = ""
        elif token.type.startswith("heading"):
            level = int(token.tag[1]) if token.nesting > 0 else 0


def _paragraph(content: str, names: Names, level: int, *, is_item: bool) -> str:
    """The text of a paragraph or heading; nothing for the item of a list that stands for a table of contents."""
    if is_item:
        if _TOC.fullmatch(content):
            return ""
        task = _TASK.match(content)
        content = content[task.end() :] if task else content
    lines = [" ".join(line.split()) if level else line.strip() for line in inline(content, names).split("\n")]
    return _BLANKS.sub("\n\n", "\n".join(lines)).strip("\n").removesuffix("\\")


def _fence(token: Token, names: Names, boxes: int, *, mdx: bool) -> Iterator[_Part]:
    """The lines of code, below what stands after the language, such as the name of a file."""
    start, end = token.map or (0, 0)
    language, title = _info(token.info)
    if title:
        yield _Part(title, 0, start, start + 1)
        start += 1
    if language in _BOXES and boxes:
        text = _joined(_parts(token.content, names, boxes - 1, mdx=mdx))
    else:
        text = token.content.rstrip("\n")
    if text:
        yield _Part(text, 0, start, end)


def _info(info: str) -> tuple[str, str]:
    """The language of a fence, and the words after it without options such as ``{1,3}``."""
    found = _LANGUAGE.match(info)
    language = (found[1] or found[2] or "") if found else ""
    rest = _QUOTED.sub(r"\1\2", info[found.end() :] if found else info)
    return language.lower(), " ".join(_INFO.sub(" ", rest).replace("[", " ").replace("]", " ").split())
