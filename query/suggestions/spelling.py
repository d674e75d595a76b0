"""Spelling correction: the words whose keys, or whose first keys, are few edits from what is typed.

Two searches: every string that is one edit away is looked up as a beginning of words (Norvig 2007), and the words that
have nearly the same keys, whatever their order, are compared with what is typed (a signature filter, then a library).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from ...indexer.text.hangul import CODAS, VOWELS
from .keyboard import KEYS_OF
from .keyed_words import KeyedWords
from .keystroke_distance import distance

_SHORTEST = 4
"""Keys from which a text may be misspelt: two syllables."""
_MOST_ERRORS = 2
_KEYS_AN_ERROR = 5
"""One error is allowed per 5 keys."""
_LONGEST = 64
"""Keys of a text that is looked at for errors."""
_BRANCHES = 3
"""Maximum number of words per edited prefix."""
_SMALL = "abcdefghijklmnopqrstuvwxyz"
_HANGUL = _SMALL + "QWERTOP"
_VOWELS = frozenset(KEYS_OF[vowel] for vowel in VOWELS)
_CODAS = frozenset(KEYS_OF[coda] for coda in CODAS if coda)


class SpellingIndex:
    """Finds the words that may be meant by misspelt keys."""

    def __init__(self, words: KeyedWords, *, is_hangul: bool) -> None:
        self.words = words
        self._keys = _HANGUL if is_hangul else _SMALL
        self._signatures = _signatures(words.key_of("\n".join(words.texts)).split("\n") if len(words) else [])

    def corrections(self, typed: str) -> dict[int, float]:
        """The numbers of words that keys may be meant for, each with the cost of the errors."""
        if not _SHORTEST <= len(typed) <= _LONGEST:
            return {}
        found: dict[int, float] = {}
        for number, cost in (*self._begun(typed), *self._whole(typed)):
            found[number] = min(cost, found.get(number, cost))
        return found

    def _begun(self, typed: str) -> Iterator[tuple[int, float]]:
        """Words that begin with a text which is one edit from what is typed."""
        texts = sorted(self._edits(typed))
        firsts, lasts = self.words.ranges(texts)
        for at in np.flatnonzero(lasts > firsts).tolist():
            cost = distance(typed, texts[at])
            for number in self.words.heaviest(np.arange(firsts[at], lasts[at]), _BRANCHES):
                yield number, cost

    def _edits(self, typed: str) -> set[str]:
        """Key sequences one edit away that may begin a word: the keys before the edit begin one."""
        beginnings = [typed[:end] for end in range(len(typed) + 1)]
        firsts, lasts = self.words.ranges(beginnings)
        found: set[str] = set()
        for at, head in enumerate(beginnings):
            if lasts[at] <= firsts[at]:
                break
            tail = typed[at:]
            found.update(head + key + tail for key in self._keys)
            if tail:
                found.update(head + key + tail[1:] for key in self._keys)
                found.add(head + tail[1:])
                found.add(head + tail[1:2] + tail[:1] + tail[2:])
            if self._keys is _HANGUL:
                found.update(_other_jamo(head, tail))
        return found - {typed}

    def _whole(self, typed: str) -> Iterator[tuple[int, float]]:
        """Words that are as a whole few edits from what is typed."""
        errors = min(_MOST_ERRORS, len(typed) // _KEYS_AN_ERROR)
        if not errors:
            return
        likely = np.flatnonzero(np.bitwise_count(self._signatures ^ _signatures([typed])[0]) <= 2 * errors)
        near = likely[np.abs(self.words.lengths[likely] - len(typed)) <= errors].tolist()
        if near:
            keys = [self.words.keys(number) for number in near]
            distances = cdist([typed], keys, scorer=OSA.distance, score_cutoff=errors, dtype=np.uint8)[0]
            for at in np.flatnonzero((distances <= errors) & (distances > 0)).tolist():
                yield near[at], distance(typed, keys[at])


def _other_jamo(head: str, tail: str) -> Iterator[str]:
    """Replaces a one- or two-key vowel or coda by another one where either has two keys."""
    for jamo in (_VOWELS, _CODAS):
        for length in (1, 2):
            if tail[:length] in jamo:
                yield from (head + one + tail[length:] for one in jamo if len(one) + length > 2)


def _signatures(texts: Sequence[str]) -> NDArray[np.uint64]:
    """Which keys each text has, and which it has twice: two bits a key. One edit changes at most two bits."""
    joined = np.frombuffer("\n".join([*texts, ""]).lower().encode("ascii", "replace"), dtype=np.uint8)
    text_of = np.cumsum(joined == ord("\n"))
    found = np.zeros(len(texts), dtype=np.uint64)
    for bit, key in enumerate(_SMALL):
        counts = np.bincount(text_of[joined == ord(key)], minlength=len(texts))[: len(texts)]
        found |= ((counts > 0).astype(np.uint64) | (counts > 1).astype(np.uint64) << np.uint64(1)) << np.uint64(2 * bit)
    return found
