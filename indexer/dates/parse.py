"""Dates as people write them, to ISO 8601."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

MONTHS = {
    name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
}
_ZONES = {
    **dict.fromkeys(("Z", "UT", "UTC", "GMT"), 0), "KST": 9, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7,
    "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
"""Hours that a zone is ahead of Greenwich: Korea's, and those of RFC 822, which feeds and messages follow."""
_MONTH = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_DATES = [
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?!\d)",
        r"(?P<year>\d{4})\s?(?P<mark>[-/.])\s?(?P<month>\d{1,2})(?:\s?(?P=mark)\s?(?P<day>\d{1,2})(?!\d)\.?)?(?!\d|[-/.]\d)",
        r"(?P<year>\d{4})\s?년(?:\s{0,2}(?P<month>\d{1,2})\s?월(?:\s{0,2}(?P<day>\d{1,2})\s?일)?)?",
        rf"{_WEEKDAY}{_MONTH}\s{{0,2}}{_DAY},?\s{{1,2}}(?P<year>\d{{4}})(?!\d)",
        rf"{_WEEKDAY}{_DAY}[\s-]{_MONTH},?[\s-](?P<year>\d{{4}})(?!\d)",
        rf"{_MONTH},?\s(?P<year>\d{{4}})(?!\d)",
        r"(?P<year>\d{4})$",
    )
]
_TIME = re.compile(
    r"(?:T|,?\s{1,3}(?:at\s)?)(?:\(?[월화수목금토일](?:요일)?\)?\s{0,2})?"
    r"(?P<before>오전|오후|am|pm)?\s?(?P<hour>\d{1,2})(?::|시\s?)(?P<minute>\d\d?)분?"
    r"(?::?\s?(?P<second>\d\d?)(?:[.,]\d{1,9})?초?)?"
    r"\s?(?P<after>[ap]\.?m\.?)?\s?(?P<zone>(?:UTC|GMT)?[+-]\d\d:?\d\d|(?:UTC|GMT|(?<=\s))[+-]\d\d?|(?(second)[+-]\d\d?(?!\d)|(?!))|Z|UTC?|GMT|KST|[ECMP][SD]T)?(?![\w:])",
    re.IGNORECASE | re.ASCII,
)
_COMPACT_TIME = re.compile(r"T(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?P<zone>Z|[+-]\d\d:?\d\d)?$", re.ASCII)
_LONGEST = 100


def parse_date(value: object) -> str | None:
    """``value`` as ISO 8601, as precise as it was written (a year, a month, a day, a time with its zone), or None.

    Takes ``date``, ``datetime``, a year as a number, and text: ISO, RFC 2822, ``2007/12/09``, ``2007.12.9``,
    ``Dec. 9, 2007``, ``9 December 2007``, ``2007년 12월 9일 오후 3시 20분``. A day without a year, and 12/9/2007,
    which is another day in another country, are None.
    """
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = str(value).strip() if isinstance(value, str) or 1000 <= value <= 2999 else ""
    return _parsed(text) if len(text) <= _LONGEST else None


@lru_cache(maxsize=1 << 12)  # posts share their days
def _parsed(text: str) -> str | None:
    for pattern in _DATES:
        if found := pattern.match(text):
            return _iso(found.groupdict(), text[found.end() :])
    return None


def _iso(parts: dict[str, str | None], rest: str) -> str | None:
    """The date of ``parts`` with the time that ``rest`` starts with; None where there is no such day."""
    if rest and rest[0].isalnum() and rest[0] not in "Tt":
        return None
    year = int(parts["year"] or 0)
    name = parts.get("name")
    month = MONTHS[name.lower()] if name else int(parts.get("month") or 0)
    day = int(parts.get("day") or 0)
    try:
        whole = datetime(year, month or 1, day or 1)
    except ValueError:
        return None
    if not 1000 <= year <= 2999 or (parts.get("month") and not month) or (parts.get("day") and not day):
        return None
    if not day:
        return f"{year:04}-{month:02}" if month else f"{year:04}"
    time = _TIME.match(rest) or _COMPACT_TIME.match(rest)
    return (time and _with_time(whole, time.groupdict())) or whole.date().isoformat()


def _with_time(day: datetime, parts: dict[str, str | None]) -> str | None:
    hour = int(parts["hour"] or 0)
    half = (parts.get("before") or parts.get("after") or "").lower()
    if half.startswith(("오후", "p")) and hour < 12:
        hour += 12
    elif half.startswith(("오전", "a")) and hour == 12:
        hour = 0
    try:
        moment = day.replace(hour=hour, minute=int(parts["minute"] or 0), second=int(parts["second"] or 0))
        return moment.replace(tzinfo=_zone(parts["zone"])).isoformat(timespec="seconds")
    except ValueError:
        return None


def _zone(text: str | None) -> timezone | None:
    if text is None:
        return None
    text = text.upper().removeprefix("UTC").removeprefix("GMT") or "UTC"
    if text[0] not in "+-":
        return timezone(timedelta(hours=_ZONES[text]))
    hours, minute = (text[1:-2], text[-2:]) if len(text) > len("+09") else (text[1:], "0")
    minutes = int(hours.rstrip(":")) * 60 + int(minute)
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
