"""Words with Hanja by their reading: 女性 has the key of 여성, which is also that of 녀성.

A run of Hanja has keys for its parts: for those of three to eight characters wherever they are, for those of two
where the run begins or ends with them (韓民 in 大韓民國 is no word), and for one alone where it is all (反 of 反MTU).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, product

import numpy as np
from numpy.typing import NDArray

from .hanja_readings import readings
from .initial_law import law

LONGEST = 8
"""Characters of the longest part that has a key."""
MOST_READINGS = 16
"""HanjaReadings of one part that have keys."""

FIRST, LAST = 0x3400, 0x9FFF
_PRIME, _SEED = 0x01000193, 0x811C9DC5
_WIDTH = 4
"""HanjaReadings of one character, at most."""

_Codes = NDArray[np.uint32]
_Places = NDArray[np.intp]


def reading_keys(folded: Sequence[str]) -> Iterator[int]:
    """The keys of a part of which each character has some folded readings."""
    for reading in islice(product(*folded), MOST_READINGS):
        key = _SEED
        for syllable in reading:
            key = (key ^ ord(syllable)) * _PRIME & 0xFFFFFFFF
        yield key


def folded_readings(run: str) -> list[str]:
    """The readings of each character of a run of Hanja, folded."""
    return [*map(_folded, readings().of(run))]


@cache
def _folded(options: str) -> str:
    return "".join(dict.fromkeys(law(options)))


def hanja_keys(words: Sequence[str]) -> tuple[_Codes, _Codes]:
    """The keys of words; those without Hanja have none."""
    codes = np.frombuffer("\n".join(words).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    places = np.flatnonzero((codes >= FIRST) & (codes <= LAST))
    if not len(places):
        return np.empty(0, np.uint32), np.empty(0, np.uint32)
    numbers = np.cumsum(codes == ord("\n"), dtype=np.uint32)[places]
    keys, starts = _keys_of_parts(_Hanja.of(codes[places], places))
    return keys, numbers[starts]


@dataclass(frozen=True, slots=True)
class _Hanja:
    """The characters of all runs in a row: where its run begins and ends, and its folded readings, 0 after the last."""

    begins: _Places
    ends: _Places
    options: _Codes

    @classmethod
    def of(cls, characters: _Codes, places: _Places) -> _Hanja:
        first = np.flatnonzero(np.diff(places, prepend=-2) != 1)
        lengths = np.diff(first, append=len(places))
        begins = np.repeat(first, lengths)
        found = cls(begins, begins + np.repeat(lengths, lengths), _options()[characters - FIRST])
        found._read_pairs(characters)
        return found

    def _read_pairs(self, characters: _Codes) -> None:
        """Puts in the readings of characters that stand in a listed pair."""
        pairs = (characters[:-1] << np.uint32(16)) | characters[1:]
        at = np.flatnonzero(np.isin(pairs, _listed_pairs()) & (self.begins[:-1] == self.begins[1:]))
        text = "".join(map(chr, characters.tolist()))
        for place in np.union1d(at, at + 1).tolist():
            before, after = max(place - 1, self.begins[place]), min(place + 2, self.ends[place])
            self.options[place] = _folded_codes(readings().at(text[before:after], place - before))


def _keys_of_parts(hanja: _Hanja) -> tuple[_Codes, _Places]:
    """The keys of all parts, and where each part starts."""
    starts = np.arange(len(hanja.begins))
    keys = np.full(len(starts), _SEED, dtype=np.uint32)
    found: list[tuple[_Codes, _Places]] = []
    for length in range(1, LONGEST + 1):
        starts, keys = _longer(hanja, starts, keys, length)
        is_part = _are_parts(hanja, starts, length)
        found.append((keys[is_part], starts[is_part]))
    return np.concatenate([keys for keys, _ in found]), np.concatenate([starts for _, starts in found])


def _longer(hanja: _Hanja, starts: _Places, keys: _Codes, length: int) -> tuple[_Places, _Codes]:
    """The keys of parts of ``length`` characters, from those of one less."""
    inside = starts + length <= hanja.ends[starts]
    starts, keys = starts[inside], keys[inside]
    options = hanja.options[starts + length - 1]
    which, column = np.nonzero(options)
    starts, keys = starts[which], (keys[which] ^ options[which, column]) * np.uint32(_PRIME)
    few = np.arange(len(starts)) - np.searchsorted(starts, starts) < MOST_READINGS
    return starts[few], keys[few]


def _are_parts(hanja: _Hanja, starts: _Places, length: int) -> NDArray[np.bool_]:
    begins: NDArray[np.bool_] = hanja.begins[starts] == starts
    ends: NDArray[np.bool_] = hanja.ends[starts] == starts + length
    return begins & ends if length == 1 else begins | ends if length == 2 else np.ones(len(starts), dtype=np.bool_)


@cache
def _options() -> _Codes:
    """For every character from FIRST to LAST its usual readings, folded."""
    table = np.zeros((LAST + 1 - FIRST, _WIDTH), dtype=np.uint32)
    for character, options in readings().single.items():
        table[ord(character) - FIRST] = _folded_codes(options)
    return table


@cache
def _folded_codes(options: str) -> list[int]:
    folded = _folded(options)[:_WIDTH]
    return [*map(ord, folded), *[0] * (_WIDTH - len(folded))]


@cache
def _listed_pairs() -> _Codes:
    return np.array([ord(pair[0]) << 16 | ord(pair[1]) for pair in readings().pairs], dtype=np.uint32)
