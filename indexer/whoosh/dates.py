"""Dates for Whoosh: terms for its ranges, made from the column of dates when they are first asked for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cached_property

import numpy as np

from ..segments.columns import Array
from ..segments.fields import UNKNOWN_DATE
from .field import Field
from .schema import UNDATED

_SHIFTS = range(0, 64, 8)
"""Number of bits that each tier of precision drops, as in Whoosh's DATETIME."""
_SIGN = np.uint64(1 << 63)
_SECONDS_BEFORE_1970 = -int(datetime.min.replace(tzinfo=UTC).timestamp())


def sortable_dates(seconds: Array) -> Array:
    """Dates as a Whoosh column has them: microseconds since year 1, ``UNDATED`` where there is none."""
    dated = seconds != UNKNOWN_DATE
    since_year_1 = (np.where(dated, seconds, 0) + _SECONDS_BEFORE_1970) * 1_000_000
    return np.where(dated, since_year_1.astype(np.uint64), np.uint64(UNDATED))


class DateTerms(Field):
    """Dates as terms, in the tiers of precision that Whoosh's ranges are made of.

    A term is a byte with the number of bits its tier drops, and what is left of the number, in eight bytes.
    """

    def __init__(self, dates: Array) -> None:
        """``dates`` of the live documents, from ``sortable_dates``."""
        dated = dates != UNDATED
        self.lengths = dated.astype("u1")
        docs = np.flatnonzero(dated)
        order = np.argsort(dates[docs], kind="stable")
        self._docs = docs[order]
        self._numbers = dates[self._docs] + _SIGN

    def __len__(self) -> int:
        return len(self._terms)

    def term(self, number: int) -> bytes:
        return self._terms[number]

    def lower_bound(self, term: bytes) -> int:
        return bisect_left(self._terms, term)

    def terms(self, first: int) -> Iterator[tuple[int, bytes]]:
        return enumerate(self._terms[first:], start=first)

    def postings(self, number: int) -> tuple[Array, Array]:
        term = self._terms[number]
        shift, value = term[0], int.from_bytes(term[1:])
        first = np.searchsorted(self._numbers, np.uint64(value << shift))
        last = np.searchsorted(self._numbers, np.uint64(((value + 1) << shift) - 1), side="right")
        docs = np.sort(self._docs[first:last])
        return docs, np.ones(len(docs), "u1")

    def positions(self, number: int) -> Array:
        raise ValueError("dates have no positions")

    @cached_property
    def _terms(self) -> list[bytes]:
        return [term for shift in _SHIFTS for term in self._tier(shift)]

    def _tier(self, shift: int) -> Iterator[bytes]:
        data = np.unique(self._numbers >> np.uint64(shift)).astype(">u8").tobytes()
        return (bytes([shift]) + data[at : at + 8] for at in range(0, len(data), 8))
