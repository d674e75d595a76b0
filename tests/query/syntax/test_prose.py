"""Sentences and questions as queries: their signs are text, and what the query language means elsewhere stays."""

from __future__ import annotations

import pytest

from malmoi.config import Limits
from malmoi.query.syntax.parse import parse
from malmoi.query.syntax.prose import is_prose

LIMITS = Limits()

SENTENCES = [
    ('"We are ready," he said, "and so is E*TRADE."', "(and We are ready he said and so is E*TRADE)"),
    ("The well-known actor -하팅 was not seen there.", "(and The well-known actor 하팅 was not seen there)"),
    ("Is std::sort | std::stable_sort the answer?", "(and Is std::sort std::stable_sort the answer)"),
    ("그는 “모른다”고 말했다.", "(and 그는 모른다 고 말했다)"),
    ("note:this is what the AND gate does NOT do", "(and note:this is what the AND gate does NOT do)"),
    ("What is a 'closure' in JavaScript (ES6)?", "(and What is a closure in JavaScript ES6)"),
    ("모르는 사람이 -문을- 두드리면 열어 주지 마세요", "(and 모르는 사람이 문을 두드리면 열어 주지 마세요)"),
]


@pytest.mark.parametrize(("query", "tree"), SENTENCES)
def test_a_sentence_has_no_operators(query: str, tree: str) -> None:
    """Every word is looked for, and a note says that signs are none of the query language."""
    parsed = parse(query, LIMITS)
    assert str(parsed.node) == tree
    assert [note for note in parsed.notes if "read as a sentence" in note] == list(parsed.notes)


@pytest.mark.parametrize(
    "query", ["What does the useEffect hook do?", "임진왜란은 언제 일어났나요?", "I hate her hat."]
)
def test_nothing_is_said_of_a_plain_sentence(query: str) -> None:
    """Punctuation alone is no reason for a note."""
    assert parse(query, LIMITS).notes == ()


@pytest.mark.parametrize(
    "query",
    [
        '"봄 여행"',
        '"This is what you worry about at all times."',
        '서울 "봄 여행" -제주',
        "grep -r 옵션",
        "노동* 이?노조",
        "서울 OR 부산 OR 대구 OR 인천 OR 광주 OR 대전 OR 울산 OR 세종",
        '"a b" "c d" "e f" "g h"',
        "title:서울 since:2007 tag:봄 lang:ko 여행",
    ],
)
def test_a_short_query_keeps_its_operators(query: str) -> None:
    """A phrase, a minus in a short query, patterns, fields and rows of OR are meant."""
    assert not is_prose(query)


def test_filters_stay_in_a_sentence() -> None:
    """A field with a valid value is a filter; with another one it is text."""
    parsed = parse("lang:ko since:2007 what is the date:unknown of -author:Kim the book?", LIMITS)
    assert str(parsed.node) == (
        "(and (lang ko) (dated 2007 *) what is the date:unknown of (not (author kim)) the book)"
    )
