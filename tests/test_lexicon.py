"""``Index.lexicon()``: an embedder can do with word lists what ``malmoi lexicon`` does."""

from __future__ import annotations

from pathlib import Path

import pytest

import malmoi
from malmoi.config import Bridges
from malmoi.errors import IndexMissingError, SourceError
from malmoi.lexicon import Lexicon

TABLE = "# Licence: CC0\n뜨개바늘\tneedle of glimmer\n뜨개구멍\tglimmerknit, to knit\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "knitting.tsv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_list_is_imported_searched_and_removed(tmp_path: Path, table: Path) -> None:
    """Import, listing, lookup in both directions, search by the new words, and removal."""
    with malmoi.open(tmp_path / "index", config=malmoi.Config()) as index:
        index.add(malmoi.Document(id="a", title="", body="She went to glimmerknit"))
        lexicon = index.lexicon()
        assert not lexicon.imported and len(lexicon.bundled) > 10
        report = lexicon.import_dictionary(table, "crafts")
        assert (report.headwords, report.pairs) == (2, 3)
        assert [(one.name, one.pairs) for one in lexicon.imported] == [("crafts", 3)]
        assert lexicon.lookup("뜨개구멍") == {"glimmerknit": 1.0, "knit": 0.5}
        assert [*lexicon.lookup("needle of glimmer")] == ["뜨개바늘"]
        assert [hit.id for hit in index.search("뜨개구멍").hits] == ["a"]
        lexicon.remove("crafts")
        assert not lexicon.imported and not lexicon.lookup("뜨개구멍")
        assert not index.search("뜨개구멍").hits


def test_what_cannot_be_done_is_said(tmp_path: Path, table: Path) -> None:
    """Without an index the bundled lists can be read; an import and the removal of an unknown list are errors."""
    lexicon = Lexicon(tmp_path / "none", Bridges())
    assert lexicon.lookup("추방")
    with pytest.raises(IndexMissingError):
        lexicon.import_dictionary(table)
    with pytest.raises(SourceError, match="no word list"):
        lexicon.remove("../index")
    shared = Lexicon(tmp_path / "none", Bridges(lexicon_folder=str(tmp_path / "shared")))
    assert shared.import_dictionary(table).name == "knitting"
    assert not (tmp_path / "none").exists()
