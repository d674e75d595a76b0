"""Date mentions (temporal expressions): the days, months and weekdays that a text names, in any notation.

A mention has tokens for the ``words`` stream. No word begins with ``=``. Among the tokens are all that ask for the
mention less precisely than it is written:

    2007년 12월 9일, 2007/12/09, Dec. 9, 2007   =2007-12-09  =12-09  =2007-12  =12  =2007
    12.9(日), [12.9], December 9th              =12-09  =--12-09 (a day without a year)  =12
    2007.12, December 2007                      =2007-12  =12  =2007
    12월, December                              =12
    일요일, (日), Sundays, Sun.                 =sun

A year on its own is a word like others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from .day_numbers import HANGUL_WEEKDAYS, HANJA_WEEKDAYS, SHORT_WEEKDAY, is_day
from .parse import MONTHS

DateMention = tuple[tuple[str, ...], int, int]
"""Tokens, the most precise first, and the span of characters they are written in."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAYS_IN_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
WEEKDAY_LETTERS = HANGUL_WEEKDAYS + HANJA_WEEKDAYS

_OPENING = re.compile(
    r"[0-9(ADFJMNOSTW요曜](?:"  # a class at the start skips most characters quickest; rare ones are best
    r"(?P<number>(?<=\d)(?<![\w$]\d)(?<!\d[.,:/]\d)(?<![€£₩제]\d)"
    r"(?=\d{0,3}(?:\s?(?:[년年]\s{0,2}\d\d?\s?)?[월月]|\s?[-./]\s?(?:\d\d?(?![\d%배명])|\d{4})|[\s·]\d\d?(?:\]|\s?[가-힣])"
    r"|(?:st|nd|rd|th)?,?[ -](?:of )?[A-Z])))"
    rf"|(?P<bracket>(?<=\()(?=[{WEEKDAY_LETTERS}][\s,/~)-]|{SHORT_WEEKDAY}\.?\)))"
    r"|(?P<name>(?<=[A-Z])(?<!\w.)(?=(?i:an|eb|ar|pr|ay|un|ul|ug|ep|ct|ov|ec|on|ue|ed|hu|ri|at)))"
    rf"|(?P<weekday>(?<=[{WEEKDAY_LETTERS}][요曜])(?=[일日])))",
    re.ASCII,
)
"""Prefilter: the places where a mention may be, and its kind, by looking a few characters ahead."""

_YEAR = r"(?P<year>(?:1\d|20)\d\d|(?<=['`])\d\d(?!\s?-))"
_MONTH = r"(?P<month>1[0-2]|0?[1-9])"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])"
_UNTIL = r"(?:\s?[-~∼–]\s?(?P<last>3[01]|[12]\d|0?[1-9])(?!\d|[.,/]\s?\d))?"
_NO_SPAN = r"(?!요일|간|\s?(?:이상|이하|이내|미만))"  # 징역 6월 이하
_DAY_OF_MONTH = rf"(?:\s{{0,2}}{_DAY}(?:\s?[일日])?{_UNTIL}(?:(?<=[일日])|\s?[일日]))?"
_ORDINAL = r"(?:st|nd|rd|th)?"
_END = r"(?!\d|[-/.:,]\d)"
_NAME = (
    r"(?P<name>(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))(?!\w)"
)
_NUMBERS = [
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"{_YEAR}\s?(?P<mark>[-/.])\s?{_MONTH}\s?(?P=mark)\s?{_DAY}{_UNTIL}(?!\d|[-/.]\d)",
        rf"(?:{_YEAR}(?:\s?[년年]\s{{0,2}}|[./]\s?))?{_MONTH}\s?[월月]{_NO_SPAN}{_DAY_OF_MONTH}",
        rf"{_DAY}{_ORDINAL}[ -](?:of )?{_NAME}(?:[.,]{{0,2}}[ -]{{1,2}}{_YEAR}(?!\d))?",
        rf"{_YEAR},? {_NAME}(?:\.? {_DAY}{_ORDINAL}{_END})?",
        rf"{_DAY}\.{_MONTH}\.{_YEAR}{_END}",
        rf"{_MONTH}/(?P<day>1[3-9]|2\d|3[01])/{_YEAR}{_END}",  # 12/9/2007 is another day in another country
        rf"(?P<month>0[1-9]|1[0-2])[./](?P<year>(?:19|20)\d\d){_END}",
        rf"(?P<year>(?:19|20)\d\d|(?<=['`])\d\d)(?:[./]|-(?=\d\d)){_MONTH}(?!\d|[-/.]\d|\s?[%호대배원명점포])",
    )
]
_DAY_NUMBER = re.compile(rf"{_MONTH}(?P<mark>[./·]|\.\s|\s){_DAY}{_UNTIL}(?!\d|[/:,]\d|\.\d)", re.ASCII)
_NAMES = [
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"{_NAME}\.?\s{{0,2}}{_DAY}{_ORDINAL}(?!\d|[.,:/]\d|\s?[ap]m){_UNTIL}(?:,?\s{{1,2}}{_YEAR}(?!\d))?",
        rf"{_NAME}\.?,?\s{{1,2}}(?:of )?(?P<year>(?:1\d|20)\d\d)(?!\d)",
    )
]
_NAME_ALONE = re.compile(rf"{_NAME}\.?", re.ASCII)
_AMBIGUOUS = frozenset("jan mar march may jun jul".split())
_BEFORE_MONTH = re.compile(
    r"(?i:\b(?:in|since|last|next|this|until|till|during|early|late|mid|before|after|every)[ -])$"
)
_WEEKDAY_NAME = re.compile(
    r"(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)days?)(?!\w)"
    rf"|{SHORT_WEEKDAY}(?:\.(?=[,\]]|\s[a-z\d(\[]|\s*\Z)"
    rf"|(?=[.,]{{0,2}} (?:\d{{1,2}}[./]\d|\d{{1,2}}{_ORDINAL} [A-Z][a-z]{{2}}|(?=[A-Z]){_NAME})))",
    re.ASCII,
)
_WEEKDAYS_IN_BRACKETS = re.compile(
    r"(?:(?<![가-힣])|(?<=\d일|오늘|내일|어제|모레|번주|음주|난주))"  # 일본(日) and 농(수)산물 name no weekday
    rf"\((?P<first>[{WEEKDAY_LETTERS}]|{SHORT_WEEKDAY}\.?)"
    rf"(?:\s?[ ,/~-]\s?(?P<last>[{WEEKDAY_LETTERS}]|{SHORT_WEEKDAY}\.?))?\)",
    re.ASCII,
)
_AFTER_WEEKDAY = re.compile(r"[.)]{0,2},?\s?")
_AFTER_DATE = re.compile(r"[.)\]]{0,2}\s?[-~∼–]\s?")


def date_mentions(text: str) -> Iterator[DateMention]:
    """The mentions of a cleaned text, in their order; none overlaps another."""
    end, joint = -1, _AFTER_DATE
    for opening in _OPENING.finditer(text):
        kind = opening.lastgroup or ""
        start = opening.start() - (kind == "weekday")  # which is found by the second of its three syllables
        if start < end:
            continue
        joined = end >= 0 and joint.fullmatch(text, end, start) is not None
        mention = _mention(text, start, kind, joined)
        if mention:
            yield mention
            tokens, _, end = mention
            joint = _AFTER_WEEKDAY if tokens[0][1:] in WEEKDAYS else _AFTER_DATE


def moment_tokens(text: str) -> Iterator[str]:
    """The tokens of all mentions of a cleaned text."""
    return chain.from_iterable(tokens for tokens, _, _ in date_mentions(text))


def _mention(text: str, start: int, kind: str, joined: bool) -> DateMention | None:
    match kind:
        case "number":
            return _number(text, start, joined)
        case "name":
            return _name(text, start)
        case "bracket":
            return _in_brackets(text, start)
    return (_weekday(text[start]),), start, start + 3


def _number(text: str, start: int, joined: bool) -> DateMention | None:
    for pattern in _NUMBERS:
        found = pattern.match(text, start)
        if found and (tokens := _date_tokens(found)):
            return tokens, *found.span()
    found = _DAY_NUMBER.match(text, start)
    tokens = _date_tokens(found) if found and is_day(text, found, joined) else ()
    return (tokens, *found.span()) if found and tokens else None


def _name(text: str, start: int) -> DateMention | None:
    for pattern in _NAMES:
        found = pattern.match(text, start)
        if found and (tokens := _date_tokens(found)):
            return tokens, *found.span()
    found = _NAME_ALONE.match(text, start)
    if found and _is_month(text, found):
        return _date_tokens(found), *found.span()
    found = _WEEKDAY_NAME.match(text, start)
    return ((_weekday(found[0]),), *found.span()) if found else None


def _is_month(text: str, found: re.Match[str]) -> bool:
    """True if a name alone is a month: not the verb, the march, the person or the acronym."""
    name, start, end = found["name"].lower(), *found.span()
    if name in _AMBIGUOUS:
        is_dated = _BEFORE_MONTH.search(text, max(0, start - 8), start) and not text.startswith(" of", end)
        return bool(is_dated) or (text[max(0, start - 1) : start], text[end : end + 1]) == ("[", "]")
    return len(name) > 4 or not found["name"][1:].isupper()


def _in_brackets(text: str, start: int) -> DateMention | None:
    found = _WEEKDAYS_IN_BRACKETS.match(text, start)
    if not found:
        return None
    tokens = dict.fromkeys(_weekday(name) for name in found.group("first", "last") if name)
    return tuple(tokens), start + 1, found.end() - 1


def _weekday(name: str) -> str:
    place = WEEKDAY_LETTERS.find(name[0])
    return f"={WEEKDAYS[place % 7]}" if place >= 0 else f"={name[:3].lower()}"


def _date_tokens(found: re.Match[str]) -> tuple[str, ...]:
    """The tokens of a date, most precise first; none where there is no such day."""
    parts = found.groupdict()
    year = parts.get("year") or ""
    if len(year) == 2:
        year = ("20" if year < "50" else "19") + year
    month = int(parts.get("month") or 0) or MONTHS[parts["name"][:3].lower()]
    days = dict.fromkeys(int(parts[name]) for name in ("day", "last") if parts.get(name))
    if any(day > _DAYS_IN_MONTHS[month - 1] for day in days):
        return ()
    whole = f"={month:02}"
    in_year = (f"={year}-{month:02}", whole, f"={year}") if year else (whole,)
    dated = [(f"={year or '-'}-{month:02}-{day:02}", f"={month:02}-{day:02}") for day in days]
    return (*chain.from_iterable(dated if year else map(reversed, dated)), *in_year)
