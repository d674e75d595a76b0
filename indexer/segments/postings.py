"""Posting lists of one field: for every term the documents that have it, and its positions in each.

Columns of a field with T terms, P postings, O occurrences and D documents:

    text, offsets   the term dictionary (see terms.py)
    starts   T + 1  posting offsets: where the postings of each term begin
    docs     P      document numbers, ascending within a term; two bytes, for a segment has at most 65,536 documents
    occurs   T + 1  position offsets: where the positions of each term begin (absent in a field without positions, where
                    all counts are 1)
    firsts   O / 8  posting-start bitmap, one bit for each position, most significant first: whether it is the first of
                    its posting
    positions O     token positions, ascending within a posting
    lengths  D      occurrences in each document
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .columns import Array, Columns
from .terms import Terms

MAX_DOCUMENTS = 1 << 16
"""Maximum number of documents in a segment: a document number takes two bytes."""
_DENSE = 32
"""If more than 1 in 32 occurrences are requested, decode all of them."""
_SET_BITS = np.argsort(1 - np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1), axis=1, kind="stable")
"""The places of the set bits of each byte, most significant first. Shape (256, 8)."""


class Postings:
    """The posting lists of one field of one segment."""

    def __init__(self, columns: Columns, field: str) -> None:
        self._columns = columns
        self._field = field
        self.terms = Terms(columns[f"{field}.text"], columns[f"{field}.offsets"])
        self._starts = columns[f"{field}.starts"]
        self._docs = columns[f"{field}.docs"]
        self._occurs = columns.get(f"{field}.occurs")

    def column(self, name: str) -> Array:
        """One whole column of this field."""
        return self._columns[f"{self._field}.{name}"].all()

    @cached_property
    def lengths(self) -> Array:
        """Number of occurrences in each document (the field length). Shape (documents,)."""
        return self.column("lengths")

    @property
    def has_positions(self) -> bool:
        """True if positions are stored."""
        return self._occurs is not None

    def find(self, term: str) -> int:
        """The number of ``term`` in this field's dictionary, or -1."""
        return self.terms.find(term.encode("utf-8", "surrogatepass"))

    def docs(self, number: int) -> NDArray[np.uint16]:
        """The documents of term ``number``, ascending."""
        start, end = self._starts[number : number + 2].tolist()
        return self._docs[start:end]

    def postings(self, number: int) -> tuple[NDArray[np.uint16], Array]:
        """The documents of term ``number``, and its frequency in each."""
        return self.stretch(number, number + 1)

    def stretch(self, first: int, last: int) -> tuple[NDArray[np.uint16], Array]:
        """The posting lists of the terms from ``first`` up to ``last``, term by term: documents and frequencies."""
        bounds = self._starts[first : last + 1]
        start, end = int(bounds[0]), int(bounds[-1])
        docs = self._docs[start:end]
        return docs, self._counts(first, last) if self.has_positions else np.ones(len(docs), "u1")

    def _counts(self, first: int, last: int) -> Array:
        """The term frequency of each posting of the terms from ``first`` up to ``last``."""
        return np.diff(self._begins(first, last))

    def _begins(self, first: int, last: int) -> Array:
        """The offset of the first position of each posting of these terms, relative to the first one; and the end."""
        start, end, packed = self._firsts(first, last)
        # One bit more than there are, which is set: the end begins another posting.
        bits = np.ones(end - start + 1, dtype=np.uint8)
        bits[:-1] = np.unpackbits(packed)[start % 8 : start % 8 + end - start]
        return np.flatnonzero(bits)

    def counts_in(self, number: int, docs: Array) -> tuple[Array, Array]:
        """The places in ``docs`` (ascending) of the documents that have term ``number``, and its frequency in each."""
        having = self.docs(number)
        at = having.searchsorted(docs)
        at[at == len(having)] = 0
        places = np.flatnonzero(having[at] == docs)
        if not self.has_positions:
            return places, np.ones(len(places), "u1")
        begins, ends = self._begins_of(number, number + 1, at[places])
        return places, ends - begins

    def _begins_of(self, first: int, last: int, postings: Array) -> tuple[Array, Array]:
        """The offsets of some postings, as of ``_begins``: where each begins, and where the next one does."""
        start, end, packed = self._firsts(first, last)
        if len(postings) * _DENSE >= end - start:
            begins = self._begins(first, last)
            return begins[postings], begins[postings + 1]
        # Finds the n-th set bit by the number of set bits in each byte.
        shift = start % 8
        packed = np.append(packed, np.uint8(0))
        packed[0] &= 0xFF >> shift
        packed[(end - start + shift) // 8] &= 0xFF00 >> (end - start + shift) % 8 & 0xFF
        packed[(end - start + shift) // 8] |= 0x80 >> (end - start + shift) % 8  # as above
        counts = np.bitwise_count(packed)
        ends = np.cumsum(counts, dtype=np.int64)
        sought = np.concatenate((postings, postings + 1))
        byte = ends.searchsorted(sought, side="right")
        begins = byte * 8 + _SET_BITS[packed[byte], sought - ends[byte] + counts[byte]] - shift
        return begins[: len(postings)], begins[len(postings) :]

    def _firsts(self, first: int, last: int) -> tuple[int, int, Array]:
        """The first occurrence of some terms and the one after the last, and the bytes with the bits of these."""
        if self._occurs is None:
            raise ValueError(f"field {self._field} has no positions")
        bounds = self._occurs[first : last + 1]
        start, end = int(bounds[0]), int(bounds[-1])
        return start, end, self._columns[f"{self._field}.firsts"][start // 8 : (end + 7) // 8]

    def mark(self, mask: NDArray[np.bool_], first: int, last: int) -> None:
        """Sets the mask for each document that has any of the terms from ``first`` up to ``last``."""
        bounds = self._starts[first : last + 1]
        mask[self._docs[int(bounds[0]) : int(bounds[-1])]] = True

    def met(self, numbers: Sequence[int], wanted: NDArray[np.bool_]) -> Sequence[int]:
        """The terms among ``numbers`` that at least one wanted document has."""
        if not numbers:
            return ()
        having = [self.docs(number) for number in numbers]
        begins = np.cumsum([0, *(len(own) for own in having[:-1])])
        found: list[int] = np.asarray(numbers)[np.logical_or.reduceat(wanted[np.concatenate(having)], begins)].tolist()
        return found

    def occurrences(self, first: int, last: int, wanted: NDArray[np.bool_]) -> tuple[NDArray[np.uint16], Array]:
        """Document and position of each occurrence of these terms in the wanted documents, term by term."""
        bounds = self._starts[first : last + 1]
        docs = self._docs[int(bounds[0]) : int(bounds[-1])]
        kept = np.flatnonzero(wanted[docs])
        if not len(kept):
            return docs[:0], np.empty(0, dtype=np.uint32)
        begins, ends = self._begins_of(first, last, kept)
        counts = ends - begins
        places = np.repeat(begins - np.cumsum(counts) + counts, counts) + np.arange(int(counts.sum()))
        return np.repeat(docs[kept], counts), self.stretch_positions(first, last)[places]

    def document_frequency(self, number: int) -> int:
        """The number of documents with term ``number``, including deleted ones."""
        return self.frequency(number, number + 1)

    def frequency(self, first: int, last: int) -> int:
        """The number of postings of the terms from ``first`` up to ``last``, including those of deleted documents."""
        bounds = self._starts[first : last + 1]
        return int(bounds[-1]) - int(bounds[0])

    def positions(self, number: int) -> Array:
        """The positions of term ``number``, document by document."""
        return self.stretch_positions(number, number + 1)

    def stretch_positions(self, first: int, last: int) -> Array:
        """The positions of the terms from ``first`` up to ``last``, term by term."""
        if self._occurs is None:
            raise ValueError(f"field {self._field} has no positions")
        bounds = self._occurs[first : last + 1]
        start, end = int(bounds[0]), int(bounds[-1])
        return self._columns[f"{self._field}.positions"][start:end]

    def positions_of(self, number: int, docs: Array) -> Iterator[tuple[int, list[int]]]:
        """The positions of term ``number`` in each of some documents (ascending) that have it."""
        having = self.docs(number)
        if not len(having):
            return
        places = having.searchsorted(docs)
        places[places == len(having)] = 0
        is_there = having[places] == docs
        if not is_there.any():
            return
        begins, ends = self._begins_of(number, number + 1, places[is_there])
        positions = self.positions(number)
        for doc, begin, end in zip(docs[is_there].tolist(), begins.tolist(), ends.tolist(), strict=True):
            yield doc, positions[begin:end].tolist()
