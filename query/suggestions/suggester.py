"""Autocomplete over one snapshot: what a typed text may become, from the words of the index. Thread-safe."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from threading import Lock

import numpy as np

from ...config import Typing
from ...deadline import loading
from ...errors import QueryError
from ...forks import renew_after_fork
from ..scoring.docsets import Mask
from ..scoring.segment_groups import SegmentGroup
from .completions import Completion, completions
from .suggestion import Suggestion
from .titles import TitleIndex
from .word_counts import count
from .word_index import WordIndex

_WORDS = 5
"""Suggestions that are words, if there are as many; of what is wanted beyond that, half may be titles."""
_HOPELESS = 9.0
"""A word for which what is typed would be misspelt is not suggested this far below the best (see ``completions``)."""
_MORE = 3
"""Candidates that are counted for each suggestion that is wanted, for some may be in no document."""


class Suggester:
    """Suggestions from the words of some segments. The words are read at the first call, or by ``words``."""

    def __init__(
        self,
        groups: Sequence[SegmentGroup],
        documents: Callable[[str], Sequence[Mask]],
        literal: Callable[[str], Sequence[Mask]],
        settings: Typing,
    ) -> None:
        """``documents`` gives the documents of each group that match a query, ``literal`` the same without variants."""
        self._help = settings
        self._groups = groups
        self._documents = documents
        self._titles = TitleIndex(groups, literal)
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
        before = " ".join(head)
        words = (
            Suggestion(f"{before} {one.text}".lstrip(), "word", number, one.why)
            for one, number in self._counted(last, limit * _MORE, self._within(before))
        )
        found = list(islice(words, limit))
        room = limit - min(len(found), limit - max(limit - _WORDS, 0) // 2)
        titles = (Suggestion(title, "title", number, "prefix") for title, number in self._titles.titles(text))
        return [*found[: limit - len(more)], *more] if (more := list(islice(titles, room))) else found

    def completions(self, typed: str, most: int) -> list[Completion]:
        """Completions of a typed word, the most likely first: words of live documents."""
        return [one for one, _ in islice(self._counted(typed, most * _MORE, self._within("")), most)]

    def has_latin(self, word: str) -> bool:
        """True if a word of small Latin letters is in the index, in any case."""
        with loading():
            return self.words.others.weight(word) > 0

    def _counted(self, typed: str, most: int, within: Sequence[Mask]) -> Iterator[tuple[Completion, int]]:
        """Completions of a typed word, the most likely first, each text once, with its number of documents."""
        if not typed or not most:
            return
        with loading():
            words = self.words
        seen: set[str] = set()
        found = (one for one in completions(typed, words, most) if one.why == "prefix" or getattr(self._help, one.why))
        ordered = sorted(found, key=lambda one: -one.score)
        for one in ordered:
            if one.why == "spelling" and one.score < ordered[0].score - _HOPELESS:
                continue
            is_form = one.text in words.forms
            if one.text.lower() not in seen and (number := count(one.text, self._groups, within, is_form=is_form)):
                seen.add(one.text.lower())
                yield one, number

    def _within(self, query: str) -> Sequence[Mask]:
        """The documents of each group that match a query; all of them where it is empty or cannot be parsed."""
        with suppress(QueryError):
            if query:
                return self._documents(query)
        return [np.ones(group.size, dtype=bool) for group in self._groups]
