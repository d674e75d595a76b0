"""The list of entries on a listing page: which lines are it, and which dates and titles does it give?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .dated import ELLIPSES, LONGEST, DatedLine, counts, dated, key, unmarked

_APART = 4
"""Maximum number of lines of an entry below its date."""
_MOST = 5_000
"""A list of more dates than this is a log."""
_COUNT_LAST = re.compile(r"\s*[\[(]\d{1,4}[\])]$")
_NO = re.compile(r"no\b|\d+")


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A post in a list: its date, and what may be its title, likeliest first; nothing where it has none."""

    date: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """A list of posts, in the lines from ``start`` up to ``end``."""

    start: int
    end: int
    entries: tuple[ContentsEntry, ...]
    furniture: frozenset[str] = frozenset()
    """Shapes of what stands in most entries beside something else: a count, an author, "read more"."""


def contents(lines: Sequence[str]) -> Iterator[Contents]:
    """Every reading of what may be a list of posts: with titles beside or below the dates, and with titles above."""
    for days in _blocks(lines):
        if not 1 < len(days) <= _MOST:
            continue
        for above in (False, True):
            first = _line_above(lines, min(days)) if above else min(days)
            last = min(max(days) + _APART + 1, len(lines))
            end = _repeat(lines, days, range(first, last), above=above)
            dates = [number for number in days if number < end]
            if end < last and len(dates) > 1 and not days[dates[-1]].rest and _line_above(lines, end) == dates[-1]:
                end = dates.pop()  # the date above the first post
            bare = [number for number in dates if not days[number].rest]
            starts = bare if 2 * len(bare) >= len(dates) else dates
            if len(starts) > 1:
                yield _above(lines, days, first, starts) if above else _below(lines, days, starts, end)


def _blocks(lines: Sequence[str]) -> Iterator[dict[int, DatedLine]]:
    """Lines with dates that stand close together, by their numbers."""
    days: dict[int, DatedLine] = {}
    apart = 0
    for number, line in enumerate(lines):
        if found := dated(line):
            days[number] = found
            apart = 0
        elif line and not line.isspace():
            apart = apart + 1 if len(line) <= LONGEST else _APART + 1
        if apart > _APART and days:
            yield days
            days = {}
    yield days


def _repeat(lines: Sequence[str], days: dict[int, DatedLine], numbers: range, *, above: bool) -> int:
    """Index of the first line that repeats an entry's title (the first post's heading); the end if there is none.

    Two entries may have one title; then they have two dates.
    """
    filled = [number for number in numbers if lines[number].strip()]
    texts = [_names(days[number].rest if number in days else [lines[number]]) for number in filled]
    often = Counter(name for names in texts for name in names)
    first: dict[str, str] = {}
    for at, (number, names) in enumerate(zip(filled, texts, strict=True)):
        beside = [number] if number in days else filled[at + 1 : at + 2] if above else filled[max(at - 1, 0) : at]
        day = "".join(days[one].date[:10] for one in beside if one in days and (one == number or not days[one].rest))
        for name in names:
            if name in first and often[name] <= 2 and day in ("", first[name]):
                return number
            first.setdefault(name, day)
    return numbers.stop


def _names(texts: Sequence[str]) -> set[str]:
    """The text of lines or cells, without numbers and counts."""
    return {key(_COUNT_LAST.sub("", unmarked(text))) for text in texts if not counts(text)} - {""}


def _line_above(lines: Sequence[str], number: int) -> int:
    """The next line upwards that is not blank; ``number`` itself where there is none."""
    return next((above for above in range(number - 1, -1, -1) if lines[above].strip()), number)


def _below(lines: Sequence[str], days: dict[int, DatedLine], starts: list[int], end: int) -> Contents:
    """Each entry from its date down to the next."""
    chunks = [lines[above + 1 : below] for above, below in pairwise(starts)]
    rest = _rest_of_last(lines[starts[-1] + 1 : end], chunks)
    chunks.append(rest)
    return Contents(starts[0], starts[-1] + 1 + len(rest), *_entries(days, starts, chunks))


def _above(lines: Sequence[str], days: dict[int, DatedLine], first: int, starts: list[int]) -> Contents:
    """Each entry down to its date, the first from its one line above."""
    chunks = [lines[first : starts[0]], *(lines[above + 1 : below] for above, below in pairwise(starts))]
    return Contents(first, starts[-1] + 1, *_entries(days, starts, chunks))


def _rest_of_last(lines: Sequence[str], chunks: Sequence[Sequence[str]]) -> Sequence[str]:
    """Lines of the last entry: no more than others have, and none after a blank line if others have no blank lines."""
    depth = max(sum(bool(line.strip()) for line in chunk) for chunk in chunks)
    loose = any(
        not line.strip() and any(map(str.strip, chunk[at:])) for chunk in chunks for at, line in enumerate(chunk)
    )
    taken = 0
    for at, line in enumerate(lines, start=1):
        if line.strip():
            if not depth or len(line) > LONGEST:
                break
            depth, taken = depth - 1, at
        elif not loose:
            break
    return lines[:taken]


class ListedTitles:
    """The titles of posts, by which the lines of a list are known to be said again."""

    def __init__(self, titles: Iterable[str]) -> None:
        self._keys = sorted({key(unmarked(title)) for title in titles} | {key(title) for title in titles})
        self._known = frozenset(self._keys)

    def has(self, line: str, furniture: Container[str] = ()) -> bool:
        """True if a line says only a date, counts, furniture of a list and titles."""
        if key(line) in self._known or key(unmarked(line)) in self._known:
            return True
        found = dated(line)
        cells = found.rest if found else (line.strip(),)
        return all(counts(cell) or shape(cell) in furniture or self._has_cell(cell) for cell in cells)

    def _has_cell(self, cell: str) -> bool:
        names = [key(text) for text in _variants([cell])]
        if not any(names) or not self._known.isdisjoint(names):
            return True
        if not cell.endswith(ELLIPSES):
            return False
        at = bisect_left(self._keys, names[0])
        return at < len(self._keys) and self._keys[at].startswith(names[0])


def _entries(
    days: dict[int, DatedLine], starts: list[int], chunks: Sequence[Sequence[str]]
) -> tuple[tuple[ContentsEntry, ...], frozenset[str]]:
    """The entries, and the furniture of the list."""
    rows = [
        [text for text in (*days[start].rest, *map(str.strip, chunk)) if text and not counts(text)]
        for start, chunk in zip(starts, chunks, strict=True)
    ]
    dropped = _furniture(rows)
    entries = (
        ContentsEntry(days[start].date, tuple(_variants([text for text in row if shape(text) not in dropped])))
        for start, row in zip(starts, rows, strict=True)
    )
    return tuple(entries), frozenset(dropped)


def _variants(texts: list[str]) -> Iterator[str]:
    """Each text without a number before it, and without one in brackets at its end, which may count comments."""
    for text in map(unmarked, texts):
        yield text
        if (short := _COUNT_LAST.sub("", text)) not in ("", text):
            yield short


def shape(text: str) -> str:
    """``text`` without its numbers: ``no votes`` and ``3 votes`` have one form."""
    return _NO.sub("#", key(text))


def _furniture(rows: Sequence[Sequence[str]]) -> set[str]:
    """Shapes of what stands in most entries beside something else: a count, an author, "read more"."""
    forms = [{shape(text): text for text in row} for row in rows]
    often = Counter(form for row in forms for form in row)
    common = [form for form in often if 2 * often[form] > len(rows)]
    texts = {form: {row[form] for row in forms if form in row} for form in common}
    dropped: set[str] = set()
    for form in sorted(common, key=lambda form: (len(texts[form]), not form.startswith("#"))):
        having = [row for row in forms if form in row]
        if 2 * sum(len(row.keys() - dropped) > 1 for row in having) > len(having):
            dropped.add(form)
    return dropped
