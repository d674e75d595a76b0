"""Between Korean and English words, by bilingual word lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path

from .bridge import QueryWord, Variant, Vocabulary
from .lexicon_table import LexiconTable, Translations, read_table

_WEIGHT = 0.5
"""That of the most probable translation."""
_MOST = 8
"""Variants of one run of words."""
_ENDINGS = ("", "다", "하다", "되다")
"""What makes the dictionary form of a stem, and a verb of a noun."""


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
        best = list(islice((pair for pair in ordered if vocabulary.has(pair[0])), _MOST))
        return [Variant(text, _WEIGHT * p / ordered[0][1]) for text, p in best]

    def _translations(self, run: Sequence[QueryWord]) -> Iterator[tuple[str, float]]:
        if "가" <= run[-1].typed[:1] <= "힣":
            for key in _dictionary_forms(run):
                yield from self.table.english_of(key).items()
        else:
            yield from self.table.korean_of(" ".join(word.typed for word in run)).items()


def _dictionary_forms(run: Sequence[QueryWord]) -> Iterable[str]:
    """What a Korean run may stand under in a list."""
    before = "".join(word.typed for word in run[:-1])
    last = run[-1]
    return dict.fromkeys([before + last.typed, *(before + last.lemma + ending for ending in _ENDINGS)])
