"""``malmoi sources``, ``forget`` and ``show``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from malmoi.cli import program


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MALMOI_LANG", "en")
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "blog"
    folder.mkdir()
    (folder / "a.md").write_text("---\ntitle: 봄 소식\ndate: 2024-01-02\n---\n첫 줄\n\n\x1b[31m둘째", encoding="utf-8")
    assert run("index", str(folder))[0] == 0
    return folder


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(program, arguments)
    return result.exit_code, result.stdout


def test_sources(made: Path) -> None:
    """Each source has a line; as JSON it has its counts and what was skipped."""
    assert run("sources") == (0, f"{made}: 1 post from 1 file\n")
    (source,) = json.loads(run("sources", "--json")[1])["sources"]
    assert (source["source"], source["documents"], source["files"]) == (str(made), 1, 1)


def test_forget(made: Path) -> None:
    """The posts are gone, the files are not; what is no source is an error."""
    assert run("forget", "blog") == (0, "blog: 1 post deleted from the index\n")
    assert (made / "a.md").exists()
    assert run("sources")[0] == 1
    assert run("forget", "blog")[0] == 2


def test_show(made: Path) -> None:
    """What was indexed is printed, and no control character with it."""
    status, shown = run("show", "a.md")
    assert status == 0
    assert shown.splitlines()[:3] == ["봄 소식", "2024-01-02", "ko+en"]
    assert shown.endswith("\n첫 줄\n\n [31m둘째\n")
    assert json.loads(run("show", "--json", "a.md")[1])["body"].startswith("첫 줄")
    assert run("show", "none")[0] == 1
