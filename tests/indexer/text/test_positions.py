"""Atoms: positions that spacing does not move, and the characters they stand for."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from malmoi.indexer.text.fold import fold, fold_text
from malmoi.indexer.text.positions import HANGUL, HANJA, RUN, Script, position_count, position_spans, script
from malmoi.tests.examples import examples

TEXTS = st.text(st.characters(), max_size=40) | st.text("가힣ㄱㅏᄀ각々漢𠀀豈Aé_'+#-12.,٣²́ \n\ud800😀ア", max_size=40)

CUT = """
봄 여행               | 봄 여 행
12.9(日)              | 12.9 日
C++                   | C++
C# C#x F#             | C# C x F#
don't rock'n'roll     | don't rock'n'roll
Migrants' Trade       | Migrants Trade
37.67                 | 37.67
20,7 1,234,567 1.     | 20,7 1,234,567 1
3인                   | 3 인
同志                  | 同 志
인민군人民軍          | 인 민 군 人 民 軍
MAMF2021              | MAMF 2021
좋아요😀👍🏽!          | 좋 아 요
ㅋㅋㅋ                | ㅋ ㅋ ㅋ
snake_case            | snake case
Lee Myung-bak         | Lee Myung bak
Cafe\u0301 e\u0301t   | Cafe\u0301 e\u0301t
東京タワー            | 東 京 タワー
𠀀々                  | 𠀀 々
٣٫٥                   | ٣ ٥
Москва                | Москва
"""


def cut(text: str) -> list[str]:
    """The positions of a text."""
    return [text[start:end] for start, end in position_spans(text).tolist()]


def slow(text: str) -> list[list[int]]:
    """The spans of the positions, run by run and character by character."""
    spans = []
    folded = fold(text)
    for found in RUN.finditer(folded.text):
        start, end = found.span()
        single = script(found[0]) in (Script.HANGUL, Script.HANJA)
        spans += [[at, at + 1] for at in range(start, end)] if single else [[start, end]]
    return [list(folded.span(*span)) for span in spans]


@pytest.mark.parametrize("line", CUT.strip().splitlines())
def test_cut(line: str) -> None:
    """A syllable and a Hanja character are a position each; a word, a number with its points, one; symbols none."""
    text, _, expected = line.partition("|")
    assert cut(text.strip()) == expected.split()


@examples(300)
@given(TEXTS)
@example("")
@example(" \n")
def test_spans(text: str) -> None:
    """The spans that numpy counts are those of cutting the text run by run."""
    assert position_spans(text).tolist() == slow(text)


@examples(300)
@given(TEXTS)
def test_every_letter_is_in_one_atom(text: str) -> None:
    """Every letter, digit, syllable and Hanja character is inside exactly one position, so that it can be found."""
    inside = [at for start, end in position_spans(text).tolist() for at in range(start, end)]
    assert len(inside) == len(set(inside))
    assert {at for at, character in enumerate(text) if character.isalnum()} <= set(inside)


@given(st.lists(TEXTS.map(lambda text: text.strip("+#'.,"))))
def test_spacing_does_not_move_atoms(texts: list[str]) -> None:
    """The positions of texts with blanks between them are those of the texts, one after the other."""
    marks = tuple(c for c in map(chr, range(0x300, 0x370)) if unicodedata.combining(c))
    kept = [text for text in texts if not text.startswith(marks)]
    assert cut("  ".join(kept)) == [position for text in kept for position in cut(text)]


@given(TEXTS)
def test_runs_and_their_atoms(text: str) -> None:
    """The positions of a text are those of its runs: a run knows how many it has without being cut."""
    assert sum(map(position_count, RUN.findall(fold_text(text)))) == len(position_spans(text))
    for run in RUN.findall(text):
        assert RUN.findall(run) == [run] or not run.isalnum()


@pytest.mark.parametrize(
    ("runs", "expected"),
    [("가 ㄱ ᄀ", Script.HANGUL), ("金 々 𠀀", Script.HANJA), ("7 12.9 ٣", Script.NUMBER), ("MTU é ア", Script.LATIN)],
)
def test_script(runs: str, expected: Script) -> None:
    """The script of a run is told by its first character."""
    assert {script(run) for run in runs.split()} == {expected}


def test_blocks() -> None:
    """No character is Hangul and Hanja at once, and each of them is a position of its own."""
    import re

    every = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x110000)]))
    hangul, hanja = re.findall(f"[{HANGUL}]", every), re.findall(f"[{HANJA}]", every)
    assert not set(hangul) & set(hanja)
    folded = [character for character in hangul + hanja if fold_text(character) == character]  # ㆍ is a middle dot
    assert len(position_spans("".join(folded))) == len(folded) == len(hangul) + len(hanja) - 1
