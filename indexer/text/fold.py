"""Compatibility folding (NFKC): the form of a text that tokens are made of. What is stored stays as it was written.

Compatibility characters become what they stand for (㎏ kg, ㈜ (주), ① 1, ﬁ fi, Ⅱ II, m² m2), and all middle dots one. A
folded text may be longer than the text, so it knows where each of its characters stands there.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MIDDLE_DOT = "·"
_DOTS = "ㆍ‧•・･"
_BLOCKS = ((0x2080, 0x209C), (0x2100, 0x2188), (0x2460, 0x24FF), (0x3200, 0x33FF), (0xFB00, 0xFB06))
"""Subscripts, letterlike symbols, number forms, enclosed and squared letters and ligatures."""
_SIGNS = str.maketrans({"\u2215": "/", "\u2044": "/", "\u2212": "-"})


def _table() -> dict[str, str]:
    table = dict.fromkeys(_DOTS, MIDDLE_DOT) | {"\u00b5": "\u03bc", "ª": "a", "º": "o", "’": "'"}
    for first, last in _BLOCKS:
        for character in map(chr, range(first, last + 1)):
            form = unicodedata.normalize("NFKC", character).translate(_SIGNS)
            if form != character and any(c.isalnum() for c in form) and not _is_fraction(character):
                table[character] = form
    return table


def _is_fraction(character: str) -> bool:
    """Whether a character is a fraction: ½ is neither 1 nor 12."""
    return "FRACTION" in unicodedata.name(character, "")


_TABLE = _table()
_SQUARES = {"²": "2", "³": "3"}
_FOLDED = re.compile(f"[{re.escape(''.join(sorted({*_TABLE, *_SQUARES})))}]")


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
    sizes: list[int] = []
    at = 0
    for found in _FOLDED.finditer(text):
        form = _form(found)
        pieces += (text[at : found.start()], form)
        sizes.extend([1] * (found.start() - at))
        sizes.append(len(form))
        at = found.end()
    folded = "".join((*pieces, text[at:]))
    if len(folded) == len(text) and all(size == 1 for size in sizes):
        return Folded(folded)
    sizes.extend([1] * (len(text) - at))
    starts = np.repeat(np.arange(len(text), dtype=np.int32), sizes)
    return Folded(folded, starts, starts + 1)


def fold_text(text: str) -> str:
    """``text`` folded."""
    return text if text.isascii() else _FOLDED.sub(_form, text)


def _form(found: re.Match[str]) -> str:
    """What a character stands for; m² is m2, and 10² is not 102."""
    character, before = found[0], found.string[found.start() - 1 : found.start()]
    if character in _SQUARES:
        return _SQUARES[character] if before.isascii() and before.isalpha() else character
    return _TABLE[character]
