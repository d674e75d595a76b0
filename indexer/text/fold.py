"""Compatibility folding (NFKC): the form of a text that tokens are made of. What is stored stays as it was written.

Compatibility characters become what they stand for (㎏ kg, ㈜ (주), ① 1, ﬁ fi, Ⅱ II, m² m2, Ａ A), and all middle dots
one; joiners and selectors are left out. A folded text may be longer or shorter than the text, so it knows where each of
its characters stands there.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .narrow import NARROW

MIDDLE_DOT = "·"
_DOTS = "ㆍ‧•・･"
_INVISIBLE = "\u200c\u200d\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff"
"""Joiners, selectors of emoji, and a jamo that is not there."""
_VOICED = "[ｳｶ-ﾄﾊ-ﾎ][ﾞﾟ]"
"""Half-width kana with a mark of its own."""
_BLOCKS = ((0x2080, 0x209C), (0x2100, 0x2188), (0x2460, 0x24FF), (0x3200, 0x33FF), (0xFB00, 0xFB06))
"""Subscripts, letterlike symbols, number forms, enclosed and squared letters and ligatures."""
_SIGNS = str.maketrans({"\u2215": "/", "\u2044": "/", "\u2212": "-"})


def _table() -> dict[str, str]:
    table = NARROW | dict.fromkeys(_DOTS, MIDDLE_DOT) | {"\u00b5": "\u03bc", "ª": "a", "º": "o"}
    for first, last in _BLOCKS:
        for character in map(chr, range(first, last + 1)):
            form = unicodedata.normalize("NFKC", character).translate(_SIGNS)
            if form != character and any(c.isalnum() for c in form) and not _is_fraction(character):
                table[character] = form
    return table


def _is_fraction(character: str) -> bool:
    """True if a character is a fraction: ½ is neither 1 nor 12."""
    return "FRACTION" in unicodedata.name(character, "")


_TABLE = _table()
_SQUARES = {"²": "2", "³": "3"}
_FOLDED = re.compile(f"{_VOICED}|[{_INVISIBLE}{re.escape(''.join(sorted({*_TABLE, *_SQUARES})))}]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; ``starts`` has for each of its characters the place in the text, None where they are the same."""

    text: str
    starts: NDArray[np.int32] | None = None
    ends: NDArray[np.int32] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the text of a place in the folded text."""
        if self.starts is None or self.ends is None or start >= end:
            return start, end
        return int(self.starts[start]), int(self.ends[end - 1])

    def spans(self, spans: NDArray[np.int32]) -> NDArray[np.int32]:
        """The places in the text of places in the folded text: shape (places, 2)."""
        if self.starts is None or self.ends is None or not len(spans):
            return spans
        return np.stack((self.starts[spans[:, 0]], self.ends[spans[:, 1] - 1]), axis=1)


def fold(text: str) -> Folded:
    """``text`` folded, with the places of its characters."""
    if text.isascii() or not _FOLDED.search(text):
        return Folded(text)
    pieces: list[str] = []
    others: list[tuple[int, int, int]] = []
    """Where the length changes: the first character, how many there are, and how many are made of them."""
    at = 0
    for found in _FOLDED.finditer(text):
        form = _form(found)
        pieces += (text[at : found.start()], form)
        if len(form) != 1 or found.end() - found.start() != 1:
            others.append((found.start(), found.end() - found.start(), len(form)))
        at = found.end()
    folded = "".join((*pieces, text[at:]))
    if not others:
        return Folded(folded)
    starts, ends = _places(len(text), others)
    return Folded(folded, starts, ends)


def _places(length: int, others: list[tuple[int, int, int]]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Where in a text of some length each character of the folded text starts and ends."""
    made, taken = np.ones(length, dtype=np.int32), np.ones(length, dtype=np.int32)
    for first, old, new in others:
        made[first : first + old] = 0
        made[first], taken[first] = new, old
    starts = np.repeat(np.arange(length, dtype=np.int32), made)
    return starts, starts + taken[starts]


def fold_text(text: str) -> str:
    """``text`` folded."""
    return text if text.isascii() else _FOLDED.sub(_form, text)


def _form(found: re.Match[str]) -> str:
    """The folded form of a character; m² is m2, and 10² is not 102."""
    character = found[0]
    if character in _SQUARES:
        before = found.string[found.start() - 1 : found.start()]
        return _SQUARES[character] if before.isascii() and before.isalpha() else character
    if len(character) > 1:
        return unicodedata.normalize("NFKC", character)
    return _TABLE.get(character, "")
