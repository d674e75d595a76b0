"""Edit distance on keystrokes: what it costs to take some keys for what was meant to be typed (Damerau 1964).

One wrong key, or one wrong jamo where it takes two keys, is one error. What fingers do easily costs less: neighbouring
keys, a forgotten Shift, a doubled or a missing key, two keys in the wrong order.
"""

from __future__ import annotations

from rapidfuzz.distance import Postfix, Prefix

from .keyboard import KEYS_OF

_SHIFT, _NEIGHBOUR, _DOUBLED, _EXTRA, _MISSING, _SWAPPED = 0.5, 0.75, 0.5, 0.9, 0.8, 0.7
"""Costs of errors that are easily made, relative to any other key."""
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_OFFSETS = (0.0, 0.25, 0.75)
"""Offset of each row to the right, in keys."""
_PLACES = {key: (x + _OFFSETS[y], y) for y, row in enumerate(_ROWS) for x, key in enumerate(row)}
_NEAR = 1.2
"""Distance of neighbouring keys."""
_JAMO = frozenset(KEYS_OF.values())


def distance(typed: str, meant: str) -> float:
    """The cost of typing ``typed`` for ``meant``, both as keys; 0 if they are the same."""
    start = Prefix.similarity(typed, meant)
    end = Postfix.similarity(typed[start:], meant[start:])
    before = typed[:start][-1:]
    wrong, right = typed[start : len(typed) - end], meant[start : len(meant) - end]
    if wrong in _JAMO and right in _JAMO and len(wrong) + len(right) > 2:
        return 1.0
    return _aligned(before + wrong, before + right)


def _aligned(typed: str, meant: str) -> float:
    """The cheapest alignment, by rows of prefixes of ``typed`` against those of ``meant``."""
    older: list[float] = []
    row = [0.0]
    for at, key in enumerate(meant):
        row.append(row[-1] + (_DOUBLED if meant[:at][-1:] == key else _MISSING))
    for at, key in enumerate(typed):
        extra = _DOUBLED if typed[:at][-1:] == key else _EXTRA
        following = [row[0] + extra]
        for to, other in enumerate(meant):
            missing = _DOUBLED if meant[:to][-1:] == other else _MISSING
            best = min(row[to] + substitution(key, other), row[to + 1] + extra, following[to] + missing)
            if at and to and key == meant[to - 1] != other == typed[at - 1]:
                best = min(best, older[to - 1] + _SWAPPED)
            following.append(best)
        older, row = row, following
    return row[-1]


def substitution(key: str, other: str) -> float:
    """The cost of one key for another."""
    if key == other:
        return 0.0
    if key.lower() == other.lower():
        return _SHIFT
    (x, y), (x2, y2) = _PLACES.get(key.lower(), (-9.0, 0)), _PLACES.get(other.lower(), (99.0, 0))
    return _NEIGHBOUR if (x - x2) ** 2 + (y - y2) ** 2 <= _NEAR**2 else 1.0
