"""Bounds on the entries beside the documents of one file."""

from __future__ import annotations

from malmoi.config import Limits
from malmoi.corpora.bounded import bounded
from malmoi.indexer.document import Document, Skipped


def test_a_file_of_faults_alone() -> None:
    """A file of which no part can be read is given up after the first parts."""
    endless = (Skipped(f"a:{number}", "is broken") for number in iter(int, 1))
    found = list(bounded("a", endless, Limits(skipped_parts=3)))
    assert len(found) == 4
    assert found[-1] == Skipped("a", "none of its first 3 parts can be read: the rest is left out")


def test_a_file_of_many_drafts() -> None:
    """A post after many drafts is read; of the drafts the first are listed and the others counted."""
    drafts = [Skipped(f"a:{number}", "is a draft", "left_out") for number in range(9)]
    post = Document(id="a#1", body="봄")
    found = list(bounded("a", [*drafts, post], Limits(skipped_parts=3)))
    assert found == [*drafts[:3], post, Skipped("a", "6 more parts of it, after the first 3", "left_out")]
