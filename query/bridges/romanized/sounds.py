"""The sounds of a Hangul word, each with the ways to write it in Latin letters beside its neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from .tables import CODAS, CODAS_BEFORE, ONSETS, ONSETS_AFTER, SOUNDS_LIKE, VOWELS, VOWELS_AFTER

_FIRST_SYLLABLE = 0xAC00
_ONSETS, _VOWELS = tuple(ONSETS), tuple(VOWELS)
_CODAS = "-ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_SOUND = {coda: sound for sound, codas in SOUNDS_LIKE.items() for coda in codas}
_SYLLABLES_KEPT = 1 << 14


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """Ways to write a sound, what each costs, and the length of the longest."""

    spellings: Mapping[str, float]
    longest: int
    is_vowel: bool = False


def sounds(hangul: str) -> Iterator[tuple[Sound, Sound, Sound]]:
    """Onset, vowel and coda of each syllable."""
    before = "^"
    for syllable, after in zip(hangul, [*hangul[1:], "$"], strict=True):
        yield _syllable(before, syllable, after)
        before = _jamo(syllable)[2]


def transcription(hangul: str) -> str:
    """A word as it is usually written where it is no name: seomin for 서민."""
    return "".join(next(iter(sound.spellings)) for syllable in sounds(hangul) for sound in syllable)


@lru_cache(_SYLLABLES_KEPT)
def _syllable(before: str, syllable: str, after: str) -> tuple[Sound, Sound, Sound]:
    """The sounds of a syllable after a coda and before another syllable."""
    onset, vowel, coda = _jamo(syllable)
    return _onset(before, onset, vowel), _vowel(onset, vowel), _coda(coda, after if after == "$" else _jamo(after)[0])


@cache
def _jamo(syllable: str) -> tuple[str, str, str]:
    onset, rest = divmod(ord(syllable) - _FIRST_SYLLABLE, len(_VOWELS) * len(_CODAS))
    vowel, coda = divmod(rest, len(_CODAS))
    return _ONSETS[onset], _VOWELS[vowel], _SOUND.get(_CODAS[coda], _CODAS[coda])


@cache
def _onset(before: str, onset: str, vowel: str) -> Sound:
    special = (text for b, o, v, text in ONSETS_AFTER if before in b and onset in o and vowel in v)
    return _sound(ONSETS[onset], *special)


@cache
def _vowel(onset: str, vowel: str) -> Sound:
    special = (text for o, v, text in VOWELS_AFTER if onset in o and vowel in v)
    return _sound(VOWELS[vowel], *special, is_vowel=True)


@cache
def _coda(coda: str, after: str) -> Sound:
    return _sound(CODAS[coda], *(text for c, a, text in CODAS_BEFORE if coda in c and after in a))


def _sound(*texts: str, is_vowel: bool = False) -> Sound:
    return sound_of(texts, is_vowel)


def sound_of(texts: Iterable[str], is_vowel: bool) -> Sound:
    """The sound that is spelled as some lines of a table say; without any, one that nothing spells."""
    return _sound_of(" ".join(texts), is_vowel)


@cache
def _sound_of(text: str, is_vowel: bool) -> Sound:
    spelled = spellings(text)
    return Sound(spelled, max(map(len, spelled), default=0), is_vowel)


@cache
def spellings(text: str) -> Mapping[str, float]:
    """The spellings of a line of a table, and what each costs; of two costs the lower."""
    found: dict[str, float] = {}
    for spelling in text.split():
        letters, _, written = spelling.partition(":")
        letters, cost = letters.replace("-", ""), float(written or 0)
        found[letters] = min(cost, found.get(letters, cost))
    return found
