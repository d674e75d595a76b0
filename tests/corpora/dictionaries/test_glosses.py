"""Glosses: short translations, and nothing that explains, points elsewhere or gives an example."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.corpora.dictionaries.glosses import english, english_word, korean, korean_word
from malmoi.corpora.dictionaries.word_list import LEXICON, lines
from malmoi.tests.examples import examples

ENGLISH = {
    "exile; deportation": "exile; deportation",
    "1. exile, banishment 2. deportation": "exile; banishment; deportation",
    "n. 1. exile 2.deportation; ex) he went into exile": "exile; deportation",
    "① exile ② banishment (from)": "exile; banishment",
    "a) exile b) banishment": "exile; banishment",
    "vt. to send into exile: They sent him away.": "send into exile",
    "adj. big. It is a big house.": "big",
    "【명사】 exile, banishment, etc.": "exile; banishment",
    "exile · banishment": "exile; banishment",
    "&quot;exile&quot; &amp; so on; exile": "exile",
    "<p>noun</p><ol><li>(law) to exile, to banish</li><li>to send away from where one lives</li></ol>": "exile; banish",
    "<i>n.</i> <b>1</b> exile <b>2</b> deportation.": "exile; deportation",
    "<k>추방</k>\n<tr>chubang</tr><dtrn>exile; <co>formal</co>deportation</dtrn><ex>in exile</ex>": "exile; deportation",
    "exile<br>deportation": "exile; deportation",
    "<table><tr><td>exile</td></tr></table>": "exile",
    "U.S. army": "U.S. army",
    "exile [law (old)] at last": "exile at last",
    "the act of sending somebody away from the country": "",
    "small pieces of wood, which are used to make a fire": "",
    "a small, round stone": "",
    "alternative form of 노동 (nodong)": "",
    "honorific of (먹다)": "",
    "to be proud of": "proud of",
    "Be grand or  magnificent": "grand; magnificent",
    "St. Lucia": "St. Lucia",
    "R&D": "R&D",
    "A utensil or  tool": "utensil; tool",
    "more or less": "more or less",
    "(1) neat, proper, tidy (2) correctness of judgment (3) 나무: shapely": "neat; proper; tidy; correctness of judgment",
    "to select, single out, separate ; tell the difference between": "select; single out; separate; tell the difference between",
    "\\N": "",
    "→ 노동": "",
    "noun": "noun",
    "": "",
}

KOREAN = {
    "추방; 강제 출국 (gangje chulguk)": "추방; 강제 출국",
    "1. 추방(追放) 2. 유배·귀양": "추방; 유배; 귀양",
    "명사. 추방": "추방",
    "<b>명사</b> 추방<br>유배": "추방; 유배",
    "추방, 나라 밖으로 멀리 내쫓는 일": "",
    "-적인; ~스럽다": "",
    "MP3 재생기": "MP3 재생기",
}


@pytest.mark.parametrize(("definition", "translations"), ENGLISH.items())
def test_english(definition: str, translations: str) -> None:
    """Markup, numbers, labels, brackets, examples, to, be and articles go; what is longer than four words goes whole."""
    assert "; ".join(english(definition)) == translations


@pytest.mark.parametrize(("definition", "translations"), KOREAN.items())
def test_korean(definition: str, translations: str) -> None:
    """Korean translations are words and terms: no particles, endings or explanations, and no romanization."""
    assert "; ".join(korean(definition)) == translations


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ("추방(追放)", "추방"),
        ("배01", "배"),
        ("배²", "배"),
        ("코로나19", "코로나19"),
        ("강제^출국", "강제 출국"),
        ("이주-노조", "이주노조"),
        ("-스럽다", ""),
        ("ㄱ", ""),
        ("2009", ""),
        ("이 낱말은 너무 길어서 낱말이 아니다", ""),
    ],
)
def test_korean_headwords(given: str, word: str) -> None:
    """Hanja beside a word, numbers of homonyms and marks inside go."""
    assert korean_word(given) == word


@pytest.mark.parametrize(
    ("given", "word"), [("to exile", "exile"), ("The Hague", "Hague"), ("추방", ""), ("-ness", "")]
)
def test_english_headwords(given: str, word: str) -> None:
    """A headword has the form of a translation."""
    assert english_word(given) == word


def test_our_own_translations() -> None:
    """Cutting leaves nearly every translation of malmoi's own lists as it is, but for to, be and articles."""
    own = [text for path in sorted(LEXICON.glob("*.tsv")) for line in lines(path) for text in line.english][::10]
    changed = [text for text in own if english(text) != [re.sub("^(to |be |the |an? )", "", text)]]
    assert len(changed) < 0.002 * len(own), changed


@given(st.text(st.sampled_from("ab 가나.,;:()[]<>/b1①\"'&-\n"), max_size=40))
@examples(60)
def test_whatever_a_definition_is(definition: str) -> None:
    """Every translation has the form of one: cutting it again changes nothing."""
    for text in english(definition):
        assert english(text) == [text] or english_word(text) == text
    for text in korean(definition):
        assert korean_word(text) == text
