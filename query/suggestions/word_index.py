"""The words of a snapshot in the order of their keys: one list for Hangul, one for all other scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import nlargest

import numpy as np

from ...indexer.segments.segment import Segment
from .initials import initials
from .keyboard import has_hangul, keys
from .keyed_words import KeyedWords
from .spelling import SpellingIndex
from .word_forms import word_forms
from .word_weights import word_weights

_MOST = 1 << 18
"""Maximum number of words, the heaviest ones: a bound on memory."""


class WordIndex:
    """The words that may be suggested: by keys, by initial consonants, and misspelt.

    The keys of what is no Hangul are its small letters.
    """

    def __init__(self, segments: Sequence[Segment]) -> None:
        weights = word_weights(segments)
        forms = word_forms(segments, weights)
        self.forms = frozenset(forms)
        """Those that no stream has as a word."""
        weights |= forms
        if len(weights) > _MOST:
            weights = dict(nlargest(_MOST, weights.items(), key=lambda pair: pair[1]))
        hangul = {text: weight for text, weight in weights.items() if has_hangul(text[0])}
        others = {text: weight for text, weight in weights.items() if text not in hangul}
        self.hangul = KeyedWords([*hangul], _array(hangul), keys)
        self.others = KeyedWords([*others], _array(others), str.lower)
        self.initials = KeyedWords(self.hangul.texts, self.hangul.weights, initials)
        self.spelling = SpellingIndex(self.hangul, is_hangul=True)
        self.english_spelling = SpellingIndex(self.others, is_hangul=False)


def _array(weights: Mapping[str, float]) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.fromiter(weights.values(), dtype=np.float32, count=len(weights))
