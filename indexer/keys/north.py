"""Words that begin as those of the North and loanwords do: with ㄹ, or with ㄴ before i and y (로동, 녀성)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .initial_law import FIRST, FOLDED

_Codes = NDArray[np.uint32]


def beginning_key(word: str) -> int:
    """The key of a word: its first two characters."""
    return ord(word[0]) << 16 ^ ord(word[1])


def beginning_keys(words: Sequence[str]) -> tuple[_Codes, _Codes]:
    """The keys of words of two syllables or more; those that begin otherwise have none."""
    codes = np.array(words, dtype="<U2").view(np.uint32).reshape(-1, 2)
    at = np.clip(codes[:, 0].astype(np.int64) - FIRST, 0, len(FOLDED) - 1)
    begins = (codes[:, 0] == at + FIRST) & (FOLDED[at] != codes[:, 0]) & (codes[:, 1] > 0)
    numbers = np.flatnonzero(begins).astype(np.uint32)
    return codes[numbers, 0] << np.uint32(16) ^ codes[numbers, 1], numbers
