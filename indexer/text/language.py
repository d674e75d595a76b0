"""The language of a text, by the share of its scripts: ``ko``, ``en``, ``ko+en`` or ``other``."""

from __future__ import annotations

import re

from .positions import HANGUL

_HANGUL = re.compile(f"[{HANGUL}]+")
_REST = re.compile("[^\0-\x7f가-힣]+")
_LETTERS = bytes(ord("a") if chr(code).isalpha() and code < 128 else ord(" ") for code in range(256))
"""Every letter of ASCII as an a, and everything else as a blank."""
_WIDE_LATIN = "Ａ-Ｚａ-ｚ"
_WIDE_WORD = re.compile(f"[{_WIDE_LATIN}]+")
_OTHER = re.compile(rf"[^\W\d_A-Za-zÀ-ɏ{_WIDE_LATIN}{HANGUL}]+")

SYLLABLES_PER_WORD = 3
"""A Korean word has about three syllables, so that a page with as much of either counts as both."""
MINOR_SHARE = 0.12
"""A language with less of a text than this does not count: names and quoted words."""


def language(text: str) -> str:
    """The language code of ``text``."""
    rest = "".join(_REST.findall(text))
    # What is not ASCII comes out as question marks. For short texts such passes take less time than calls of numpy.
    coded = text.encode("ascii", "replace")
    syllables = coded.count(b"?") - text.count("?") - len(rest)
    words = b" " + coded.translate(_LETTERS)
    korean = (syllables + _letters(_HANGUL, rest)) / SYLLABLES_PER_WORD
    english = words.count(b" a") + len(_WIDE_WORD.findall(rest))
    other = _letters(_OTHER, rest) / SYLLABLES_PER_WORD
    total = korean + english + other
    if not total or other > max(korean, english):
        return "other"
    shares = {"ko": korean / total, "en": english / total}
    present = [code for code, share in shares.items() if share >= MINOR_SHARE]
    return "+".join(present) or "other"


def _letters(script: re.Pattern[str], text: str) -> int:
    return sum(map(len, script.findall(text)))
