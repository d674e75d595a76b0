"""The dueum rule (두음 법칙, initial-sound law): how the South writes initial ㄹ and ㄴ of a Sino-Korean word."""

from __future__ import annotations

import numpy as np

FIRST, LAST = 0xAC00, 0xD7A3
_NIEUN, _RIEUL, _IEUNG = 2, 5, 11
_FRONT = tuple("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ".index(vowel) for vowel in "ㅑㅕㅖㅛㅠㅣ")


def _lawful() -> np.ndarray[tuple[int], np.dtype[np.uint16]]:
    codes = np.arange(FIRST, LAST + 1)
    initials, rest = np.divmod(codes - FIRST, 588)
    front = np.isin(rest // 28, _FRONT)
    silent = front & np.isin(initials, (_NIEUN, _RIEUL))
    initials = np.where(silent, _IEUNG, np.where(initials == _RIEUL, _NIEUN, initials))
    return (FIRST + initials * 588 + rest).astype(np.uint16)


FOLDED = _lawful()
"""For every Hangul syllable from 가 to 힣 the code of what the law makes of it: 로 노, 력 역, 녀 여, 다 다."""
_CHANGED = {code: folded for code, folded in enumerate(FOLDED.tolist(), FIRST) if folded != code}


def law(text: str) -> str:
    """The law applied to every syllable as if it began a word: the same for all spellings of a Sino-Korean word."""
    return text.translate(_CHANGED)


def softened(before: str, syllable: str) -> str:
    """``syllable`` as the South writes it inside a word: 률 and 렬 are 율 and 열 after a vowel or ㄴ (비율, 선열)."""
    return law(syllable) if syllable in "률렬" and (ord(before) - FIRST) % 28 in (0, 4) else syllable
