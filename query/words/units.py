"""Units of a query word: the entries that each position of a text must have, at fixed distances.

A unit is one position of the text, or the beginning of a word that takes several. Any of its entries finds it: a
syllable is found by a bigram that contains it, a noun by a term. So a number and its counter are two units (27명이).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from ...indexer.text.positions import HANGUL, HANJA

_SYLLABIC = re.compile(f"[{HANGUL}{HANJA}]+")


class Entry(NamedTuple):
    """An entry of a stream in which a unit is found; ``inset`` positions after where the entry stands.

    With ``is_prefix``, all entries that begin so.
    """

    stream: str
    text: str
    inset: int = 0
    is_prefix: bool = False


class Unit(NamedTuple):
    """A position that any of some entries finds, ``at`` positions after the beginning of the sequence."""

    entries: tuple[Entry, ...]
    at: int = 0


class UnitSequence:
    """Units at their distances, with a name: sequences of the same name are the same."""

    __slots__ = ("letters", "name", "text", "units")

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units = tuple(units)
        self.name = " ".join(
            f"{unit.at}:{entry.stream}:{entry.text}{'*' if entry.is_prefix else ''}+{entry.inset}"
            for unit in self.units
            for entry in unit.entries
        )
        self.text = " ".join(unit.entries[0].text for unit in self.units)
        """The first entry of each unit, for people."""
        self.letters = _letters(self.units)
        """The letters that a text has that has the sequence, maybe with blanks and signs between; or nothing."""

    @property
    def entry(self) -> Entry | None:
        """The only entry, of a sequence that is one term."""
        (*others, unit) = self.units
        return unit.entries[0] if not others and len(unit.entries) == 1 else None


def _letters(units: Sequence[Unit]) -> str:
    """See ``UnitSequence``. One syllable is also a piece of other words, and a verb changes its letters."""
    if all(entry.stream == "grams" for unit in units for entry in unit.entries):
        text = units[0].entries[0].text if len(units) == 1 else "".join(unit.entries[-1].text for unit in units)
        return text if len(text) > 1 else ""
    if len(units) == 1 or any(len(unit.entries) > 1 or unit.entries[0].stream != "terms" for unit in units):
        return ""
    texts = [unit.entries[0].text for unit in units]
    whole = "".join(texts)
    are_side_by_side = [unit.at for unit in units] == [0, *accumulate(map(len, texts[:-1]))]
    is_changed = any(text.endswith("다") for text in texts)
    return whole if are_side_by_side and not is_changed and _SYLLABIC.fullmatch(whole) else ""
