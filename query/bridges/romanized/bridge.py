"""Transliteration: Korean names in any romanisation, loan words and foreign names, in Hangul and in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain

from ....indexer.keys.names import LONGEST_HANGUL, LONGEST_LATIN, hangul_names, latin_key
from ..bridge import QueryWord, Variant, Vocabulary
from .loans import Loans
from .sounds import transcription
from .spelling import Spelling, latin_words, readings, surname_length

_WEIGHT = 0.8
_MOST = 8
"""Variants of one run of words."""

_LOOSE, _PERSON, _CLOSE, _PLAIN = 0.35, 0.15, 0.08, 0.05
"""The highest cost a syllable: of what is written as a person's name, may be one, is written as a name, is not."""
_NEVER = -1.0
_CLEAR = 3
"""Syllables that leave little to chance."""
_SPREAD = 0.15
"""How much more than the best one another reading may cost."""
_NO_SURNAME = 0.2
"""What it costs that the surname was left out."""
_SHORT = 4
"""Letters of a word that may be anything."""

_HANGUL = re.compile("[가-힣]{2,}")
_LATIN = re.compile(r"[^\W\d_]+(?:[ '-][^\W\d_]+)*")
_GIVEN_NAME = re.compile("[A-Z][a-z]+[- ][a-z]+")
_FAMILIES = "i kim pak choe chung kang an sin so im".split()
"""Surnames whose keys are those of most people."""
_NORTHERN = str.maketrans("이임유노나양여연염", "리림류로라량려련렴")
"""Surnames that some write as if they began with r or l, as Lee."""

Costs = dict[str, float]


class Romanized:
    """From one script to the other: by the consonants to words that may be the same, then sound by sound."""

    name = "romanized"
    most_words = 4

    def __init__(
        self, korean_of: Callable[[str], Collection[str]], english_of: Callable[[str], Collection[str]]
    ) -> None:
        """Both say what a known word is in the other language: Japan is 일본 and no 자판, 도시 a city and no Doshi."""
        self._loans = Loans(korean_of, english_of)
        self._korean_of = korean_of
        self._english_of = english_of

    def variants(self, run: Sequence[QueryWord], vocabulary: Vocabulary) -> Iterator[Variant]:
        """Words of the index that sound like the run, the most alike first: names, then loan words."""
        found: dict[str, Variant] = {}
        for variant in chain(self._names(run, vocabulary), self._of_loans(run, vocabulary)):
            found.setdefault(variant.text.lower(), variant)
        return iter(found.values())

    def _of_loans(self, run: Sequence[QueryWord], vocabulary: Vocabulary) -> Sequence[Variant]:
        """What a single word may be as a loan word or a foreign name."""
        if len(run) > 1:
            return ()
        if run[0].typed.isascii():
            return () if run[0].typed.isupper() else self._loans.of_latin(run[0].typed, vocabulary)
        hangul = dict.fromkeys((run[0].typed, run[0].lemma))
        return [variant for word in hangul for variant in self._loans.of_hangul(word, vocabulary)]

    def _names(self, run: Sequence[QueryWord], vocabulary: Vocabulary) -> Iterator[Variant]:
        """Korean names that sound like the run."""
        typed = [word.typed for word in run]
        if _HANGUL.fullmatch("".join(typed)):
            names = dict.fromkeys(("".join(typed), "".join([*typed[:-1], run[-1].lemma])))
            return _best(*(self._in_latin(name, vocabulary) for name in names if len(name) <= LONGEST_HANGUL))
        text = " ".join(typed)
        if not _LATIN.fullmatch(text) or len(text) > LONGEST_LATIN:
            return iter(())
        found = self._in_hangul(text, vocabulary) or _given_name(text, vocabulary)
        return _best(found, self._respelled(found, vocabulary))

    def _in_latin(self, hangul: str, vocabulary: Vocabulary) -> Costs:
        """The Latin spellings of a Hangul word, and what each costs."""
        if not self._may_be_a_name(hangul):
            return {}
        surname = surname_length(hangul)
        turned = hangul[surname:] + hangul[:surname]
        keys, _ = hangul_names([hangul, turned, turned[:-1] + turned[-1].translate(_NORTHERN)])
        found = _cheapest(
            (text, spelling.cost(hangul, _most(text, hangul)))
            for text in vocabulary.words("latin_name", keys.tolist())
            if _LATIN.fullmatch(text) and self._may_mean(text, hangul)
            for spelling in readings(latin_words(text))
        )
        plain = transcription(hangul)
        if self._may_mean(plain, hangul) and vocabulary.has(plain):
            found.setdefault(plain, _PLAIN)
        return found

    def _in_hangul(self, text: str, vocabulary: Vocabulary) -> Costs:
        """The Hangul words that Latin ones spell, and what each costs."""
        meanings = self._meanings(text)
        return _cheapest(
            (hangul, spelling.cost(hangul, _most(text, hangul)))
            for spelling in readings(latin_words(text))
            for hangul in (vocabulary.words("hangul_name", [spelling.key]) if meanings is None else meanings)
            if meanings is not None or self._may_be_a_name(hangul)
        )

    def _may_be_a_name(self, hangul: str) -> bool:
        known = self._english_of(hangul)
        return not known or any(text[:1].isupper() for text in known)

    def _may_mean(self, text: str, hangul: str) -> bool:
        meanings = self._meanings(text)
        return meanings is None or hangul in meanings

    def _meanings(self, text: str) -> Sequence[str] | None:
        """All that a text can mean; None where it may be any name."""
        known = self._korean_of(text.lower())
        return [text for text in known if _HANGUL.fullmatch(text)] if known or len(text) <= _SHORT else None

    def _respelled(self, found: Costs, vocabulary: Vocabulary) -> Costs:
        """Other Latin spellings of the best reading: Yi Myeong-bak for Lee Myung-bak."""
        best = min(found, key=lambda hangul: found[hangul], default="")
        if len(best) < _CLEAR:
            return {}
        return {text: cost + found[best] for text, cost in self._in_latin(best, vocabulary).items()}


def _given_name(text: str, vocabulary: Vocabulary) -> Costs:
    """The people of a given name: 이명박 for Myung-bak."""
    if not _GIVEN_NAME.fullmatch(text):
        return {}
    spelling = Spelling(latin_words(text))
    found = _cheapest(
        (hangul, spelling.cost(hangul[1:], _PLAIN))
        for hangul in vocabulary.words("hangul_name", {latin_key(family + text) for family in _FAMILIES})
        if len(hangul) == _CLEAR and surname_length(hangul)
    )
    return {hangul: cost + _NO_SURNAME for hangul, cost in found.items()}


def _most(text: str, hangul: str) -> float:
    """What reading Latin text as a Hangul word may cost: people spell their names as they like."""
    plain = text.islower() and "-" not in text
    surname = surname_length(hangul)
    if len(hangul) >= _CLEAR and surname:
        return _LOOSE if not plain and (" " in text or "-" in text) else _PERSON
    if len(hangul) < _CLEAR and " " in text and (plain or not surname):
        return _NEVER
    return _PLAIN if plain else _CLOSE


def _cheapest(costs: Iterable[tuple[str, float | None]]) -> Costs:
    """What each text costs at the least, without those that cost too much."""
    cheapest: dict[str, float] = {}
    for text, cost in costs:
        if cost is not None:
            cheapest[text] = min(cost, cheapest.get(text, cost))
    return cheapest


def _best(*found: Costs) -> Iterator[Variant]:
    """The cheapest, and those that cost little more; of those that differ by capitals and hyphens only one."""
    distinct: dict[str, tuple[float, str]] = {}
    for cost, text in sorted((cost, text) for costs in found for text, cost in costs.items()):
        distinct.setdefault(text.lower().replace("-", " "), (cost, text))
    ranked = list(distinct.values())
    for cost, text in ranked[:_MOST]:
        if cost <= ranked[0][0] + _SPREAD:
            yield Variant(text, _WEIGHT * (1 - cost))
