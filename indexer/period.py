"""Periods: the first and last second, since 1970 in UTC, of a date as the index keeps it."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, datetime
from functools import lru_cache

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")


@lru_cache(maxsize=4096)
def period(date: str) -> tuple[int, int] | None:
    """First and last second of an ISO date such as ``2007``, ``2007-12``, ``2007-12-13`` or one with a time.

    None where ``date`` is not one.
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
    moment = datetime.fromisoformat(date)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment, moment
