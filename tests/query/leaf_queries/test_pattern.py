"""Patterns against a matcher that tries every word of every text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.config import Config, Limits
from malmoi.indexer.documents.document import Document
from malmoi.indexer.text.normalize import clean
from malmoi.query.leaf_queries.pattern import find_pattern
from malmoi.tests.examples import examples

from ..corpora import TEXTS, WORDS, analyzer, new_index, new_segment
from ..naive_text import Text, count_pattern, is_match

_PATTERNS = st.lists(
    st.sampled_from(
        [*WORDS, "이주", "노", "조", "dep", "nion", "M", "同志*", "志*", "*會", "1", "*", "*", "*", "?", "?"]
    ),
    min_size=1,
    max_size=4,
).map("".join)


@examples(150, quick=50)
@given(st.lists(TEXTS, min_size=1, max_size=8), st.lists(_PATTERNS, min_size=1, max_size=8))
def test_a_pattern_is_the_words_it_matches(texts: list[str], patterns: list[str]) -> None:
    """Exactly the documents with a word that matches, as often as they have one."""
    parsed = [Text(clean(text), analyzer()) for text in texts]
    with new_segment(texts) as segment:
        for pattern in patterns:
            found = find_pattern(segment, ("body",), pattern, 1000)
            ((docs, counts),) = found.by_field.values()
            expected = {at: count for at, text in enumerate(parsed) if (count := count_pattern(text, pattern))}
            assert dict(zip(docs.tolist(), counts.tolist(), strict=True)) == expected
            assert not found.is_clipped


@given(st.text("ab*?", max_size=8), st.text("ab", max_size=8))
def test_the_naive_matcher_is_a_glob(pattern: str, text: str) -> None:
    """The matcher that patterns are compared with agrees with Python's own."""
    assert is_match(pattern, text) == fnmatchcase(text, pattern)


FOUND = """
이주*      | 이주노조 | 이주노조가 왔다
*노조      | 이주노조 | 우리 이주노조 사람
이?노조    | 이주노조 | 우리 이주노조 사람
depor*     | deported | They were deported.
DEPOR*     | Deported | Deported again
M?U        | MTU      | MTU지도부
同*        | 同志     | 우리 同志들
同*會      | 同志會   | 우리 同志會 모임
*志會      | 同志會   | 우리 同志會 모임
12.*       | 12.9     | 12.9 성명
"""


@pytest.mark.parametrize(
    ("pattern", "mark", "text"), [[cell.strip() for cell in row.split("|")] for row in FOUND.strip().splitlines()]
)
def test_what_a_pattern_finds(pattern: str, mark: str, text: str) -> None:
    """Korean and Hanja words are matched without their particles, other words as they are written."""
    with new_index() as index:
        index.add_all([Document(id="a", body=text), Document(id="b", body="다른 글 other text 7")])
        (hit,) = index.search(pattern).hits
        assert hit.id == "a"
        ((start, end),) = hit.snippet.marks
        assert hit.snippet.text[start:end].startswith(mark)


def test_a_pattern_that_stands_for_too_many_words_says_so() -> None:
    """It is searched with as many as the limit allows, and noted once."""
    config = replace(Config(), limits=Limits(expansion=3))
    with new_index(config) as index:
        index.add_all([Document(id=str(number), body=f"word{letter}") for number, letter in enumerate("abcde")])
        page = index.search("word* OR word*")
        assert page.total == 3
        assert page.notes == ("word* stands for more than 3 words; the first of them were searched",)
        assert index.search("worda* OR worde*").notes == ()


def test_a_note_is_about_the_field_that_was_clipped() -> None:
    """A pattern that had to be clipped in one field is not said to be clipped in another."""
    config = replace(Config(), limits=Limits(expansion=3))
    with new_index(config) as index:
        words = " ".join(f"word{letter}" for letter in "abcde")
        index.add_all([Document(id="a", title="wordy", body=words), Document(id="b", body="else")])
        assert len(index.search("word*").notes) == 1
        assert index.search("title:word*").notes == ()
        assert len(index.search("body:word*").notes) == 1


def test_many_stars_take_no_longer(within: Callable[..., None]) -> None:
    """A pattern is matched without going back over a word again and again."""
    with new_index() as index:
        index.add(Document(id="a", body="a" * 200))
        for query, total in (("*a" * 30 + "*b", 0), ("*a" * 30 + "*", 1)):
            assert index.search(query).total == total
            within(0.5, partial(index.search, query))
