"""Hints: what a text says of two names by itself, and how that is held as terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.keys.clues import Clue, Form, clues
from malmoi.indexer.keys.hint import Hint, Proof
from malmoi.indexer.keys.hints import hint_terms, hints
from malmoi.tests.examples import examples


def found(text: str) -> set[tuple[str, str, Proof]]:
    return {(hint.first, hint.second, hint.proof) for clue in clues(text) for hint in hints(clue)}


def test_readings_of_a_clue() -> None:
    """A name before brackets has as many readings as it may have words, the shortest first; a quoted one has one."""
    assert list(clues("우리 강제 추방(deportation)은")) == [
        Clue(Form.BRACKETS, ("추방", "강제 추방", "우리 강제 추방"), "deportation")
    ]
    assert list(clues("우리 '강제 추방'(deportation)은")) == [Clue(Form.BRACKETS, ("강제 추방",), "deportation")]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("도자 노동 조합(도노조)이", ("도자 노동 조합", "도노조", Proof.PROVEN)),
        ("the Sea Club of Busan (SCB) met", ("Sea Club of Busan", "SCB", Proof.PROVEN)),
        ("어제 바다모임(SCB)이", ("바다모임", "SCB", Proof.BARE)),
        ("어제 SCB(바다모임)이", ("SCB", "바다모임", Proof.BARE)),
        ("어제 바다모임(Sea Club)이", ("바다모임", "Sea Club", Proof.OPEN)),
        ("바다모임, 일명 'Sea Club'", ("바다모임", "Sea Club", Proof.OPEN)),
    ],
)
def test_what_speaks_for_a_hint(text: str, hint: tuple[str, str, Proof]) -> None:
    """Two names of one language prove themselves or not; two languages leave it to their dictionaries."""
    assert hint in found(text)


def test_a_settled_clue_has_one_reading() -> None:
    """Where the text itself tells how far a name goes, other readings are left out."""
    assert found("지난 봄 바다모임(SCB)이") == {("바다모임", "SCB", Proof.BARE)}
    assert found("the old Sea Club of Busan (SCB)") == {("Sea Club of Busan", "SCB", Proof.PROVEN)}


def test_a_hint_stands_under_both_names() -> None:
    """Each name leads to the other, and the term tells which one was first."""
    hint = Hint("MTU", "이주노조", Proof.BARE, 0.54)
    one, other = hint.terms()
    assert one.startswith("MTU\t이주노조\t")
    assert other.startswith("이주노조\tMTU\t")
    assert Hint.of_term(one) == Hint.of_term(other) == hint


PIECES = ["(", ")", "/", "'", '"', " ", "\n", "\t", "MTU", "이주", "노조", "일명", "이하", ",", "Sea", "a.k.a. "]


@examples(60)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_text_has_hints(pieces: list[str]) -> None:
    """No text makes it fail; every term can be read again, and its names stand in the text, but for blanks."""
    text = "".join(pieces)
    for term in hint_terms(text):
        hint = Hint.of_term(term)
        assert term in set(hint.terms())
        assert 0 <= hint.score <= 1
        for name in (hint.first, hint.second):
            assert "".join(name.split()) in "".join(text.split())
