"""Tokenizer: splits whole texts into script runs, as ``positions.RUN`` does, but by array operations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from .positions import HANGUL, HANJA, LETTER, MARKS

Units = NDArray[np.uint16]
"""The code units of a text in UTF-16: of a character beyond U+FFFF two."""
Kinds = NDArray[np.uint8]
Places = NDArray[np.int64]

_LETTER, _DIGIT, _MARK = 1, 2, 3
_KIND = re.compile(rf"({LETTER})|(\d)|([{MARKS}])|([{HANGUL}])|([{HANJA}])")
_WORD = re.compile(r"\w")


def joined(texts: Sequence[str]) -> tuple[Units, Places]:
    """The code units of some texts with a line break after each, and where each ends."""
    coded = [f"{text}\n".encode("utf-16-le", "surrogatepass") for text in texts]
    return np.frombuffer(b"".join(coded), np.uint16), np.cumsum([len(text) // 2 for text in coded])


def text_of(units: Units) -> str:
    """The text of some code units."""
    return units.tobytes().decode("utf-16-le", "surrogatepass")


def run_spans(units: Units) -> tuple[Places, Places]:
    """The starts and ends of the runs of a text, in code units."""
    # With more around it, no unit needs to be asked whether it has neighbours.
    units = np.concatenate((np.zeros(1, np.uint16), units, np.zeros(2, np.uint16)))
    kinds = _kinds(units)
    _join(kinds, units)
    kinds[kinds == _MARK] = 0
    changes = np.flatnonzero(kinds[1:] != kinds[:-1]) + 1
    starts, ends = changes[kinds[changes] != 0], changes[kinds[changes - 1] != 0]
    _lengthen(ends, kinds, units)
    return starts - 1, ends - 1


def _kinds(units: Units) -> Kinds:
    """The kind of the character of each unit."""
    kinds = _table()[units]
    pairs = np.flatnonzero((units[:-1] >> 10 == 0xD800 >> 10) & (units[1:] >> 10 == 0xDC00 >> 10))
    if len(pairs):
        kinds[pairs] = kinds[pairs + 1] = [_kind(character) for character in text_of(units[_both(pairs)])]
    return kinds


def _both(pairs: Places) -> Places:
    return np.stack((pairs, pairs + 1), axis=1).ravel()


@cache
def _table() -> Kinds:
    return np.array([_kind(chr(code)) for code in range(1 << 16)], np.uint8)


@lru_cache(maxsize=1 << 12)
def _kind(character: str) -> int:
    found = _KIND.match(character)
    return (found.lastindex or 0) if found else 0


def _join(kinds: Kinds, units: Units) -> None:
    """Gives marks on letters, and what joins letters or digits, the kind of these."""
    marks = np.flatnonzero(kinds == _MARK)
    while len(marks := marks[kinds[marks - 1] == _LETTER]):
        kinds[marks] = _LETTER
        marks = marks[kinds[marks + 1] == _MARK] + 1
    for joint, kind in (("'", _LETTER), (".", _DIGIT), (",", _DIGIT), ("·", _DIGIT)):
        found = np.flatnonzero(units == ord(joint))
        kinds[found[(kinds[found - 1] == kind) & (kinds[found + 1] == kind)]] = kind


def _lengthen(ends: Places, kinds: Kinds, units: Units) -> None:
    """Moves the ends of words behind the signs of C++ and C#."""
    after = units[ends]
    plus = np.flatnonzero(after == ord("+"))
    plus = plus[(kinds[ends[plus] - 1] == _LETTER) & (units[ends[plus] + 1] == ord("+"))]
    sharp = np.flatnonzero(after == ord("#"))
    sharp = sharp[kinds[ends[sharp] - 1] == _LETTER]
    alone = [not _WORD.match(text_of(units[end + 1 : end + 3])) for end in ends[sharp].tolist()]
    ends[plus] += 2
    ends[sharp[alone]] += 1
