"""Which language a text is in, by the share of its scripts: ``ko``, ``en``, ``ko+en`` or ``other``."""

from __future__ import annotations

import re

from .atoms import HANGUL

_HANGUL = re.compile(f"[{HANGUL}]+")
_LATIN = re.compile("[A-Za-z]+")
_OTHER = re.compile(rf"[^\W\d_A-Za-zÀ-ɏ{HANGUL}]+")

SYLLABLES_PER_WORD = 3
"""A Korean word has about three syllables, so that a page with as much of either counts as both."""
MINOR_SHARE = 0.12
"""A language with less of a text than this does not count: names and quoted words."""


def language(text: str) -> str:
    """The language code of ``text``."""
    korean = _letters(_HANGUL, text) / SYLLABLES_PER_WORD
    english = len(_LATIN.findall(text))
    other = _letters(_OTHER, text) / SYLLABLES_PER_WORD
    total = korean + english + other
    if not total or other > max(korean, english):
        return "other"
    shares = {"ko": korean / total, "en": english / total}
    present = [code for code, share in shares.items() if share >= MINOR_SHARE]
    return "+".join(present) or "other"


def _letters(script: re.Pattern[str], text: str) -> int:
    return sum(map(len, script.findall(text)))
