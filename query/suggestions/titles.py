"""Autocomplete of titles: those that have what is typed, by frequency and recency. A title need not begin with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ...indexer.text.positions import RUN, Script, script
from ..scoring.docsets import Mask
from ..scoring.segment_groups import SegmentGroup
from .keyboard import has_hangul, keys
from .word_weights import document_weights

_READ = 20
"""The heaviest titles that are read for one text, and compared with what is typed."""
_LONGEST = 100
"""Characters of a title that is suggested, and of a text that is looked for in titles."""
_OPERATORS = re.compile(r'["*?|\\]|\w:\S|(?<!\S)-\S|\b(?:OR|AND|NOT)\b')


class TitleIndex:
    """The titles of all documents. ``documents`` gives the live documents of each group that match a query."""

    def __init__(self, groups: Sequence[SegmentGroup], documents: Callable[[str], Sequence[Mask]]) -> None:
        self._groups = groups
        self._documents = documents

    def titles(self, typed: str) -> Iterator[tuple[str, int]]:
        """The titles that have a typed text, each with its number of documents; those that begin with it first."""
        query = _query(typed) if self._groups and len(typed) <= _LONGEST else None
        found = np.flatnonzero(np.concatenate(self._documents(query))) if query else ()
        if not len(found):
            return
        weights = np.bincount(self._numbers[found], self._weights[found])
        heaviest = np.argpartition(weights, max(len(weights) - _READ, 0))[-_READ:]
        heaviest = heaviest[np.argsort(-weights[heaviest], kind="stable")]
        pressed = _pressed(typed)
        texts = [
            (self._title(int(self._places_of_titles[0][number])), number)
            for number in heaviest[weights[heaviest] > 0].tolist()
        ]
        fitting = [(text, number) for text, number in texts if pressed in _pressed(text) and _is_plain(text)]
        for text, number in sorted(fitting, key=lambda pair: not _pressed(pair[0]).startswith(pressed)):
            yield text, int(self._counts[number])

    def _title(self, place: int) -> str:
        """The title of a document, by its number over all groups."""
        for group in self._groups:
            if place < group.size:
                segment, doc = group.place(place)
                return segment.record(doc).title
            place -= group.size
        raise IndexError(place)

    @cached_property
    def _places_of_titles(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The first document of each different title, and the number of each document's title."""
        hashes = np.concatenate([group.sketches[:, 0] for group in self._groups])
        _, firsts, numbers = np.unique(hashes, return_index=True, return_inverse=True)
        return firsts, numbers

    @property
    def _numbers(self) -> NDArray[np.int64]:
        return self._places_of_titles[1]

    @cached_property
    def _counts(self) -> NDArray[np.int64]:
        """The number of live documents of each title."""
        return np.bincount(self._numbers, np.concatenate([group.live for group in self._groups])).astype(np.int64)

    @cached_property
    def _weights(self) -> NDArray[np.float64]:
        """The weight of each document."""
        return np.concatenate(document_weights([one for group in self._groups for one in group.segments]))


def _is_plain(title: str) -> bool:
    """True if a title has no sign that the query language could take for an operator: it finds its own document."""
    return len(title) <= _LONGEST and not _OPERATORS.search(title)


def _query(typed: str) -> str | None:
    """A query for the titles with a typed text, whose last syllable or word may be unfinished; None if it is short."""
    *before, last = RUN.findall(typed) or [""]
    if last and script(last) is Script.LATIN:
        before.append(f"{last}*" if not before else "")
    elif len(last) > 1:
        before.append(
            last[:-1] if len(last) > 2 or not "가" <= last[-1] <= "힣" else last
        )  # 이주놎 may become 이주노조
    text = " ".join(filter(None, before))
    if len(text) < 2:
        return None
    return f"title:{text}" if text.endswith("*") else f'title:"{text}"'


def _pressed(text: str) -> str:
    """The keys of a text without blanks and signs."""
    letters = "".join(RUN.findall(text))
    return keys(letters).lower() if has_hangul(letters) else letters.lower()
