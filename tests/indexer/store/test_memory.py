"""Indexing within the memory that there is: the setting gives way to the limits of the process, and to what happens."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import malmoi
from malmoi import Document
from malmoi.indexer.segments.builder import SegmentBuilder
from malmoi.indexer.store import memory
from malmoi.indexer.store.memory import LEAST, RESERVE, memory_budget

MB = 1 << 20
MANY = 1 << 40


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    """Sets the limits of the process, and of control groups of version 2."""

    def set_limits(space: int = resource.RLIM_INFINITY, groups: dict[str, str] | None = None) -> None:
        monkeypatch.setattr(resource, "getrlimit", lambda kind: (space if kind == resource.RLIMIT_AS else -1, -1))
        for name, text in (groups or {}).items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="ascii")
        monkeypatch.setattr(memory, "_status", lambda: {"VmSize": 100 * MB, "VmRSS": 50 * MB})
        monkeypatch.setattr(memory, "_group_limits", lambda: memory._limits(tmp_path, "/a/b", "memory.max"))

    return set_limits


def test_the_budget_follows_the_limits(limits: Callable[..., None]) -> None:
    """It is what the tightest limit leaves, at most the setting, and never nothing."""
    limits()
    assert memory_budget(352 * MB) == 352 * MB
    limits(space=600 * MB)
    assert memory_budget(352 * MB) == 500 * MB - RESERVE
    limits(space=50 * MB)
    assert memory_budget(352 * MB) == LEAST
    limits(space=MANY, groups={"a/memory.max": f"{300 * MB}\n", "a/b/memory.max": "max\n", "memory.max": f"{MANY}\n"})
    assert memory_budget(352 * MB) == 250 * MB - RESERVE
    assert memory_budget(20 * MB) == 20 * MB


@pytest.fixture
def scarce(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Lets memory run out where a segment of more than some documents is made."""

    def run_out(most: int) -> None:
        columns = SegmentBuilder.columns

        def limited(builder: SegmentBuilder) -> dict[str, Any]:
            if len(builder) > most:
                raise MemoryError
            return columns(builder)

        monkeypatch.setattr(SegmentBuilder, "columns", limited)

    return run_out


def documents() -> Iterator[Document]:
    for number in range(50):
        yield Document(id=f"p{number % 40}", body=f"봄 여행 {number}")


@pytest.mark.parametrize("most", [1, 3, 24])
def test_memory_that_runs_out_while_a_segment_is_made(tmp_path: Path, scarce: Callable[[int], None], most: int) -> None:
    """The documents become several segments, all of them, and the last one of each id counts."""
    scarce(most)
    with malmoi.open(tmp_path / "index", config=malmoi.Config()) as index:
        index.add_all(documents())
        assert {one.id: one.body for one in index.documents()} == {one.id: one.body for one in documents()}
        assert index.check().is_fine


def test_one_document_that_takes_too_much(tmp_path: Path, scarce: Callable[[int], None]) -> None:
    """Then nothing can be done: it is an error, and nothing is written."""
    scarce(0)
    with malmoi.open(tmp_path / "index", config=malmoi.Config()) as index:
        with pytest.raises(malmoi.StoreError, match="memory ran out while indexing"):
            index.add_all(documents())
        assert len(index) == 0


def test_a_sync_goes_on(tmp_path: Path, scarce: Callable[[int], None]) -> None:
    """Every file is read, and the next sync finds nothing to do."""
    scarce(5)
    posts = tmp_path / "posts"
    posts.mkdir()
    for number in range(30):
        (posts / f"{number}.txt").write_text(f"봄 {number}", encoding="utf-8")
    with malmoi.open(tmp_path / "index", config=malmoi.Config()) as index:
        report = index.sync(posts)
        assert (report.added, report.skipped, len(index)) == (30, [], 30)
        assert index.sync(posts).unchanged == 30


def test_a_job_that_runs_out_of_memory_is_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is in the buffer is written first; the file is read, and each document is there once."""
    from malmoi.indexer.documents.record import Record
    from malmoi.indexer.sync import job

    failures = iter([False, True, False, False, True] + [False] * 50)

    class Failing:
        @staticmethod
        def of(document: Document, source: str = "") -> Record:
            if next(failures):
                raise MemoryError
            return Record.of(document, source)

    monkeypatch.setattr(job, "Record", Failing)
    posts = tmp_path / "posts"
    posts.mkdir()
    for number in range(6):
        (posts / f"{number}.txt").write_text(f"봄 {number}", encoding="utf-8")
    with malmoi.open(tmp_path / "index", config=malmoi.Config()) as index:
        report = index.sync(posts)
        assert (report.added, report.skipped, len(index)) == (6, [], 6)


def test_a_merge_without_memory_is_left_to_a_later_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commit takes effect without it."""
    from malmoi.indexer.store import writer

    def fail(_: Any) -> Any:
        raise MemoryError

    with malmoi.open(tmp_path / "index", config=malmoi.Config()) as index:
        index.add(Document(id="a", body="봄"))
        with monkeypatch.context() as patch:
            patch.setattr(writer, "merge", fail)
            assert index.add(Document(id="b", body="여름"))
        assert (len(index), index.stats().segments) == (2, 2)
        index.add(Document(id="c", body="가을"))
        assert (len(index), index.stats().segments) == (3, 1)
