"""The lines of a page whose headings and code are known, as Markdown has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...indexer.text.narrow import narrow

CODE = -1
"""The level of a line of code."""
_FILLER = "\0" * 1000
"""Stands for a line of code where lists and headings are looked for: it is longer than either."""


@dataclass(frozen=True, slots=True)
class Outline:
    """Lines, each with its level as a heading, 0 for text, or ``CODE``.

    ``own`` is the number of the heading that was taken for the page's title, or -1.
    """

    lines: Sequence[str]
    levels: Sequence[int]
    own: int = -1

    @property
    def has_headings(self) -> bool:
        """True if there are headings besides the page's title."""
        return any(level > 0 and number != self.own for number, level in enumerate(self.levels))

    def headings(self, level: int) -> list[int]:
        """The numbers of the headings of a level."""
        return [number for number, one in enumerate(self.levels) if one == level]

    def ends(self, level: int) -> list[int]:
        """The ends of sections of a level: each heading of the same or a higher one, and the end of the page."""
        return [*(number for number, one in enumerate(self.levels) if 0 < one <= level), len(self.lines)]

    def body(self) -> Outline:
        """The page without its own heading."""
        kept = [number for number in range(len(self.lines)) if number != self.own]
        return Outline([self.lines[number] for number in kept], [self.levels[number] for number in kept])

    def without_code(self) -> list[str]:
        """The lines, narrow, with others in place of code, which no rule takes for a list or a heading."""
        return [_FILLER if level == CODE else narrow(line) for line, level in zip(self.lines, self.levels, strict=True)]
