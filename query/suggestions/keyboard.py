"""Keyboard layout: the keys that type a text with the Korean layout of two sets (dubeolsik, KS X 5002) or with QWERTY.

A key is named by its Latin letter, a capital where it needs Shift: 이주노조 is ``dlwnshwh``, 꿈 is ``Rna``. So an
unfinished syllable (이주노ㅈ, 이주놎), a missing jamo and the wrong layout are all questions about strings of keys.
"""

from __future__ import annotations

from functools import cache
from itertools import product

from ...indexer.text.hangul import CODAS, ONSETS, VOWELS, compose, is_syllable

_SINGLE = dict(
    zip(
        "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ",
        "qwertyuiopasdfghjklzxcvbnmQWERTOP",
        strict=True,
    )
)
_DOUBLE = dict(
    zip(
        "ㅘㅙㅚㅝㅞㅟㅢㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ",
        "hk ho hl nj np nl ml rt sw sg fr fa fq ft fx fv fg qt".split(),
        strict=True,
    )
)
KEYS_OF = _SINGLE | _DOUBLE
"""The keys of a jamo."""
_JAMO_OF = {keys: jamo for jamo, keys in KEYS_OF.items()}
CLUSTERS = {jamo: _JAMO_OF[keys[0]] + _JAMO_OF[keys[1]] for jamo, keys in _DOUBLE.items() if jamo in CODAS}
"""The two consonants of a coda that has two."""


@cache
def _key_table() -> dict[int, str]:
    """The keys of every syllable and jamo, for ``str.translate``."""
    table = {ord(jamo): keys for jamo, keys in KEYS_OF.items()}
    for onset, vowel, coda in product(ONSETS, VOWELS, CODAS):
        keys = KEYS_OF[onset] + KEYS_OF[vowel] + (KEYS_OF[coda] if coda else "")
        table[ord(compose(onset, vowel, coda))] = keys
    return table


def keys(text: str) -> str:
    """The keys that type a text; what is no Hangul stays as it is."""
    return text.translate(_key_table())


def has_hangul(text: str) -> bool:
    """True if a text has a Hangul syllable or jamo."""
    return any(is_syllable(one) or one in KEYS_OF for one in text)


def typed(pressed: str) -> str:
    """The text that keys give in the Korean layout, as an input method shows it. Other characters stay.

    A consonant after a vowel is a coda until a vowel follows, and then the onset of that: ``shwh`` is 노조.
    """
    shown = ""
    onset = vowel = coda = ""

    def syllable() -> str:
        return compose(onset, vowel, coda) if onset and vowel else onset or vowel

    for key in pressed:
        jamo = _JAMO_OF.get(key) or _JAMO_OF.get(key.lower())
        if jamo is None:
            shown, onset, vowel, coda = shown + syllable() + key, "", "", ""
        elif jamo in VOWELS:
            if coda:  # its last consonant begins the next syllable
                kept, moved = KEYS_OF[coda][:-1], KEYS_OF[coda][-1]
                coda = _JAMO_OF[kept] if kept else ""
                shown, onset, vowel, coda = shown + syllable(), _JAMO_OF[moved], jamo, ""
            elif vowel and (double := _JAMO_OF.get(KEYS_OF[vowel] + key)):
                vowel = double
            elif vowel or not onset:
                shown, onset, vowel = shown + syllable(), "", jamo
            else:
                vowel = jamo
        elif onset and vowel and not coda and jamo in CODAS:
            coda = jamo
        elif coda and (double := _JAMO_OF.get(KEYS_OF[coda] + key)) and double in CODAS:
            coda = double
        else:
            shown, onset, vowel, coda = shown + syllable(), jamo, "", ""
    return shown + syllable()
