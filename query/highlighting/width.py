"""The width of text in terminal columns, and the substring that fits a number of columns."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_NARROW = bytes([*range(0x11), *range(0x20, 0x23), *range(0xDC, 0xE0)])
"""High bytes of UTF-16 of characters below U+1100, of punctuation, letterlike signs and arrows, and of the second
halves of pairs. Nearly all other characters take two columns."""


def width(text: str) -> int:
    """Columns that ``text`` takes in a terminal: two for a Korean syllable, none for a combining mark."""
    return len(text) if text.isascii() else sum(map(_width, text))


@lru_cache(maxsize=1 << 14)
def _width(character: str) -> int:
    if character < "\u0300":
        return 1
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def advance(text: str, start: int, columns: int) -> int:
    """The character after the last that fits, from ``start`` on."""
    if len(text) - start <= columns and width(text[start:]) <= columns:
        return len(text)
    while columns > 1 and start < len(text):
        piece = text[start : start + columns // 2]  # no character takes more than two
        columns -= _columns(piece)
        start += len(piece)
    return start


def retreat(text: str, end: int, columns: int) -> int:
    """The first character that fits before ``end``."""
    while columns > 1 and end > 0:
        piece = text[max(end - columns // 2, 0) : end]
        columns -= _columns(piece)
        end -= len(piece)
    return end


def _columns(piece: str) -> int:
    """Columns as ``width`` counts them, but quickly, and too many rather than too few."""
    return len(piece) + len(piece.encode("utf-16-be", "surrogatepass")[::2].translate(None, _NARROW))
