"""Suggestions of an index: ``index.suggest``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from malmoi.config import Config
from malmoi.index import Index
from malmoi.indexer.documents.document import Document


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with Index(tmp_path, Config()) as made:
        made.add_all(
            [
                Document(
                    id="1",
                    title="이주노조 소식",
                    body="이주노조는 강제출국에 반대했다. MTU statement.",
                    date="2024-01-02",
                ),
                Document(
                    id="2", title="이주노동자", body="이주노동자의 노조, 이주노조. MTU and Migrants", date="2023-01-02"
                ),
                Document(id="3", title="이주민", body="이주민 이야기", date="2022-01-02"),
            ]
        )
        yield made


def texts(index: Index, typed: str, limit: int = 10) -> list[str]:
    return [one.text for one in index.suggest(typed, limit)]


@pytest.mark.parametrize("typed", ["이주노조", "이주노ㅈ", "이주놎", "dlwnshwh", "이주shwh", "dlwnshw"])
def test_a_word_is_found_as_it_is_typed(index: Index, typed: str) -> None:
    """A word, a half-typed syllable, and the other keyboard layout give the same first suggestion."""
    first, *_ = index.suggest(typed)
    assert (first.text, first.count, first.kind) == ("이주노조", 2, "word")


def test_english(index: Index) -> None:
    """English words are completed in either case, and from the Korean layout, and shown as they are written."""
    assert texts(index, "mt")[0] == texts(index, "ㅡㅅㅕ")[0] == texts(index, "ㅡ셔")[0] == "MTU"
    assert texts(index, "Stat") == ["statement"]


def test_several_words(index: Index) -> None:
    """The last word is completed; what is suggested stands in one document with the words before it."""
    assert texts(index, "강제출국 이주노ㅈ")[0] == "강제출국 이주노조"
    assert texts(index, "이주민 강제") == []


def test_what_was_deleted_is_not_suggested(index: Index) -> None:
    """Counts are those of live documents."""
    index.delete("1")
    assert index.suggest("이주노ㅈ")[0].count == 1
    assert texts(index, "강제출") == []


@pytest.mark.parametrize("typed", ["", " ", "!", "\x00", "ㅋㅋㅋㅋ", "a" * 1000, "가" * 1000, "\ud800", "*", '"'])
def test_odd_texts(index: Index, typed: str) -> None:
    """Nothing that is typed raises."""
    for text in (typed, f"이주 {typed}", f"{typed} 이주"):
        index.suggest(text)
    assert index.suggest("이주", 0) == []


@pytest.mark.parametrize("typed", ["ㅇㅈㄴㅈ", "이주ㄴㅈ", "ㅇㅈ노ㅈ"])
def test_initial_consonants(index: Index, typed: str) -> None:
    """Consonants stand for syllables that begin with them; syllables that are typed whole have to be there."""
    first, *_ = index.suggest(typed)
    assert first.text == "이주노조"
    assert first.why == "choseong"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("이주뇨조", "이주노조"),  # one wrong jamo
        ("이즈노조", "이주노조"),
        ("이주노노조", "이주노조"),  # a key too many
        ("이ㅜ노조", "이주노조"),  # a key too few
        ("ㅇㅈㅣㅜ노조", "이주노조"),  # two keys in the wrong order
        ("강제츌국", "강제출국"),
        ("statemnet", "statement"),
        ("migrents", "Migrants"),
        ("이쥬노", "이주노조"),  # not yet typed to its end
    ],
)
def test_a_misspelling(index: Index, typed: str, meant: str) -> None:
    """A misspelt word, and the misspelt beginning of one, become what was meant."""
    first, *_ = index.suggest(typed)
    assert (first.text, first.why) == (meant, "spelling")


def test_titles(index: Index) -> None:
    """Titles that have what is typed follow the words, with their counts, also where a syllable is unfinished."""
    assert [(one.text, one.count) for one in index.suggest("이주노ㅈ") if one.kind == "title"] == [("이주노조 소식", 1)]
    assert index.suggest("이주노조 소")[-1].text == "이주노조 소식"
    index.add(Document(id="4", title="이주노조 소식", body="둘째"))
    assert index.suggest("이주노조 소")[-1].count == 2
    index.delete("1", "4")
    assert not [one for one in index.suggest("이주노조 소") if one.kind == "title"]


@pytest.mark.parametrize(
    "title", ["-이주노조 소식", '"이주노조" 소식', "note:이주노조 소식", "이주노조 OR 소식", "이주노조* 소식"]
)
def test_a_title_that_is_no_query_is_not_suggested(index: Index, title: str) -> None:
    """What is suggested finds something, so a title with operators is left out."""
    index.add(Document(id="4", title=title, body="둘째"))
    assert title not in texts(index, "이주노조 소")


def test_inflected_words(index: Index) -> None:
    """A form that a text has follows the nouns, is recognised in a misspelling, and has the number of its documents."""
    assert texts(index, "반대해")[0] == "반대했다"
    found = index.suggest("반대햇ㄷ")[0]
    assert (found.text, found.count) == ("반대했다", 1)
    index.delete("1")
    assert texts(index, "반대해") == []


def test_an_empty_index(index: Index) -> None:
    """Without documents nothing is suggested, and no query is better."""
    index.clear()
    assert index.suggest("이주노ㅈ") == []
    assert index.search("이주노ㅈ").did_you_mean is None
