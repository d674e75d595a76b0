"""Post boundaries on a listing page: posts with a heading, posts without, and posts that the list lacks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from .dated import key, unmarked
from .headings import Headings, ListingLines

_GAP = 2
"""Minimum blank lines before an untitled post."""
_FOOTNOTE = "*"
_PROSE = 60
"""A line as long as this is text, not one more heading or link."""
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Start:
    """A post that begins at ``line``, with its heading, and its text at ``text``."""

    line: int
    text: int
    title: str
    date: str | None


def starts(lines: ListingLines, found: Headings, title: str = "") -> list[Start]:
    """Every post, in the page's order. One that only the list has begins where the next one does, and has no text.

    ``title`` is a heading that was taken out of the text.
    """
    beside = _beside(lines, found)
    known = {number: _headed(lines, found, number, line, beside) for number, line in found.lines.items()}
    others: list[Start] = []
    for number, start in _dated(lines, found, known, beside):
        if number is None:
            others.append(start)
        else:
            known.setdefault(number, start)
    known |= _leading(lines, found, known, title) | _untitled(lines, found, known)
    others += _series(lines, found, known)
    return _in_order(lines, found, known, others)


def _in_order(lines: ListingLines, found: Headings, known: dict[int, Start], others: list[Start]) -> list[Start]:
    """All posts with their places, those without one after the entry that they follow in the list."""
    rows = [(start.line, 0, start) for start in (*known.values(), *others)]
    after = -1
    for number, entry in enumerate(found.entries):
        if number in known:
            after = known[number].line
        elif entry.titles:
            rows.append((after, number + 1, Start(-1, -1, entry.titles[0], entry.date)))
    ordered: list[Start] = []
    end = len(lines.texts)
    for _, absent, start in sorted(rows, key=lambda row: row[:2], reverse=True):
        ordered.append(replace(start, line=end, text=end) if absent else start)
        end = ordered[-1].line
    return ordered[::-1]


def _beside(lines: ListingLines, found: Headings) -> int:
    """The distance in lines from a heading to the line with the date in most posts; 0 if most have none."""
    offsets = [
        other - line
        for number, line in found.lines.items()
        for other in (lines.below(line), lines.above(line))
        if not found.lists(other) and _same_day(lines.day(other), found.entries[number].date)
    ]
    offset, often = next(iter(Counter(offsets).most_common(1)), (0, 0))
    return offset if 2 * often >= len(found.lines) else 0


def _same_day(date: str, other: str) -> bool:
    return date[:10] == other[:10]


def _headed(lines: ListingLines, found: Headings, number: int, line: int, beside: int) -> Start:
    """A post under its heading. The line with its date says nothing more, so it is no text."""
    entry = found.entries[number]
    said = next(title for title in entry.titles if line in lines.saying(title))
    title = said if lines.says(line, said) else unmarked(lines.texts[line])
    other = line + beside if _same_day(lines.day(line + beside), entry.date) else line
    return Start(min(line, other), max(line, other) + 1, title, entry.date)


def _dated(
    lines: ListingLines, found: Headings, known: dict[int, Start], beside: int
) -> Iterator[tuple[int | None, Start]]:
    """Posts that are known by the line with their date alone: those of entries without a title.

    If most posts have such a line ``beside`` their heading, also posts whose heading is not that of the entry, and
    posts that have no entry.
    """
    taken = {line for start in known.values() for line in range(start.line, start.text)}
    places = list(found.lines.values())
    numbers = [-1, *found.lines, len(found.entries)]
    for at in lines.days():
        if at in taken or found.lists(at):
            continue
        date, line, rank = lines.day(at), at - beside, bisect_left(places, at)
        between = range(numbers[rank] + 1, numbers[rank + 1])
        number = next((one for one in between if _same_day(found.entries[one].date, date)), None)
        titles = () if number is None else found.entries[number].titles
        free = line not in taken and not found.lists(line) and lines.apart(line)
        if beside and free and (titles or (number is None and rank in (0, len(places)))):
            yield number, Start(min(line, at), max(line, at) + 1, unmarked(lines.texts[line]), date)
        elif number is not None and (beside or not titles):
            yield number, Start(at, at + 1, "".join(titles[:1]), date)


def _leading(lines: ListingLines, found: Headings, known: dict[int, Start], title: str) -> dict[int, Start]:
    """The post right below the list: the one before all others, if it has no title or its heading was taken out."""
    first = min(known)
    at = lines.below(found.contents.end - 1)
    if at >= known[first].line:
        return {}
    for number in reversed(range(first)):
        titles = found.entries[number].titles
        if key(title) in map(key, titles) or (number == first - 1 and not titles):
            return {number: Start(at, at, "".join(titles[:1]), found.entries[number].date)}
    return {}


def _untitled(lines: ListingLines, found: Headings, known: dict[int, Start]) -> dict[int, Start]:
    """Posts without a title between two that have one: below the widest gaps there."""
    rows: dict[int, Start] = {}
    for above, below in pairwise(sorted(known)):
        numbers = [number for number in range(above + 1, below) if not found.entries[number].titles]
        first, last = lines.below(known[above].text - 1), known[below].line
        gaps = [line for line in range(first + 1, last) if numbers and _could_follow_gap(lines, found, line)]
        widest = sorted(sorted(gaps, key=lines.gap, reverse=True)[: len(numbers)])
        for number, line in zip(numbers, widest, strict=False):
            rows[number] = Start(line, line, "", found.entries[number].date)
    return rows


def _could_follow_gap(lines: ListingLines, found: Headings, line: int) -> bool:
    text = lines.texts[line].strip()
    return bool(text) and lines.gap(line) >= _GAP and not text.startswith(_FOOTNOTE) and not found.lists(line)


def _series(lines: ListingLines, found: Headings, known: dict[int, Start]) -> Iterator[Start]:
    """Posts below all others whose heading is a title of the list but for its numbers, as in a series."""
    forms = {_form(title) for entry in found.entries for title in entry.titles}
    for line in range(max(known[number].text for number in found.lines), len(lines.texts)):
        text = lines.texts[line].strip()
        if not text or not _DIGITS.search(text) or found.lists(line) or _form(text) not in forms:
            continue
        below = lines.below(line)
        if lines.apart(line) and below < len(lines.texts) and len(lines.texts[below]) >= _PROSE:
            yield Start(line, line + 1, text, None)


def _form(title: str) -> str:
    return _DIGITS.sub("#", key(title))
