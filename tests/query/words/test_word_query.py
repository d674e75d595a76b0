"""What scores of a query word: its terms, the bigrams before its particles, and its nouns."""

from __future__ import annotations

import pytest

from malmoi.query.words.word_query import word_query

from ..corpora import analyzer


@pytest.mark.parametrize(
    ("word", "grams"),
    [
        ("시스템이", "시스 스템"),
        ("학교에서는", "학교"),
        ("나누기", "나누"),
        ("몫", "몫"),
        ("몫을", ""),
        ("민식이법", "민식 식이 이법"),
        ("무엇", "무엇"),
        ("GPU서버를", "gpu 서버"),
    ],
)
def test_bigrams_across_a_particle_do_not_score(word: str, grams: str) -> None:
    """템이 of 시스템이 is rare and means nothing; what is inside the noun scores."""
    assert list(word_query(word, analyzer()).grams) == grams.split()
