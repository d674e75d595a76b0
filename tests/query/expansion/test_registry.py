"""The lists of an index: aliases and word lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from malmoi.config import Bridges
from malmoi.query.bridges.lexicon import table
from malmoi.query.expansion.registry import Lists


def lists(folder: Path, lexicon: Path) -> Lists:
    """The lists of an index in a folder that has aliases of its own."""
    folder.mkdir()
    (folder / "aliases.toml").write_text("", encoding="utf-8")
    return Lists(folder, lexicon, Bridges())


def test_the_bundled_word_list_is_read_once_a_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many indexes are open, and whatever aliases each has."""
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "a.tsv").write_text("봄\tspring\n", encoding="utf-8")
    made = Counter[str]()
    read = table.LexiconTable.__init__

    def counted(self: table.LexiconTable, texts: Iterable[str]) -> None:
        made["tables"] += 1
        read(self, texts)

    monkeypatch.setattr(table.LexiconTable, "__init__", counted)
    for number in range(6):
        assert [*lists(tmp_path / str(number), tmp_path / "words").lexicons.english_of("봄")] == ["spring"]
    assert made.total() == 1


def test_a_word_list_of_the_owner_is_read_anew_when_it_changes(tmp_path: Path) -> None:
    """And its translations come after those of the bundled list."""
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "a.tsv").write_text("봄\tspring\n", encoding="utf-8")
    own = lists(tmp_path / "index", tmp_path / "words")
    stamps = [own.stamp]
    for text, expected in (
        ("봄\tspringtime\n", ["spring", "springtime"]),
        ("봄\tvernal season\n", ["spring", "vernal season"]),
    ):
        (tmp_path / "index" / "lexicon").mkdir(exist_ok=True)
        (tmp_path / "index" / "lexicon" / "b.tsv").write_text(text, encoding="utf-8")
        assert [*own.lexicons.english_of("봄")] == expected
        stamps.append(own.stamp)
    assert len(set(stamps)) == 3
