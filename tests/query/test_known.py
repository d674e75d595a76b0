"""What a reader types and what it must find: behaviours that other engines were left for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest

from malmoi.index import Index
from malmoi.indexer.documents.document import Document

from .corpora import new_index

POSTS = {
    "school": "아이가 학교에 간다. 선생님은 학교까지 걸어서 왔다.",
    "mtu": "이주노조 집회에 MTU지도부3인이 나왔다. 강제 출국 반대를 외쳤다.",
    "statement": "정부는 강제출국을 그만두라. 12.9(日) 종각에서 모이자, 同志여!",
    "english": "Three leaders shook the union. She was deported in 12.9 hours.",
    "kitchen": "밥을 짓는다. 물이 끓는다. 국은 나중에 끓인다.",
    "party": "생일 잔치 🎉 고마워요 😀",
    "numbers": "회원 1,200명이 20.7도의 날씨에 C++ 책을 읽었다.",
}


@pytest.fixture(scope="module")
def index() -> Iterator[Index]:
    """An index of the posts above."""
    with new_index() as index:
        index.add_all(Document(id=id_, body=body) for id_, body in POSTS.items())
        yield index


def has_every_word(index: Index, query: str, id_: str, *, exact: bool = False) -> bool:
    """Whether a document has every word of a query, by its explanation."""
    explanation = index.explain(query, id_, exact=exact)
    assert explanation
    return "has every word" in explanation.label


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("학교", "school"),
        ("학교에서", "school"),
        ("노조", "mtu"),
        ("이주노조", "mtu"),
        ("이주노조는", "mtu"),
        ("3인", "mtu"),
        ("지도부", "mtu"),
        ("mtu", "mtu"),
        ('"MTU 지도부"', "mtu"),
        ("MTU지도부", "mtu"),
        ("강제출국", "mtu statement"),
        ("강제 출국", "mtu statement"),
        ('"강제 출국"', "mtu statement"),
        ("강제출국을", "mtu statement"),
        ("deported", "english"),
        ("deportation", "english"),
        ("Deporting", "english"),
        ("unions", "english"),
        ("同志", "statement"),
        ("12.9", "statement english"),
        ("12.9(日)", "statement"),
        ("밥", "kitchen"),
        ("밥은", "kitchen"),
        ("물", "kitchen"),
        ("물을", "kitchen"),
        ("1200", "numbers"),
        ("20.7", "numbers"),
        ("C++", "numbers"),
        ("잔치 🎉", "party"),
        ("「생일」 잔치!", "party"),
        ("学校", ""),
        ("노조원명단", ""),
    ],
)
def test_a_query_finds_its_posts(index: Index, query: str, found: str) -> None:
    """Particles, spacing, script borders, inflection and one-syllable nouns do not stand in the way."""
    page = index.search(query, exact=True)
    complete = [hit for hit in page.hits if has_every_word(index, query, hit.id, exact=True)]
    assert {hit.id for hit in complete} == set(found.split())
    assert all(hit.score > 0 for hit in complete)
    assert [hit.id for hit in page.hits[: len(complete)]] == [hit.id for hit in complete]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("노조", "mtu english"),
        ("지도부", "mtu english"),
        ('"강제 출국"', "mtu statement english"),
        ("강제출국을", "mtu statement english"),
        ("추방", "english mtu statement"),
        ("deported", "english mtu statement"),
        ("学校", "school"),
        ("동지", "statement"),
        ("12월 9일", "statement"),
        ("Dec. 9", "statement"),
        ("일요일", "statement"),
        ("Sunday 12.9", "statement"),
        ("union", "english mtu"),
    ],
)
def test_bridges_find_what_was_written_otherwise(index: Index, query: str, found: str) -> None:
    """In the other language, in Hanja, or as another way to write a day; what was typed comes first."""
    hits = index.search(query).hits
    complete = [hit.id for hit in hits if has_every_word(index, query, hit.id)]
    assert set(complete) == set(found.split())
    literal = {hit.id for hit in index.search(query, exact=True).hits}
    assert not literal or complete[0] in literal
    for hit in hits:
        assert hit.id in literal or all(" = " in reason for reason in hit.why)


def test_a_counter_is_found_with_its_particle(index: Index) -> None:
    """A number and its counter find the counter with a particle."""
    assert [hit.id for hit in index.search('1,200명 -"다른 글"').hits] == ["numbers"]
    assert has_every_word(index, "1,200명", "numbers")


@pytest.mark.parametrize("query", ["", " ", "😀", "🎉🎉", "!?", '""', "\u200b", "\x00", "…", "-", "()"])
def test_a_query_without_words_is_an_empty_page(index: Index, query: str) -> None:
    """It finds nothing and says why."""
    page = index.search(query)
    assert (page.total, page.hits, page.relaxed) == (0, (), False)
    assert page.notes


@pytest.mark.parametrize(
    "query", ["가" * 3000, "a" * 3000, "\ud800", "학교\x00에", "ﾊﾟ", "e\u0301", "9" * 400, "ㅋㅋㅋ", "𠮷"]
)
def test_a_strange_query_is_answered(index: Index, query: str) -> None:
    """With a page, whatever is in it."""
    assert index.search(query).total <= len(POSTS)
    assert index.search(f'"{query}"').total <= len(POSTS)


def test_a_decomposed_query_finds_composed_text(index: Index) -> None:
    """Text from a Mac comes in another normal form."""
    assert [hit.id for hit in index.search(unicodedata.normalize("NFD", "학교")).hits] == ["school"]
    assert index.search("ＭＴＵ").total == 1
