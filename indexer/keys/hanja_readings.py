"""Readings of Hanja: a table of characters, and of pairs in which a character is read otherwise (敗北 패배)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice, product

from .initial_law import law, softened

MOST_SPELLINGS = 16


@dataclass(frozen=True, slots=True)
class HanjaReadings:
    """``single``: the usual readings of a character, before the initial-sound law; ``pairs``: readings of pairs."""

    single: Mapping[str, str]
    pairs: Mapping[str, tuple[str, ...]]

    def of(self, run: str) -> list[str]:
        """The readings of each character of a run of Hanja, the most usual first; none where it is unknown."""
        return [self.at(run, at) for at in range(len(run))]

    def at(self, run: str, at: int) -> str:
        """The readings of one of its characters."""
        before = (pair[1] for pair in self.pairs.get(run[max(at - 1, 0) : at + 1], ()))
        after = (pair[0] for pair in self.pairs.get(run[at : at + 2], ()))
        return "".join(dict.fromkeys((*before, *after))) or self.single.get(run[at], "")


@cache
def readings() -> HanjaReadings:
    """The table, read once."""
    single: dict[str, str] = {}
    pairs: dict[str, tuple[str, ...]] = {}
    text = files(__package__).joinpath("hanja.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        reading, _, hanja = line.partition("\t")
        if len(reading) == 1 and single.keys().isdisjoint(hanja):
            single |= dict.fromkeys(hanja, reading)
        elif len(reading) == 1:
            single |= {character: single.get(character, "") + reading for character in hanja}
        else:
            for at in range(0, len(hanja), 2):
                pair = hanja[at : at + 2]
                pairs[pair] = (*pairs.get(pair, ()), reading)
    return HanjaReadings(single, pairs)


def spellings(run: str, table: HanjaReadings) -> list[str]:
    """The Hangul spellings of a run of Hanja, southern and northern; none if a character is unknown."""
    if run in table.pairs:
        return list(
            dict.fromkeys(one for reading in table.pairs[run] for one in (law(reading[0]) + reading[1], reading))
        )
    options = table.of(run)
    choices = [dict.fromkeys(_written(run, at, options)) for at in range(len(run))]
    return ["".join(choice) for choice in islice(product(*choices), MOST_SPELLINGS)]


def _written(run: str, at: int, options: list[str]) -> Iterator[str]:
    """The syllables that a character may be written with at its place."""
    for syllable in options[at]:
        if at == 0:
            yield law(syllable)
        else:
            yield from (softened(before, syllable) for before in options[at - 1])
        yield syllable
        if at + 1 < len(run):  # a word may begin here, inside a compound
            yield law(syllable)
