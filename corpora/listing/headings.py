"""Heading alignment: assigns the titles of a list to the lines of the page that repeat them as headings of posts."""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

from .contents import Contents, ContentsEntry
from .dated import ELLIPSES, LONGEST, dated, key, unmarked

_LONGEST = 200
_OFTEN = 100
"""A text that this many lines have is no title."""
_MOST = 100_000
"""Pairs of a title and a line that says it; a page with more is no list of posts."""
_SHORTEST_CUT = 6
_HEADING = 1_000_000
"""Weight of one more heading against the likeness of all of them to headings."""


class ListingLines:
    """The lines of a page, and what each says when it is taken for a heading."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self._days: dict[int, str] = {}
        self._spots: dict[str, list[int]] = {}
        for number, text in enumerate(texts):
            if not text or text.isspace() or len(text) > _LONGEST:
                continue
            says = {key(text), key(unmarked(text))}
            if found := dated(text):
                says.add(key(" ".join(found.rest)))
                if not found.rest:
                    self._days[number] = found.date
            for name in says - {""}:
                self._spots.setdefault(name, []).append(number)
        self._names = sorted(self._spots)
        self._above = [*accumulate(range(len(texts)), self._later, initial=-1)]
        self._below = [*accumulate(reversed(range(len(texts))), self._later, initial=len(texts))][::-1][1:]

    def blank(self, number: int) -> bool:
        """True for a blank line, and beyond the ends."""
        return not (0 <= number < len(self.texts) and self.texts[number].strip())

    def above(self, number: int) -> int:
        """The next line upwards that is not blank; -1 where there is none."""
        return self._above[number]

    def below(self, number: int) -> int:
        """The next line downwards that is not blank; the number of all lines where there is none."""
        return self._below[number]

    def gap(self, number: int) -> int:
        """Blank lines above a line."""
        return number - self._above[number] - 1

    def apart(self, number: int) -> bool:
        """True for a short line below a blank one."""
        return not self.blank(number) and self.blank(number - 1) and len(self.texts[number]) <= LONGEST

    def day(self, number: int) -> str:
        """The date of a line that says nothing else, or nothing."""
        return self._days.get(number, "")

    def days(self) -> list[int]:
        """The lines that say nothing but a date."""
        return list(self._days)

    def says(self, number: int, title: str) -> bool:
        """True where a line says ``title`` and no more than its number or date besides."""
        return number in self._spots.get(key(title), [])

    def saying(self, title: str) -> list[int]:
        """Numbers of the lines that say ``title``; one that was cut off is the start of a line."""
        name = key(title)
        names = [name]
        if title.endswith(ELLIPSES) and len(name) >= _SHORTEST_CUT:
            at = bisect_left(self._names, name)
            names = self._names[at : bisect_left(self._names, name + chr(sys.maxunicode), at)]
        numbers = {number for name in names[:_OFTEN] for number in self._spots.get(name, [])[:_OFTEN]}
        return sorted(numbers) if len(numbers) < _OFTEN else []

    def _later(self, known: int, number: int) -> int:
        return known if self.blank(number) else number


@dataclass(frozen=True, slots=True)
class Headings:
    """Entries of a list with the lines that are their headings, both in the page's order."""

    contents: Contents
    entries: tuple[ContentsEntry, ...]
    """The entries in the order of their posts."""
    lines: dict[int, int]
    """The number of an entry to that of its line."""

    @property
    def titled(self) -> int:
        """Number of entries that have a title."""
        return sum(bool(entry.titles) for entry in self.entries)

    def lists(self, line: int) -> bool:
        """True for a line of the list itself."""
        return self.contents.start <= line < self.contents.end


def headings(lines: ListingLines, contents: Contents) -> Headings:
    """The longest row of headings in the list's order or against it; of two places the one that stands more apart."""
    places = {titles: _places(lines, contents, titles) for titles in {entry.titles for entry in contents.entries}}
    found = []
    for entries in (contents.entries, contents.entries[::-1]):
        pairs = ((line, -number) for number, entry in enumerate(entries) for line in places[entry.titles])
        first = sorted(islice(pairs, _MOST + 1))
        found.append(Headings(contents, entries, _longest(lines, first, len(entries)) if len(first) <= _MOST else {}))
    return max(found, key=lambda headings: len(headings.lines))


def _places(lines: ListingLines, contents: Contents, titles: tuple[str, ...]) -> list[int]:
    """Lines outside the list that say the likeliest of ``titles``: with a blank line above, if there are any such."""
    for title in titles:
        places = [line for line in lines.saying(title) if not contents.start <= line < contents.end]
        apart = [line for line in places if lines.blank(line - 1) or lines.day(line - 1) or line == contents.end]
        if places:
            return [line for line in apart or places if not _is_second(lines, places, line)]
    return []


def _is_second(lines: ListingLines, places: list[int], line: int) -> bool:
    """True for the second of two headings that say the same, one right below the other."""
    above = lines.above(line)
    return above in places and lines.gap(above) >= lines.gap(line)


def _longest(lines: ListingLines, pairs: list[tuple[int, int]], size: int) -> dict[int, int]:
    """The heaviest chain of lines and (negative) entries in which both grow, by a Fenwick tree over the entries."""
    tree = [(0, -1)] * (size + 1)
    before: list[int] = []
    for at, (line, negative) in enumerate(pairs):
        weight, last = _best(tree, -negative)
        before.append(last)
        place = 1 - negative
        while place <= size:
            tree[place] = max(tree[place], (weight + _HEADING + _apart(lines, line), at))
            place += place & -place
    rows: dict[int, int] = {}
    at = _best(tree, size)[1]
    while at >= 0:
        line, negative = pairs[at]
        rows[-negative] = line
        at = before[at]
    return dict(sorted(rows.items()))


def _best(tree: list[tuple[int, int]], place: int) -> tuple[int, int]:
    """The best chain that ends before an entry; of equal ones that which ends later on the page."""
    best = tree[0]
    while place:
        best = max(best, tree[place])
        place &= place - 1
    return best


def _apart(lines: ListingLines, line: int) -> int:
    """The likeness of a line to a heading: a date beside it and a blank line above add to it."""
    return 10 * any(map(lines.day, (lines.above(line), lines.below(line)))) + min(lines.gap(line), 9)
