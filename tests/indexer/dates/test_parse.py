"""Dates as people write them."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.dates.parse import parse_date

SEOUL = timezone(timedelta(hours=9))


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2007", "2007"),
        ("2007-12", "2007-12"),
        (" 2007-12-09 ", "2007-12-09"),
        ("20071209", "2007-12-09"),
        ("2007/12/9", "2007-12-09"),
        ("2007.12.9.", "2007-12-09"),
        ("2007. 12. 9. 오후 3:20", "2007-12-09T15:20:00"),
        ("2007-12-09T10:11:12.5Z", "2007-12-09T10:11:12+00:00"),
        ("20071209T101112Z", "2007-12-09T10:11:12+00:00"),
        ("2007-12-09 10:11 +0900", "2007-12-09T10:11:00+09:00"),
        ("2007-12-09 10:11:12+09", "2007-12-09T10:11:12+09:00"),
        ("2007-12-09 10:11:12.345+9", "2007-12-09T10:11:12+09:00"),
        ("2007-12-09 10:11-12", "2007-12-09T10:11:00"),
        ("2007-12-09 10:11 +9", "2007-12-09T10:11:00+09:00"),
        ("2007-12-09 10:11 GMT-5", "2007-12-09T10:11:00-05:00"),
        ("2007-12-09 10:11-14", "2007-12-09T10:11:00"),
        ("2007-12-09 입력", "2007-12-09"),
        ("Sun, 09 Dec 2007 15:20:01 +0900", "2007-12-09T15:20:01+09:00"),
        ("Sun, 09 Dec 2007 15:20:01 GMT", "2007-12-09T15:20:01+00:00"),
        ("Sun, 09 Dec 2007 15:20:01 UT", "2007-12-09T15:20:01+00:00"),
        ("Sun, 09 Dec 2007 15:20:01 PST", "2007-12-09T15:20:01-08:00"),
        ("2007-12-09 15:20 KST", "2007-12-09T15:20:00+09:00"),
        ("Sun Dec 09 2007 15:20:00 GMT+0900", "2007-12-09T15:20:00+09:00"),
        ("Sun, 09 Dec 2007 15:20:00 UTC-05:00", "2007-12-09T15:20:00-05:00"),
        ("Sun, 09 Dec 2007 15:20:00 GMT", "2007-12-09T15:20:00+00:00"),
        ("2007-12-09 15:20 NST", "2007-12-09T15:20:00"),
        ("Dec. 9, 2007", "2007-12-09"),
        ("December 9th, 2007 at 12:20 AM", "2007-12-09T00:20:00"),
        ("9 December 2007", "2007-12-09"),
        ("December 2007", "2007-12"),
        ("2007년", "2007"),
        ("2007년 12월", "2007-12"),
        ("2007년 12월 9일", "2007-12-09"),
        ("2007년 12월 9일 (일) 오전 12시 5분", "2007-12-09T00:05:00"),
        (2007, "2007"),
        (date(2007, 12, 9), "2007-12-09"),
        (datetime(2007, 12, 9, 10, 0, tzinfo=SEOUL), "2007-12-09T10:00:00+09:00"),
    ],
)
def test_dates(written: object, iso: str) -> None:
    """A date keeps the precision and the time zone that it was written with."""
    assert parse_date(written) == iso


@pytest.mark.parametrize(
    "written", ["", "어제", "12/9/2007", "12.9", "2007-13-01", "2007-02-30", "2007-12-091", "3000", 7, True, None, []]
)
def test_no_dates(written: object) -> None:
    """What is no date, or might be two, is none."""
    assert parse_date(written) is None


@given(st.text(max_size=120))
def test_any_text(text: str) -> None:
    """Any text gives an ISO date or none."""
    found = parse_date(text)
    assert found is None or found[:4].isdigit()


@given(st.datetimes(min_value=datetime(1000, 1, 1), max_value=datetime(2999, 12, 31)))
def test_iso_round_trip(moment: datetime) -> None:
    """ISO 8601 stays as it is."""
    iso = moment.replace(microsecond=0).isoformat()
    assert parse_date(iso) == iso
