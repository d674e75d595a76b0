"""Hanja and Hangul find each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.keys.hanja_readings import readings, spellings
from malmoi.query.bridges.bridge import QueryWord
from malmoi.query.bridges.hanja import HanjaBridge
from malmoi.tests.examples import examples

from .fake import FakeVocabulary, crossed

WORDS = (
    "女性 勞動者 歷史 理念 同志 冬至 反 訪北 大韓民國政府 自由民主 金大中 敗北 北京 音樂 樂山 五六月 數十兩 困難 不動産 比率 "
    "車道 更新 土 日 火 水 MTU 이주노조 Lee"
).split()


def whole(typed: str) -> set[str]:
    """The variants in which everything is crossed."""
    return {text for text, weight in crossed(HanjaBridge(), typed, *WORDS).items() if weight > 0.9}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("여성", "女性"), ("녀성", "女性"), ("노동자", "勞動者"), ("로동자", "勞動者"), ("역사", "歷史"), ("력사", "歷史"),
        ("이념", "理念"), ("김대중", "金大中"), ("패배", "敗北"), ("북경", "北京"), ("음악", "音樂"), ("요산", "樂山"),
        ("오뉴월", "五六月"), ("유월", "六月"), ("수십냥", "數十兩"), ("곤란", "困難"), ("부동산", "不動産"), ("비율", "比率"),
        ("차도", "車道"), ("갱신", "更新"), ("경신", "更新"), ("반MTU", "反MTU"),
    ],
)  # fmt: skip
def test_hangul_finds_hanja(typed: str, found: str) -> None:
    """A word in Hangul finds what is read so, with any form of the initial sound and any reading of the characters."""
    assert whole(typed) == {found}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("同志", "동지"), ("女性", "여성 녀성"), ("歷史", "역사 력사"), ("兩班", "양반 량반"), ("敗北", "패배"), ("六月", "유월"),
        ("女性勞動", "여성노동 여성로동 녀성로동 녀성노동"), ("新女性", "신여성 신녀성"), ("比率", "비율 비률"), ("許諾", "허락"),
        ("反MTU", "반MTU"), ("脫北단", "탈북단"),
    ],
)  # fmt: skip
def test_hanja_finds_hangul(typed: str, found: str) -> None:
    """A word in Hanja finds how it is read, as the South and as the North write it."""
    assert whole(typed) == set(found.split())


def test_homophones_all_come() -> None:
    """Whoever types Hangul has not said which of the words is meant."""
    assert whole("동지") == {"同志", "冬至"}


def test_a_reading_belongs_to_its_word() -> None:
    """北 is 배 in 敗北 only, 車 is 차 in 車道, and 京 has no share in it: 배경 is not 北京."""
    assert not whole("배경") | whole("거도") | whole("패북")


def test_parts_of_longer_words() -> None:
    """대한민국 and 정부 find 大韓民國政府; two characters in the middle of a word are no word."""
    assert whole("대한민국") == {"大韓民國"}
    assert whole("정부") == {"政府"}
    assert not whole("한민") | whole("유민")


def test_mixed_words() -> None:
    """Only a part may stand in Hanja: 방북단 finds 訪北단, less surely than 訪北 itself would be found."""
    assert 0.7 < crossed(HanjaBridge(), "방북단", *WORDS)["訪北단"] < 0.9
    assert whole("訪北단") == {"방북단"}


def test_a_word_of_two_syllables_is_not_mixed() -> None:
    """도의 is in "도(道)의", and a particle after a gloss is no word: one Hanja has two syllables at least beside it."""
    assert not crossed(HanjaBridge(), "도의", "道")
    assert set(crossed(HanjaBridge(), "성범죄", "性")) == {"性범죄"}


def test_one_syllable_is_not_crossed() -> None:
    """반 alone would be every character that is read so; 토 and 일 are days where they stand alone in Hanja."""
    assert not crossed(HanjaBridge(), "반", *WORDS)
    assert not crossed(HanjaBridge(), "일정", *WORDS)
    assert not crossed(HanjaBridge(), "토론", *WORDS)


def test_one_hanja_is_not_crossed() -> None:
    """金 alone may be 금 or 김, which are in many other words too; 金浦 is 김포 only."""
    assert not crossed(HanjaBridge(), "金")
    assert whole("金浦") >= {"김포"}


def test_the_plural_and_particles_do_not_matter() -> None:
    """동지들에게 finds 同志."""
    found = HanjaBridge().variants([QueryWord("동지들에게", "동지들")], FakeVocabulary(*WORDS))
    assert "同志" in {variant.text for variant in found}


@examples(60)
@given(st.text(st.sampled_from("女勞歷理同志金樂車不北十六月兩率新大韓民國"), min_size=2, max_size=6))
def test_what_is_read_so_finds_back(word: str) -> None:
    """However a word in Hanja is spelled in Hangul, that spelling finds the word."""
    for spelled in spellings(word, readings()):
        assert word in crossed(HanjaBridge(), spelled, word)


@examples(60)
@given(st.text(max_size=12))
def test_never_fails(text: str) -> None:
    """What the bridge does not know has no variants."""
    list(HanjaBridge().variants([QueryWord(text, text)], FakeVocabulary(*WORDS)))
