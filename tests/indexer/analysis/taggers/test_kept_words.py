"""User words: which occurrences are kept whole, and what happens to the text around them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.analysis.taggers.kept_words import KeptWords
from malmoi.indexer.analysis.taggers.make import make_tagger
from malmoi.indexer.analysis.taggers.names import NAMES
from malmoi.indexer.analysis.taggers.tagger import Morpheme, UserWord
from malmoi.query.bridges.aliases.file import our_groups
from malmoi.tests.examples import examples

WORDS = (
    *(UserWord(word) for word in ("이주노조", "이주", "전철연", "엠튜", "돝")),
    UserWord("강제출국", "NNG", ("강제", "출국")),
)


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("이주노조는", "이주노조/NNP 는/JX"),
        ("반이주노조법", "반/NNG 이주노조/NNP 법/NNG"),
        ("이주노조사람이", "이주노조/NNP 사람/NNG 이/JKS"),
        ("이주를", "이주/NNP 를/JKO"),
        ("이주하는", "이주/NNP 하/XSV 는/ETM"),
        ("사이주차", "사이/NNG 주차/NNG"),
        ("전철연의", "전철연/NNP 의/JKG"),
        ("전철연결", "전철/NNG 연결/NNG"),
        ("전국전철연결의대회", "전국/NNG 전철연/NNP 결의/NNG 대회/NNG"),
        ("이주노조전철연은", "이주노조/NNP 전철연/NNP 은/JX"),
        ("엠튜는", "엠튜/NNP 는/JX"),
        ("엠튜(이주노조)와", "엠튜/NNP (/SS 이주노조/NNP )/SS 와/JC"),
        ("돝", "돝/NNP"),
        ("강제출국을", "강제출국/NNG[강제+출국] 을/JKO"),
    ],
)
def test_kept(run: str, expected: str) -> None:
    """A user word is one morpheme, the particle after it stays a particle, and other words are not cut by it."""
    morphemes = make_tagger("mecab", WORDS).tag(run)
    told = " ".join(f"{m.surface}/{m.tag}" + (f"[{'+'.join(m.parts)}]" if m.parts else "") for m in morphemes)
    assert told == expected


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("이주노조가", "이주노조 가"),
        ("이주노조집회", "이주노조 집회"),
        ("반이주노조법", "반 이주노조 법"),
        ("이주노동자들의", "이주노동자 들 의"),
        ("이주를", "이주 를"),
    ],
)
def test_our_names(run: str, expected: str) -> None:
    """Names that MeCab cuts in the wrong place are kept whole without a word of the user's."""
    assert " ".join(found.surface for found in make_tagger("mecab").tag(run)) == expected


def test_our_names_are_aliases() -> None:
    """Each is a name that somebody types: no list beside the aliases grows here."""
    aliases = {name.replace(" ", "") for group in our_groups() for name in (*group.names, *group.related)}
    assert {name.word for name in NAMES} - aliases == set()


def test_a_user_word_goes_over_ours() -> None:
    """The user says how one of our names is cut."""
    (found,) = make_tagger("mecab", (UserWord("이주노조", "NNG", ("이", "주", "노조")),)).tag("이주노조")
    assert (found.tag, found.parts) == ("NNG", ("이", "주", "노조"))


def test_fingerprint() -> None:
    """The words are part of the fingerprint, in whatever order they come; none leave it as it is."""
    fingerprint = KeptWords(WORDS).fingerprint()
    assert fingerprint == KeptWords(WORDS[::-1]).fingerprint()
    assert fingerprint != KeptWords(WORDS[1:]).fingerprint()
    assert KeptWords(()).fingerprint() == {}


def blocks(size: int, text: str) -> list[Morpheme]:
    """A tagger that knows nothing: every ``size`` characters of a run are a noun."""
    return [
        Morpheme(found.group(), "NNG", found.start(), found.end(), found.group())
        for found in re.finditer(rf"\S{{1,{size}}}", text)
    ]


@examples(200)
@given(st.text("이주노조전철연엠튜가 a", max_size=30), st.integers(1, 9))
def test_nothing_lost(text: str, size: int) -> None:
    """Whatever the tagger does to the nouns that stand in, the morphemes spell the text, each once and in order."""
    morphemes = KeptWords(WORDS).tag(text, lambda given: blocks(size, given))
    assert all(text[m.start : m.end] == m.surface != "" for m in morphemes)
    assert "".join(m.surface for m in morphemes) == text.replace(" ", "")


@examples(100)
@given(st.text("이주노조는 a", max_size=20), st.integers(1, 9))
def test_long_words_always(text: str, size: int) -> None:
    """A word of four syllables is kept wherever it is, however the tagger cuts."""
    morphemes = KeptWords(WORDS).tag(text, lambda given: blocks(size, given))
    assert sum(m.surface == "이주노조" for m in morphemes) == text.count("이주노조")
