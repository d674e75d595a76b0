"""The matcher of one term of one segment: what a Whoosh query steps through."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from whoosh.matching import LeafMatcher, ReadTooFar

from .field import Field


class PostingMatcher(LeafMatcher):
    """Steps through the live documents of a term. All of its postings are one block to Whoosh's shortcuts."""

    def __init__(self, field: Field, number: int, term: tuple[str, bytes], format_: Any, scorer: Any) -> None:
        docs, counts = field.postings(number)
        self._field, self._number, self._term = field, number, term
        self.format, self.scorer = format_, scorer
        self._array, self._counts = docs, counts
        # one more than there are: SpanNot asks for the id of a matcher that is past its end
        self._docs: list[int] = [*docs.tolist(), int(docs[-1])]
        self._end = len(docs)
        self._at = 0

    def is_active(self) -> bool:
        """True if there is a current document."""
        return self._at < self._end

    def reset(self) -> None:
        """Goes back to the first document."""
        self._at = 0

    def copy(self) -> PostingMatcher:
        """A matcher at the same document that moves on its own."""
        return copy.copy(self)

    def id(self) -> int:
        """The current document."""
        return self._docs[self._at]

    def all_ids(self) -> Iterator[int]:
        """The documents from the current one on."""
        return iter(self._docs[self._at : self._end])

    def next(self) -> None:
        """Goes to the next document."""
        self._check_active()
        self._at += 1

    def skip_to(self, id: int) -> None:
        """Goes to the first document from the current one on that is not below ``id``."""
        self._check_active()
        if id > self._docs[self._at]:
            self._at += int(np.searchsorted(self._array[self._at :], id))

    def skip_to_quality(self, minquality: float) -> int:
        """Gives up where no document can score more than ``minquality``."""
        if self.is_active() and self.block_quality() <= minquality:
            self._at = self._end
            return 1
        return 0

    def weight(self) -> float:
        """Occurrences in the current document."""
        return float(self._counts[self._at])

    def value(self) -> bytes:
        """The positions of the current document, as the format of the field encodes them."""
        if not self.supports("positions"):
            return b""
        start, end = self._bounds[self._at]
        value: bytes = self.format.encode(self._positions[start:end])
        return value

    def block_min_length(self) -> int:
        """Tokens of the shortest document."""
        return int(self._lengths.min())

    def block_max_length(self) -> int:
        """Tokens of the longest document."""
        return int(self._lengths.max())

    def block_max_weight(self) -> float:
        """Occurrences in the document with most of them."""
        return float(self._counts.max())

    def _check_active(self) -> None:
        if not self.is_active():
            raise ReadTooFar

    @cached_property
    def _lengths(self) -> Any:
        return self._field.lengths[self._array]

    @cached_property
    def _positions(self) -> Any:
        return self._field.positions(self._number)

    @cached_property
    def _bounds(self) -> list[tuple[int, int]]:
        ends = np.cumsum(self._counts, dtype=np.int64).tolist()
        return list(pairwise([0, *ends]))
