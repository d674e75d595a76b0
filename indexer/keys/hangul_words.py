"""Phonetic keys of Hangul words: one call for all words of one length."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

_FIRST_SYLLABLE, _SYLLABLES = 0xAC00, 11172

SyllableKeys = Callable[[NDArray[np.int64]], NDArray[np.uint32]]
"""The keys of words of one length, shape (words,). Its argument has shape (words, length): the numbers of the Hangul
syllables, 0 for 가.
"""


def keys_of_hangul(
    words: Sequence[str], shortest: int, longest: int, keys_of: SyllableKeys
) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """The keys of the words of ``shortest`` to ``longest`` Hangul syllables, and the numbers of these words."""
    codes = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.int64)
    lengths = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
    starts = np.cumsum(lengths) - lengths
    keys, numbers = [np.zeros(0, dtype=np.uint32)], [np.zeros(0, dtype=np.uint32)]
    for length in sorted({*range(shortest, longest + 1)}.intersection(lengths.tolist())):
        chosen = np.flatnonzero(lengths == length)
        syllables = codes[starts[chosen, None] + np.arange(length)] - _FIRST_SYLLABLE
        hangul = ((syllables >= 0) & (syllables < _SYLLABLES)).all(axis=1)
        keys.append(keys_of(syllables[hangul]))
        numbers.append(chosen[hangul].astype(np.uint32))
    return np.concatenate(keys), np.concatenate(numbers)
