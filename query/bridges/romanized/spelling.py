"""The cost of spelling a Korean word in Latin letters: a costed acceptor, sound by sound, the cheapest path."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from ....indexer.keys.names import latin_key
from .acceptor import Acceptor, Places
from .sounds import sounds, spellings
from .tables import SURNAMES

_VOWELS = re.compile("[aeiouwy]+")
_NOT_LETTERS = re.compile("[^a-z-]")
_BREVES = str.maketrans({"ŏ": "eo", "ŭ": "eu", "Ŏ": "eo", "Ŭ": "eu"})

_ODD_VOWEL = 0.9
"""Cost of an unusual spelling of a vowel."""
_SURNAME_LAST = 0.1
"""Cost of a surname that stands last."""
_SHORTEST_TURNED = 3
"""Syllables of a name whose surname may stand last: 우리 is not Lee Woo."""
_GLUED = 0.1
"""Cost of a surname's own spelling if no space or hyphen follows."""


def latin_words(text: str) -> list[str]:
    """The words of a text in small Latin letters, each with its hyphens."""
    plain = unicodedata.normalize("NFKD", text.translate(_BREVES)).lower().replace("wh", "hw")
    return [word for word in (_NOT_LETTERS.sub("", word).strip("-") for word in plain.split()) if word]


def surname_length(hangul: str) -> int:
    """Number of syllables of the surname of a name; 0 if it does not begin as Korean names do."""
    return next((length for length in (2, 1) if hangul[:length] in SURNAMES), 0)


def readings(words: Sequence[str]) -> Iterator[Spelling]:
    """The ways to take words in small letters: as they stand, and with the surname last."""
    yield Spelling(words)
    if len(words) > 1 and words[-1] in _surnames():
        yield Spelling([words[-1], *words[:-1]], _SURNAME_LAST)


class Spelling:
    """Latin words as a spelling of Hangul. A space or hyphen is never inside a syllable.

    ``key`` is what it shares with the Hangul words that it may spell.
    """

    def __init__(self, words: Sequence[str], paid: float = 0.0) -> None:
        self.key = latin_key("".join(words))
        self._letters = "-".join(words)
        self._paid = paid
        vowels = _VOWELS.findall(self._letters)
        self._syllables = range(len(vowels), len("".join(vowels)) + 1)
        self._acceptor = Acceptor(self._letters, _VOWELS, _ODD_VOWEL)

    def cost(self, hangul: str, most: float) -> float | None:
        """Cost per syllable of reading the words as ``hangul``; None if it is more than ``most``.

        0 is a spelling that everyone expects, 0.1 a personal one, 0.3 a strange one.
        """
        turned_in_vain = self._paid and (len(hangul) < _SHORTEST_TURNED or not surname_length(hangul))
        if turned_in_vain or len(hangul) not in self._syllables:
            return None
        cost = self._read(hangul, most * len(hangul) - self._paid)
        return None if cost is None else (cost + self._paid) / len(hangul)

    def _read(self, hangul: str, limit: float) -> float | None:
        """The cost of the cheapest way to read all letters as ``hangul``, up to a limit."""
        places: Places = {0: 0.0}
        for number, (onset, vowel, coda) in enumerate(sounds(hangul)):
            begun = {place + (self._letters[place : place + 1] == "-"): cost for place, cost in places.items()}
            places = self._acceptor.after(begun, (onset, vowel, coda), limit)
            if not number:
                self._add_surname(places, hangul[0])
            if not places:
                return None
        return places.get(len(self._letters))

    def _add_surname(self, places: Places, syllable: str) -> None:
        """Adds the places that the spellings of a surname lead to."""
        for spelling, cost in spellings(SURNAMES.get(syllable, "")).items():
            if self._letters.startswith(spelling):
                end = len(spelling)
                paid = cost if self._letters[end : end + 1] == "-" else cost + _GLUED
                places[end] = min(paid, places.get(end, paid))


@cache
def _surnames() -> frozenset[str]:
    return frozenset(spelling for line in SURNAMES.values() for spelling in spellings(line))
