"""Periods: what a date as precise as it was written covers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.errors import ConfigError
from malmoi.indexer.dates.ranges import local, period, time_zone

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
2007-12-13T08:00:00+09:00 | 2007-12-13T08:00:00 | 2007-12-13T08:00:00
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
    """A date covers its year, month, day or second; a time counts as it is written, whatever its zone."""
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


LOCAL = """
2007-12-08T16:00:00+00:00 | Asia/Seoul       | 2007-12-09T01:00:00+09:00
2007-12-09T01:00+09:00    | Asia/Seoul       | 2007-12-09T01:00:00+09:00
2007-12-09T01:00:00+09:00 | UTC              | 2007-12-08T16:00:00+00:00
2007-12-31T20:30:00Z      | Europe/Berlin    | 2007-12-31T21:30:00+01:00
2007-07-31T22:30:00Z      | Europe/Berlin    | 2007-08-01T00:30:00+02:00
1988-07-01T14:30:00Z      | Asia/Seoul       | 1988-07-02T00:30:00+10:00
2007-12-08T23:00:00       | America/New_York | 2007-12-08T23:00:00
2007-12-08 23:00          | America/New_York | 2007-12-08 23:00
2007-12-08                | America/New_York | 2007-12-08
2007                      | America/New_York | 2007
0001-01-01T00:00:00+00:00 | America/New_York | 0001-01-01T00:00:00+00:00
some day or other         | Asia/Seoul       | some day or other
"""


@pytest.mark.parametrize("line", LOCAL.strip().splitlines())
def test_local(line: str) -> None:
    """A moment that tells its zone is told by the clocks of another; what tells none stays as it is written."""
    date, zone, expected = (part.strip() for part in line.split("|"))
    assert local(date, time_zone(zone)) == expected


@given(st.datetimes(timezones=st.integers(-14, 14).map(lambda hours: timezone(timedelta(hours=hours)))))
def test_local_is_the_same_moment(moment: datetime) -> None:
    """Whatever zone a moment is told in, it is the same one, and is counted as it is shown."""
    moved = local(moment.isoformat(), time_zone("Asia/Seoul"))
    shown = datetime.fromisoformat(moved)
    assert shown == moment or moved == moment.isoformat()
    assert period(moved) == period(shown.replace(tzinfo=None).isoformat())


@pytest.mark.parametrize("name", ["Asia/Soul", "Asia", "", "../Seoul", "/Asia/Seoul", "서울", "a\0b", "x" * 5000])
def test_no_time_zone(name: str) -> None:
    """A name that is none is a setting to be corrected, and the error says how."""
    with pytest.raises(ConfigError, match=r"'sources\.timezone': there is no time zone .*; write one such as "):
        time_zone(name)
