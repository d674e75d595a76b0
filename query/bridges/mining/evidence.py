"""Candidate scoring: how likely a Korean name and a neighbouring one in Latin letters are aliases, by dictionaries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ....indexer.keys.hint import Hint, Proof
from ....indexer.keys.name_key import SMALL_WORDS, stems
from ....indexer.text.positions import HANGUL
from ..romanized.spelling import latin_words, readings

Cost = Callable[[str, str], float | None]
"""Cost per syllable (0 or more) of reading Latin letters as Hangul; None if they are another word."""
Share = Callable[[str, str], float]
"""The share, 0 to 1, of the words of an English name that translate words of a Korean one."""

_SPELLED_ALIKE = 0.95
_STRANGEST = 0.35
"""Cost per syllable from which a reading is no longer certain."""
_LONGEST_NAME = 12
_TRANSLATED = 0.9
_HALF = 0.5
_LONGER = 0.01
_LONGEST_WORD = 6
_SYLLABLES = re.compile(f"[{HANGUL}]")


def never_alike(hangul: str, latin: str) -> float | None:  # noqa: ARG001
    """Without a romaniser no two words are spelled alike."""
    return None


def never_translated(korean: str, english: str) -> float:  # noqa: ARG001
    """Without a dictionary nothing is translated."""
    return 0.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """Knowledge about the two languages."""

    cost: Cost = never_alike
    translated: Share = never_translated

    def score(self, hint: Hint) -> float:
        """The probability that the names of a hint are one thing."""
        if hint.proof is not Proof.OPEN:
            return hint.score
        is_before = bool(_SYLLABLES.search(hint.first))
        korean, latin = (hint.first, hint.second) if is_before else (hint.second, hint.first)
        cost = self.cost("".join(_SYLLABLES.findall(korean)), latin)
        alike = 0.0 if cost is None else _SPELLED_ALIKE - 0.3 * cost
        return max(hint.score, alike, self._translated(korean, latin, is_before))

    def _translated(self, korean: str, latin: str, is_before: bool) -> float:
        """By how much of the English is translated. A single word is left to the lexicon bridge, which knows it too."""
        share = self.translated(korean, latin) if " " in latin else 0.0
        shorter = korean.partition(" ")[2] if is_before else ""
        if share < _HALF or (shorter and self.translated(shorter, latin) >= share):
            return 0.0  # in the second case its first word belongs to the sentence before the name
        return _TRANSLATED - (1 - share) * _HALF - _LONGER * len(korean.split())


def evidence_of(translations: Callable[[str], Iterable[str]]) -> Evidence:
    """The evidence of a Korean-English dictionary and of the romaniser."""
    return Evidence(spelling_cost, share_of(translations))


def spelling_cost(hangul: str, latin: str) -> float | None:
    """Cost per syllable of reading Latin letters as Hangul, if they can be read so."""
    words = latin_words(latin)
    if not words or len(hangul) > _LONGEST_NAME:
        return None
    costs = (spelling.cost(hangul, _STRANGEST) for spelling in readings(words))
    return min((cost for cost in costs if cost is not None), default=None)


def share_of(translations: Callable[[str], Iterable[str]]) -> Share:
    """The share by a dictionary that gives English for Korean words without spaces."""

    def share(korean: str, english: str) -> float:
        wanted = {word for word in stems(english).split() if word not in SMALL_WORDS}
        text = korean.replace(" ", "")
        parts = (text[a:b] for a in range(len(text)) for b in range(a + 2, min(len(text), a + _LONGEST_WORD) + 1))
        found = {word for part in parts for translation in translations(part) for word in stems(translation).split()}
        return len(wanted & found) / len(wanted) if wanted else 0.0

    return share
