"""Stop words: which words of a query mean nothing beside others."""

from __future__ import annotations

import pytest

from malmoi.query.words.stop_words import stop_words

from ..corpora import analyzer

QUESTIONS = [
    ("What does the useEffect hook mean?", "useEffect hook"),
    ("According to the passage, which of the following is not true about US policy?", "true US policy?"),
    ("지문에 따르면 다음 중 인플루엔자의 원인이 아닌 것은 무엇인가요?", "인플루엔자의 원인이"),
    ("React 란 무엇인가", "React"),
    ("쿠버네티스의 의미는?", "쿠버네티스의"),
    ("의미는 크다", "의미는 크다"),
    ("임진왜란은 언제 일어났나요?", "임진왜란은 일어났나요?"),
    ("도커를 설치하는 방법을 알려주세요", "도커를 설치하는 방법을"),
    ("이순신은 누구인가", "이순신은"),
    ("우리 은행 새 지점", "우리 은행 새 지점"),
]


@pytest.mark.parametrize(("query", "content"), QUESTIONS)
def test_what_a_question_asks_about(query: str, content: str) -> None:
    """Articles, pronouns, question words, light verbs and frames of questions are stop words."""
    words = query.split()
    found = stop_words(words, analyzer())
    assert " ".join(word for word, is_stop in zip(words, found, strict=True) if not is_stop) == content


@pytest.mark.parametrize(
    ("query", "content"),
    [
        ("Will Smith movie", "Will Smith movie"),
        ("Will you come", "come"),
        ("May 2018 report", "May 2018 report"),
        ("WHO guidelines on IT", "WHO guidelines IT"),
        ("The Who", ""),
    ],
)
def test_names_in_capitals(query: str, content: str) -> None:
    """A capital makes a name of some of them, but not where another stop word follows the first."""
    words = query.split()
    found = stop_words(words, analyzer())
    assert " ".join(word for word, is_stop in zip(words, found, strict=True) if not is_stop) == content
