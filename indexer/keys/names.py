"""Names by their consonants: the Hangul and the Latin spellings of a name have the same key.

Romanisations disagree about vowels and about voice (Pusan, Busan), hardly about the rest. So a key is made of the
consonants in eight classes, as they sound side by side: 독립 is Dongnip to some and Doklip to others. What comes and
goes between spellings is left out: h, r and l, and n before a vowel (노동, Rodong).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from .hangul_words import keys_of_hangul

_SHORTEST, LONGEST_HANGUL = 2, 6
"""Syllables of names that have keys."""
LONGEST_LATIN = 64
"""Letters of the longest one in Latin letters."""
_ONSETS = "k k n t t r m p p s s - j j j k t p h".replace("-", "").split(" ")
_CODAS = "- k k k n n n t l k m l l l p l m p p s s ng j j k t p h".replace("-", "").split(" ")

_LETTERS = re.compile("[a-z]+")
_VOWELS = re.compile("[aeiouwy]+")
_CONSONANTS = re.compile("tch|[cs]h|ng|.")
_CLASSES = {
    **dict.fromkeys(["c", "g", "k", "q"], "K"),
    **dict.fromkeys(["d", "t"], "T"),
    **dict.fromkeys(["b", "f", "p", "v"], "P"),
    **dict.fromkeys(["ch", "j", "tch", "z"], "C"),
    **dict.fromkeys(["s", "sh", "x"], "S"),
    **dict.fromkeys(["l", "r"], "L"),
    "n": "N",
    "ng": "G",
    "m": "M",
    "h": "",
}
"""K T P C S stand for all that are spoken in one place; L for what comes and goes, N for n, G for ng."""
_SIDE_BY_SIDE = tuple(
    (re.compile(heard), instead)
    for heard, instead in (
        ("[TCS](?=[KTPCS])", ""),
        ("K(?=[NML])", "G"),
        ("P(?=[NML])", "M"),
        ("[TCS](?=[NML])", "N"),
        ("N(?=M)", "M"),
        ("N(?=L)|(?<=L)N", ""),
        ("[NG]*(?:G|NK)[NGK]*", "G"),
        (r"(.)(?=\1)", ""),
        ("N(?=V)|L", ""),
        ("[CS]$", "T"),
        ("V", ""),
    )
)
"""Replacements of consonants, in this order. V is a vowel after them."""
_DIGITS = str.maketrans("KTPCSNGM", "12345678")
_CLUSTERS_KEPT = 1 << 14
_KEY_BITS = (1 << 32) - 1


def latin_key(name: str) -> int:
    """The key of a name in Latin letters; spaces, hyphens and capitals do not matter."""
    *clusters, last = _VOWELS.split("".join(_LETTERS.findall(name.lower())))
    digits = "".join(map(_before_a_vowel, clusters)) + _at_the_end(last)
    return int(digits or "0") & _KEY_BITS


@lru_cache(_CLUSTERS_KEPT)
def _before_a_vowel(cluster: str) -> str:
    return _heard(cluster, "V")


@lru_cache(_CLUSTERS_KEPT)
def _at_the_end(cluster: str) -> str:
    return _heard(cluster, "")


def _heard(cluster: str, vowel: str) -> str:
    """Consonants that stand side by side as digits of a key."""
    heard = "".join(_CLASSES[consonant] for consonant in _CONSONANTS.findall(cluster)) + vowel
    for pattern, instead in _SIDE_BY_SIDE:
        heard = pattern.sub(instead, heard)
    return heard.translate(_DIGITS)


def latin_names(words: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """The keys of words that begin with a Latin capital."""
    numbers = [n for n, word in enumerate(words) if "A" <= word[:1] <= "Z" and len(word) <= LONGEST_LATIN]
    keys = [latin_key(words[number]) for number in numbers]
    return np.array(keys, dtype=np.uint32), np.array(numbers, dtype=np.uint32)


def hangul_names(words: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """The keys of words of two to six Hangul syllables."""
    return keys_of_hangul(words, _SHORTEST, LONGEST_HANGUL, _hangul_keys)


def _hangul_keys(syllables: NDArray[np.int64]) -> NDArray[np.uint32]:
    """The keys of words of one length. syllables: shape (words, length), numbers of Hangul syllables."""
    end = np.full((len(syllables), 1), len(_ONSETS))
    codas, onsets = np.hstack([0 * end, syllables % 28]), np.hstack([syllables // 588, end])
    digits, powers = _meetings()
    keys = np.zeros(len(syllables), dtype=np.uint32)
    for coda, onset in zip(codas.T, onsets.T, strict=True):
        keys = keys * powers[coda, onset] + digits[coda, onset]
    return keys


@cache
def _meetings() -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """For each coda and the onset after it, or the end: the digits of a key, and ten to the power of how many.

    Both as shape (codas, onsets + 1). They come from what ``latin_key`` does, so the two scripts cannot disagree.
    """
    digits = np.zeros((len(_CODAS), len(_ONSETS) + 1), dtype=np.uint32)
    powers = np.zeros_like(digits)
    for (row, coda), (column, onset) in product(enumerate(_CODAS), enumerate([*_ONSETS, None])):
        heard = _at_the_end(coda) if onset is None else _before_a_vowel(coda + onset)
        digits[row, column], powers[row, column] = int(heard or "0"), 10 ** len(heard)
    return digits, powers
