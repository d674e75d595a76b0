"""One field of a segment for Whoosh: its dictionary, and the postings of the documents that are not deleted."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from functools import cached_property
from itertools import compress

import numpy as np

from ..segments.columns import Array
from ..segments.postings import Postings


class Live:
    """The documents of a segment that are not deleted, numbered anew from 0.

    ``documents`` holds their numbers in the segment: shape (live documents,).
    """

    def __init__(self, live: Array) -> None:
        self.documents = np.flatnonzero(live)
        self.all = len(self.documents) == len(live)
        self._live = live

    def kept(self, docs: Array) -> Array:
        """Mask of the live documents among ``docs``: shape (docs,)."""
        kept: Array = self._live[docs]
        return kept

    def numbers(self, docs: Array) -> Array:
        """The new numbers of live ``docs``."""
        return docs if self.all else self._numbers[docs]

    @cached_property
    def _numbers(self) -> Array:
        return np.cumsum(self._live) - 1


class Field(ABC):
    """Sorted terms, known by their number, and the documents of each."""

    lengths: Array
    """Tokens in each live document: shape (live documents,)."""

    @cached_property
    def length(self) -> int:
        """Tokens in all live documents."""
        return int(self.lengths.sum(dtype=np.int64))

    @abstractmethod
    def __len__(self) -> int:
        """Number of terms, those of deleted documents included."""

    @abstractmethod
    def term(self, number: int) -> bytes:
        """A term."""

    @abstractmethod
    def lower_bound(self, term: bytes) -> int:
        """The number of the first term that is not below ``term``."""

    @abstractmethod
    def terms(self, first: int) -> Iterator[tuple[int, bytes]]:
        """The terms that live documents have, from number ``first`` on, each with its number."""

    @abstractmethod
    def postings(self, number: int) -> tuple[Array, Array]:
        """The live documents of a term, and its occurrences in each."""

    @abstractmethod
    def positions(self, number: int) -> Array:
        """The positions of a term, document by document."""

    def find(self, term: bytes) -> int:
        """The number of a term that live documents have, or -1."""
        number = self.lower_bound(term)
        return number if number < len(self) and self.term(number) == term and self.frequency(number) else -1

    def frequency(self, number: int) -> int:
        """Number of live documents that have a term."""
        return len(self.postings(number)[0])


class PostingField(Field):
    """A field that has postings in the segment."""

    def __init__(self, postings: Postings, live: Live) -> None:
        self._postings = postings
        self._live = live
        self.lengths = postings.lengths if live.all else postings.lengths[live.documents]

    def __len__(self) -> int:
        return len(self._postings.terms)

    def term(self, number: int) -> bytes:
        return self._postings.terms[number]

    def lower_bound(self, term: bytes) -> int:
        return self._postings.terms.lower_bound(term)

    def find(self, term: bytes) -> int:
        number = self._postings.terms.find(term)
        return number if number >= 0 and self.frequency(number) else -1

    def frequency(self, number: int) -> int:
        return self._postings.document_frequency(number) if self._live.all else len(self.postings(number)[0])

    def terms(self, first: int) -> Iterator[tuple[int, bytes]]:
        found = enumerate(self._postings.terms.slice(first, len(self)), start=first)
        return found if self._live.all else compress(found, self._in_use[first:].tolist())

    def postings(self, number: int) -> tuple[Array, Array]:
        docs, counts = self._postings.postings(number)
        if self._live.all:
            return docs, counts
        kept = self._live.kept(docs)
        return self._live.numbers(docs[kept]), counts[kept]

    def positions(self, number: int) -> Array:
        positions = self._postings.positions(number)
        if self._live.all:
            return positions
        docs, counts = self._postings.postings(number)
        kept: Array = positions[np.repeat(self._live.kept(docs), counts)]
        return kept

    @cached_property
    def _in_use(self) -> Array:
        """Mask of the terms that live documents have: shape (terms,)."""
        kept = self._live.kept(self._postings.column("docs"))
        before = np.concatenate(([0], np.cumsum(kept, dtype=np.int64)))[self._postings.column("starts")]
        in_use: Array = before[1:] > before[:-1]
        return in_use
