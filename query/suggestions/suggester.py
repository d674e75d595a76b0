"""Autocomplete over one snapshot: what a typed text may become, from the words of the index. Thread-safe."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock

import numpy as np

from ...forks import renew_after_fork
from ..scoring.docsets import Mask
from ..scoring.segment_groups import SegmentGroup
from .completions import Completion, completions
from .suggestion import Suggestion
from .word_counts import count
from .word_index import WordIndex

_MORE = 3
"""Candidates that are counted for each suggestion that is wanted, for some may be in no document."""


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
        for one in sorted(completions(typed, self.words, most), key=lambda one: -one.score):
            found.setdefault(one.text.lower(), one)
        return list(found.values())[:most]
