"""Translation between Korean and English words, by a bilingual dictionary (word lists)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path

from ..bridge import QueryWord, Variant, Vocabulary
from .table import LexiconTable, Translations, read_table

_WEIGHT = 0.5
"""That of the most probable translation."""
_MOST = 8
"""Variants of one run of words."""
_USUAL = 3
"""Number of translations given though no post has them, because a post may have them in another spelling."""
_STEM_ENDINGS = ("다",)
_NOUN_ENDINGS = ("", "하다", "되다")
"""Endings that make the dictionary form of a stem, and the verbs that are made of a noun."""
_ADVERB = re.compile("(?<=.)[이히게]$")
"""Suffixes that make an adverb of an adjective: 깨끗이 of 깨끗하다."""
_VERB_OF_SYLLABLE = re.compile(".[하했해할한합]")
"""말했다 is of 말하다; without that a noun of one syllable makes no verb: 차 is not 차하다."""


class LexiconBridge:
    """Translations, each by how usual it is."""

    name = "lexicon"
    most_words = 4

    def __init__(self, folders: Sequence[Path], stamp: object = None) -> None:
        """``stamp`` changes when the lists do."""
        self._folders = tuple(folders)
        self._stamp = stamp

    @cached_property
    def table(self) -> LexiconTable:
        """The word lists, read when they are first asked for."""
        return read_table(self._folders, self._stamp)

    def korean_of(self, words: str) -> Translations:
        """The Korean for one or several English words."""
        return self.table.korean_of(words)

    def english_of(self, words: str) -> Translations:
        """The English for a Korean word."""
        return self.table.english_of(words)

    def variants(self, run: Sequence[QueryWord], vocabulary: Vocabulary) -> Iterable[Variant]:
        """Its translations in their dictionary forms, the most usual first."""
        found: dict[str, float] = {}
        for text, p in self._translations(run):
            found[text] = max(found.get(text, 0.0), p)
        ordered = sorted(found.items(), key=lambda pair: -pair[1])
        wanted = (pair for at, pair in enumerate(ordered) if at < _USUAL or vocabulary.has(pair[0]))
        return [Variant(text, _WEIGHT * p / ordered[0][1]) for text, p in islice(wanted, _MOST)]

    def _translations(self, run: Sequence[QueryWord]) -> Iterator[tuple[str, float]]:
        if "가" <= run[-1].typed[:1] <= "힣":
            known = [self.table.english_of(key) for key in _dictionary_forms(run)]
            adverb, changed = _ADVERB.subn("하다", run[-1].typed)
            if changed and len(run) == 1 and not any(known):
                known.append(self.table.english_of(adverb))
            for translations in known:
                yield from translations.items()
        else:
            yield from self.table.korean_of(" ".join(word.typed for word in run)).items()


def _dictionary_forms(run: Sequence[QueryWord]) -> Iterable[str]:
    """The headwords under which a list may have a Korean run."""
    before = "".join(word.typed for word in run[:-1])
    return dict.fromkeys(before + form for form in (run[-1].typed, *_forms(run[-1])))


def _forms(word: QueryWord) -> Iterable[str]:
    if word.verbs:
        return word.verbs
    if word.is_stem:
        endings: Sequence[str] = _STEM_ENDINGS
    elif len(word.lemma) > 1 or _VERB_OF_SYLLABLE.match(word.typed):
        endings = _NOUN_ENDINGS
    else:
        endings = ("",)
    return [word.lemma + ending for ending in endings]
