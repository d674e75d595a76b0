"""Periods: what a date as precise as it was written covers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.period import period

PERIODS = """
2007                      | 2007-01-01T00:00:00 | 2007-12-31T23:59:59
2008                      | 2008-01-01T00:00:00 | 2008-12-31T23:59:59
2007-02                   | 2007-02-01T00:00:00 | 2007-02-28T23:59:59
2008-02                   | 2008-02-01T00:00:00 | 2008-02-29T23:59:59
2007-12                   | 2007-12-01T00:00:00 | 2007-12-31T23:59:59
2007-1                    | 2007-01-01T00:00:00 | 2007-01-31T23:59:59
2007-12-13                | 2007-12-13T00:00:00 | 2007-12-13T23:59:59
1945-08-15                | 1945-08-15T00:00:00 | 1945-08-15T23:59:59
2007-12-13T10:20:30       | 2007-12-13T10:20:30 | 2007-12-13T10:20:30
2007-12-13 10:20          | 2007-12-13T10:20:00 | 2007-12-13T10:20:00
2007-12-13T08:00:00+09:00 | 2007-12-12T23:00:00 | 2007-12-12T23:00:00
2007-12-13T10:20:30Z      | 2007-12-13T10:20:30 | 2007-12-13T10:20:30
"""
NO_DATES = (
    "",
    " ",
    "someday",
    "2007-13",
    "2007-02-30",
    "2007-00",
    "2007-12-13T25:00",
    "20071",
    "-2007",
    "0000",
    "07-12",
)


@pytest.mark.parametrize("line", PERIODS.strip().splitlines())
def test_periods(line: str) -> None:
    """A date covers its year, month, day or second; one with a zone is counted in UTC, one without is UTC."""
    text, first, last = (part.strip() for part in line.split("|"))
    seconds = [int(datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp()) for moment in (first, last)]
    assert period(text) == tuple(seconds)


@pytest.mark.parametrize("text", NO_DATES)
def test_no_dates(text: str) -> None:
    """What is no date is None, never an exception."""
    assert period(text) is None


@given(st.dates(min_value=date(1, 1, 2), max_value=date(9998, 12, 30)))
def test_periods_meet(day: date) -> None:
    """A day ends one second before the next one begins, and lies in its month and its year."""
    first, last = period(day.isoformat()) or (0, 0)
    assert period((day + timedelta(days=1)).isoformat()) == (last + 1, last + 86400)
    for longer in (day.isoformat()[:7], day.isoformat()[:4]):
        begin, end = period(longer) or (0, 0)
        assert begin <= first < last <= end


@given(st.text(max_size=30) | st.text("0123456789-:T+Z. W", max_size=25))
def test_any_text(text: str) -> None:
    """No text raises."""
    found = period(text)
    assert found is None or found[0] <= found[1]


def test_the_last_year() -> None:
    """9999 is what people write for an end that never comes."""
    for text in ("9999", "9999-12", "9999-12-31"):
        assert period(text) is not None
