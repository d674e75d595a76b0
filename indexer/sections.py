"""The sections of a text: which lines are their titles? Markup is gone by now, so the lines alone tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_MARKS = " \t#=*-–—"
_TITLE = 48
"""The width of the widest title."""
_MOST_WORDS = 9
_IN_A_ROW = 2
"""A title and another below it; more short lines in a row are a list, an address or a poem."""
_PROSE = 60
"""The width of a line that is prose. Hangul and Hanja are twice as wide as letters."""
_WIDE = re.compile("[ㄱ-ㆎ가-힣㐀-鿿豈-\ufaff]")
_OPENING = re.compile(r"[\"'(\[<《「『]*+([^\W_])")
_BULLETS = ("-", "* ", "+")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?!\d|년대)")
_ITEM = re.compile(r"\s*(?:[-*+>]|\d{1,3}[.)]\s|(?:1[5-9]|20)\d\d(?!\d))")
_FACT = re.compile(r"[^\s:][^:]{0,40}:\s*\S")
_PAST = "".join(chr(code) for code in range(ord("갔"), ord("힣"), 28))
"""Syllables with a final ㅆ: 갔다, 왔다, 있다."""
_ENDING = re.compile(rf"(?:[.!?…,;:]|니다|[어아에네세지군]요|[{_PAST}이한된는은없같]다|[.!?][\"')\]]+)$")


def sections(text: str) -> list[tuple[int, str]]:
    """Where each section of a stored text starts, and its title without the marks around it.

    A title is a short line below a blank one that begins like a title and ends unlike a sentence. It stands alone
    above prose, facts or a list, or right on top of a list. Where it is one of several such lines in a row, none is.
    Readers of markup put blank lines around headings, so that those are found.
    """
    found: list[tuple[int, str]] = []
    waiting: list[tuple[int, str]] = []
    for start, lines in _paragraphs(text):
        title = _title(lines[0])
        if title:
            waiting.append((start + len(lines[0]) - len(lines[0].lstrip(_MARKS)), title))
        if title and len(lines) == 1:
            continue
        if len(waiting) <= _IN_A_ROW and (_is_list(lines[1:]) if title else _is_text(lines)):
            found += waiting
        waiting = []
    return found


def _paragraphs(text: str) -> Iterator[tuple[int, list[str]]]:
    """Lines without a blank one between them, and where the first begins."""
    start = 0
    lines: list[str] = []
    for line in (*text.split("\n"), ""):
        if line and not line.isspace():
            lines.append(line)
        else:
            if lines:
                yield start - sum(map(len, lines)) - len(lines), lines
            lines = []
        start += len(line) + 1


def _title(line: str) -> str:
    """What ``line`` says as a title; nothing where it does not look like one."""
    title = line.strip(_MARKS)
    opening = _OPENING.match(title)
    if opening is None or opening[1].islower() or _width(title) > _TITLE or len(title.split()) > _MOST_WORDS:
        return ""
    is_item = line.lstrip().startswith(_BULLETS) or _YEAR.match(title) or _FACT.match(title) or "\t" in title
    return "" if is_item or _ENDING.search(title) else title


def _width(line: str) -> int:
    return len(line) + len(_WIDE.findall(line))


def _is_text(lines: Sequence[str]) -> bool:
    """True for prose, be it one sentence, and for facts and lists; false for short lines as a poem has them."""
    prose = any(_width(line) >= _PROSE for line in lines)
    return prose or (len(lines) == 1 and _ENDING.search(lines[0].strip()) is not None) or _is_list(lines)


def _is_list(lines: Sequence[str]) -> bool:
    """True where most lines are items, facts or years with what happened."""
    return 2 * sum(bool(_ITEM.match(line) or _FACT.match(line)) for line in lines) > len(lines)
