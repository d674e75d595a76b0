"""Keyboard layouts: keys of a text, and the text of keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.query.suggestions.keyboard import keys, typed
from malmoi.query.suggestions.keystroke_distance import distance
from malmoi.tests.examples import examples

WORDS = st.text(st.characters(min_codepoint=ord("가"), max_codepoint=ord("힣")), max_size=6)


@pytest.mark.parametrize(
    ("text", "pressed"),
    [
        ("이주노조", "dlwnshwh"),
        ("꿈", "Rna"),
        ("값과 뷔", "rkqtrhk qnl"),
        ("MTU지", "MTUwl"),
        ("ㅇㅈ", "dw"),
        ("ㅡㅅㅕ", "mtu"),
    ],
)
def test_keys(text: str, pressed: str) -> None:
    """A syllable is its jamo one after another, a jamo of two keys its keys."""
    assert keys(text) == pressed


@pytest.mark.parametrize(
    ("pressed", "text"),
    [
        ("dlwnshw", "이주놎"),
        ("dlwnshwh", "이주노조"),
        ("rkqtl", "갑시"),
        ("rkqtr", "값ㄱ"),
        ("gkk", "하ㅏ"),
        ("mtu", "ㅡ셔"),
        ("RKQ", "까ㅃ"),
    ],
)
def test_an_input_method(pressed: str, text: str) -> None:
    """A consonant is a coda until a vowel follows; what makes no syllable is shown by itself."""
    assert typed(pressed) == text


@given(WORDS)
@examples(100)
def test_a_word_comes_back(word: str) -> None:
    """The keys of whole syllables give these syllables."""
    assert typed(keys(word)) == word


@given(WORDS)
@examples(100)
def test_keystrokes_agree(word: str) -> None:
    """What an input method shows after any key has exactly the keys that were pressed, so nothing flickers."""
    pressed = keys(word)
    assert all(keys(typed(pressed[:end])) == pressed[:end] for end in range(len(pressed) + 1))


@pytest.mark.parametrize(
    ("wrong", "right", "at_most"),
    [
        ("이주뇨조", "이주노조", 1),
        ("거자", "과자", 1),  # a jamo of two keys is one jamo
        ("꿈", "굼", 0.5),  # Shift
        ("이주노노조", "이주노조", 2),
        ("dlwnshhwh", "dlwnshwh", 0.5),  # doubled
        ("dwlnshwh", "dlwnshwh", 0.7),  # swapped
        ("dlwnswh", "dlwnshwh", 0.8),  # missing
    ],
)
def test_distance(wrong: str, right: str, at_most: float) -> None:
    """One wrong jamo is one error, and what fingers do easily costs less."""
    assert 0 < distance(keys(wrong), keys(right)) <= at_most


@given(st.text("dlwnshk", max_size=7), st.text("dlwnshk", max_size=7))
@examples(100)
def test_distance_is_bounded(one: str, other: str) -> None:
    """Nothing costs more than to type all keys anew, and only the same keys cost nothing."""
    assert (distance(one, other) == 0) == (one == other)
    assert distance(one, other) <= max(len(one), len(other)) + 1
