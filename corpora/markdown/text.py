"""Markdown to the text that a reader of the page sees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from markdown_it.token import Token

from ..listing.outline import CODE, Outline
from .inline import Names, inline
from .parser import blocks

_TASK = re.compile(r"\[[ xX]\][ \t]+")
_TOC = re.compile(r"[^\n]*\n[ \t]*\{:\s*toc\b[^{}\n]*\}[ \t]*", re.IGNORECASE)
_CLOSED = re.compile(r"</([A-Za-z][\w.:-]*)\s*>")
_PICTURES = re.compile(r"(?:\[?!\[[^\[\]]*+\]\([^()\n]*+\)(?:\]\([^()\n]*+\))?+(?:\{[^{}\n]*+\})?+\s*+)++")
"""Pictures alone in a paragraph. Their text stands right above the next one: alone it would look like a heading."""
_NEVER = 1 << 60
_BLANKS = re.compile(r"\n{3,}")
_BULLET = "-"
_BOXES = frozenset("note tip info warning warn danger caution important smart hint attention success question".split())
"""Languages whose code blocks are boxes of text."""
_BOXES_AT_MOST = 3
"""Boxes in one another."""
_INFO = re.compile(r"\{[\d,\s-]*\}|\{[.#][^{}]*\}|(?<!\S)[\w:-]+=(?![\"'])\S*|(?<!\S)\{[\w-]+\}")
_LANGUAGE = re.compile(r"[ \t]*(?:\{[.:]?([\w-]+)[^{}]*\}|([A-Za-z0-9+#_-]*)(?:,[\w,-]*)?)(?=[ \t{\[:]|$):?")
_QUOTED = re.compile(r"[\w:-]+=(?:\"([^\"]*)\"|'([^']*)')")


@dataclass(frozen=True, slots=True)
class _Part:
    """A heading, a paragraph or code: its text, its level in an outline, and its lines in the source."""

    text: str
    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Text:
    """A page as text. ``heading`` is empty where it has none; ``body`` is without it where it is the title.

    ``outline`` has the lines with their levels, and the heading where it stood.
    """

    heading: str
    body: str
    outline: Outline


def plain(markdown: str, title: str = "", *, mdx: bool = False) -> Text:
    """The text of a page. ``title`` is the title from the front matter.

    Its heading is the first of level 1, or the first of any. It is left out of the text where it says the title, or is
    it; one of a lower level only where nothing stands above it. Headings have blank lines around them.
    """
    parts = list(_parts(markdown, Names(), _BOXES_AT_MOST, mdx=mdx))
    chosen = _heading(parts)
    heading = parts[chosen].text if chosen is not None else ""
    is_title = chosen is not None and heading == (title or heading) and (parts[chosen].level == 1 or not chosen)
    lines, levels, starts = _joined(parts)
    outline = Outline(lines, levels, starts[chosen] if chosen is not None and is_title else -1)
    if chosen is not None and is_title:
        lines, _, _ = _joined([*parts[:chosen], *parts[chosen + 1 :]])
    return Text(heading, "\n".join(lines), outline)


def _heading(parts: list[_Part]) -> int | None:
    """The number of the heading that is a page's title."""
    levels = {
        number: part.level
        for number, part in enumerate(parts)
        if part.level > 0 and "\n" not in part.text and part.text.casefold() != "readme"
    }
    first = next((number for number, level in levels.items() if level == 1), None)
    return first if first is not None else next(iter(levels), None)


def _joined(parts: Iterable[_Part]) -> tuple[list[str], list[int], list[int]]:
    """The lines of parts below each other, the level of each line, and where each part starts.

    A blank line stands where the source has one, and around headings.
    """
    lines, levels, starts = list[str](), list[int](), list[int]()
    above: _Part | None = None
    for part in parts:
        if above and (part.level > 0 or above.level > 0 or part.start > above.end):
            lines.append("")
            levels.append(0)
        starts.append(len(lines))
        own = part.text.split("\n")
        lines += own
        levels += [part.level] * len(own)
        above = part
    return lines, levels, starts


def _parts(markdown: str, around: Names, boxes: int, *, mdx: bool) -> Iterator[_Part]:
    """The parts that have a text. ``around`` is what the page around a box defines; ``boxes`` may be in one another."""
    tokens, defined = blocks(markdown, mdx=mdx)
    closed = frozenset(_CLOSED.findall(markdown)) if "</" in markdown else frozenset()
    names = Names(around.links | defined["links"], around.notes | defined["notes"], around.tags | closed, mdx)
    for token, level, mark in _leaves(tokens):
        start, end = token.map or (0, 0)
        if token.type == "fence":
            yield from _fence(token, names, boxes, mdx=mdx)
        elif token.type == "code_block":
            yield _Part(token.content.rstrip("\n"), CODE, start, end)
        elif token.type == "inline":
            if text := _paragraph(token.content, names, level, is_item=bool(mark)):
                if _PICTURES.fullmatch(token.content):
                    end = _NEVER
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
        inside = list(_parts(token.content, names, boxes - 1, mdx=mdx))
        for part in inside:
            below = end if part is inside[-1] else part.end + start
            yield replace(part, start=part.start + start, end=below)
    elif text := token.content.rstrip("\n"):
        yield _Part(text, CODE, start, end)


def _info(info: str) -> tuple[str, str]:
    """The language of a fence, and the words after it without options such as ``{1,3}``."""
    found = _LANGUAGE.match(info)
    language = (found[1] or found[2] or "") if found else ""
    rest = _QUOTED.sub(r"\1\2", info[found.end() :] if found else info)
    return language.lower(), " ".join(_INFO.sub(" ", rest).replace("[", " ").replace("]", " ").split())
