"""Checks that the tests took enough of the branches of the code. Exit status 1 where they did not.

    python scripts/check_coverage.py

Reads the data that ``pytest --cov`` left in ``.coverage``. The fail_under of coverage counts lines and branches
together, so that many lines could hide branches that are not tested.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from coverage import Coverage

FLOOR = 93.0
"""Percent of the branches. scripts/test took 93.9 on 2026-11-30; some depend on the speed of the machine."""


def main() -> int:
    """Prints the share of the branches that were taken, and of the lines that ran."""
    coverage = Coverage()
    coverage.load()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "coverage.json"
        coverage.json_report(outfile=str(path))
        totals = json.loads(path.read_text(encoding="utf-8"))["totals"]
    lines = percent(totals["covered_lines"], totals["num_statements"])
    branches = percent(totals["covered_branches"], totals["num_branches"])
    print(f"{branches:.1f} % of {totals['num_branches']:,} branches, {lines:.1f} % of lines")
    if branches < FLOOR:
        print(
            f"fewer than {FLOOR:g} % of the branches: `coverage report -m` names those that are left", file=sys.stderr
        )
        return 1
    return 0


def percent(covered: int, total: int) -> float:
    """The share in percent; 100 of nothing."""
    return 100 * covered / total if total else 100.0


if __name__ == "__main__":
    sys.exit(main())
