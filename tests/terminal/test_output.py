"""What a sync and its skipped entries look like on a terminal."""

from __future__ import annotations

import pytest

from malmoi.indexer.maintenance.stats import Stats
from malmoi.indexer.store.source_state import SkippedFile
from malmoi.indexer.sync.report import SyncReport
from malmoi.terminal.output import report_lines, skipped_lines

SKIPPED = [
    SkippedFile("/b", "a.md", "is a draft", "left_out"),
    SkippedFile("/b", "b.md", "is empty"),
    SkippedFile("/b", "c.md", "is long", "note"),
    SkippedFile("/b", "d.md", "is a draft", "left_out"),
]


def test_kinds_are_listed_apart() -> None:
    """Failures come first, and the others say what they are."""
    assert list(skipped_lines(SKIPPED)) == [
        "b.md: is empty",
        "left out: a.md: is a draft",
        "left out: d.md: is a draft",
        "note: c.md: is long",
    ]


@pytest.mark.parametrize(
    ("skipped", "said"),
    [([], ""), (SKIPPED, " 1 skipped, 2 left out, 1 with a note (cmd)."), (SKIPPED[:1], " 1 left out (cmd).")],
)
def test_kinds_are_counted_apart(skipped: list[SkippedFile], said: str) -> None:
    """The summary counts failures, what was left out and notes, and only those that there are."""
    stats = Stats(1, {"ko": 1}, 0, 0, 1, 1, (), (), {}, {})
    assert list(report_lines(SyncReport(added=1, skipped=skipped), stats, "cmd")) == [f"1 post: 1 ko.{said} 0.0 s"]
