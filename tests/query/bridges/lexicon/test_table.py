"""Word lists as a table: both directions, what is joined, and what is quick."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.corpora.dictionaries.word_list import LEXICON
from malmoi.query.bridges.lexicon.table import LexiconTable, read_table
from malmoi.tests.examples import examples

LIST = """\
# subject: a test
추방\tdeportation; expulsion
강제 출국\tdeportation; forced departure
체포되다\tbe arrested
노동자\tworker; the laborer
이주노동자\tmigrant worker
중요하다\timportant
수입\timport; Importance
서울\tSeoul
여성 회관\twomen's center
영어\tEnglish;C++ ; T-shirt
아이폰\tiPhone; X-ray; U.S. phone
죽다\tdie
유언\tdying words
버스\tbus
버스 기사\tbus driver
교회\tchurch
영웅\thero
행복하다\thappy
다행히\thappily
여자\twoman
사다\tbuy
색\tcolor
민주적\tdemocratic
단순하다\tsimple
친절하다\tkind
교육\teducation
파리\tfly
"""
TABLE = LexiconTable([LIST])


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("추방", {"deportation": 1, "expulsion": 0.5}),
        ("강제출국", {"deportation": 1, "forced departure": 0.5}),
        ("강제 출국", {"deportation": 1, "forced departure": 0.5}),
        ("체포되다", {"arrested": 1}),
        ("노동자", {"worker": 1, "laborer": 0.5}),
        ("없음", {}),
        ("", {}),
    ],
)
def test_english_of(korean: str, english: dict[str, float]) -> None:
    """By the Korean word however it is spaced, without be and the, each with 1 / rank."""
    assert TABLE.english_of(korean) == english


@pytest.mark.parametrize(
    ("english", "korean"),
    [
        ("deportation", {"추방": 1, "강제 출국": 1}),
        ("Deportations", {"추방": 1, "강제 출국": 1}),
        ("expulsion", {"추방": 0.5}),
        ("buses", {"버스": 1}),
        ("women", {"여자": 1}),
        ("bought", {"사다": 1}),
        ("colour", {"색": 1}),
        ("Churches", {"교회": 1}),
        ("heroes", {"영웅": 1}),
        ("happily", {"다행히": 1, "행복하다": 0.3}),
        ("happiness", {"행복하다": 1}),
        ("democratically", {"민주적": 1}),
        ("simply", {"단순하다": 0.3}),
        ("kindness", {"친절하다": 1}),
        ("educational", {"교육": 1}),
        ("migrant workers", {"이주노동자": 1}),
        ("migrant\n workers", {"이주노동자": 1}),
        ("Migrant-Worker's", {"이주노동자": 1}),
        ("arrest", {"체포되다": 1}),
        ("seoul", {"서울": 1}),
        ("women's centers", {"여성 회관": 1}),
        ("english", {"영어": 1}),
        ("c++", {"영어": 0.5}),
        ("t-shirt", {"영어": pytest.approx(1 / 3)}),
        ("iphones", {"아이폰": 1}),
        ("X rays", {"아이폰": 0.5}),
        ("U.S. phones", {"아이폰": pytest.approx(1 / 3)}),
        ("dying", {"죽다": 1}),
        ("dying words", {"유언": 1}),
        ("be", {}),
        ("", {}),
        ("추방", {}),
    ],
)
def test_korean_of(english: str, korean: dict[str, float]) -> None:
    """By English stems, in large or small letters, however they are joined."""
    assert TABLE.korean_of(english) == korean


def test_words_that_share_a_stem() -> None:
    """Import and importance have one stem: the other's translations come after those of the word itself."""
    found = TABLE.korean_of("importance")
    assert (found, list(found)) == ({"수입": 0.5, "중요하다": 0.3}, ["수입", "중요하다"])
    assert TABLE.korean_of("import") == {"수입": 1, "중요하다": 0.3}
    assert TABLE.korean_of("imports") == {"수입": 1, "중요하다": 0.3}


def test_a_headword_of_several_lists() -> None:
    """Its translations are joined, those of the first list first, each once."""
    table = LexiconTable(["배\tpear; ship\n", "배\tship; belly\n"])
    assert list(table.english_of("배")) == ["pear", "ship", "belly"]
    assert table.korean_of("belly") == {"배": pytest.approx(1 / 3)}


@given(st.text(st.sampled_from("ab가나\t;# \n\r\0"), max_size=30))
@examples(60)
def test_whatever_a_list_has(text: str) -> None:
    """A line that has no form is no reason to fail."""
    table = LexiconTable([text])
    table.english_of("가")
    table.korean_of("a")


@given(st.dictionaries(st.text("가나다", min_size=1), st.lists(st.text("abc", min_size=1), min_size=1, max_size=3)))
@examples(40)
def test_both_directions_agree(words: dict[str, list[str]]) -> None:
    """What a Korean word is in English leads back to it."""
    table = LexiconTable(["\n".join(f"{korean}\t{'; '.join(english)}" for korean, english in words.items())])
    for korean in words:
        for english, p in table.english_of(korean).items():
            assert table.korean_of(english)[korean] >= p


def test_folders(tmp_path: Path) -> None:
    """The lists of all folders, in the order of their names; one that is missing has none, and a mark is no letter."""
    (tmp_path / "b.tsv").write_text("추방\tbanishment\r\n", encoding="utf-8")
    (tmp_path / "a.tsv").write_text("\ufeff추방\texile\n", encoding="utf-8")
    table = read_table((tmp_path, tmp_path / "none"))
    assert table.english_of("추방") == {"exile": 1, "banishment": 0.5}


def test_our_lists_are_read_quickly() -> None:
    """A search that runs alone reads all of them: reading and the first word of either language are milliseconds."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(LEXICON.glob("*.tsv"))]
    times = []
    for _ in range(5):
        began = time.process_time()
        table = LexiconTable(texts)
        assert table.english_of("추방")
        assert table.korean_of("deportation")
        times.append(time.process_time() - began)
    assert min(times) < 0.15  # .025 on a quiet machine
