"""Which words of an index are suggested, and in which order."""

from __future__ import annotations

from pathlib import Path

import pytest

from malmoi.config import Config
from malmoi.index import Index
from malmoi.indexer.documents.document import Document
from malmoi.query.suggestions import word_index, word_weights


def add(folder: Path, *documents: Document) -> Index:
    index = Index(folder, Config())
    index.add_all(documents)
    return index


def test_frequent_words_come_first(tmp_path: Path) -> None:
    """By the number of documents, not of occurrences."""
    with add(
        tmp_path,
        Document(id="1", body="학교 학생"),
        Document(id="2", body="학생 이야기"),
        Document(id="3", body="학교 학교 학교"),
        Document(id="4", body="학생"),
    ) as index:
        assert [(one.text, one.count) for one in index.suggest("하")] == [("학생", 3), ("학교", 2)]


def test_recent_words_come_first(tmp_path: Path) -> None:
    """Of equally frequent words, those of newer documents; a document without a date counts as an old one."""
    with add(
        tmp_path,
        Document(id="1", body="학원", date="2024-01-01"),
        Document(id="2", body="학교", date="2001-01-01"),
        Document(id="3", body="학생"),
    ) as index:
        assert index.suggest("하")[0].text == "학원"


def test_words_are_shown_as_they_are_mostly_written(tmp_path: Path) -> None:
    """A Latin word is there once: in capitals where it mostly has them."""
    with add(
        tmp_path,
        Document(id="1", body="MTU union Statement"),
        Document(id="2", body="the MTU and the unions, a statement, Union"),
        Document(id="3", body="mtu union statement"),
    ) as index:
        assert [index.suggest(typed)[0].text for typed in ("mt", "union", "stat")] == [
            "MTU",
            "union",
            "statement",
        ]


def test_what_is_no_word_is_not_suggested(tmp_path: Path) -> None:
    """No dates, numbers, bigrams and marked terms of the index."""
    with add(tmp_path, Document(id="1", body="2007-12-09 12.9(日) 약을 먹었다. 3인")) as index:
        found = {
            one.text for typed in ("=", "~", "-", "#", "1", "2", "먹", "약", "e", "ㅁ") for one in index.suggest(typed)
        }
    assert found == {"먹다", "먹었다"}


def test_memory_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of very many words the heaviest are kept."""
    monkeypatch.setattr(word_weights, "_MOST", 8)
    monkeypatch.setattr(word_index, "_MOST", 3)
    bodies = ["노동자 노동절 노동법", "노동자 노동절 노동법", "학교 병원 도서관 시장 바다 하늘 구름 나무"]
    with add(tmp_path, *(Document(id=str(at), body=body) for at, body in enumerate(bodies))) as index:
        assert {one.text for one in index.suggest("노동")} == {"노동자", "노동절", "노동법"}
        assert index.suggest("도서") == []


def test_a_part_of_a_name_is_not_suggested(tmp_path: Path) -> None:
    """MTU C++ is no MTU C, which finds nothing."""
    with add(tmp_path, Document(id="1", body="MTU C++ and Lee Myung-bak")) as index:
        assert "MTU C" not in {one.text for one in index.suggest("mtu")}
        assert "lee myung-bak" in {one.text.lower() for one in index.suggest("lee my")}
