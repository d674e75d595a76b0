"""Concepts against the naive scorer, over a table in place of the bridges."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.config import Bridges, Config, Search
from malmoi.index import Index
from malmoi.indexer.documents.document import Document
from malmoi.query.searcher import Searcher
from malmoi.tests.examples import examples

from ..corpora import HISTORIES, PATIENT, QUERIES, History, analyzer, new_index
from ..fake_bridge import TABLE, FakeBridge, Sense, Table
from ..naive import Naive
from ..test_search import ALL, CONFIGS, FEW_ENOUGH, assert_same

SETTINGS = examples(25, quick=8)
_WORDS = st.sampled_from([*(word for words in TABLE for word in words.split()), "지도부", "MTU지도부", "강제출국은"])
_SIDE_BY_SIDE = st.lists(_WORDS | st.sampled_from([*TABLE]), min_size=1, max_size=4, unique=True).map(" ".join)
_CROSSED = _SIDE_BY_SIDE | st.one_of(
    st.tuples(_SIDE_BY_SIDE, _SIDE_BY_SIDE).map(" OR ".join),
    st.tuples(_SIDE_BY_SIDE, _WORDS).map(" -".join),
    st.tuples(_SIDE_BY_SIDE, _SIDE_BY_SIDE).map(lambda pair: f"{pair[0]} -({pair[1]})"),
    st.tuples(st.sampled_from(["title", "body"]), _SIDE_BY_SIDE).map(lambda pair: f"{pair[0]}:({pair[1]})"),
    st.tuples(_WORDS, st.sampled_from([*TABLE])).map(lambda pair: f'{pair[0]} "{pair[1]}"'),
)
NO_BRIDGES = Config(bridges=Bridges(False, False, False, False, False, False), search=Search(enough=3), limits=PATIENT)


def searcher_of(index: Index, config: Config, table: Table = TABLE) -> Searcher:
    """A searcher that crosses by a table alone."""
    return Searcher(index.searcher().snapshot, analyzer(), config, [FakeBridge(table)])


@contextmanager
def searching(*bodies: str, **words: dict[str, float]) -> Iterator[Searcher]:
    """A searcher over posts, by a table of words and their variants; ``_`` stands for a blank."""
    table = {
        word.replace("_", " "): [Sense(text, weight, "", "") for text, weight in variants.items()]
        for word, variants in words.items()
    }
    with new_index(FEW_ENOUGH) as index:
        index.add_all(Document(id=str(number), body=body, lang="ko") for number, body in enumerate(bodies))
        yield searcher_of(index, FEW_ENOUGH, table)


def found(searcher: Searcher, query: str, *, exact: bool = False) -> list[str]:
    """The ids of the hits."""
    return [hit.id for hit in searcher.search(query, limit=ALL, exact=exact).hits]


@SETTINGS
@given(HISTORIES, st.lists(_CROSSED | QUERIES, min_size=4, max_size=8), CONFIGS, st.integers(1, 4), st.integers(0, 9))
def test_a_concept_computes_its_formula(
    history: History, queries: list[str], config: Config, floor: int, few: int
) -> None:
    """Documents, accumulator, what is sure and scores are those of the naive scorer."""
    naive = Naive(history.live.values(), analyzer(), config, TABLE)
    with new_index(config, floor=floor, room=5, few=few) as index:
        history.write(index)
        searcher = searcher_of(index, config)
        for query in queries:
            assert_same(searcher.search(query, limit=ALL), naive.search(query))


@SETTINGS
@given(HISTORIES, st.lists(_CROSSED | QUERIES, min_size=4, max_size=8))
def test_an_explanation_of_a_concept_adds_up(history: History, queries: list[str]) -> None:
    """The leaves add up to the score, by a table and by the bridges there are."""
    with new_index(FEW_ENOUGH, floor=2) as index:
        history.write(index)
        for searcher in (searcher_of(index, FEW_ENOUGH), index.searcher()):
            for query in queries:
                for hit in searcher.search(query, limit=ALL).hits:
                    explanation = searcher.explain(query, hit.id)
                    assert explanation
                    total = sum(leaf.value for leaf in explanation.leaves())
                    assert total == pytest.approx(hit.score, rel=1e-5, abs=1e-5)


@SETTINGS
@given(HISTORIES, st.lists(_CROSSED | QUERIES, min_size=3, max_size=5))
def test_exact_is_as_if_there_were_no_bridges(history: History, queries: list[str]) -> None:
    """Hits, scores, snippets, reasons, explanations: all as in an index that has every bridge switched off."""
    with new_index(FEW_ENOUGH, floor=2) as index:
        history.write(index)
        plain = Searcher(index.searcher().snapshot, analyzer(), FEW_ENOUGH)
        with Index(index.folder, NO_BRIDGES) as off:
            for query in queries:
                page = index.search(query, limit=ALL, exact=True)
                assert page.also_searched == ()
                for other in (plain.search(query, limit=ALL), off.search(query, limit=ALL)):
                    assert page.hits == other.hits
                    assert (page.total, page.complete_count, page.relaxed) == (
                        other.total,
                        other.complete_count,
                        other.relaxed,
                    )
                for hit in page.hits[:2]:
                    assert index.explain(query, hit.id, exact=True) == off.explain(query, hit.id)


@SETTINGS
@given(HISTORIES, st.lists(_CROSSED, min_size=4, max_size=8))
def test_what_is_searched_beside_finds_no_less(history: History, queries: list[str]) -> None:
    """Every word of a query that excludes nothing finds what it found without bridges."""
    with new_index(Config(search=Search(enough=0), limits=PATIENT), floor=2) as index:
        history.write(index)
        for query in (query for query in queries if " -" not in query):
            exact = {hit.id for hit in index.search(query, limit=ALL, exact=True).hits}
            assert exact <= {hit.id for hit in index.search(query, limit=ALL).hits}


def test_also_searched_says_what_and_why() -> None:
    """For which word, what, by which bridge and how surely; only what some document has."""
    with searching("MTU 집회", 이주노조={"MTU": 0.9, "nowhere": 1.0, "집회": 0.30004}) as searcher:
        page = searcher.search("이주노조", limit=ALL)
        assert page.to_json()["also_searched"] == [
            {"for": "이주노조", "term": "MTU", "why": "fake", "weight": 0.9},
            {"for": "이주노조", "term": "집회", "why": "fake", "weight": 0.3},
        ]
        assert page.hits[0].why == ("이주노조 = MTU (fake)",)


def test_a_hit_says_what_it_has() -> None:
    """The word as typed, else the best of its variants; a word that was crossed as a piece says which piece."""
    with searching("이주노조", "MTU", "MTU와 이주노조", 이주노조={"MTU": 0.9}) as searcher:
        whys = {hit.id: hit.why for hit in searcher.search("이주노조", limit=ALL).hits}
        assert whys == {"0": ("이주노조",), "1": ("이주노조 = MTU (fake)",), "2": ("이주노조",)}
    with searching("이주노조 집회", MTU={"이주노조": 0.9}) as searcher:
        (hit,) = searcher.search("MTU집회", limit=ALL).hits
        assert hit.why[-1] == "MTU = 이주노조 (fake)"


@pytest.mark.parametrize(("typed", "variant"), [("노동신문", "로동신문"), ("전국노조", "전국노동조합")])
def test_a_variant_that_looks_like_the_word_is_named(typed: str, variant: str) -> None:
    """The syllables that both have in common are not the word."""
    with searching(variant, "봄", **{typed: {variant: 0.95}}) as searcher:
        (hit,) = searcher.search(typed, limit=1).hits
        assert hit.why == (f"{typed} = {variant} (fake)",)


def test_not_excludes_what_is_sure() -> None:
    """A post in another spelling is excluded with what was typed; one that has a mere translation is kept."""
    with searching("집회 이주노조", "집회 MTU", "집회 union", "집회", 이주노조={"MTU": 0.9, "union": 0.5}) as searcher:
        assert sorted(found(searcher, "집회 -이주노조")) == ["2", "3"]
        assert sorted(found(searcher, "집회 -이주노조", exact=True)) == ["1", "2", "3"]
        assert sorted(found(searcher, '집회 -"이주노조"')) == ["2", "3"]


def test_a_guess_comes_after_what_is_sure() -> None:
    """However often the post has it."""
    with searching("이주노조", "MTU", "union union", *["봄"] * 9, 이주노조={"MTU": 0.9, "union": 0.7}) as searcher:
        assert found(searcher, "이주노조") == ["0", "1", "2"]


def test_one_sure_word_is_enough_to_be_judged_by_the_score() -> None:
    """A title that has the other word by translation stands above a mention; one that has none surely, below it."""
    table = {"이주노조": [Sense("union", 0.5, "", "")], "집회": [Sense("rally", 0.5, "", "")]}
    posts = {
        "translated": ("union rally", ""),
        "mentioned": ("봄", "여름 이주노조 가을 집회"),
        "mixed": ("이주노조 rally", ""),
    }
    with new_index(FEW_ENOUGH) as index:
        index.add_all(Document(id=id_, title=title, body=body, lang="ko") for id_, (title, body) in posts.items())
        assert found(searcher_of(index, FEW_ENOUGH, table), "이주노조 집회") == ["mixed", "mentioned", "translated"]


def test_a_variant_is_never_worth_more_than_the_word_in_a_title() -> None:
    """However often the post has it."""
    with new_index(FEW_ENOUGH) as index:
        index.add(Document(id="word", title="학교", body="봄", lang="ko"))
        index.add(Document(id="variant", title="무지개", body="무지개 " * 50, lang="ko"))
        searcher = searcher_of(index, FEW_ENOUGH, {"학교": [Sense("무지개", 0.9, "", "")]})
        assert found(searcher, "학교") == ["word", "variant"]


def test_a_quoted_phrase_is_crossed_as_a_whole() -> None:
    """Its words are not."""
    words = {"강제_출국": {"deportation": 0.9}, "강제": {"force": 0.9}, "출국": {"departure": 0.9}}
    with searching("강제출국", "deported", "a force and a departure", **words) as searcher:
        assert found(searcher, '"강제 출국"') == ["0", "1"]
        assert found(searcher, '"강제출국"') == ["0"]


def test_a_sure_run_is_crossed_as_a_whole() -> None:
    """What its words mean apart says less; where the run is only a guess, they are crossed too."""
    apart = {"강제": {"force": 0.5}, "출국": {"departure": 0.5}}
    posts = ("강제출국", "deported", "a force and a departure")
    with searching(*posts, 강제_출국={"deportation": 0.8}, **apart) as searcher:
        assert found(searcher, "강제 출국") == ["0", "1"]
    with searching(*posts, 강제_출국={"deportation": 0.6}, **apart) as searcher:
        assert sorted(found(searcher, "강제 출국")) == ["0", "1", "2"]


@pytest.mark.parametrize("typed", ["반MTU", "MTU지도부", "강제추방"])
def test_pieces_cross(typed: str) -> None:
    """A compound, or a word in two scripts, is found where each piece stands as typed or otherwise."""
    table = {
        "MTU": {"이주노조": 0.9},
        "지도부": {"leaders": 0.5},
        "추방": {"deportation": 0.5},
        "강제": {"forced": 0.5},
    }
    posts = {"반MTU": "반 이주노조", "MTU지도부": "이주노조 leaders", "강제추방": "forced deportation"}
    with searching(typed, posts[typed], "봄", "여름", **table) as searcher:
        assert found(searcher, typed) == ["0", "1"]
        assert found(searcher, typed, exact=True) == ["0"]


def test_fields_hold_for_variants() -> None:
    """A variant counts in the field that is looked into, and is told of only where it is there."""
    with new_index(FEW_ENOUGH) as index:
        index.add(Document(id="title", title="MTU", body="봄", lang="ko"))
        index.add(Document(id="body", title="봄", body="MTU", lang="ko"))
        searcher = searcher_of(index, FEW_ENOUGH, {"이주노조": [Sense("MTU", 0.9, "", "")]})
        assert found(searcher, "title:이주노조") == ["title"]
        assert found(searcher, "body:이주노조") == ["body"]
        assert searcher.search("tags:이주노조", limit=1).also_searched == ()


_FILLING = st.lists(st.sampled_from("봄 여름 가을 겨울 비 바람 구름 하늘".split()), min_size=0, max_size=12)


@SETTINGS
@given(_FILLING, st.lists(_FILLING, max_size=6), st.sampled_from([0.3, 0.9, 1.0]), st.sampled_from(["학교", "소나기"]))
def test_a_literal_hit_stands_above_a_bridged_one(
    post: list[str], others: list[list[str]], weight: float, typed: str
) -> None:
    """Of two posts that differ in nothing else."""
    bodies = [" ".join([*post, word]) for word in (typed, "무지개")]
    with searching(*bodies, *map(" ".join, others), **{typed: {"무지개": weight}}) as searcher:
        first, second = (hit for hit in searcher.search(typed, limit=ALL).hits if hit.id in "01")
        assert first.id == "0" or first.score == pytest.approx(second.score, rel=1e-6)


def test_a_rare_word_of_common_pieces_stands_above_its_variant() -> None:
    """A compound whose parts are in many posts is as good a hit as what else it is called."""
    common = ["노조의 이주", "이주와 노조", "노조 이야기", "이주 이야기"] * 6
    with searching("이주노조", "MTU", *common, 이주노조={"MTU": 0.9}) as searcher:
        scores = {hit.id: hit.score for hit in searcher.search("이주노조", limit=ALL).hits}
        assert scores["0"] >= scores["1"]


@pytest.mark.parametrize("word", ["노조", "강제 출국"])
def test_a_word_typed_twice_scores_once(word: str) -> None:
    """Also where a post has it in another spelling."""
    table = {"노조": {"union": 0.9}, "강제_출국": {"deportation": 0.9}}
    with searching("노조", "union", "강제출국", "deported", "봄", **table) as searcher:
        once, twice = (
            {hit.id: hit.score for hit in searcher.search(q, limit=ALL).hits} for q in (word, f"{word} {word}")
        )
        assert twice == pytest.approx(once)


@pytest.mark.parametrize("queries", [("MTU지도부", "MTU지도부 MTU지도부"), ("MTU지도부", "지도부 MTU지도부")])
def test_a_piece_typed_twice_scores_once(queries: tuple[str, str]) -> None:
    """As a word that has no variants does."""
    with searching("MTU지도부", "봄", "여름", MTU={"여름": 0.9}) as searcher:
        scores = [hit.score for query in queries for hit in searcher.search(query, limit=1).hits]
        assert scores[0] == pytest.approx(scores[1])


def test_a_phrase_and_a_word_do_not_share_a_score() -> None:
    """What was searched before does not show."""
    posts = ("서울역에서", "노조 서울역", "서울 MTU 역", "station", *["역에 서울"] * 5)
    words = {"서울역": {"station": 0.9}, "서울_역": {"station": 0.9}}
    with searching(*posts, **words) as used, searching(*posts, **words) as fresh:
        used.search("서울 역", limit=1)
        assert [hit.score for hit in used.search('"서울 역"', limit=ALL).hits] == [
            hit.score for hit in fresh.search('"서울 역"', limit=ALL).hits
        ]


@pytest.mark.parametrize(
    ("switch", "query", "body"),
    [
        ("hanja", "학교", "學校에"),
        ("north", "여자", "녀자가"),
        ("dates", "일요일", "12.9(日)"),
        ("aliases", "추방", "강제출국"),
        ("romanized", "홍길동", "Hong Gil-dong met them"),
        ("lexicon", "사과나무", "an apple tree"),
    ],
)
def test_a_switch_turns_its_bridge_off(switch: str, query: str, body: str) -> None:
    """And no other one."""
    with new_index() as index:
        index.add(Document(id="a", body=body))
        (hit,) = index.search(query).hits
        assert all(switch in reason for reason in hit.why)
        assert {crossing.why.partition(",")[0] for crossing in index.search(query).also_searched} == {switch}
        with Index(index.folder, Config().override({"bridges": {switch: False}}, "test")) as off:
            page = off.search(query)
            assert (page.total, page.also_searched) == (0, ())


MANY = [f"{a}{b}" for a in "강남북동서상중하대소" for b in "산천문성주원정림호안도양평화민국학교회의"]


@pytest.mark.parametrize(
    "query",
    [" ".join(["union"] * 300), " ".join(MANY), "가" * 3000, "반MTU" * 300, '"' + " ".join(MANY) + '"'],
    ids=["300 times", "200 words", "3,000 syllables", "mixed", "phrase"],
)
def test_a_long_query_is_answered_in_time(within: Callable[..., None], query: str) -> None:
    """Whatever its words could mean."""
    with new_index() as index:
        index.add_all(Document(id=str(number), body=" ".join(MANY[number::7])) for number in range(50))
        index.search("이주노조")
        within(2, lambda: index.search(query))
