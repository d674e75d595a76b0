"""Columns that Whoosh sorts and groups by."""

from __future__ import annotations

from functools import total_ordering
from typing import Any

from whoosh.columns import ColumnReader

from .live import LiveSegment
from .schema import UNDATED


class IdColumn(ColumnReader):
    """The id of each document, as UTF-8."""

    def __init__(self, segment: LiveSegment) -> None:
        self._numbers = segment.ids
        self._terms = segment.segment.postings("id").terms
        self._reverse = False

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, docnum: int) -> bytes:
        return self._terms[int(self._numbers[docnum])]

    def __iter__(self) -> Any:
        return map(self.__getitem__, range(len(self)))

    def sort_key(self, docnum: int) -> Any:
        """The sort key of a document."""
        return Descending(self[docnum]) if self._reverse else self[docnum]

    def set_reverse(self) -> None:
        """Sorts from the last id to the first."""
        self._reverse = True


class DateColumn(ColumnReader):
    """The date of each document, as a number. Documents without a date come last, whichever way they are sorted."""

    def __init__(self, segment: LiveSegment) -> None:
        self._dates = segment.dates
        self._reverse = False

    def __len__(self) -> int:
        return len(self._dates)

    def __getitem__(self, docnum: int) -> int:
        return int(self._dates[docnum])

    def __iter__(self) -> Any:
        return iter(self._dates.tolist())

    def sort_key(self, docnum: int) -> int:
        """The sort key of a document."""
        date = self[docnum]
        return -date if self._reverse and date != UNDATED else date

    def set_reverse(self) -> None:
        """Sorts from the newest date to the oldest."""
        self._reverse = True


@total_ordering
class Descending:
    """Bytes that sort from the last to the first."""

    __slots__ = ("_value",)

    def __init__(self, value: bytes) -> None:
        self._value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Descending) and self._value == other._value

    def __lt__(self, other: Descending) -> bool:
        return other._value < self._value

    def __hash__(self) -> int:
        return hash(self._value)
