"""scripts/check_lexicon.py: wrong lines, repeated pairs and coverage."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "check_lexicon.py"
POST = {"id": "1", "title": "회사의 집회", "body": "They marched. The company marches."}


def checked(*arguments: object) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, SCRIPT, *map(str, arguments)], capture_output=True, encoding="utf-8", check=False
    )
    assert not done.stderr
    return done.returncode, done.stdout


def test_what_it_finds(tmp_path: Path) -> None:
    """Wrong lines are status 1; coverage counts each time a word occurs, and names what has no translation."""
    (tmp_path / "a.tsv").write_text("회사\tcompany\n행진\tmarch\nwrong\n", encoding="utf-8")
    (tmp_path / "b.tsv").write_text("회사\tcompany\n", encoding="utf-8")
    (tmp_path / "posts.jsonl").write_text(json.dumps(POST), encoding="utf-8")
    status, told = checked("--folder", tmp_path, tmp_path / "posts.jsonl")
    assert status == 1
    assert "a.tsv:3: 'wrong'" in told
    assert "회사 = company: a, b" in told
    assert "50.0% of 2 words; without: 집회 1" in told
    assert "100.0% of 3 words; without: none" in told


def test_our_lists() -> None:
    """Their form is right."""
    status, told = checked()
    assert status == 0
    assert " 0 wrong lines" in told
