"""The South's spelling and the North's find each other."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.config import Config
from malmoi.indexer.analysis.analyzer import make_analyzer
from malmoi.query.bridges.bridge import QueryWord
from malmoi.query.bridges.north import NorthBridge, _tables
from malmoi.query.expansion.expander import query_word
from malmoi.tests.examples import examples

from .fake import FakeVocabulary, crossed

NORTHERN = "로동당 로동자 력사 녀성 리념 론설 련합군 리용 리유 래일 량국 렬차".split()
HANGUL = re.compile("[가-힣]+")
PAIRS = Path(__file__).resolve().parents[4] / "shared" / "data" / "eval" / "sknk_dev.json"


def others(typed: str, *words: str) -> set[str]:
    return set(crossed(NorthBridge(), typed, *words))


@pytest.mark.parametrize(
    ("south", "north"),
    [
        ("노동당", "로동당"), ("노동자", "로동자"), ("역사", "력사"), ("여성", "녀성"), ("이념", "리념"), ("논설", "론설"),
        ("연합군", "련합군"), ("이용", "리용"), ("이유", "리유"), ("내일", "래일"), ("양국", "량국"), ("열차", "렬차"),
        ("조선노동당", "조선로동당"), ("비율", "비률"), ("진열", "진렬"), ("되어", "되여"), ("시작되었다", "시작되였다"),
        ("부르주아", "부르죠아"), ("러시아", "로씨야"), ("컴퓨터", "콤퓨터"), ("킬로미터", "킬로메터"), ("버스", "뻐스"),
        ("탱크", "땅크"), ("트랙터", "뜨락또르"), ("아이스크림", "얼음보숭이"), ("폐기", "페기"), ("바닷물", "바다물"),
    ],
)  # fmt: skip
def test_both_directions(south: str, north: str) -> None:
    """Each side's spelling leads to the other's."""
    assert north in others(south, *NORTHERN)
    assert south in others(north)


@pytest.mark.parametrize(
    "word", "라디오 로마 리본 레닌 류머티즘 로봇 라면 로비 나디오 나면 이사 리사 나이 이모 사람 노래 이어폰".split()
)
def test_loanwords_and_plain_korean_stay(word: str) -> None:
    """No ㄹ is put before or taken from what is not Sino-Korean: 이사 is not Lisa, 나면 is not ramen."""
    found = others(word, *"리사 라디오 라면 로비 리모 로마 리본 로봇".split())
    assert not {other for other in found if other[1:] == word[1:]}


def test_some_word_must_begin_so() -> None:
    """이용 is not looked for as 리용 where the index has that by chance only, as in 관리용."""
    assert others("이용", "관리용", "리더", "MTU") == set()
    assert others("이용", "관리용", "리용자") == {"리용"}


def test_initial_sounds_inside_compounds() -> None:
    """Any of the words of a compound may be written so, but none begins after a single syllable."""
    assert others("이주노동자") == {"이주로동자"}
    assert others("남녀노소", "로소") == {"남녀로소"}
    assert others("신이용", "리용") == others("관리용") == set()


def test_the_plural_does_not_matter() -> None:
    """여성들 finds 녀성."""
    found = NorthBridge().variants([QueryWord("여성들은", "여성들")], FakeVocabulary(*NORTHERN))
    assert "녀성" in {variant.text for variant in found}


def test_every_pair_of_the_table_holds_both_ways() -> None:
    """A word in the table leads to the word beside it, whichever it is."""
    for north, south in _tables().pairs:
        assert north != south
        assert south in others(north) and north in others(south)


@pytest.mark.skipif(not PAIRS.exists(), reason="the pairs of sentences are not part of this repository")
def test_real_sentences() -> None:
    """Of the words that differ in real pairs of sentences nearly all find the other, from both sides."""
    assert _share_found(0, 1) > 0.88
    assert _share_found(1, 0) > 0.94


def _share_found(ours: int, theirs: int) -> float:
    """How many of the words that the other side's sentence does not have have a variant that it has."""
    analyzer = make_analyzer(Config())
    pairs = json.loads(PAIRS.read_text(encoding="utf-8"))
    runs = {run for pair in pairs for run in HANGUL.findall(pair[theirs])}
    vocabulary = FakeVocabulary(*{word for run in runs for word, _ in analyzer.analyze(run).words})
    found = []
    for pair in pairs:
        sentence = "".join(HANGUL.findall(pair[theirs]))
        for word in HANGUL.findall(pair[ours]):
            if word not in sentence:
                variants = NorthBridge().variants([query_word(word, analyzer)], vocabulary)
                found.append(any(variant.text in sentence for variant in variants))
    return sum(found) / len(found)


@examples(60)
@given(st.text(max_size=10) | st.text(st.sampled_from("노동로역력이리여녀률율비열렬년당"), max_size=10))
def test_never_fails(text: str) -> None:
    """What the bridge does not know has no variants, and there are never many."""
    assert len(list(NorthBridge().variants([QueryWord(text, text)], FakeVocabulary(*NORTHERN)))) <= 8
