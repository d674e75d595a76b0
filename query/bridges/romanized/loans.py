"""Loan words and foreign names between Hangul and Latin letters: moose and 무스, Vidal and 비달."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator

from ....indexer.keys.loans import hangul_loans, loan_keys
from ..bridge import Variant, Vocabulary
from .loan_spelling import LoanSpelling

_WEIGHT = 0.6
"""That of a word that is spelled as the rules say: a guess, however alike."""
_MOST = 4
"""Variants of a word."""
_SPREAD = 0.2
"""Maximum difference in cost to the best word."""
_SINGULAR = 0.05
"""Cost of leaving out the s of a plural."""

_UNKNOWN = {1: -1.0, 2: 0.1, 3: 0.25}
_KNOWN = {1: -1.0, 2: -1.0, 3: 0.05}
"""By syllables, the highest cost of a Latin word that no list knows, and of one that a list translates otherwise."""
_LONG_UNKNOWN, _LONG_KNOWN = 0.4, 0.1
"""That of longer ones: the more sounds agree, the less they do so by chance."""
_PLAIN = 0.02
"""The highest cost of two syllables that other nouns may have too."""

_FOREIGN = re.compile("^[라-맇]|[카-킿느드르므브스즈츠크트프흐든른븐슨즌튼들블슬즐클틀플엘]|[ㄱ-ㅎ]")
"""Sounds that native Korean and Sino-Korean nouns hardly have."""
_HANGUL = re.compile("[가-힣]{2,10}")

Meanings = Callable[[str], Collection[str]]


class Loans:
    """From one script to the other: by the consonants to words that may be the same, then sound by sound.

    Neither is a Korean word that a list translates: 도시 is a city and no Doshi.
    """

    def __init__(self, korean_of: Meanings, english_of: Meanings) -> None:
        self._korean_of = korean_of
        self._english_of = english_of

    def of_hangul(self, hangul: str, vocabulary: Vocabulary) -> list[Variant]:
        """The Latin words that a Hangul word may be."""
        if not _HANGUL.fullmatch(hangul) or self._english_of(hangul):
            return []
        keys, _ = hangul_loans([hangul])
        words = vocabulary.words("latin_loan", keys.tolist())
        return _best((word, self._cost(word, hangul)) for word in sorted(words))

    def of_latin(self, text: str, vocabulary: Vocabulary) -> list[Variant]:
        """The Hangul words that a Latin word may be."""
        found: list[tuple[str, float | None]] = []
        for word, paid in _numbers(text.lower()):
            is_known = bool(self._korean_of(word))
            spelling = LoanSpelling(word)
            for hangul in sorted(vocabulary.words("hangul_loan", loan_keys(word))):
                cost = spelling.cost(hangul, _most(hangul, is_known))
                if cost is not None and not self._english_of(hangul):
                    found.append((hangul, cost + paid))
        return _best(found)

    def _cost(self, word: str, hangul: str) -> float | None:
        """Cost of reading ``word`` as ``hangul``; None if they are hardly the same."""
        cost = LoanSpelling(word).cost(hangul, _most(hangul, is_known=False))
        is_worth_asking = cost is not None and cost > _most(hangul, is_known=True)
        return None if is_worth_asking and self._korean_of(word) else cost


def _most(hangul: str, is_known: bool) -> float:
    """The highest cost of a Latin word; ``is_known`` says whether a list translates it otherwise."""
    if is_known:
        return _KNOWN.get(len(hangul), _LONG_KNOWN)
    most = _UNKNOWN.get(len(hangul), _LONG_UNKNOWN)
    return min(most, _PLAIN) if len(hangul) == 2 and not _FOREIGN.search(hangul) else most


def _numbers(word: str) -> Iterator[tuple[str, float]]:
    """The word, and its singular where it looks like a plural, with what that costs."""
    yield word, 0.0
    if len(word) > 4 and word.endswith("s") and not word.endswith("ss"):
        yield word[:-1], _SINGULAR


def _best(found: Iterable[tuple[str, float | None]]) -> list[Variant]:
    """The cheapest, and those that cost little more."""
    costs: dict[str, float] = {}
    for text, cost in found:
        if cost is not None:
            costs[text] = min(cost, costs.get(text, cost))
    ranked = sorted(costs.items(), key=lambda pair: pair[1])[:_MOST]
    return [Variant(text, _WEIGHT * (1 - cost)) for text, cost in ranked if cost <= ranked[0][1] + _SPREAD]
