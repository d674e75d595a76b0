"""Spans of terms: what a filter on a field of one's own compares the terms of the field with."""

from __future__ import annotations

import datetime as dt
from math import inf, isnan

from ...arguments import shown
from ..dates.parse import parse_date
from ..dates.ranges import period
from .data import KINDS, Kind, kind_of
from .data_terms import Span, after, boolean_term, date_term, number_term, second_term, text_term

ORDERED: tuple[Kind, ...] = ("text", "number", "date")
"""Kinds whose values have an order."""


def span_of(kind: Kind, value: object) -> Span:
    """The terms that are a value. A date without a time is a whole day; as text it may also be a year or a month.

    Raises ValueError, whose text says what is wrong, for a value that a field of this kind cannot have.
    """
    match kind, value:
        case "boolean", bool():
            return _single(boolean_term(value))
        case "number", int() | float() if not isinstance(value, bool) and not _is_nan(value):
            return _single(_number_term(value))
        case "date", dt.datetime():
            return _single(date_term(value))
        case "date", dt.date():
            return _days(value.isoformat())
        case "date", str() if iso := _iso(value):
            return _days(iso)
        case (("text" | "list"), str()):
            return _single(text_term(value))
    wanted = "text" if kind == "list" else KINDS[kind]
    raise ValueError(f"{shown(value)} is not {wanted}")


def range_of(kind: Kind, low: object, high: object) -> Span:
    """The terms from one value to another, both included; None is open. Raises ValueError as ``span_of`` does."""
    if kind not in ORDERED:
        raise ValueError(f"{KINDS[kind]} has no order, and {shown((low, high))} is a range")
    begin = b"" if low is None else span_of(kind, low)[0]
    end = None if high is None else span_of(kind, high)[1]
    return begin, end


def _single(term: bytes) -> Span:
    return term, after(term)


def _number_term(value: float) -> bytes:
    if kind_of(value) or isinstance(value, float):
        return number_term(value)
    try:
        return number_term(float(value))
    except OverflowError:
        return number_term(inf if value > 0 else -inf)


def _is_nan(value: float) -> bool:
    return isinstance(value, float) and isnan(value)


def _iso(text: str) -> str | None:
    text = text.strip()
    return text if period(text) else parse_date(text)


def _days(iso: str) -> Span:
    first, last = period(iso) or (0, 0)
    return second_term(first), second_term(last + 1)
