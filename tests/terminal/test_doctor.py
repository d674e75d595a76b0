"""``malmoi doctor``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from malmoi.cli import program
from malmoi.query.doctor import DoctorReport, LostWord
from malmoi.terminal.doctor import doctor_lines


def test_doctor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts what was searched, and has status 0 where all of it was found."""
    monkeypatch.setenv("MALMOI_LANG", "en")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("이주노조 이야기", encoding="utf-8")
    runner = CliRunner()
    assert runner.invoke(program, ["index", "a.md"]).exit_code == 0
    done = runner.invoke(program, ["doctor"])
    assert (done.exit_code, done.stdout) == (0, "3 words of 1 post searched: 0 not found\n")
    assert json.loads(runner.invoke(program, ["doctor", "--json"]).stdout) == {"words": 3, "documents": 1, "lost": []}


def test_lost_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each has a line with its document and the reason."""
    monkeypatch.setenv("MALMOI_LANG", "ko")
    report = DoctorReport(2, 1, (LostWord("말", "a", "body", "why"),))
    assert next(doctor_lines(report)) == "말: a(body)에서 찾지 못했습니다: why"
