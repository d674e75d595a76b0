"""Which documents a search finds and in which order: all words, some of them, by date, and filters beside the query."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import malmoi
from malmoi import Document, Index

from ..examples import examples

POSTS = [
    Document(id="both old", body="서울 여행", date="2001", tags=("a", "b"), author="Kim Min, Lee Su"),
    Document(id="both new", body="서울 여행", date="2005", tags=("a",), author="Lee Su"),
    Document(id="one new", body="서울 소식", date="2009", tags=("b",), author="Park"),
    Document(id="one old", body="여행 소식", date="1999"),
    Document(id="one undated", body="여행"),
    Document(id="none", body="날씨", date="2010", tags=("a", "b")),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """An index of the posts above."""
    with malmoi.open(tmp_path_factory.mktemp("require") / "index", config=malmoi.Config()) as opened:
        opened.add_all(POSTS)
        yield opened


def ids(index: Index, query: str = "서울 여행", **options: Any) -> list[str]:
    """The ids that are found, in their order."""
    page = index.search(query, limit=100, **options)
    assert len(page) == page.total == index.count(query, **{k: v for k, v in options.items() if k != "sort"})
    return [hit.id for hit in page]


def test_all_words(index: Index) -> None:
    """No document with only some of the words, also where few have all."""
    assert sorted(ids(index, require="all")) == ["both new", "both old"]
    assert ids(index, "서울 여행 날씨", require="all") == []
    assert not index.search("서울 여행", require="all").relaxed


def test_any_word(index: Index) -> None:
    """Every document with a word, also where many have all."""
    assert len(ids(index, require="any")) == 5
    config = index.config.override({"search": {"enough": 1}}, "the test")
    with malmoi.open(index.folder, config=config) as other:
        assert len(ids(other)) == 2
        assert len(ids(other, require="any")) == 5


def test_by_date_what_has_every_word_comes_first(index: Index) -> None:
    """Then what has some; undated last in each. Any word asks for one order."""
    assert ids(index, sort="newest") == ["both new", "both old", "one new", "one old", "one undated"]
    assert ids(index, sort="oldest") == ["both old", "both new", "one old", "one new", "one undated"]
    assert ids(index, sort="newest", require="any") == ["one new", "both new", "both old", "one old", "one undated"]
    assert ids(index, sort="oldest", require="all") == ["both old", "both new"]


def test_filters_beside_a_query(index: Index) -> None:
    """All of several tags, one of several ids, one of several authors; dates of every kind."""
    assert ids(index, tags=["A", "b"]) == ["both old"]
    assert sorted(ids(index, ids=["one old", "both new", "nowhere"])) == ["both new", "one old"]
    assert ids(index, ids=[]) == []
    assert sorted(ids(index, author="lee su")) == ["both new", "both old"]
    assert sorted(ids(index, since=date(2005, 1, 1))) == ["both new", "one new"]
    assert sorted(ids(index, until=datetime(2001, 12, 31, tzinfo=UTC))) == ["both old", "one old"]
    assert ids(index, since="2009/01/01", until="2009.12.31") == ["one new"]
    assert sorted(hit.id for hit in index.search("서울 여행", tags=iter(["a"]))) == ["both new", "both old"]


def test_an_empty_query_with_a_filter(index: Index) -> None:
    """Finds all that pass it; without one it finds nothing."""
    assert sorted(ids(index, "", tags=["b"])) == ["both old", "none", "one new"]
    assert ids(index, "") == []
    assert index.count() == 0
    assert index.count(tags=["b"]) == 3


QUERIES = st.one_of(
    st.text(max_size=12),
    st.lists(
        st.sampled_from(
            [
                "서울",
                "여행",
                'author:"park"',
                "tag:b",
                "OR",
                "AND",
                "NOT",
                "-",
                "(",
                ")",
                "-(",
                '"',
                "*",
                "|",
                "id:none",
                "title:",
            ]
        ),
        max_size=7,
    ).map(" ".join),
)


@examples(200, quick=60)
@given(typed=QUERIES, require=st.sampled_from([None, "all", "any"]), sort=st.sampled_from(["relevance", "newest"]))
def test_nothing_that_is_typed_gets_past_a_filter(index: Index, typed: str, require: Any, sort: Any) -> None:
    """Whatever is typed, what is found passes the filters."""
    for filters, allowed in (
        ({"tags": ["a"]}, {"both old", "both new", "none"}),
        ({"author": "park"}, {"one new"}),
        ({"ids": ["one old", "none"]}, {"one old", "none"}),
        ({"since": "2009"}, {"one new", "none"}),
    ):
        try:
            found = index.search(typed, limit=100, require=require, sort=sort, **filters)
        except malmoi.QueryError:
            continue
        assert {hit.id for hit in found} <= allowed


def test_a_pickled_index_is_opened_again(index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the other process runs."""
    import pickle

    data = pickle.dumps(index)
    monkeypatch.chdir(tmp_path)
    with pickle.loads(data) as again:
        assert (len(again), again.config) == (len(POSTS), index.config)


def test_an_index_is_a_collection(index: Index) -> None:
    """Of documents by their ids; it is true even without one, and its text names the folder."""
    assert len(index) == len(index.ids()) == len(list(index.documents())) == len(POSTS)
    assert "none" in index
    assert "nowhere" not in index
    assert 5 not in index
    assert [found and found.id for found in index.get_many(["none", "nowhere", "both old"])] == [
        "none",
        None,
        "both old",
    ]
    assert "6 documents" in repr(index)
    assert bool(index)


def test_an_open_list_keeps_its_commit(tmp_path: Path) -> None:
    """Documents are those of the commit at the call."""
    with malmoi.open(tmp_path / "index") as opened:
        opened.add_all(POSTS)
        documents = opened.documents()
        opened.clear()
        assert len(list(documents)) == len(POSTS)


def test_a_warm_index_answers_as_a_cold_one(tmp_path: Path) -> None:
    """Warming changes no answer."""
    with malmoi.open(tmp_path / "index") as opened:
        opened.add_all(POSTS)
        before = opened.search("서울")
        opened.warm()
        assert opened.search("서울").hits == before.hits
        assert opened.search("서울").hits[0].snippet.__html__() == before.hits[0].snippet.to_html()
