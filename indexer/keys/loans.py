"""Phonetic keys of loan words and foreign names: the Latin and the Hangul spelling share a key (moose, 무스).

A key is made of consonants in six classes, so wide that the spelling nearly determines them: K, T (with s, z, ch, j and
th), P (with f and v), L (with r), M and N. Neighbours of one class count once, also where Hangul puts ㅡ between them:
스트 is st. h, w and y are left out. Where a spelling leaves the sound open (g may be K or T), a word has several keys.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, product

import numpy as np
from numpy.typing import NDArray

from .hangul_words import keys_of_hangul

_VOWELS_AND_CODAS, _CODA_COUNT = 588, 28
_EU = 18
"""The number of the vowel ㅡ."""
SHORTEST_HANGUL, LONGEST_HANGUL = 2, 10
"""Syllables of the Hangul words that have keys."""
_LATIN = re.compile("[a-z]{3,20}")
"""The Latin words that have keys."""
_MOST_READINGS = 8
_KEY_BITS = (1 << 32) - 1

_CLASSES = "KTPLMN"
_BASE = len(_CLASSES) + 1
# The classes of Hangul consonants in the order of Unicode; - for none.
_ONSETS, _CODAS = (
    np.array([" KTPLMN".index(one.replace("-", " ")) for one in classes], dtype=np.uint32)
    for classes in ("KKNTTLMPPTT-TTTKTP-", "-KKKNNNTLKMPLLPLMPPTTNTTKTP-")
)

_GRAPHEMES = {
    "[aeiouy]+": "V",
    "kh": "K|-",
    "ch(?=[lr])|[ck]k|c?qu?|k|cc?(?![ceiyhz])|cc(?=h)": "K",
    "cc(?=[eiy])": "KT",
    "(?<!s)(?:ch(?=[nt])|ch$)": "T|K|-",
    "sch": "T|TK",
    "ch": "T|K",
    "s(?=tadt|tein)": "T|TV",
    "(?<![s])s$": "T|-",
    "tsch|[dt]sh|sh|[st]h|t?ch|dg(?=[eiy])|dj|sc(?=[eiy])|[dstz]+|cz?": "T",
    "^f": "P|-",
    "pt$": "PT|P",
    "ph|[bfpv]+": "P",
    "^x": "T",
    "(?<=eau)x$": "-",
    "x": "KT",
    "^gn": "N",
    "gn": "KN|N",
    "(?<=zi)g$": "K|-",
    "gh(?=[aeiouy])|g+(?![eghiny])": "K",
    "gh": "-|K",
    "g+": "T|K",
    "^kn": "N|KN",
    "j": "T|-",
    "ng(?=[eiy])": "N|NK|NT",
    "ng(?=[aloru])": "N|NK",
    "ng|n+": "N",
    "m[bn]$|m+": "M",
    "(?<=au)lt$": "-|LT",
    "l(?=[fkmv])": "L|-",
    "l+": "L",
    "^rh|r+(?=[aiouy]|e.)": "L",
    "r+": "R",
    "w(?=[aeiou])": "-|P",
}
"""Spellings of consonants with their class; the first that fits counts. R is an r that some languages leave out."""
_GRAPHEME = re.compile("|".join(f"({spelling})" for spelling in _GRAPHEMES))
_READINGS = [tuple(classes.replace("-", "").split("|")) for classes in _GRAPHEMES.values()]
_REPEATED = re.compile(r"([^V])\1+")
_DIGITS = {ord("V"): None, **{ord(one): str(digit) for digit, one in enumerate(_CLASSES, start=1)}}


def loan_keys(word: str) -> set[int]:
    """The keys of a word in small Latin letters; none where it is too short, too long, or no single word."""
    if not _LATIN.fullmatch(word):
        return set()
    parts = [_READINGS[match.lastindex - 1] for match in _GRAPHEME.finditer(word) if match.lastindex]
    readings = ["".join(reading) for reading in islice(product(*parts), _MOST_READINGS)]
    return {_key(reading.replace("R", heard)) for reading in readings for heard in ("L", "")}


def _key(reading: str) -> int:
    return int(_REPEATED.sub(r"\1", reading).translate(_DIGITS) or "0", _BASE) & _KEY_BITS


def latin_loans(words: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """The keys of words in small Latin letters."""
    keyed = [(key, number) for number, word in enumerate(words) if "a" <= word[:1] <= "z" for key in loan_keys(word)]
    keys, numbers = zip(*keyed, strict=True) if keyed else ((), ())
    return np.array(keys, dtype=np.uint32), np.array(numbers, dtype=np.uint32)


def hangul_loans(words: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """The keys of words of two to ten Hangul syllables."""
    return keys_of_hangul(words, SHORTEST_HANGUL, LONGEST_HANGUL, _hangul_keys)


def _hangul_keys(syllables: NDArray[np.int64]) -> NDArray[np.uint32]:
    """The keys of words of one length. syllables: shape (words, length), numbers of Hangul syllables."""
    onsets, codas = _ONSETS[syllables // _VOWELS_AND_CODAS], _CODAS[syllables % _CODA_COUNT]
    is_eu = syllables % _VOWELS_AND_CODAS // _CODA_COUNT == _EU
    keys = np.zeros(len(syllables), dtype=np.uint32)
    last = np.zeros(len(syllables), dtype=np.uint32)  # the class before, unless a vowel stands between
    for onset, eu, coda in zip(onsets.T, is_eu.T, codas.T, strict=True):
        keys, last = _appended(keys, last, onset)
        keys, last = _appended(keys, np.where(eu, last, 0).astype(np.uint32), coda)
    return keys


def _appended(
    keys: NDArray[np.uint32], last: NDArray[np.uint32], classes: NDArray[np.uint32]
) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """The keys with one more class each where it is one and is not the last, and the classes that are last then."""
    is_new = (classes > 0) & (classes != last)
    return np.where(is_new, keys * np.uint32(_BASE) + classes, keys), np.where(classes > 0, classes, last)
