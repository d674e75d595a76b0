"""The bridge between the ways to write a day, a month or a weekday."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

import pytest

from malmoi.indexer.dates.mentions import moment_tokens
from malmoi.indexer.text.normalize import clean
from malmoi.query.bridges.bridge import SURE_WEIGHT, QueryWord, Variant, Vocabulary
from malmoi.query.bridges.dates import Dates


class NoWords:
    """A vocabulary that dates do not look into."""

    def words(self, kind: str, keys: Iterable[int]) -> set[str]:
        raise AssertionError

    def hints(self, prefix: str) -> Iterable[tuple[str, Sequence[int]]]:
        raise AssertionError

    def has(self, text: str) -> bool:
        raise AssertionError


def crossed(typed: str) -> list[Variant]:
    vocabulary: Vocabulary = NoWords()
    return list(Dates().variants([QueryWord(word, word) for word in clean(typed).split()], vocabulary))


def meets(typed: str, text: str) -> bool:
    """Whether a text has a token that the query looks for."""
    return not {variant.token for variant in crossed(typed)}.isdisjoint(moment_tokens(clean(text)))


DAY = [
    "12.9(日)",
    "[12.9]",
    "12.9(일)",
    "12/9(일)",
    "12월 9일",
    "12월9일",
    "12月9日",
    "Dec. 9",
    "Dec 9th",
    "9 December",
]
DATED = ["2007/12/09", "2007.12.9", "2007-12-09", "2007년 12월 9일", "Dec. 9, 2007", "9 December 2007"]
WEEKDAY = ["일요일", "日曜日", "(日)", "(일)", "Sunday", "Sundays", "Sun."]
MONTH = ["12월", "12月", "December", "Dec."]
MONTH_OF_YEAR = ["2007년 12월", "December 2007", "2007.12", "2007/12", "Dec 2007"]


@pytest.mark.parametrize(
    ("queries", "texts"),
    [
        ([*DAY, *DATED, "12.9", "12/9", "9th of December", "december 9", "12월 9일에"], [*DAY, *DATED]),
        ([*MONTH, "december", "12월에"], [*MONTH, *MONTH_OF_YEAR, *DAY, *DATED]),
        (MONTH_OF_YEAR, [*MONTH_OF_YEAR, *DATED]),
        (["일요일", "日曜日", "Sunday", "sunday", "Sun.", "日", "일요일에"], [*WEEKDAY, "12.9(日)", "Dec 9 (Sun)"]),
        (["2007", "2007년"], ["2007.12.9", "2007.12"]),
        (["5·18", "5.18", "5월 18일", "May 18"], ["5·18 민주화운동", "5.18 광주", "1980년 5월 18일"]),
    ],
)
def test_all_forms_meet(queries: list[str], texts: list[str]) -> None:
    """Whichever way a mention is typed, texts that write it as precisely or more so are found."""
    assert not [(typed, text) for typed, text in product(queries, texts) if not meets(typed, text)]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("12.9", "12.10(월)"),
        ("2007/12/09", "2008/12/09"),
        ("2007년 12월", "12월 9일"),
        ("12월 9일", "12월"),
        ("일요일", "12.9(월)"),
    ],
)
def test_others_do_not(typed: str, text: str) -> None:
    """Another day, another year and what is less precise than asked for are not found."""
    assert not meets(typed, text)


@pytest.mark.parametrize(
    ("typed", "text", "token"),
    [
        ("12월 9일", "December 9", "=12-09"),
        ("Dec. 9", "12월 9일", "=12-09"),
        ("12.9(日)", "12월 9일", "=12-09"),
        ("December", "12월", "=12"),
        ("2007년 12월", "December 2007", "=2007-12"),
        ("토요일", "Saturday", "=sat"),
        ("saturday", "토요일", "=sat"),
        ("Sunday December 9", "12월 9일", "=12-09"),
    ],
)
def test_what_is_shown(typed: str, text: str, token: str) -> None:
    """A mention is shown as the other language writes it; a weekday beside a day adds nothing."""
    assert [(variant.text, variant.token) for variant in crossed(typed)] == [(text, token)]


def test_a_whole_date_also_finds_the_day_without_a_year() -> None:
    """Most texts leave the year out, so those are found too, as guesses."""
    sure, guess = crossed("2007/12/09")
    assert (sure.text, sure.token) == ("2007년 12월 9일", "=2007-12-09")
    assert (guess.text, guess.token) == ("2007년 12월 9일", "=--12-09")
    assert guess.weight < SURE_WEIGHT < sure.weight
    assert crossed("Dec 9, 2007")[0].text == "2007년 12월 9일"
    assert crossed("2007년 12월 9일")[0].text == "December 9, 2007"


def test_years() -> None:
    """2007년 and 2007 meet, and both find numbers that begin with the year."""
    assert [(variant.text, variant.token) for variant in crossed("2007년")] == [("2007", ""), ("2007년", "=2007")]
    assert [(variant.text, variant.token) for variant in crossed("2007")] == [("2007년", "=2007")]


@pytest.mark.parametrize(
    "typed",
    [
        *"37.67 2.10.1 3:1 20,7 12.9% 1.5배 12 12일 192.168.1.12 march may sun sat jan 토 Sun 집회".split(),
        *("12월 토요일", "토요일 일요일", "12월 9일 집회", "12.9 집회", "37 67", ""),
    ],
)
def test_nothing_to_cross(typed: str) -> None:
    """Numbers, words that only look like date_mentions, and runs with more than one mention have no variants."""
    assert not crossed(typed)


def test_a_range_has_both_ends() -> None:
    """Of a range the first and the last day are looked for."""
    assert [variant.token for variant in crossed("12월 9일~11일")] == ["=12-09", "=12-11"]
