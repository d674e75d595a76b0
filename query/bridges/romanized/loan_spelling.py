"""The cost of spelling a loan word or a foreign name, written in Hangul, as a Latin word."""

from __future__ import annotations

import re

from .acceptor import Acceptor, Places
from .loan_sounds import JAMO, loan_sounds

_VOWELS = re.compile("[aeiouy]+")
_ODD_VOWEL = 0.3
"""Cost of an unusual spelling of a vowel."""


class LoanSpelling:
    """A word in small Latin letters as the spelling of a Hangul word."""

    def __init__(self, word: str) -> None:
        self._length = len(word)
        self._acceptor = Acceptor(word, _VOWELS, _ODD_VOWEL)

    def cost(self, hangul: str, most: float) -> float | None:
        """Cost of reading the word as ``hangul``, the sum of all its liberties; None if it is above ``most``."""
        reached: list[Places] = [{0: 0.0}, *({} for _ in range(JAMO * len(hangul)))]
        furthest = 0
        for at, heard in enumerate(loan_sounds(hangul)):
            if at > furthest:
                return None
            for length, sound in heard if reached[at] else ():
                later = reached[at + length]
                for place, cost in self._acceptor.after(reached[at], (sound,), most).items():
                    later[place] = min(cost, later.get(place, cost))
                if later:
                    furthest = max(furthest, at + length)
        return reached[-1].get(self._length)
