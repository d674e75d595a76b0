"""Neighbouring words: the texts that have them side by side, and those that have them as one word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.query.words.neighbours import near_units, neighbours
from malmoi.tests.examples import examples

from ..corpora import analyzer
from ..naive_text import Text, count_sequence

NOUNS = st.sampled_from(["학교", "노조", "이주", "지도부", "여행", "봄", "밥"])
PAIRS = """
봄 여행        | 봄 여행; 봄여행; 봄·여행을                       | 여행 봄; 봄과 여행; 새봄 여행       | 봄여행
이주 노조      | 이주노조; 이주 노조의                             | 노조 이주; 이주와 노조              | 이주노조
MTU 지도부     | MTU 지도부; MTU지도부                             | 지도부 MTU; MTU의 지도부            |
trade unions   | trade union; trade unions                         | union trade; trade of unions        |
同 志          | 同志; 同 志                                       | 志同                                | 同志
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in PAIRS.strip().splitlines()]


@pytest.mark.parametrize(("words", "near", "apart", "joined"), ROWS, ids=[row[0] for row in ROWS])
def test_near_units(words: str, near: str, apart: str, joined: str) -> None:
    """A pair is found side by side, in any spacing, in its order; and as one word if both have the same script."""
    left, right = words.split()
    side_by_side, one_word = near_units(left, right, analyzer())
    for text in near.split(";"):
        assert count_sequence(Text(text, analyzer()), side_by_side) == 1
    for text in apart.split(";"):
        assert count_sequence(Text(text, analyzer()), side_by_side) == 0
    assert bool(one_word) == bool(joined)
    if joined:
        assert count_sequence(Text(joined, analyzer()), one_word) == 1
        assert count_sequence(Text(words, analyzer()), one_word) == 0


@examples(100)
@given(NOUNS, NOUNS, st.sampled_from(["", " ", "·", "\n"]))
def test_what_is_one_word_is_side_by_side(left: str, right: str, between: str) -> None:
    """Two nouns are side by side with whatever blank or sign between them, and one word only without."""
    side_by_side, one_word = near_units(left, right, analyzer())
    text = Text(f"{left}{between}{right}", analyzer())
    assert count_sequence(text, side_by_side) >= 1
    assert bool(count_sequence(text, one_word)) == (not between)


@pytest.mark.parametrize("words", [("!", "봄"), ("봄", "…"), ("", "")])
def test_a_word_without_letters_has_no_neighbour(words: tuple[str, str]) -> None:
    """No pair is made of it."""
    assert near_units(*words, analyzer()) == ((), ())
    assert neighbours(words, analyzer()) is None
