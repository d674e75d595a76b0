"""Lines with a date, as lists of posts have them, and lines that say the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date as day

from ...indexer.dates.parse import parse_date
from ...indexer.text.narrow import narrow

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_DAY = (
    r"\d{4}\s?(?P<mark>[-/.])\s?\d{1,2}\s?(?P=mark)\s?\d{1,2}(?!\d)\.?"
    r"|\d{4}\s?년\s{0,2}\d{1,2}\s?월\s{0,2}\d{1,2}\s?일"
    rf"|(?:{_WEEKDAY}\.?,?\s)?{_MONTH}\s{{0,2}}\d{{1,2}}(?:st|nd|rd|th)?,?\s{{1,2}}\d{{4}}"
    rf"|(?:{_WEEKDAY}\.?,?\s)?\d{{1,2}}(?:st|nd|rd|th)?[\s-]{_MONTH},?[\s-]\d{{4}}"
    r"|(?<![\d.])\d\d(?P<point>[-/.])\d\d(?P=point)\d\d(?![\d.-])"
)
_WEEKDAY_AFTER = rf"(?:\s?(?:\((?:[월화수목금토일](?:요일)?|[月火水木金土日]|{_WEEKDAY}\.?)\)|[월화수목금토일]요일))?"
_TIME = r"(?:(?:T|,?\s(?:at\s)?)(?:오전\s?|오후\s?)?\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?(?:Z|\s?[+-]\d\d:?\d\d)?)?"
_DATE = rf"[\[(<]?(?P<date>(?:{_DAY}){_WEEKDAY_AFTER}{_TIME})[\])>]?"
_NUMBER = r"#?\d{1,4}[.):]?|\(\d{1,4}\)|\[\d{1,4}\]"
_FIRST = re.compile(rf"(?:(?:[-*+>#]|{_NUMBER})\s+)?{_DATE}(?!\w)", re.IGNORECASE)
_LAST = re.compile(rf"(?<!\w){_DATE}(?:\s?[\[(]\d{{1,4}}[\])])?$", re.IGNORECASE)
_MARK = re.compile(r"(?:[-*+>]|#?\d{1,4}[.)]|\(\d{1,4}\)|\[\d{1,4}\])\s+")
_ONLY_NUMBER = re.compile(r"[\[(]?\d{1,6}[\]).:]?$")
_CELLS = re.compile(r"\t|\s\|\s")
_DIGIT = re.compile(r"\d")
_SHORT = re.compile(r"(\d\d)[-/.]\d\d[-/.]\d\d")
_CENTURY = 70
"""Years of two digits from here on are of the last century."""
_BARE_WEEKDAY = re.compile(r"\s?([월화수목금토일])(?!\w)")
_WEEKDAYS = "월화수목금토일"
_SEPARATORS = " -–—:|,/~"
_COUNT = (
    r"(?:no|one|\d+)\s+(?:comments?|repl(?:y|ies)|responses?|trackbacks?)(?:\s+(?:yet|so far))?[.!]*"
    r"|(?:comments?|repl(?:y|ies)|responses?|trackbacks?)\s*[:(\[]?\s*(?:\d+|none|off)\s*[)\]]?"
    r"|(?:leave|post|write|add)\s+a\s+(?:comment|reply)"
    r"|(?:댓글|덧글|답글|트랙백|엮인글)(?:이|은)?\s*[:(\[]?\s*(?:\d+\s*개?|없음|없습니다|없다|쓰기|달기|남기기)\s*[)\]]?\.?"
)
_COUNTS = re.compile(rf"[(\[]?(?:{_COUNT})[)\]]?", re.IGNORECASE)
_COUNT_LAST = re.compile(rf"\s*[-–—|,/(\[]?\s*(?<!\w)(?:{_COUNT})[)\]]?$", re.IGNORECASE)
_NO_WORD = re.compile(r"\W+")
ELLIPSES = ("...", "…")
"""Endings of a title that was cut off."""
LONGEST = 150
"""Lines of a list of posts are no longer."""


@dataclass(frozen=True, slots=True)
class DatedLine:
    """A date in ISO 8601, to the day at least, and what else its line says, by cells."""

    date: str
    rest: tuple[str, ...]


def dated(line: str) -> DatedLine | None:
    """The date that ``line``, or a cell of it, begins or ends with."""
    if len(line) > LONGEST or not _DIGIT.search(line):
        return None
    cells = [cell.strip() for cell in _CELLS.split(narrow(line)) if cell.strip()]
    for at, cell in enumerate(cells):
        found = _FIRST.match(cell) or _LAST.search(_COUNT_LAST.sub("", cell))
        date = _date(found["date"]) if found else None
        if found and date:
            beside = found.string[: found.start()], _without_weekday(found.string[found.end() :], date)
            return DatedLine(date, tuple(part for part in map(_bare, (*cells[:at], *beside, *cells[at + 1 :])) if part))
    return None


def _date(text: str) -> str | None:
    """A date as it stands in a list; of ``24.03.04`` the year is the first number."""
    short = _SHORT.match(text)
    if short and not text[len(short[0]) :][:1].isdecimal():
        text = f"{20 if int(short[1]) < _CENTURY else 19}{text}"
    return parse_date(text)


def _without_weekday(text: str, date: str) -> str:
    """The text after a date, without a weekday that fits it: ``2023-01-14 토``, but not ``2023-01-14 일 년``."""
    found = _BARE_WEEKDAY.match(text)
    if found is None:
        return text
    rest = text[found.end() :]
    is_weekday = not rest.strip() or _WEEKDAYS[day.fromisoformat(date[:10]).weekday()] == found[1]
    return rest if is_weekday else text


def unmarked(line: str) -> str:
    """``line`` without the number or bullet of a list before it."""
    line = line.strip()
    mark = _MARK.match(line)
    return line[mark.end() :] if mark else line


def key(line: str) -> str:
    """The key of a line; lines that differ only in punctuation, spaces, case or width share it."""
    return _NO_WORD.sub(" ", narrow(line).casefold()).strip()


def counts(line: str) -> bool:
    """True where ``line`` says how many comments there are, and nothing else."""
    return len(line) <= LONGEST and _COUNTS.fullmatch(line.strip()) is not None


def _bare(part: str) -> str:
    """A part of a line of a list without number, separators and count of comments."""
    part = part.strip(_SEPARATORS)
    if _ONLY_NUMBER.match(part) or counts(part):
        return ""
    return _COUNT_LAST.sub("", unmarked(part)).strip(_SEPARATORS)
