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

# The cost of a reading is that of its odd spellings, per syllable (``spelling.py``): 0 follows the official rules.
# What the thresholds find and what they let through is measured by ``benchmarks/names.py``.
_WEIGHT = 0.8
"""Weight of a name that is spelled by the rules; it falls with the cost."""
_MOST = 8
"""Maximum number of variants of one run of words."""
_LOOSE = 0.35
"""Highest cost of what is written like a person's name: three syllables with a surname, in several words or with a
hyphen (Lee Myung-bak). People spell their own names as they like."""
_PERSON = 0.15
"""Highest cost of what may be a person: three syllables with a surname, in one word or in small letters."""
_CLOSE = 0.08
"""Highest cost of what is written like another name, with a capital or a hyphen (Busan)."""
_PLAIN = 0.05
"""Highest cost of a word in small letters: most of these are no names, so only exact spellings count."""
_NEVER = -1.0
"""Highest cost of what is no name: several words for fewer than three syllables, in small letters or no surname."""
_CLEAR = 3
"""Number of syllables from which a chance match is unlikely. Shorter words are not respelled."""
_SPREAD = 0.15
"""Readings that cost this much more than the best one are dropped."""
_NO_SURNAME = 0.2
"""Cost of a missing surname (Myung-bak for 이명박), so that whole names come first."""
_SHORT = 4
"""Latin words of at most this many letters that are in no word list are no names: too many words sound like them."""

_HANGUL = re.compile("[가-힣]{2,}")
_LATIN = re.compile(r"[^\W\d_]+(?:[ '-][^\W\d_]+)*")
_GIVEN_NAME = re.compile("[A-Z][a-z]+[- ][a-z]+")
_FAMILIES = "i kim pak choe chung kang an sin so im".split()
"""Surnames whose keys are those of most people."""
_NORTHERN = str.maketrans("이임유노나양여연염", "리림류로라량려련렴")
"""Surnames that some write as if they began with r or l, as Lee."""

Costs = dict[str, float]


class Romanized:
    """Transliterates names: finds candidates by their consonants, and then compares them sound by sound."""

    name = "romanized"
    most_words = 4

    def __init__(
        self, korean_of: Callable[[str], Collection[str]], english_of: Callable[[str], Collection[str]]
    ) -> None:
        """Both functions translate known words, which are no names: Japan is 일본, not 자판; 도시 is a city."""
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
        """Variants of a single word as a loan word or a foreign name."""
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
    """Maximum cost of reading Latin text as a Hangul word: people spell their names as they like."""
    plain = text.islower() and "-" not in text
    surname = surname_length(hangul)
    if len(hangul) >= _CLEAR and surname:
        return _LOOSE if not plain and (" " in text or "-" in text) else _PERSON
    if len(hangul) < _CLEAR and " " in text and (plain or not surname):
        return _NEVER
    return _PLAIN if plain else _CLOSE


def _cheapest(costs: Iterable[tuple[str, float | None]]) -> Costs:
    """The lowest cost of each text, without those that cost too much."""
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
