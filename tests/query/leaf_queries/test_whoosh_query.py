"""Whoosh query objects in a search."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from whoosh import query as whoosh

from malmoi.index import Index
from malmoi.indexer.documents.document import Document

from ..corpora import new_index

POSTS = [
    Document(id="a", title="노조 소식", body="이주노조 집회가 있었다", date="2007-12-13", tags=("노조",), lang="ko"),
    Document(id="b", title="Union news", body="The union met. Union members came.", date="2008", lang="en"),
    Document(id="c", body="다른 이야기", tags=("노조",), lang="ko"),
]


@pytest.fixture(scope="module")
def index() -> Iterator[Index]:
    """An index of the posts above in three segments, one of them with a deleted post."""
    with new_index(floor=1) as index:
        for post in POSTS:
            index.add_all([post, Document(id="gone", body="union 노조")])
        index.delete("gone")
        yield index


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (whoosh.Term("title", "노조"), "a"),
        (whoosh.Term("body", "union"), "b"),
        (whoosh.Prefix("body_grams", "uni"), "b"),
        (whoosh.Wildcard("body_words", "*노조*"), "a"),
        (whoosh.Term("tag", "노조"), "a c"),
        (whoosh.Or([whoosh.Term("tag", "노조"), whoosh.Term("body", "union")]), "a b c"),
        (whoosh.And([whoosh.Term("tag", "노조"), whoosh.Not(whoosh.Term("title", "노조"))]), "c"),
        (whoosh.Every(), "a b c"),
        (whoosh.NullQuery, ""),
        (whoosh.Term("body", "없는말"), ""),
    ],
    ids=str,
)
def test_a_whoosh_query_finds_its_documents(index: Index, query: whoosh.qcore.Query, found: str) -> None:
    """Any Whoosh query works on the fields of the index; deleted documents do not show."""
    page = index.search(query)
    assert {hit.id for hit in page.hits} == set(found.split())
    assert page.total == len(page.hits)
    assert not page.relaxed
    assert page.query == str(query)
    assert list(page.hits) == sorted(page.hits, key=lambda hit: -hit.score)


def test_filters_pages_and_order_work_beside_it(index: Index) -> None:
    """A Whoosh query meets the other arguments of a search like any other query."""
    everything = whoosh.Every()
    assert [hit.id for hit in index.search(everything, sort="newest").hits] == ["b", "a", "c"]
    assert [hit.id for hit in index.search(everything, sort="oldest", limit=1, offset=1).hits] == ["b"]
    assert {hit.id for hit in index.search(everything, lang="ko").hits} == {"a", "c"}
    assert {hit.id for hit in index.search(everything, since="2008").hits} == {"b"}
    assert {hit.id for hit in index.search(everything, tags=["노조"], until="2007").hits} == {"a"}


def test_an_explanation_of_it_adds_up(index: Index) -> None:
    """Whoosh's score is one leaf."""
    query = whoosh.Or([whoosh.Term("body", "union"), whoosh.Term("title", "union", boost=2.0)])
    (hit,) = index.search(query).hits
    explanation = index.explain(query, hit.id)
    assert explanation
    assert sum(leaf.value for leaf in explanation.leaves()) == pytest.approx(hit.score, rel=1e-4)


def test_it_works_on_an_empty_index() -> None:
    """And finds nothing there."""
    with new_index() as index:
        assert index.search(whoosh.Every()).total == 0
