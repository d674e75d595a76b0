"""Autocomplete of one word: what the typed text goes on to, or was meant to be, by a noisy channel model.

The score of a word is the logarithm of its weight in the index less the cost of what would have happened at the
keyboard (Kernighan, Church & Gale 1990). So a rare word that begins as typed can come after a frequent one that is
misspelt.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from .initials import spread, words_with_initials
from .keyboard import has_hangul, keys
from .keyed_words import KeyedWords
from .suggestion import Why
from .word_index import WordIndex

_WHOLE = math.log(4)
"""Gain of a word that is typed whole."""
_LAYOUT = math.log(100)
"""Cost of the other keyboard layout."""
_INITIAL = 1.2
"""Cost of each syllable after those whose initial consonants are typed."""
_ERROR = math.log(1000)
"""Cost of an error (see ``keystroke_distance``)."""
_REST = 0.4
"""Cost of each key after those of a misspelt beginning."""
_RIGHT = 4.0
"""Highest cost of taking a word of the index for a misspelt one; otherwise it is the logarithm of its weight."""


class Completion(NamedTuple):
    """A word that the typed text may become. ``score`` is the logarithm of its weight, less what the change costs."""

    text: str
    score: float
    why: Why


def completions(typed: str, words: WordIndex, most: int) -> Iterator[Completion]:
    """The words that a typed text may become, in no order; a word may be there for several reasons."""
    pressed = keys(typed)
    if has_hangul(typed):
        yield from _begun(typed, pressed, words.hangul, most)
        yield from _in_other_layout(pressed.lower(), words.others, most)
        yield from _with_initials(typed, words.initials, most)
    else:
        yield from _begun(typed, typed.lower(), words.others, most)
        yield from _in_other_layout(typed, words.hangul, most)
        pressed = typed.lower()
    spelling = words.spelling if has_hangul(typed) else words.english_spelling
    right = min(math.log1p(spelling.words.weight(pressed)), _RIGHT)
    for number, cost in spelling.corrections(pressed).items():
        rest = max(int(spelling.words.lengths[number]) - len(pressed) - 1, 0)
        whole = 0.0 if rest else _WHOLE
        score = _weight(spelling.words, number) - cost * _ERROR - rest * _REST + whole - right
        yield Completion(spelling.words.texts[number], score, "spelling")


def _begun(typed: str, pressed: str, words: KeyedWords, most: int) -> Iterator[Completion]:
    """The words that begin with what is typed."""
    for number in words.best(pressed, most):
        text = words.texts[number]
        why: Why = "prefix" if text.lower().startswith(typed.lower()) else "partial"
        whole = _WHOLE if words.lengths[number] == len(pressed) else 0.0
        yield Completion(text, _weight(words, number) + whole, why)


def _in_other_layout(pressed: str, words: KeyedWords, most: int) -> Iterator[Completion]:
    for number in words.best(pressed, most):
        whole = _WHOLE if words.lengths[number] == len(pressed) else 0.0
        yield Completion(words.texts[number], _weight(words, number) + whole - _LAYOUT, "layout")


def _with_initials(typed: str, words: KeyedWords, most: int) -> Iterator[Completion]:
    consonants = spread(typed)
    for number in words_with_initials(consonants, words, most) if consonants else ():
        rest = len(words.texts[number]) - len(consonants or "")
        yield Completion(words.texts[number], _weight(words, number) - rest * _INITIAL, "choseong")


def _weight(words: KeyedWords, number: int) -> float:
    return math.log(float(words.weights[number]))
