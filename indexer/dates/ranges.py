"""Periods: what a date covers, by the clocks of the one time zone that an index has.

Seconds are counted since 1970 as if those clocks had never been changed: the day that a reader is shown is the one
that filters compare.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from ...errors import ConfigError

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")
_DAY = len("2007-12-13")


def time_zone(name: str) -> ZoneInfo:
    """The time zone called ``name`` in the tables of the system, or of the package tzdata. ConfigError without one."""
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # not in the tables, a folder of them, no name at all
        problem = f"there is no time zone {name!r}; write one such as Europe/Berlin, or install tzdata if none is known"
        raise ConfigError("sources.timezone", problem) from None


def local(date: str, zone: tzinfo) -> str:
    """An ISO date with a UTC offset, converted to ``zone``; any other date unchanged."""
    if len(date) <= _DAY:
        return date
    try:
        moment = datetime.fromisoformat(date)
        return moment.astimezone(zone).isoformat() if moment.tzinfo else date
    except (ValueError, OverflowError):  # no date, or one at the end of the calendar
        return date


@lru_cache(maxsize=4096)
def period(date: str) -> tuple[int, int] | None:
    """First and last second of an ISO date such as ``2007``, ``2007-12``, ``2007-12-13`` or one with a time.

    A time counts as it is written, whatever its zone. None where ``date`` is no date.
    """
    try:
        first, last = _whole(date.strip()) or _moment(date.strip())
        return int(first.timestamp()), int(last.timestamp())
    except (ValueError, OverflowError):
        return None


def _whole(date: str) -> tuple[datetime, datetime] | None:
    """The period of a year, a month or a day."""
    found = _ISO.match(date)
    if not found:
        return None
    year, month, day = (1 if part is None else int(part) for part in found.groups())
    first = datetime(year, month, day, tzinfo=UTC)
    month = month if found[2] else 12
    day = day if found[3] else monthrange(year, month)[1]
    return first, datetime(year, month, day, 23, 59, 59, tzinfo=UTC)


def _moment(date: str) -> tuple[datetime, datetime]:
    moment = datetime.fromisoformat(date).replace(tzinfo=UTC)
    return moment, moment
