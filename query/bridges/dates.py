"""Dates: 12.9(日), [12월 9일], Dec. 9 and 2007/12/09 are one day; 토요일, (土) and Saturday are one weekday."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...indexer.dates.day_numbers import HANGUL_WEEKDAYS, HANJA_WEEKDAYS
from ...indexer.dates.mentions import WEEKDAYS, DateMention, date_mentions
from ...indexer.text.positions import HANGUL
from .bridge import QueryWord, Variant, Vocabulary

_WEIGHT = 0.95
_GUESS = 0.7
"""A day without its year, one Hanja that means more than a weekday, two numbers that only stand side by side."""

_MONTH_NAMES = "January February March April May June July August September October November December".split()
_WEEKDAY_NAMES = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_YEAR = re.compile(r"((?:19|20)\d\d)\s?([년年]?)", re.ASCII)
_SMALL_WORD = re.compile(r"\b[a-z]{3,}")
_NO_MONTHS = frozenset("jan mar march may jun".split())
"""In small letters and alone they are names, verbs, a demonstration."""
_AROUND = re.compile(
    r"(?:[Tt]he )?[\s'`[\](),.:]*(?:에서|에는|에도|에|의|부터|까지|마다|은|는|이|가|을|를|도|과|와)?[\s[\](),.:]*"
)
_HANJA = dict(zip(HANJA_WEEKDAYS, WEEKDAYS, strict=True))
_HANGUL = re.compile(f"[{HANGUL}]")


class Dates:
    """Days, months and weekdays, found by the tokens that ``indexer/dates/mentions.py`` gives to those of a text."""

    name = "dates"
    most_words = 4

    def variants(self, run: Sequence[QueryWord], vocabulary: Vocabulary) -> Iterator[Variant]:  # noqa: ARG002
        """The mention that ``run`` is, as a token; its text is how the other language writes it.

        ``12.9`` on its own is a day besides being a number. A day of a year also finds texts that leave out the year.
        """
        typed = " ".join(word.typed for word in run)
        year = _YEAR.fullmatch(typed)
        return _of_year(*year.groups()) if year else _of_moment(typed)


def _of_year(year: str, sign: str) -> Iterator[Variant]:
    """For 2007년 the number; for both the dates that are one number together with the year, such as 2007.12.9."""
    if sign:
        yield Variant(year, _WEIGHT)
    yield Variant(f"{year}년", _WEIGHT, f"={year}")


def _of_moment(typed: str) -> Iterator[Variant]:
    in_english = _HANGUL.search(typed) is not None
    weight = _GUESS if typed in _HANJA or typed.replace(" ", "").isdecimal() else _WEIGHT
    for token in _tokens(typed):
        text = _english(token) if in_english else _korean(token)
        yield Variant(text, weight, token)
        if len(token) == len("=2007-12-09"):
            yield Variant(text, _GUESS, f"=-{token[5:]}", "without the year")


def _tokens(typed: str) -> list[str]:
    """The date mention that ``typed`` consists of, or two for a range; empty if there is anything else."""
    if typed in _HANJA:
        return [f"={_HANJA[typed]}"]
    # In brackets 12.9 is a day.
    text = f"[{typed if typed in _NO_MONTHS else _SMALL_WORD.sub(lambda found: found[0].capitalize(), typed)}]"
    found = list(date_mentions(text))
    for _, start, end in reversed(found):
        text = text[:start] + text[end:]
    if not _AROUND.fullmatch(text[1:-1]):
        return []
    dates = [mention for mention in found if mention[0][0][1].isdigit()]
    if len(dates) == 1 and (len(found) == 1 or _has_day(dates[0])):
        found = dates
    if len(found) != 1:
        return []
    tokens = found[0][0]
    return [token for token in tokens if len(token) == len(tokens[0])]


def _has_day(mention: DateMention) -> bool:
    """True if it is so precise that a weekday beside it adds nothing."""
    return any(len(token) == len("=12-09") for token in mention[0])


def _korean(token: str) -> str:
    if token[1:] in WEEKDAYS:
        return f"{HANGUL_WEEKDAYS[WEEKDAYS.index(token[1:])]}요일"
    year, *rest = _parts(token)
    return " ".join(f"{int(number)}{unit}" for number, unit in zip((year, *rest), "년월일", strict=False) if number)


def _english(token: str) -> str:
    if token[1:] in WEEKDAYS:
        return _WEEKDAY_NAMES[WEEKDAYS.index(token[1:])]
    year, month, *day = _parts(token)
    date = " ".join([_MONTH_NAMES[int(month) - 1], *(str(int(number)) for number in day)])
    return f"{date}{',' if day else ''} {year}" if year else date


def _parts(token: str) -> list[str]:
    """Year, month and day of a token, the year empty where it has none."""
    parts = token[1:].split("-")
    return parts if len(parts[0]) == 4 else ["", *parts]
