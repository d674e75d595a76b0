"""Date mentions (temporal expressions): days, months and weekdays in texts, told from numbers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.dates.mentions import date_mentions, moment_tokens
from malmoi.indexer.text.fold import fold_text
from malmoi.indexer.text.normalize import clean
from malmoi.tests.examples import examples

YEARLESS = "=12-09 =--12-09 =12"
WHOLE = "=2007-12-09 =12-09 =2007-12 =12 =2007"

DAYS = [
    "집회는 12월 9일에",
    "12월9일",
    "[12월 9일] 집회",
    "12月 9日",
    "met on Dec. 9, as",
    "Dec 9th",
    "December 9",
    "DECEMBER 9",
    "9 December",
    "the 9th of December",
    "[12.9] 집회",
    "지난주 (12.09)",
    "(어느 신문, 12.9)",
    "12.9 집회에서",
    "12.9에 모이자",
    "12.9부터",
    "12.09: 집회",
    "12.9 우리는 모인다",
    "since 12.9 in prison",
    "[12/9]",
]
WHOLE_DAYS = [
    "2007/12/09",
    "2007.12.9",
    "2007. 12. 9. 선고",
    "2007-12-09T10:00",
    "'07.12.9 개정",
    "9.12.2007",
    "2007년 12월 9일",
    "2007년12월9일",
    "2007年 12月 9日",
    "Dec. 9, 2007",
    "December 9th 2007",
    "9 December 2007",
    "9th of December, 2007",
    "2007, December 9",
]


@pytest.mark.parametrize("text", DAYS)
def test_a_day(text: str) -> None:
    """A day without a year is found as the day, and as one that names no year."""
    assert " ".join(moment_tokens(text)) == YEARLESS


@pytest.mark.parametrize("text", WHOLE_DAYS)
def test_a_whole_date(text: str) -> None:
    """A whole date is found by anything less precise: the day, the month, the year."""
    assert " ".join(moment_tokens(text)) == WHOLE


@pytest.mark.parametrize(
    "text", ["12.9(日): 집회", "12.9 (일)", "12/9(일)", "12.9일(일)", "12월 9일(일)", "12월 9일 일요일", "Dec. 9 (Sun)"]
)
def test_a_day_with_its_weekday(text: str) -> None:
    """A weekday beside a day is a mention of its own."""
    assert " ".join(moment_tokens(text)) == f"{YEARLESS} =sun"


@pytest.mark.parametrize("text", ["Sunday, 12.09", "(Sunday, 12.9)", "Sun, Dec 9", "Sun. 9th December", "일요일 12.9"])
def test_a_day_after_its_weekday(text: str) -> None:
    """A weekday says that the number after it is a day."""
    assert " ".join(moment_tokens(text)) == f"=sun {YEARLESS}"


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("12월의", "=12"),
        ("12월 간담회", "=12"),
        ("this December", "=12"),
        ("Dec. was cold", "=12"),
        ("last March", "=03"),
        ("in May", "=05"),
        ("2007년 12월", "=2007-12 =12 =2007"),
        ("December 2007", "=2007-12 =12 =2007"),
        ("March of 2007", "=2007-03 =03 =2007"),
        ("2007.12 설립", "=2007-12 =12 =2007"),
        ("2007.8월", "=2007-08 =08 =2007"),
        ("'07.8월", "=2007-08 =08 =2007"),
        ("'87.6월", "=1987-06 =06 =1987"),
        ("06.2007", "=2007-06 =06 =2007"),
    ],
)
def test_months(text: str, tokens: str) -> None:
    """A month is found with its year and without, in figures and by its name."""
    assert " ".join(moment_tokens(text)) == tokens


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("3월 2~4일", "03-02 03-04"),
        ("3월 2일~4일", "03-02 03-04"),
        ("3월 2일~4월 1일", "03-02 04-01"),
        ("March 2-4", "03-02 03-04"),
        ("12.9~11", "12-09 12-11"),
        ("12.9~12.11", "12-09 12-11"),
        ("2007.3.2~4", "03-02 03-04"),
    ],
)
def test_ranges(text: str, days: str) -> None:
    """A range has the days at both of its ends."""
    assert [token[1:] for token in moment_tokens(text) if len(token) == 6] == days.split()


@pytest.mark.parametrize("mark", [".", "·", "ㆍ", "/"])
def test_days_that_events_are_called_by(mark: str) -> None:
    """What happened on a day is called by it, with any mark between month and day."""
    texts = (f"5{mark}18 민주화운동", f"4{mark}19혁명", f"제주 4{mark}3사건", f"6{mark}25전쟁")
    assert [next(moment_tokens(fold_text(clean(text)))) for text in texts] == ["=05-18", "=04-19", "=04-03", "=06-25"]


@pytest.mark.parametrize(
    "text",
    [
        *"토요일 토요일마다 土曜日 (토) (土) 12일(토) 오늘(토) Saturday Saturdays SATURDAY (Sat) (Sat.)".split(),
        *("on Sat. we met", "Sat 5 Jan", "Saturday's", "on Sat."),
    ],
)
def test_weekdays(text: str) -> None:
    """Weekdays are found by their names, in brackets also by one letter."""
    assert "=sat" in moment_tokens(text)


def test_several_weekdays_in_brackets() -> None:
    """Brackets may hold two weekdays."""
    assert list(moment_tokens("(토,일) (월~금)")) == ["=sat", "=sun", "=mon", "=fri"]


@pytest.mark.parametrize(
    "text",
    [
        "37.67 million",
        "12.9 million",
        "20,7 percent",
        "3.1%",
        "12.9 percent",
        "12.9배",
        "2.5만 명",
        "12.9억",
        "version 2.10.1",
        "Python 3.10",
        "since 3.10",
        "v12.9",
        "3:1",
        "a score of 3.1",
        "1.5배",
        "10.0.12.9",
        "192.168.1.12",
        "12.30pm",
        "at 7.30 p.m.",
        "12:30",
        "$12.9",
        "1/2 컵",
        "(1/2)",
        "3.1 Introduction",
        "규모 5.8의 지진",
        "규모 5.8에",
        "3.5에서 4.5까지",
        "10.5~12.3%",
        "제5 6차 심의",
        "고시 제2019-12호",
        "우리 모두 12.9 그리고",
        "010-1234-5678",
    ],
)
def test_numbers_stay_numbers(text: str) -> None:
    """Decimals, versions, scores, prices, times and addresses are no days."""
    assert not list(date_mentions(text))


def test_a_number_after_a_date() -> None:
    """A date before a number makes it a day only where the two are a range."""
    assert "=01-02" not in moment_tokens("12월 1.2 상승, 2007.12.9, 1.2 하락")
    assert "=01-02" in moment_tokens("12.9~1.2 휴가")


@pytest.mark.parametrize("text", ["2월 30일", "2007.2.30", "June 31", "13월 1일", "0월", "12.32 집회", "2007/13/01"])
def test_there_is_no_such_day(text: str) -> None:
    """What the calendar does not have is no day."""
    assert not [token for token in moment_tokens(text) if len(token) >= len("=12-09")]


@pytest.mark.parametrize(
    "text",
    [
        "I may go",
        "May I go?",
        "the March of the unions",
        "they march 5 miles",
        "Jan Kim",
        "Mayday",
        "Marxist",
        "APR",
        "토마토",
        "토 서울",
        "the Sun rose",
        "he sat down",
        "Mon Dieu",
        "일본(日)",
        "월(月) 단위",
        "농(수)산물",
        "6월 이하의 징역",
        "3개월",
    ],
)
def test_words_that_only_look_so(text: str) -> None:
    """Verbs, people, marches, glosses and terms of imprisonment are neither months nor weekdays."""
    assert not list(date_mentions(text))


def test_spans() -> None:
    """A span holds what was written, without brackets."""
    text = "[12월 9일] 또는 12.9(日), Dec. 9th, 2007"
    assert [text[start:end] for _, start, end in date_mentions(text)] == ["12월 9일", "12.9", "日", "Dec. 9th, 2007"]


PIECES = st.sampled_from(
    [
        *"0123456789.,/-~()[]:%' ",
        *"월일月日年년토土",
        "12",
        "2007",
        "Dec",
        "May",
        "Sunday",
        "Sat",
        "th",
        "of",
        "요일",
        "배",
    ]
)


@examples(60)
@given(st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=24).map("".join)))
def test_any_text(text: str) -> None:
    """Any text has mentions in order and without overlap, each with tokens that no word can be."""
    last = 0
    for tokens, start, end in date_mentions(text):
        assert last <= start < end <= len(text)
        assert tokens and all(token.startswith("=") and len(token) in (3, 4, 5, 6, 8, 11) for token in tokens)
        assert len(set(tokens)) == len(tokens)
        last = end


@examples(40)
@given(st.dates())
def test_every_day_in_every_form(day: date) -> None:
    """However a day is written, its tokens are the same."""
    if not 1900 <= day.year <= 2099:
        day = day.replace(year=2000 + day.year % 100, day=min(day.day, 28))
    month = day.month
    forms = [
        f"{day.year}년 {month}월 {day.day}일",
        f"{day.year}/{month:02}/{day.day:02}",
        f"{day.year}. {month}. {day.day}.",
        day.isoformat(),
        f"{'Jan Feb March April May June July Aug. Sept. Oct Nov December'.split()[month - 1]} {day.day}, {day.year}",
    ]
    assert {tuple(moment_tokens(form)) for form in forms} == {tuple(moment_tokens(forms[0]))} != {()}
