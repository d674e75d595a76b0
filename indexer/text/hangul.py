"""Hangul arithmetic: a syllable is an onset, a vowel and perhaps a coda (Unicode 15, section 3.12)."""

from __future__ import annotations

ONSETS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
CODAS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")

_FIRST = ord("가")
_LAST = ord("힣")


def is_syllable(character: str) -> bool:
    """True if a character is a whole Hangul syllable."""
    return _FIRST <= ord(character) <= _LAST


def decompose(syllable: str) -> tuple[str, str, str]:
    """Onset, vowel and coda of a syllable; the coda is empty where it has none."""
    code = ord(syllable) - _FIRST
    return ONSETS[code // 588], VOWELS[code % 588 // 28], CODAS[code % 28]


def compose(onset: str, vowel: str, coda: str = "") -> str:
    """The syllable of an onset, a vowel and a coda."""
    return chr(_FIRST + ONSETS.index(onset) * 588 + VOWELS.index(vowel) * 28 + CODAS.index(coda))


def coda(syllable: str) -> str:
    """The coda of a syllable, or the empty string."""
    return CODAS[(ord(syllable) - _FIRST) % 28] if is_syllable(syllable) else ""


def with_coda(syllable: str, coda: str) -> str:
    """The syllable with another coda."""
    code = ord(syllable) - _FIRST
    return chr(_FIRST + code // 28 * 28 + CODAS.index(coda))
