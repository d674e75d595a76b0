"""``malmoi check``, ``rebuild`` and ``backup``: what they print in both languages, and their exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from malmoi.cli import program


def run(*args: object, lang: str = "en") -> Result:
    return CliRunner(env={"MALMOI_LANG": lang, "COLUMNS": "200"}).invoke(
        program, [str(arg) for arg in args], prog_name="malmoi"
    )


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index of two posts, one of which is no file any longer."""
    posts = tmp_path / "posts"
    posts.mkdir()
    for name in ("a", "b"):
        (posts / f"{name}.txt").write_text(f"봄 여행 {name}", encoding="utf-8")
    assert run("index", posts, "-i", tmp_path / "index").exit_code == 0
    (posts / "b.txt").unlink()
    return tmp_path / "index"


def damage(index: Path, ending: str, at: int) -> None:
    (path,) = index.glob(f"*{ending}")
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def test_check_of_an_index_that_is_fine(index: Path) -> None:
    """All well is one line and status 0."""
    result = run("check", "-i", index)
    assert (result.exit_code, result.output) == (0, "2 posts in 4 files: no damage.\n")
    assert run("check", "-i", index, lang="ko").output.startswith("글 2편")
    assert json.loads(run("check", "-i", index, "--json").output)["fine"] is True


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("ending", [".segment", ".sources", "manifest.json", "manifest.bak"])
def test_check_names_the_file_and_the_remedy(index: Path, ending: str, lang: str) -> None:
    """Damage is status 1, a line with the file, and one with what to do."""
    damage(index, ending, 20)
    result = run("check", "-i", index, lang=lang)
    assert result.exit_code == 1
    problem, remedy, *_ = result.output.splitlines()
    assert ending in problem
    assert "malmoi check --repair" in remedy
    (told,) = json.loads(run("check", "-i", index, "--json").output)["problems"]
    assert told["file"].endswith(ending)
    assert set(told) == {"file", "problem", "remedy", "minor"}


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_repair_says_what_was_lost(index: Path, lang: str) -> None:
    """What is read again from a source that was named and what is lost; losing something is status 1."""
    damage(index, ".segment", 20)
    result = run("check", "--repair", "--source", index.parent / "posts", "-i", index, lang=lang)
    assert result.exit_code == 1
    assert "  b.txt" in result.output.splitlines()
    assert run("check", "-i", index).exit_code == 0
    assert run("stats", "-i", index).exit_code == 0
    assert run("search", "봄", "-i", index).output.count("a.txt") == 1


def test_repair_reads_no_source_by_itself(index: Path) -> None:
    """It names those that the next sync reads."""
    damage(index, ".segment", 20)
    result = run("check", "--repair", "-i", index)
    assert result.exit_code == 1
    assert str(index.parent / "posts") in result.output
    assert "nothing found" in run("search", "봄", "-i", index).output
    assert run("check", "--source", index.parent / "posts", "-i", index).exit_code == 2


def test_repair_of_an_index_that_is_fine(index: Path) -> None:
    """There is nothing to do, and that is well."""
    result = run("check", "--repair", "-i", index)
    assert (result.exit_code, result.output) == (0, run("check", "-i", index).output)


def test_rebuild_and_backup(index: Path, tmp_path: Path) -> None:
    """Both say how many posts they met; a backup is searched as it is."""
    assert run("rebuild", "-i", index).output == "2 posts analysed again.\n"
    assert json.loads(run("rebuild", "-i", index, "--json").output) == {"documents": 2}
    result = run("backup", tmp_path / "copy", "-i", index)
    assert result.exit_code == 0
    assert result.output.startswith("2 posts in 2 files")
    assert run("backup", tmp_path / "copy", "-i", index, lang="ko").output.startswith("글 2편")
    assert run("search", "봄", "-i", tmp_path / "copy").exit_code == 0
    assert run("backup", tmp_path / "posts", "-i", index).exit_code == 2


@pytest.mark.parametrize("command", [("check",), ("check", "--repair"), ("rebuild",), ("backup", "copy")])
def test_no_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]) -> None:
    """Where there is no index the commands say so, with status 2, and make nothing."""
    monkeypatch.chdir(tmp_path)
    result = run(*command)
    assert result.exit_code == 2
    assert "no index at .malmoi" in result.output
    assert not list(tmp_path.iterdir())
