"""Cleaning: one normal form for whatever was typed, pasted or exported."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from malmoi.indexer.text.normalize import clean
from malmoi.tests.examples import examples

DIRTY = st.text(st.characters(), max_size=30) | st.text(
    "한가각A_ab1 \t\n\r\0\u200b\u00ad\ufeff\u3000ㆍ·・･‘’“”ﾞﾟｶＡａ＿ﾡￂ￣\u0387\u1100\u1161\u11a8豈\ud800\u2028",
    max_size=30,
)
FORBIDDEN = "\u00ad\u200b\u200e\u202e\u2060\ufeff\0\x07\x1b\x7f\x85\r\u2028\u2029"

CLEANED = (
    (unicodedata.normalize("NFD", "제주 봄 여행"), "제주 봄 여행"),
    ("\uf90a樂", "金樂"),
    ("이주\u200b노조", "이주노조"),
    ("soft\u00adware", "software"),
    ("각\ufeff하", "각하"),
    ("가\0나\x07다", "가 나 다"),
    ("한\r\n두\r세\u2028네", "한\n두\n세\n네"),
    ("• snake_case가 남는다", "• snake_case가 남는다"),
    ("아기\ud800돼지", "아기\ufffd돼지"),
    ("\u1100\u200b\u1161", "가"),
    ("\u202e거꾸로", "거꾸로"),
)
KEPT = (
    "ＭＴＵ　２００７（日）",
    "ｶﾞﾝﾊﾞﾚ",
    "ﾡﾡ ￇﾤ",
    "자유ㆍ평등·박애・연대･민주",
    "‘봄’ “여행” „말‟",
    "❤\ufe0f👍🏽😀👨\u200d👩\u200d👧",
    "½ ① ㈜ ㎞ ﬁ Ⅳ m² …",
    "단\u00a0위 1\u2009000",
    "\ttab\n\nlines",
    "",
)


@pytest.mark.parametrize(("text", "expected"), CLEANED)
def test_cleaned(text: str, expected: str) -> None:
    """Jamo are composed; what has no form of its own goes; controls become blanks, line ends one kind."""
    assert clean(text) == expected


@pytest.mark.parametrize("text", KEPT)
def test_letters_and_signs_stay(text: str) -> None:
    """Full-width letters, quotation marks, units, dots, blanks and emoji are stored as they were written."""
    assert clean(text) == text


@examples(500)
@given(DIRTY)
@example("･")
@example("a_b\u200bA_cD")
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """A stored text, cleaned already, keeps its offsets when it is cleaned again."""
    assert clean(clean(text)) == clean(text)


@examples(500)
@given(DIRTY)
def test_nothing_forbidden_is_left(text: str) -> None:
    """Cleaned text is composed, has no control characters, and can be written as UTF-8."""
    cleaned = clean(text)
    assert not set(FORBIDDEN) & set(cleaned)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned.encode().decode() == cleaned
    assert not {unicodedata.category(character) for character in cleaned if character not in "\n\t"} & {"Cc", "Cs"}


@given(DIRTY)
def test_both_forms_of_a_text_are_one(text: str) -> None:
    """A text from a Mac and the same text from elsewhere meet."""
    assert clean(unicodedata.normalize("NFD", text)) == clean(unicodedata.normalize("NFC", text))
