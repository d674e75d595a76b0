"""The terminal: its width, its colours, and wrapping of lines to the width."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace

import click

from ..query.highlighting.snippet import Snippet
from ..query.highlighting.width import width

_NARROWEST = 24
_ELLIPSIS = "…"
_RESET = "\x1b[0m"
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, those that turn the direction of writing, line ends and halves of characters."""
_COLOURS = re.compile("(\x1b\\[(?:0|1|2|1;33)m)")
"""Escape sequences that malmoi itself sends to a terminal."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """A terminal, or what replaces it: its width in columns and whether it shows colours."""

    columns: int = 80
    has_colours: bool = False

    @classmethod
    def current(cls) -> Terminal:
        """The terminal of standard output: a pipe has 80 columns and no colours. --no-color and NO_COLOR count."""
        context = click.get_current_context(silent=True)
        refused = context is not None and context.color is False
        plain = refused or bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
        columns = shutil.get_terminal_size((80, 24)).columns
        return cls(max(columns, _NARROWEST), sys.stdout.isatty() and not plain)

    def bold(self, text: str) -> str:
        """``text`` in bold."""
        return self._in("\x1b[1m", text)

    def dim(self, text: str) -> str:
        """``text`` dimmed."""
        return self._in("\x1b[2m", text)

    def marked(self, snippet: Snippet) -> str:
        """The text of a snippet, with its marks highlighted if there are colours."""
        return snippet.to_ansi() if self.has_colours else snippet.to_text()

    def wrap(self, text: str, indent: int = 0) -> Iterator[str]:
        """``text`` in lines that fit the width; all lines but the first are indented by ``indent`` columns."""
        for number, line in enumerate(wrapped(Snippet(plain(text)), self.columns - indent)):
            yield f"{' ' * indent if number else ''}{line.text}"

    def _in(self, code: str, text: str) -> str:
        return f"{code}{text.replace(_RESET, _RESET + code)}{_RESET}" if self.has_colours else text


def plain(text: str) -> str:
    """``text`` with a replacement character for whatever would control the terminal: file names may hold anything."""
    return _UNSAFE.sub("\ufffd", text)


def printable(line: str, *, has_colours: bool) -> str:
    """A line as it may be printed: of control characters only the codes of malmoi's own colours are left."""
    if not has_colours:
        return plain(line)
    parts = _COLOURS.split(line)  # every other one is a code
    return "".join(part if number % 2 else plain(part) for number, part in enumerate(parts))


def escaped(json: str) -> str:
    """JSON in which whatever would control the terminal is escaped: the same values, however they are shown."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json)


def padded(text: str, columns: int) -> str:
    """``text`` padded with blanks to ``columns``."""
    return text + " " * (columns - width(text))


def wrapped(snippet: Snippet, columns: int) -> list[Snippet]:
    """A snippet in lines of at most ``columns``, broken at blanks if possible. Ellipses become part of the text."""
    snippet = _squeezed(_dressed(replace(snippet, text=plain(snippet.text))))
    return [_part(snippet, start, end) for start, end in _lines(snippet.text, columns)]


def _dressed(snippet: Snippet) -> Snippet:
    shift = 2 if snippet.cut_start else 0
    return Snippet(snippet.to_text(), tuple((start + shift, end + shift) for start, end in snippet.marks))


def _squeezed(snippet: Snippet) -> Snippet:
    """The snippet with each sequence of blanks reduced to one."""
    kept: list[str] = []
    places = [0]
    for before, character in zip(" " + snippet.text, snippet.text, strict=False):
        if not before == character == " ":
            kept.append(character)
        places.append(len(kept))
    return Snippet("".join(kept), tuple((places[start], places[end]) for start, end in snippet.marks))


def _part(snippet: Snippet, first: int, last: int) -> Snippet:
    inside = ((max(start, first) - first, min(end, last) - first) for start, end in snippet.marks)
    return Snippet(snippet.text[first:last], tuple((start, end) for start, end in inside if start < end))


def _lines(text: str, columns: int) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = _reach(text, start, columns)
        if end < len(text):
            blank = text.rfind(" ", start, end + 1)
            if text.startswith(_ELLIPSIS, blank + 1):  # it would be alone on the next line
                blank = text.rfind(" ", start, blank)
            end = blank if blank > start else end
        yield start, end
        start = end + text.startswith(" ", end)


def _reach(text: str, start: int, columns: int) -> int:
    """The end of the longest substring from ``start`` that fits, at least one character."""
    used = 0
    for at in range(start, len(text)):
        used += width(text[at])
        if used > columns:
            return max(at, start + 1)
    return len(text)
