"""Autocomplete over one snapshot: what a typed text may become, from the words of the index. Thread-safe."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from threading import Lock
from typing import NamedTuple

import numpy as np

from ...forks import renew_after_fork
from ..scoring.docsets import Mask
from ..scoring.segment_groups import SegmentGroup
from .keyboard import has_hangul, keys
from .keyed_words import KeyedWords
from .suggestion import Suggestion, Why
from .word_counts import count
from .word_index import WordIndex

_MORE = 3
"""Candidates that are counted for each suggestion that is wanted, for some may be in no document."""
_LAYOUT = math.log(100)
"""A word of the other keyboard layout comes first where it is this many times as heavy, given as a logarithm."""


class Completion(NamedTuple):
    """A word that the typed text may become. ``score`` is the logarithm of its weight, less what the change costs."""

    text: str
    score: float
    why: Why


class Suggester:
    """Suggestions from the words of some segments. The words are read at the first call, or by ``words``."""

    def __init__(self, groups: Sequence[SegmentGroup], documents: Callable[[str], Sequence[Mask]]) -> None:
        """``documents`` gives the documents of each group that match a query."""
        self._groups = groups
        self._documents = documents
        self._words: WordIndex | None = None
        self.renew()
        renew_after_fork(self)

    def renew(self) -> None:
        """Makes the lock anew: at a fork another thread may have held it."""
        self._lock = Lock()

    @property
    def words(self) -> WordIndex:
        """The words, which are read once."""
        with self._lock:
            if self._words is None:
                self._words = WordIndex([segment for group in self._groups for segment in group.segments])
            return self._words

    def suggest(self, text: str, limit: int) -> list[Suggestion]:
        """At most ``limit`` suggestions for a typed text, the most likely first. The last word is completed."""
        *head, last = text.split() or [""]
        if not last or not limit:
            return []
        before = " ".join(head)
        masks = self._documents(before) if before else [np.ones(group.size, dtype=bool) for group in self._groups]
        found: list[Suggestion] = []
        for one in self._candidates(last, limit * _MORE):
            if number := count(one.text, self._groups, masks):
                found.append(Suggestion(f"{before} {one.text}".lstrip(), "word", number, one.why))
            if len(found) == limit:
                break
        return found

    def _candidates(self, typed: str, most: int) -> list[Completion]:
        """What a typed word may become, the most likely first, each text once."""
        found: dict[str, Completion] = {}
        for one in sorted(self._completions(typed, most), key=lambda one: -one.score):
            found.setdefault(one.text.lower(), one)
        return list(found.values())[:most]

    def _completions(self, typed: str, most: int) -> Iterator[Completion]:
        pressed = keys(typed)
        own, other = self.words.hangul, self.words.others
        if not has_hangul(typed):
            own, other, typed = other, own, typed.lower()
        yield from _begun(own, typed if own is self.words.others else pressed, most, typed)
        other_keys = pressed if other is self.words.hangul else pressed.lower()
        for number in other.best(other_keys, most):
            yield Completion(other.texts[number], _weight(other, number) - _LAYOUT, "layout")


def _begun(words: KeyedWords, pressed: str, most: int, typed: str) -> Iterator[Completion]:
    """The words that begin with what is typed."""
    for number in words.best(pressed, most):
        text = words.texts[number]
        why: Why = "prefix" if text.lower().startswith(typed) else "partial"
        yield Completion(text, _weight(words, number), why)


def _weight(words: KeyedWords, number: int) -> float:
    return math.log(float(words.weights[number]))
