"""Terms of fields of one's own (columns, doc values): bytes whose order is that of the values.

So one dictionary of terms serves equality, ranges, sorting and counting, for every kind. A number is its double with
the sign turned, followed, for a whole number that is no double, by what it is more than the double below it. A date is
its microseconds since the year 1; one with a UTC offset is converted to UTC.
"""

from __future__ import annotations

import datetime as dt
import struct
from math import inf, isnan, nextafter

from .data import Kind, Value, kind_of

_DOUBLE, _WHOLE = struct.Struct(">d"), struct.Struct(">Q")
_SIGN, _ALL = 1 << 63, (1 << 64) - 1
_FIRST = dt.datetime(1, 1, 1)
_MICROSECOND = dt.timedelta(microseconds=1)
_EPOCH_SECONDS = (dt.datetime(1970, 1, 1) - _FIRST) // dt.timedelta(seconds=1)
_MILLION = 1_000_000
_MOST_SECONDS = _ALL // _MILLION

Span = tuple[bytes, bytes | None]
"""Terms from the first up to the second, which is not included; None is the end."""


def terms_of(value: Value) -> list[bytes]:
    """The terms of a value: of a list those of its texts, each once, and none of None."""
    match kind_of(value), value:
        case "list", list() | tuple():
            return list(dict.fromkeys(map(text_term, value)))
        case "boolean", bool():
            return [boolean_term(value)]
        case "number", int() | float():
            return [number_term(value)]
        case "date", dt.date():
            return [date_term(value)]
        case "text", str():
            return [text_term(value)]
    return []


def text_term(value: str) -> bytes:
    """The term of a text."""
    return value.encode("utf-8", "surrogatepass")


def boolean_term(value: bool) -> bytes:
    """The term of true or false."""
    return b"1" if value else b"0"


def number_term(value: float) -> bytes:
    """The term of a number, which may be infinite. Raises ValueError for one that is not a number."""
    if isnan(value):
        raise ValueError("it is not a number")
    double, more = float(value), 0
    if isinstance(value, int):
        double = nextafter(double, -inf) if int(double) > value else double
        more = value - int(double)
    (bits,) = _WHOLE.unpack(_DOUBLE.pack(double + 0.0))  # no negative zero
    return _WHOLE.pack(bits ^ (_ALL if bits & _SIGN else _SIGN)) + (more.to_bytes(2, "big") if more else b"")


def date_term(value: dt.date) -> bytes:
    """The term of a date, or of a moment. A date is its midnight."""
    moment = value if isinstance(value, dt.datetime) else dt.datetime(value.year, value.month, value.day)
    offset = moment.utcoffset() or dt.timedelta()
    microseconds = (moment.replace(tzinfo=None) - _FIRST - offset) // _MICROSECOND
    return _WHOLE.pack(max(microseconds, 0))


def second_term(seconds: int) -> bytes:
    """The term of the beginning of a second, counted from 1970 as ``period`` does."""
    return _WHOLE.pack(min(max(seconds + _EPOCH_SECONDS, 0), _MOST_SECONDS) * _MILLION)


def after(term: bytes) -> bytes:
    """The first term above ``term``."""
    return term + b"\0"


def value_of(kind: Kind, term: bytes) -> str | float | bool | dt.date:
    """The value of a term; of a list one of its texts. Raises ValueError for a term that no value has."""
    match kind:
        case "text" | "list":
            return term.decode("utf-8", "surrogatepass")
        case "boolean" if term in (b"0", b"1"):
            return term == b"1"
        case "number" if len(term) in (8, 10):
            return _number(term)
        case "date" if len(term) == 8:
            moment = _moment(term)
            return moment if moment.time() != dt.time() else moment.date()
    raise ValueError(f"it has a value that is no {kind}")


def _number(term: bytes) -> float:
    (bits,) = _WHOLE.unpack(term[:8])
    (double,) = _DOUBLE.unpack(_WHOLE.pack(bits ^ (_SIGN if bits & _SIGN else _ALL)))
    if isnan(double):
        raise ValueError("it has a number that is none")
    is_whole = float(double).is_integer() and abs(double) <= 2.0**64
    return int(double) + int.from_bytes(term[8:], "big") if is_whole else float(double)


def _moment(term: bytes) -> dt.datetime:
    try:
        (microseconds,) = _WHOLE.unpack(term)
        return _FIRST + dt.timedelta(microseconds=microseconds)
    except OverflowError:
        raise ValueError("it has a date after the year 9999") from None
