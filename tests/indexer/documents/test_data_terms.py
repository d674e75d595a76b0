"""Terms of fields of one's own: their order is that of the values, and each gives its value back."""

from __future__ import annotations

import datetime as dt
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.documents.data import from_stored, kind_of, to_stored
from malmoi.indexer.documents.data_terms import after, date_term, number_term, terms_of, value_of

NUMBERS = st.one_of(
    st.integers(min_value=-(1 << 64) + 1, max_value=(1 << 64) - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(min_value=-5, max_value=5),
    st.builds(lambda bits, more: (1 << bits) + more, st.integers(50, 63), st.integers(-3, 3)),
)
TEXTS = st.text(max_size=4)
DATES = st.one_of(st.dates(), st.datetimes())
VALUES = st.one_of(NUMBERS, TEXTS, DATES, st.booleans(), st.none(), st.lists(TEXTS, max_size=3))


def moment(date: dt.date) -> dt.datetime:
    """A date as a moment."""
    return date if isinstance(date, dt.datetime) else dt.datetime.combine(date, dt.time())


@given(one=NUMBERS, other=NUMBERS)
def test_numbers_keep_their_order(one: float, other: float) -> None:
    """Whole numbers beyond 2**53, too, which are no doubles; equal numbers have one term."""
    assert (number_term(one) < number_term(other)) == (one < other)
    assert (number_term(one) == number_term(other)) == (one == other)
    assert (after(number_term(one)) <= number_term(other)) == (one < other)
    assert value_of("number", number_term(one)) == one


@given(one=DATES, other=DATES)
def test_dates_keep_their_order(one: dt.date, other: dt.date) -> None:
    """A date is its midnight."""
    assert (date_term(one) < date_term(other)) == (moment(one) < moment(other))
    found = value_of("date", date_term(one))
    assert isinstance(found, dt.date)
    assert moment(found) == moment(one)


@given(one=TEXTS, other=TEXTS)
def test_texts_keep_their_order(one: str, other: str) -> None:
    """That of code points, as in Python and in SQLite."""
    assert (terms_of(one) < terms_of(other)) == (one < other)
    assert [value_of("text", term) for term in terms_of(one)] == [one]


def test_a_time_zone_is_converted() -> None:
    """Moments with offsets compare as moments."""
    zone = dt.timezone(dt.timedelta(hours=9))
    assert date_term(dt.datetime(2024, 1, 1, 9, tzinfo=zone)) == date_term(dt.datetime(2024, 1, 1))
    assert date_term(dt.datetime(1, 1, 1, tzinfo=zone)) == date_term(dt.date(1, 1, 1))


@given(VALUES)
def test_stored_values_come_back(value: object) -> None:
    """As the same values of the same kinds."""
    (found,) = from_stored(to_stored({"x": value})).values()
    assert found == value
    assert kind_of(found) == kind_of(value)
    assert type(found) is type(value)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1 << 64, b"x", {"a": 1}, [1], ["a", None], 1j, {1}])
def test_other_values_have_no_kind(value: object) -> None:
    """They are refused with the document and the field."""
    assert kind_of(value) is None


@pytest.mark.parametrize(
    ("kind", "term"), [("number", b"123"), ("number", struct.pack(">Q", 1)), ("date", b"\xff" * 8), ("boolean", b"2")]
)
def test_terms_that_no_value_has_are_errors(kind: str, term: bytes) -> None:
    """A damaged segment may have them."""
    with pytest.raises(ValueError, match="it has a"):
        value_of(kind, term)  # type: ignore[arg-type]  # one of the kinds
