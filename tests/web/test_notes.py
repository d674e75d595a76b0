"""Notes of the library in the language of the page."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

import malmoi
from malmoi.web import search_app
from malmoi.web.pages.notes import in_korean

QUERIES = (
    '"도서관', "()", "도서관 (학교", "도서관) 학교", "tag: 책", "OR 도서관", "도서관 AND", "-축구 도서관", "-(축구 책) 도서관",
    "-title:(축구 책) 도서관", 'title:-"축구" 도서관', "tag:책 OR 도서관", '""도서관', "+++ 도서관", "tag:* 도서관", "date:2009..2007", "tag:책",
    "노*조x MTU*", '"없는 말 꾸러미" 도서관', '"도서관 — 학교*" 라고 말했다. 정말?', "a " * 600, "a" * 5000, "(" * 80 + "책" + ")" * 80,
    "deportatoin",
)  # fmt: skip


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query[:20])
def test_every_note_has_a_korean_text(samples: malmoi.Index, query: str) -> None:
    """Whatever the library notes about a query, a Korean reader reads in Korean."""
    notes = samples.search(query, limit=1).notes
    assert notes
    for note in notes:
        korean = in_korean(note)
        assert korean, note
        assert re.search("[가-힣]", korean)


def test_a_note_is_in_the_language_of_the_page(samples: malmoi.Index) -> None:
    """The page of an unclosed quotation mark says so in the language of the browser."""
    client = TestClient(search_app(samples))
    for language, text in (
        ("ko", "닫히지 않은 따옴표가 있습니다 (1번째 글자)"),
        ("en", "a quotation mark is not closed"),
    ):
        assert text in client.get("/", params={"q": '"도서관'}, headers={"accept-language": language}).text


def test_an_unknown_note_stays_in_english() -> None:
    """A note that is new is shown as it is."""
    assert in_korean("something new") is None
