"""``malmoi suggest``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from malmoi.cli import program


def test_suggest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line for each suggestion, the same as JSON, and status 1 where there is none."""
    monkeypatch.setenv("MALMOI_LANG", "en")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("이주노조 이야기", encoding="utf-8")
    runner = CliRunner()
    assert runner.invoke(program, ["index", "a.md"]).exit_code == 0
    assert runner.invoke(program, ["suggest", "이주노ㅈ"]).stdout == "이주노조  1 post\n"
    shown = json.loads(runner.invoke(program, ["suggest", "이주노ㅈ", "--json"]).stdout)
    assert shown == {
        "prefix": "이주노ㅈ",
        "suggestions": [{"text": "이주노조", "kind": "word", "count": 1, "why": "partial"}],
    }
    none = runner.invoke(program, ["suggest", "없는말"])
    assert (none.exit_code, none.stdout) == (1, "no suggestions\n")
