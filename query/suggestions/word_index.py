"""The words of a snapshot in the order of their keys: one list for Hangul, one for all other scripts."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nlargest

from ...indexer.segments.segment import Segment
from .keyboard import has_hangul, keys
from .keyed_words import KeyedWords
from .word_weights import word_weights

_MOST = 1 << 18
"""Maximum number of words, the heaviest ones: a bound on memory. 60,000 bills have 149,142."""


class WordIndex:
    """The words that may be suggested. Keys of Latin letters are in small letters."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        weights = word_weights(segments)
        if len(weights) > _MOST:
            weights = dict(nlargest(_MOST, weights.items(), key=lambda pair: pair[1]))
        hangul = {text: weight for text, weight in weights.items() if has_hangul(text[0])}
        others = {text: weight for text, weight in weights.items() if text not in hangul}
        self.hangul = KeyedWords([*hangul], keys("\n".join(hangul)).split("\n") if hangul else [], hangul.values())
        self.others = KeyedWords([*others], [text.lower() for text in others], others.values())
