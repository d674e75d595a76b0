"""Token positions. One Hangul syllable, one Hanja character, one word of another script or one number is one position.

The index counts tokens in these positions, so spacing never matters to a phrase, and a snippet finds its
characters again by running ``positions`` on the stored text.

A *run* is the unit of analysis: an unbroken stretch of Hangul or of Hanja, or one position of another kind.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from .fold import MIDDLE_DOT, fold

HANGUL = "ㄱ-ㆎ가-힣ᄀ-ᇿꥠ-꥿ힰ-퟿"
HANJA = "々㐀-䶿一-鿿\uf900-\ufaff\U00020000-\U0003134f"
_SYLLABIC_BLOCKS = np.array(
    sorted(
        bound
        for first, last in re.findall("(.)-(.)", f"{HANGUL}々-々{HANJA[1:]}")
        for bound in (ord(first), ord(last) + 1)
    ),
    dtype=np.uint32,
)
"""First code of each block of Hangul and Hanja, and the one after its last."""
MARKS = "".join(c for c in map(chr, range(0x300, 0x370)) if unicodedata.combining(c))

LETTER = rf"[^\W\d_{HANGUL}{HANJA}]"
WORD_OR_NUMBER = re.compile(
    rf"{LETTER}(?:{LETTER}|[{MARKS}]|'(?={LETTER}))*+"  # don't
    r"(?:\+\+|#(?!\w))?"  # C++, C#
    r"|\d++(?:[.,·]\d++)*+"  # 10.1, 20,7 and 3·1 stay whole
)
RUN = re.compile(f"[{HANGUL}]+|[{HANJA}]+|{WORD_OR_NUMBER.pattern}")


class Script(Enum):
    """The script of a run."""

    HANGUL = "Hangul syllables"
    HANJA = "Chinese characters"
    LATIN = "a word of Latin or another alphabet"
    NUMBER = "digits, with inner points and commas"


_FIRST = re.compile(rf"(?P<HANGUL>[{HANGUL}])|(?P<HANJA>[{HANJA}])|(?P<NUMBER>\d)|(?P<LATIN>.)", re.DOTALL)


def script(run: str) -> Script:
    """The script of a run, by its first character."""
    if "가" <= run[0] <= "힣":  # nearly all, and quicker than the expression
        return Script.HANGUL
    found = _FIRST.match(run)
    assert found is not None
    assert found.lastgroup is not None
    return Script[found.lastgroup]


def written(run: str) -> str:
    """A run of another script than Hangul and Hanja as bigrams hold it: in small letters, 3·1 as 3.1."""
    return run.lower().replace(MIDDLE_DOT, ".")


def position_count(run: str) -> int:
    """Number of positions of a run: its length if every character is one, else 1."""
    return len(run) if script(run) in (Script.HANGUL, Script.HANJA) else 1


def are_syllabic(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """True if each character, given by its code point, is a position of its own: Hangul or Hanja."""
    # It lies in a block where an odd number of bounds is at or below it.
    return (np.searchsorted(_SYLLABIC_BLOCKS, codes, side="right") & 1).astype(bool)


def position_spans(text: str) -> NDArray[np.int32]:
    """Character spans of the positions of ``text``: shape (positions, 2), start and end."""
    folded = fold(text)
    return folded.spans(_spans(folded.text))


def _spans(text: str) -> NDArray[np.int32]:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    lengths = are_syllabic(codes).astype(np.int32)
    longer = [found.span() for found in WORD_OR_NUMBER.finditer(text)]
    if longer:
        starts, ends = np.array(longer, dtype=np.int32).T
        lengths[starts] = ends - starts
    begin = np.flatnonzero(lengths).astype(np.int32)
    return np.stack((begin, begin + lengths[begin]), axis=1)
