"""A vocabulary for tests of bridges: a set of words, found by the keys that a segment would have for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from malmoi.indexer.keys.kinds import KINDS, STREAM_OF
from malmoi.indexer.text.positions import RUN
from malmoi.query.bridges.bridge import Bridge, QueryWord


class FakeVocabulary:
    """Some words, in place of an index."""

    def __init__(self, *words: str) -> None:
        self._words = words
        self._small = [run.lower() for word in words for run in RUN.findall(word)]
        self._keys: dict[str, list[tuple[int, int]]] = {}

    def words(self, kind: str, keys: Iterable[int]) -> set[str]:
        wanted = set(keys)
        stream = STREAM_OF[kind]
        words = self._words if stream == "words" else self._small
        if kind not in self._keys:
            keyed, numbers = KINDS[stream][kind](words)
            self._keys[kind] = [*zip(keyed.tolist(), numbers.tolist(), strict=True)]
        return {words[number] for key, number in self._keys[kind] if key in wanted}

    def hints(self, prefix: str) -> Iterable[tuple[str, Sequence[int]]]:
        return ()

    def has(self, text: str) -> bool:
        return any(text in word for word in self._words)


def crossed(bridge: Bridge, typed: str, *words: str) -> dict[str, float]:
    """What a bridge makes of a word or several over a vocabulary: the variants with their weights."""
    run = [QueryWord(word, word) for word in typed.split()]
    return {variant.text: variant.weight for variant in bridge.variants(run, FakeVocabulary(*words))}
