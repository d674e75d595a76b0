"""Search against the naive scorer: the same documents, accumulator and scores, however the index was written."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.config import Config, Ranking, Search
from malmoi.index import Index
from malmoi.indexer.documents.document import Document
from malmoi.query.page import Page
from malmoi.query.rank import Sort
from malmoi.tests.examples import examples

from .corpora import HISTORIES, PATIENT, QUERIES, History, analyzer, new_index
from .naive import Answer, Naive

ALL = 1000
FEW_ENOUGH = Config(search=Search(enough=3), limits=PATIENT)
CONFIGS = st.sampled_from(
    [
        Config(limits=PATIENT),
        FEW_ENOUGH,
        Config(ranking=Ranking(k1=1.2, b=0.75, title=2.0, tags=0.5, grams=0.4, coverage=0.0), limits=PATIENT),
        Config(ranking=Ranking(b=0.0, coverage=1.0, grams=0.0), search=Search(enough=0), limits=PATIENT),
    ]
)
SETTINGS = examples(30, quick=10)


def assert_same(page: Page, answer: Answer) -> None:
    """The page has every hit of the answer with its score, in an order that the answer allows."""
    assert (page.total, page.complete_count, page.relaxed) == (answer.total, answer.complete_count, answer.relaxed)
    scores = dict(answer.hits)
    assert {hit.id: hit.score for hit in page.hits} == pytest.approx(scores, rel=1e-4, abs=1e-6)
    assert len(page.hits) == len(scores)
    ranks = [(hit.id in answer.sure, scores[hit.id]) for hit in page.hits]
    for (sure, score), (next_sure, next_score) in pairwise(ranks):
        assert sure >= next_sure
        assert sure != next_sure or score >= next_score * (1 - 1e-4)


@SETTINGS
@given(
    HISTORIES,
    st.lists(QUERIES, min_size=4, max_size=8),
    CONFIGS,
    st.integers(1, 4),
    st.integers(0, 9),
    st.integers(0, 9),
)
def test_search_computes_the_formula(
    history: History, queries: list[str], config: Config, floor: int, room: int, few: int
) -> None:
    """Documents, accumulator, relaxed and scores of what was typed are those of the naive scorer over what is live."""
    naive = Naive(history.live.values(), analyzer(), config, {})
    with new_index(config, floor=floor, room=room, few=few) as index:
        history.write(index)
        for query in queries:
            assert_same(index.search(query, limit=ALL, exact=True), naive.search(query))


@SETTINGS
@given(HISTORIES, st.lists(QUERIES, min_size=4, max_size=8), st.integers(0, 9))
def test_an_explanation_adds_up_to_the_score(history: History, queries: list[str], few: int) -> None:
    """The leaves of every hit's explanation add up to its score, and every part to its own."""
    with new_index(FEW_ENOUGH, floor=2, room=3, few=few) as index:
        history.write(index)
        for query in queries:
            for hit in index.search(query, limit=ALL, exact=True).hits:
                explanation = index.explain(query, hit.id, exact=True)
                assert explanation
                assert sum(leaf.value for leaf in explanation.leaves()) == pytest.approx(hit.score, rel=1e-4, abs=1e-6)
                for part in explanation.parts:
                    assert sum(leaf.value for leaf in part.leaves()) == pytest.approx(part.value)


def _written_once(index: Index, history: History) -> None:
    index.add_all(history.live.values())


@SETTINGS
@given(HISTORIES, st.lists(QUERIES, min_size=3, max_size=5), st.sampled_from(["relevance", "newest", "oldest"]))
def test_segments_do_not_show(history: History, queries: list[str], sort: Sort) -> None:
    """The same documents give the same page, ties included, whether they came at once or in many commits."""
    with new_index(FEW_ENOUGH, floor=2, room=3) as many, new_index(FEW_ENOUGH) as one:
        history.write(many)
        _written_once(one, history)
        for query in queries:
            page, expected = many.search(query, limit=ALL, sort=sort), one.search(query, limit=ALL, sort=sort)
            assert [hit.id for hit in page.hits] == [hit.id for hit in expected.hits]
            assert [hit.score for hit in page.hits] == pytest.approx([hit.score for hit in expected.hits], rel=1e-6)
            assert (page.total, page.relaxed, page.notes) == (expected.total, expected.relaxed, expected.notes)


@SETTINGS
@given(HISTORIES, QUERIES, st.integers(0, 12), st.integers(0, 30))
def test_pages_are_stretches_of_one_list(history: History, query: str, limit: int, offset: int) -> None:
    """Turning pages shows every hit once: a page is the stretch of all hits that its offset and limit name."""
    with new_index(floor=2) as index:
        history.write(index)
        everything = [(hit.id, hit.score) for hit in index.search(query, limit=ALL).hits]
        page = index.search(query, limit=limit, offset=offset)
        assert [(hit.id, hit.score) for hit in page.hits] == everything[offset : offset + limit]
        assert (page.total, page.offset) == (len(everything), offset)


def _corpus(*bodies: str) -> list[Document]:
    return [Document(id=str(number), body=body, lang="ko") for number, body in enumerate(bodies)]


def test_what_is_excluded_takes_no_score_from_what_is_looked_for() -> None:
    """A word scores though it stands in a NOT before it as well."""
    with new_index() as index:
        index.add_all(_corpus("제주 봄", "제주 부산", "서울"))
        (hit,) = index.search("NOT (제주 부산) 제주").hits
        assert (hit.id, hit.score) == ("0", index.search("제주 NOT (제주 부산)").hits[0].score)
        assert hit.score > 0


def test_reposts_keep_their_order() -> None:
    """Documents that differ in nothing but their id have one order, however they lie in segments."""
    posts = _corpus(*["제주 봄"] * 6)
    with new_index() as forwards, new_index() as backwards:
        forwards.add_all(posts)
        backwards.add_all(posts[::-1])
        orders = [[hit.id for hit in index.search("제주").hits] for index in (forwards, backwards)]
        assert orders[0] == orders[1]


def test_the_last_document_of_an_id_wins() -> None:
    """Even where it is what the index had before the commit."""
    first = Document(id="p", body="제주 봄")
    with new_index() as index:
        index.add(first)
        index.add_all([replace(first, body="서울 여름"), first])
        assert [index.search(query).total for query in ("제주", "서울")] == [1, 0]


def test_more_words_come_before_higher_scores() -> None:
    """A document with every word comes before one that has some of them often."""
    with new_index() as index:
        index.add_all(
            [*_corpus("제주에서 먼 부산", *["서울 사람"] * 20), Document(id="x", title="제주 제주", body="제주")]
        )
        page = index.search("제주 부산")
        assert [hit.id for hit in page.hits] == ["0", "x"]
        assert page.relaxed
        assert page.hits[0].score < page.hits[1].score or page.hits[0].why == ("제주", "부산")


def test_enough_full_matches_are_not_relaxed() -> None:
    """Posts with some of the words are shown only where too few have them all."""
    corpus = _corpus(*["제주 부산"] * 3, *["제주"] * 4)
    for enough, total in ((3, 3), (4, 7)):
        with new_index(Config(search=Search(enough=enough))) as index:
            index.add_all(corpus)
            page = index.search("제주 부산")
            assert (page.total, page.relaxed) == (total, enough == 4)


@pytest.mark.parametrize("query", ['"서울 부산" 제주', '"부산 서울"', "제주 E*TRADE", 'title:"부산 서울"'])
def test_words_are_searched_where_a_condition_finds_nothing(query: str) -> None:
    """A phrase or a pattern that no post has becomes words, with a note; no such hit has every word."""
    with new_index() as index:
        index.add_all([Document(id="a", title="서울에서 먼 부산", body="제주, E와 TRADE"), *_corpus("대구")])
        page = index.search(query)
        assert [(hit.id, hit.complete) for hit in page.hits] == [("a", False)]
        assert (page.complete_count, page.relaxed) == (0, True)
        assert any("its words are searched instead" in note for note in page.notes)
        assert (why := index.explain(query, "a"))
        assert why.value == pytest.approx(page.hits[0].score)
        assert index.search(query, require="any").total == 0


def test_an_exclusion_is_no_reason_to_search_otherwise() -> None:
    """What a minus leaves out is not shown in its place."""
    with new_index() as index:
        index.add_all(_corpus("서울 제주"))
        assert index.search("서울 -제주").total == 0
        assert index.search('서울 -"서울 제주"').total == 0


def test_stop_words_weigh_nothing_beside_others() -> None:
    """A post without them has every word; a query of stop words only is searched as it is."""
    with new_index() as index:
        index.add_all(_corpus("react hooks", "the who", "무엇이든 물어보세요", "the react of all who"))
        page = index.search("what are the react hooks?")
        assert [(hit.id, hit.complete) for hit in page.hits] == [("0", True), ("3", False)]
        assert [hit.id for hit in index.search("The Who").hits] == ["1", "3"]
        assert [hit.id for hit in index.search("무엇").hits] == ["2"]


def test_recency_prefers_the_new() -> None:
    """With recency on, of two equal posts the newer scores more, and an undated one least."""
    with new_index(Config(ranking=Ranking(recency=0.5))) as index:
        for id_, date in (("old", "1990-01-01"), ("new", "2024-01-01"), ("undated", None)):
            index.add(Document(id=id_, body="제주 봄", date=date, lang="ko"))
        hits = index.search("제주").hits
        assert [hit.id for hit in hits[:2]] == ["new", "old"]
        assert hits[1].score == pytest.approx(hits[2].score, rel=1e-3)
