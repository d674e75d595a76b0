"""The floor for branch coverage."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "check_coverage.py"
CODE = """
def size(number):
    if number > 1:
        return "many"
    return "one"

def rest():
    {rest}

{calls}
"""


def checked(folder: Path, calls: str, rest: str = "pass") -> subprocess.CompletedProcess[str]:
    """Runs a program with coverage, then the script."""
    (folder / "program.py").write_text(CODE.format(calls=calls, rest=rest), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "coverage", "run", "--branch", "program.py"], cwd=folder, check=True)
    return subprocess.run([sys.executable, str(SCRIPT)], cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("calls", "status", "printed"),
    [("size(1), size(2), rest()", 0, "100.0 % of 2"), ("size(1), rest()", 1, "50.0 % of 2")],
)
def test_branches(tmp_path: Path, calls: str, status: int, printed: str) -> None:
    """Below the floor of branches the status is 1, and the share is printed."""
    result = checked(tmp_path, calls)
    assert (result.returncode, printed in result.stdout) == (status, True), result


def test_lines_do_not_make_up_for_branches(tmp_path: Path) -> None:
    """However many lines ran, a branch that was not taken is missed."""
    rest = "\n    ".join(f"x = {number}" for number in range(1000))
    assert checked(tmp_path, "size(1), rest()", rest).returncode == 1
