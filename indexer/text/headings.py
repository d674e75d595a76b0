"""Heading detection: the title of the section that a passage belongs to, in the lines of a text without markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

_MARKS = " \t#=*-–—"
_TITLE = 48
"""The width of the widest title."""
_MOST_WORDS = 9
_IN_A_ROW = 2
"""A title and another below it; more short lines in a row are a list, an address or a poem."""
_PROSE = 60
"""The width of a line that is prose. Hangul and Hanja are twice as wide as letters."""
_FURTHEST = 1 << 14
"""Characters from a passage to the furthest that is looked at: a title that far up says little of it."""
_BLANK = re.compile(r"\n(?:[^\S\n]*+\n)++")
_WIDE = re.compile("[ㄱ-ㆎ가-힣㐀-鿿豈-\ufaff]")
_OPENING = re.compile(r"[\"'“‘(\[（［<《「『【]*+([^\W_])")
_BULLETS = ("-", "* ", "+")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?!\d|년대)")
_DAY = re.compile(
    r"\d(?:st|nd|rd|th)?(?:, |,? [A-Z][a-z]+[.,]{0,2} )(?:1[5-9]|20)\d\d(?!\d)"
    r"|(?:1[5-9]|20)\d\d\s?[-./년]\s?\d\d?\s?[-./월]"
)
"""A day of a year: the line that has it says when a post was written."""
_ITEM = re.compile(r"\s*(?:[-*+>]|\d{1,3}[.)]\s|(?:1[5-9]|20)\d\d(?!\d))")
_FACT = re.compile(r"[^\s:][^:]{0,40}:\s*\S")
_PAST = "".join(chr(code) for code in range(ord("갔"), ord("힣"), 28))
"""Syllables with a final ㅆ: 갔다, 왔다, 있다."""
_ENDING = re.compile(
    rf"(?:[.!?…,;:。．！？，；：]|니다|[어아에네세지군]요|[{_PAST}이한된는은없같]다|[.!?。．！？][\"'”’)\]）］]+)$"
)


def section(text: str, at: int) -> str:
    """The title, without the marks around it, of the section that character ``at`` of a stored text is in, or nothing.

    A title is a short line below a blank one that begins like a title and ends unlike a sentence. It stands alone
    above prose, facts or a list, or right on top of a list. Where it is one of several such lines in a row, none is.
    Readers of markup put blank lines around headings, so that those are found.
    """
    row: list[str] = []
    under = ""
    for paragraph, is_below in _upwards(text, at):
        line, _, more = paragraph.strip().partition("\n")
        title = heading_of(line)
        if more or not title:
            if any(row) and len(row) <= _IN_A_ROW and _has_titles(under):
                return next(filter(None, row))
            row, under = [], paragraph
        if title:
            row.append("" if is_below else title)
    return ""


def _upwards(text: str, at: int) -> Iterator[tuple[str, bool]]:
    """Paragraphs, from those that show whether that of ``at`` is a title to the first, each with whether it is below.

    An empty one is the last.
    """
    first, last = max(at - _FURTHEST, 0), min(at + _FURTHEST, len(text))
    gaps = [] if first else [(0, 0)]
    gaps += [gap.span() for gap in _BLANK.finditer(text, first, at)]
    gaps += [gap.span() for gap in islice(_BLANK.finditer(text, at, last), _IN_A_ROW + 1)]
    end = last
    for gap in reversed(gaps):
        yield text[gap[1] : end], gap[1] > at
        end = gap[0]
    yield "", False


def heading_of(line: str) -> str:
    """``line`` as a heading, without the marks around it; an empty text where it does not look like one."""
    title = line.strip(_MARKS)
    opening = _OPENING.match(title)
    if opening is None or opening[1].islower() or _is_wider(title, _TITLE) or len(title.split()) > _MOST_WORDS:
        return ""
    is_item = line.lstrip().startswith(_BULLETS) or _YEAR.match(title) or _FACT.match(title) or "\t" in title
    return "" if is_item or _DAY.search(title) or _ENDING.search(title) else title


def _is_wider(line: str, columns: int) -> bool:
    return len(line) > columns or len(line) + len(_WIDE.findall(line)) > columns


def _has_titles(paragraph: str) -> bool:
    """True if short lines above a paragraph, and on top of it, are titles."""
    lines = paragraph.strip().split("\n")
    return _is_list(lines[1:]) if heading_of(lines[0]) else _is_text(lines)


def _is_text(lines: Sequence[str]) -> bool:
    """True for prose (even one sentence), facts and lists; False for short lines, as in a poem."""
    prose = any(_is_wider(line, _PROSE - 1) for line in lines)
    return prose or (len(lines) == 1 and _ENDING.search(lines[0].strip()) is not None) or _is_list(lines)


def _is_list(lines: Sequence[str]) -> bool:
    """True where most lines are items, facts or years with what happened."""
    return 2 * sum(bool(_ITEM.match(line) or _FACT.match(line)) for line in lines) > len(lines)
