"""Expansion: which words of a query belong together, and what is searched beside them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from malmoi.config import Config
from malmoi.indexer.documents.document import Document
from malmoi.query.bridges.hanja import HanjaBridge
from malmoi.query.expansion.expander import QueryExpander, query_word
from malmoi.query.leaf_queries.leaf import LeafQueries
from malmoi.query.scoring.scorer import Scorer

from ..corpora import analyzer, new_segment
from ..fake_bridge import FakeBridge, Sense

BODY = ("body",)


@contextmanager
def expander(table: dict[str, dict[str, float]], *texts: str) -> Iterator[QueryExpander]:
    """A expander by a table of words and their variants, over some texts."""
    senses = {
        words: [Sense(text, weight, "", "") for text, weight in variants.items()] for words, variants in table.items()
    }
    with new_segment(texts) as segment:
        yield QueryExpander([FakeBridge(senses)], LeafQueries(analyzer(), Scorer([segment], Config().ranking)))


def variants(table: dict[str, dict[str, float]], words: str, *texts: str) -> list[str]:
    """The variants of some words that are searched over some texts."""
    with expander(table, *texts) as found:
        return [one.variant.text for one in found.variants(words.split(), BODY)]


def cut(found: QueryExpander, words: list[str]) -> list[list[str]]:
    """The words in the runs that the bridges know."""
    runs = []
    while words:
        runs.append(list(found.run(words, BODY)))
        words = words[len(runs[-1]) :]
    return runs


def steps(typed: str, *texts: str) -> dict[str, str]:
    """What is searched over some texts by a word list and the bridge of Hanja, and why."""
    senses = {"women": [Sense("여성", 0.5, "", "")], "여성": [Sense("women", 0.5, "", "")]}
    with new_segment(texts) as segment:
        found = QueryExpander(
            [FakeBridge(senses), HanjaBridge()], LeafQueries(analyzer(), Scorer([segment], Config().ranking))
        )
        return {one.variant.text: f"{one.variant.weight:.3f} {one.reason}" for one in found.variants([typed], BODY)}


def test_a_second_step_where_one_is_spelling() -> None:
    """A translation is also searched as others spell it, and a spelling translated; the reason has both steps."""
    assert steps("women", "女性", "여성") == {"여성": "0.500 fake", "女性": "0.475 fake, then hanja of 여성"}
    assert steps("women", "女性") == {"女性": "0.475 fake, then hanja of 여성"}
    assert steps("女性", "women") == {"women": "0.475 hanja, then fake of 여성"}
    assert steps("women", "女性", "女聲", "여성") == {"여성": "0.500 fake"}, "one of them is a voice"
    assert steps("여성", "women", "女性") == {"女性": "0.950 hanja", "women": "0.500 fake"}


@pytest.mark.parametrize("typed", ["and", "the", "그리고", "및"])
def test_function_words_are_not_crossed(typed: str) -> None:
    """Every text has them; within a name they are as good as any word."""
    assert variants({typed: {"union": 0.9}}, typed, "union") == []
    table = {f"{typed} world": {"union": 0.9}}
    with expander(table, "union") as found:
        assert [" ".join(run) for run in cut(found, [typed, "world"])] == [f"{typed} world"]


@pytest.mark.parametrize("typed", ["why", "왜", "언제"])
def test_question_words_are_crossed_alone(typed: str) -> None:
    """They may be all that is asked."""
    assert variants({typed: {"union": 0.9}}, typed, "union") == ["union"]


@pytest.mark.parametrize("typed", ["US", "IT", "May", "WHO"])
def test_names_that_look_like_function_words_are_crossed(typed: str) -> None:
    """Capitals make a name of them."""
    assert variants({typed: {"union": 0.9}}, typed, "union") == ["union"]


@pytest.mark.parametrize(
    ("typed", "runs"),
    [
        ("이주 노조", ["이주 노조"]),
        ("이주 노조 위원장", ["이주 노조", "위원장"]),
        ("전국 이주 노조", ["전국", "이주 노조"]),
        ("이주 노조 이주 노조", ["이주 노조", "이주 노조"]),
        ("노조 이주", ["노조", "이주"]),
        ("노조 회의", ["노조", "회의"]),
        ("이주", ["이주"]),
        ("", []),
    ],
)
def test_the_longest_run_wins(typed: str, runs: list[str]) -> None:
    """From the left; a run of which no document has a variant is none."""
    table = {"이주 노조": {"MTU": 0.9}, "이주": {"migration": 0.5}, "노조 회의": {"caucus": 0.9}}
    with expander(table, "MTU migration") as found:
        assert [" ".join(run) for run in cut(found, typed.split())] == runs


def test_only_what_some_document_has_is_searched() -> None:
    """In the fields that are looked into, the surest first."""
    table = {"추방": {"exile": 0.3, "deportation": 0.5, "banishment": 0.4}}
    assert variants(table, "추방", "exile", "deported") == ["deportation", "exile"]
    with expander(table, "exile") as found:
        assert found.variants(["추방"], ("title",)) == ()


@pytest.mark.parametrize(
    ("typed", "variant"),
    [
        ("이주노조", "이주노조"),
        ("이주노조", "서울이주노조"),
        ("migrant", "migrant workers"),
        ("unions", "Union"),
        ("mtu", "MTU"),
        ("同志", "同志會"),
        ("이주 노조", "이주노조"),
        ("이주노조", "이주 노조"),
        ("12.9", "12.9"),
    ],
)
def test_a_variant_that_holds_what_was_typed_is_left_out(typed: str, variant: str) -> None:
    """Wherever it is, what was typed is found already, whatever the spacing and the endings."""
    assert variants({typed: {variant: 0.9}}, typed, variant, typed) == []


@pytest.mark.parametrize(
    ("typed", "variant"),
    [
        ("1", "12월"),
        ("MTU", "mtu union"),
        ("art", "artisan"),
        ("노조", "노동조합"),
    ],
)
def test_a_variant_that_only_looks_alike_is_searched(typed: str, variant: str) -> None:
    """Letters in common are not words in common."""
    assert variants({typed: {variant: 0.9}}, typed, variant, typed) == [variant]


def test_the_surest_of_equal_variants_counts() -> None:
    """Two spellings that are looked for in the same way are one variant."""
    table = {"추방": {"deported": 0.4, "deportation": 0.5, "Deporting": 0.3}}
    assert variants(table, "추방", "deportation") == ["deportation"]


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("MTU지도부", ["MTU", "지도부"]),
        ("반MTU", ["반", "MTU"]),
        ("강제출국", ["강제", "출국"]),
        ("강제출국을", ["강제", "출국"]),
        ("비정규직철폐", ["비정규직", "철폐"]),
        ("12.9(日)", []),
        ("25일", []),
        ("2007년대선", []),
        ("출국", []),
        ("학교에서", []),
        ("MTU", []),
        ("먹었다", []),
        ("!?", []),
    ],
)
def test_pieces_of_a_word(word: str, pieces: list[str]) -> None:
    """Nouns of a compound without particles, and what is in different scripts; a word of one piece has none."""
    table = {piece: {"union": 0.5} for piece in pieces}
    with expander(table, "union") as found:
        assert list(found.pieces(word, BODY)) == pieces


@pytest.mark.parametrize("word", ["한국노조법", "이쥬노조위원장"])
def test_pieces_make_up_the_whole_word(word: str) -> None:
    """Where a part of a compound is no known noun, its other parts alone are not what was typed."""
    with expander({"노조": {"union": 0.5}}, "union") as found:
        pieces = found.pieces(word, BODY)
        assert "".join(pieces) in ("", word)


def test_a_word_without_a_piece_that_crosses_has_no_pieces() -> None:
    """Its literal reading says it all."""
    with expander({"강제": {"force": 0.5}}, "union") as found:
        assert list(found.pieces("강제출국", BODY)) == []


def test_a_stem_is_told_from_a_noun() -> None:
    """차 of 찼다 is a verb's, that of 차를 is a car."""
    assert [query_word(word, analyzer()).is_stem for word in ("먹었다", "찼다", "차를", "MTU", "")] == [
        True, True, False, False, False
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "verbs"),
    [
        ("좋아한다", ("좋아하다",)),
        ("마십니까", ("마시다",)),
        ("걸었다", ("걷다", "걸다")),
        ("가야해요", ("가다",)),
        ("빨개졌다", ("빨갛다",)),
        ("학교에서", ()),
    ],
)
def test_a_word_comes_with_its_verbs(typed: str, verbs: tuple[str, ...]) -> None:
    """Every verb that it may be a form of by rule, as the tagger alone takes 좋아한다 for 좋다."""
    assert set(verbs) <= set(query_word(typed, analyzer()).verbs)
    assert verbs or not query_word(typed, analyzer()).verbs


@pytest.mark.parametrize(
    ("typed", "lemma"),
    [
        ("이주노조에서", "이주노조"),
        ("노동자들의", "노동자"),
        ("먹었다", "먹"),
        ("MTU", "MTU"),
        ("Myung-bak", "Myung-bak"),
        ("12.9(日)", "12.9(日)"),
        ("아들", "아들"),
        ("은", "은"),
        ("", ""),
    ],
)
def test_a_word_comes_with_its_lemma(typed: str, lemma: str) -> None:
    """Its noun without particle and plural, or its stem; what is not one Korean word is its own."""
    assert query_word(typed, analyzer()).lemma == lemma


def test_a_document_is_made_for_no_bridge() -> None:
    """Without bridges nothing is crossed and every word stands alone."""
    with new_segment([Document(id="a", body="MTU").body]) as segment:
        found = QueryExpander((), LeafQueries(analyzer(), Scorer([segment], Config().ranking)))
        assert [list(run) for run in cut(found, ["이주", "노조"])] == [["이주"], ["노조"]]
        assert found.variants(["이주노조"], BODY) == ()
        assert found.expansions(["이주노조"], BODY) is None
