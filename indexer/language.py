"""Which language a text is in, by the share of its scripts: ``ko``, ``en``, ``ko+en`` or ``other``."""

from __future__ import annotations

import re

import numpy as np

from .atoms import HANGUL

_HANGUL = re.compile(f"[{HANGUL}]+")
_OTHER = re.compile(rf"[^\W\d_A-Za-zÀ-ɏ{HANGUL}]+")

SYLLABLES_PER_WORD = 3
"""A Korean word has about three syllables, so that a page with as much of either counts as both."""
MINOR_SHARE = 0.12
"""A language with less of a text than this does not count: names and quoted words."""


def language(text: str) -> str:
    """The language code of ``text``."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    # A smaller code wraps around to a large one. What is neither is rare, and left to regular expressions.
    is_syllable = codes - ord("가") <= ord("힣") - ord("가")
    is_latin = (codes | 32) - ord("a") < 26
    rest = codes[(codes > 127) & ~is_syllable].tobytes().decode("utf-32-le", "surrogatepass")
    korean = (np.count_nonzero(is_syllable) + _letters(_HANGUL, rest)) / SYLLABLES_PER_WORD
    english = np.count_nonzero(is_latin[1:] > is_latin[:-1]) + np.count_nonzero(is_latin[:1])
    other = _letters(_OTHER, rest) / SYLLABLES_PER_WORD
    total = korean + english + other
    if not total or other > max(korean, english):
        return "other"
    shares = {"ko": korean / total, "en": english / total}
    present = [code for code, share in shares.items() if share >= MINOR_SHARE]
    return "+".join(present) or "other"


def _letters(script: re.Pattern[str], text: str) -> int:
    return sum(map(len, script.findall(text)))
