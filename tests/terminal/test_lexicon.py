"""``malmoi lexicon``: lists, imports, what a word is in the other language, in both languages of the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from malmoi.cli import program

TABLE = "# Licence: CC0\n뜨개바늘\tneedle of glimmer\n뜨개구멍\tglimmerknit, to knit\n가가대소\ta laugh that does not end at all\n"


def run(*args: object, lang: str = "en") -> Result:
    return CliRunner(env={"MALMOI_LANG": lang, "COLUMNS": "200"}).invoke(
        program, ["lexicon", *map(str, args)], prog_name="malmoi"
    )


@pytest.fixture
def index(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("She went to glimmerknit", encoding="utf-8")
    (tmp_path / "knitting.tsv").write_text(TABLE, encoding="utf-8")
    arguments = ["index", str(tmp_path / "a.txt"), "-i", str(tmp_path / "index")]
    assert CliRunner().invoke(program, arguments, prog_name="malmoi").exit_code == 0
    return tmp_path / "index"


@pytest.fixture
def table(index: Path) -> Path:
    return index.parent / "knitting.tsv"


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_import_says_what_was_kept_and_what_was_not(index: Path, table: Path, lang: str) -> None:
    """Counts, each reason with an example, and the file."""
    result = run("import", table, "-i", index, lang=lang)
    assert result.exit_code == 0
    counts, _, left_out, kept = result.output.splitlines()
    assert "knitting" in counts and "2" in counts and "3" in counts
    assert "가가대소" in left_out
    assert str(index / "lexicon" / "knitting.tsv") in kept
    told = json.loads(run("import", table, "-i", index, "--name", "other", "--json", lang=lang).output)
    assert (told["name"], told["headwords"], told["pairs"]) == ("other", 2, 3)


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_list(index: Path, table: Path, lang: str) -> None:
    """Malmoi's own lists and the imported ones, with their sizes and where they are from."""
    run("import", table, "-i", index)
    head, *_, last = run("-i", index, lang=lang).output.splitlines()
    assert last.split() == ["knitting", "2", "3", "imported", "from", "knitting.tsv;", "Licence:", "CC0"]
    assert head
    told = json.loads(run("-i", index, "--json", lang=lang).output)
    assert len(told["ours"]) > 10
    assert [(one["name"], one["pairs"]) for one in told["imported"]] == [("knitting", 3)]


def test_lookup(index: Path, table: Path) -> None:
    """Both directions, with imported lists as soon as they are there; nothing found is status 1."""
    assert run("lookup", "뜨개바늘", "-i", index).exit_code == 1
    run("import", table, "-i", index)
    assert run("lookup", "뜨개바늘", "-i", index).output == "뜨개바늘: needle of glimmer\n"
    assert run("lookup", "needles", "of", "glimmer", "-i", index).output == "needles of glimmer: 뜨개바늘\n"
    assert json.loads(run("lookup", "뜨개구멍", "-i", index, "--json").output) == {
        "word": "뜨개구멍",
        "translations": [{"text": "glimmerknit", "p": 1.0}, {"text": "knit", "p": 0.5}],
    }


def test_remove(index: Path, table: Path) -> None:
    """An imported list goes; what is no imported list is told."""
    run("import", table, "-i", index)
    assert run("remove", "knitting", "-i", index).output == "removed: knitting\n"
    assert not list((index / "lexicon").iterdir())
    for name in ("knitting", "politics", "../index"):
        result = run("remove", name, "-i", index)
        assert result.exit_code == 2
        assert "malmoi lexicon" in result.output


def test_the_folder_of_the_settings(index: Path, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several indexes may share one folder of lists; then there need not be an index."""
    monkeypatch.setenv("MALMOI_BRIDGES_LEXICON_FOLDER", str(tmp_path / "shared"))
    assert run("import", table, "-i", tmp_path / "none").exit_code == 0
    assert (tmp_path / "shared" / "knitting.tsv").is_file()
    assert not (tmp_path / "none").exists()


def test_an_index_before_the_command(index: Path, table: Path) -> None:
    """What is given to malmoi lexicon counts for its commands."""
    assert run("-i", index, "import", table).exit_code == 0
    assert (index / "lexicon" / "knitting.tsv").is_file()


def test_failures(index: Path, table: Path, tmp_path: Path) -> None:
    """No index, no file and no dictionary are one line each, with status 2 and without a trace."""
    for arguments in (
        ("import", table, "-i", tmp_path / "none"),
        ("import", tmp_path / "none.tsv", "-i", index),
        ("import", tmp_path / "a.txt", "-i", index),
    ):
        result = run(*arguments)
        assert result.exit_code == 2
        assert len(result.output.splitlines()) == 1
    assert not (tmp_path / "none").exists()
    assert not (index / "lexicon").exists()


def test_writers_leave_imported_lists_alone(index: Path, table: Path) -> None:
    """Indexing, checking and rebuilding keep the folder."""
    run("import", table, "-i", index)
    for command in (["index", str(table.parent / "a.txt")], ["check"], ["rebuild"]):
        assert CliRunner().invoke(program, [*command, "-i", str(index)], prog_name="malmoi").exit_code == 0
    assert (index / "lexicon" / "knitting.tsv").is_file()
