"""The sounds of a loan word in Hangul, each with the ways to spell it where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from .loan_tables import CODAS, CONTEXTS, ONSETS, TOGETHER, VOWELS
from .sounds import Sound, sound_of

_FIRST_SYLLABLE = 0xAC00
_ONSETS, _VOWELS = tuple(ONSETS), tuple(VOWELS)
_CODAS = "-ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
JAMO = 3
"""Of a syllable: onset, vowel, and coda, which is ``-`` where it is missing."""
_SYLLABLES_KEPT = 1 << 14
_CONTEXTS = tuple((re.compile(place), spelled) for place, spelled in CONTEXTS)
_TOGETHER = tuple((jamo, sound_of([spelled], is_vowel=False)) for jamo, spelled in TOGETHER)

Heard = tuple[int, Sound]
"""Number of jamo that are heard as one sound, and that sound."""


def loan_sounds(hangul: str) -> Iterator[Sequence[Heard]]:
    """The sounds of each jamo of a word, alone and together with those after it."""
    for before, syllable, after in zip(["", *hangul[:-1]], hangul, [*hangul[1:], ""], strict=True):
        yield from _heard(before, syllable, after)


@lru_cache(_SYLLABLES_KEPT)
def _heard(before: str, syllable: str, after: str) -> tuple[Sequence[Heard], ...]:
    """The sounds of the jamo of a syllable between two others; either may be missing."""
    head, own, tail = (_jamo(one) if one else "" for one in (before, syllable, after))
    text = head + own + tail
    return tuple(
        [(1, _alone(table, text, at)), *((len(jamo), sound) for jamo, sound in _TOGETHER if text.startswith(jamo, at))]
        for at, table in enumerate((ONSETS, VOWELS, CODAS), start=len(head))
    )


def _alone(table: dict[str, str], text: str, at: int) -> Sound:
    special = (spelled for place, spelled in _CONTEXTS if place.match(text, at))
    return sound_of((table.get(text[at], ""), *special), is_vowel=table is VOWELS)


def _jamo(syllable: str) -> str:
    onset, rest = divmod(ord(syllable) - _FIRST_SYLLABLE, len(_VOWELS) * len(_CODAS))
    vowel, coda = divmod(rest, len(_CODAS))
    return _ONSETS[onset] + _VOWELS[vowel] + _CODAS[coda]
