"""Spelling correction of queries: ``page.did_you_mean``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from malmoi.config import Config, Typing
from malmoi.index import Index
from malmoi.indexer.documents.document import Document

DOCUMENTS = [
    Document(id="1", title="이주노조 소식", body="이주노조는 강제출국에 반대했다. MTU statement.", date="2024-01-02"),
    Document(id="2", title="이주노동자", body="이주노동자의 노조, 이주노조. MTU and Migrants", tags=("봄",)),
    Document(id="3", title="이주민", body="이주민 이야기가 있습니다"),
]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with Index(tmp_path, Config()) as made:
        made.add_all(DOCUMENTS)
        yield made


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("이주노ㅈ", "이주노조"),
        ("이주놎", "이주노조"),
        ("dlwnshwh", "이주노조"),
        ("dlwnshwhsms", "이주노조는"),
        ("이주shwh", "이주노조"),
        ("ㅡㅅㅕ", "mtu"),
        ("ㅇㅈㄴㅈ", "이주노조"),
        ("이주뇨조", "이주노조"),
        ("이주뇨조는", "이주노조는"),
        ("강제츌국 이주노조", "강제출국 이주노조"),
        ("title:이주노조 강제츌국", "title:이주노조 강제출국"),
        ("statemnet", "statement"),
        ("강제출국 -이주민 dlwnshwh", "강제출국 -이주민 이주노조"),
    ],
)
def test_what_finds_nothing_is_read_otherwise(index: Index, typed: str, meant: str) -> None:
    """A word that no document has is replaced; where nothing else is found, the better query is searched, and said."""
    page = index.search(typed)
    assert page.did_you_mean == meant
    assert page.query == typed
    assert page.hits[0].id == index.search(meant).hits[0].id


def test_it_is_searched_only_where_nothing_else_is_found(index: Index) -> None:
    """Documents with some of the words stay, and no note says otherwise."""
    page = index.search("이야기 강제츌국")
    assert page.hits[0].id == "3"
    assert page.did_you_mean is None  # no document has 이야기 and 강제출국
    page = index.search("이주노조 강제츌국")
    assert page.did_you_mean == "이주노조 강제출국"
    assert not page.complete_count
    assert not page.notes
    assert index.search("강제츌국").notes == ("no post has 강제츌국: 강제출국 was searched instead",)


@pytest.mark.parametrize(
    "typed", ["이주노조", "이주노조를", "강제 출국", "MTU", "statements", "있었다", "이주", '"이주뇨조"', "이주뇨*", ""]
)
def test_right_words_are_left_alone(index: Index, typed: str) -> None:
    """What any document has, phrases and patterns have no better query."""
    assert index.search(typed).did_you_mean is None


def test_filters(index: Index) -> None:
    """A better query is one that finds something within the filters."""
    assert index.search("dlwnshwh", tags=["봄"]).hits[0].id == "2"
    page = index.search("rkdwpcnfrnr", tags=["봄"])
    assert (page.total, page.did_you_mean) == (0, None)


def test_exact_and_settings(index: Index, tmp_path: Path) -> None:
    """An exact search has no help, and the settings turn each kind off."""
    for typed in ("dlwnshwh", "이주놎", "이주뇨조"):
        assert index.search(typed, exact=True).total == 0
    with Index(tmp_path, Config(typing=Typing(partial=False, layout=False, choseong=False, spelling=False))) as bare:
        for typed in ("dlwnshwh", "이주놎", "ㅇㅈㄴㅈ", "강제츌국"):
            assert bare.search(typed).did_you_mean is None
            assert not [one for one in bare.suggest(typed) if one.kind == "word"]
        assert bare.suggest("이주노")


def test_a_layout_that_finds_far_more(tmp_path: Path) -> None:
    """The other keyboard layout is a better query too where some document has what was typed, and far more the other."""
    with Index(tmp_path, Config()) as index:
        index.add_all(Document(id=f"{number}", body=f"한국 이야기 {number}") for number in range(200))
        index.add(Document(id="odd", body="gksrnr is a password"))
        page = index.search("gksrnr")
    assert [hit.id for hit in page.hits] == ["odd"]
    assert page.did_you_mean == "한국"
