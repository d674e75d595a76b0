"""Whatever interrupts a sync, at whatever bytecode: nothing is lost, and the next sync makes the index whole."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.indexer.faults import fault

from malmoi.config import Config, Limits
from malmoi.corpora.files import open_source
from malmoi.indexer.maintenance.consistency import contradictions
from malmoi.indexer.segments.fields import POSTING_FIELDS
from malmoi.indexer.store.folder import Store
from malmoi.indexer.store.snapshot import Snapshot
from malmoi.indexer.sync import pool as pool_module
from malmoi.indexer.sync import sync as sync_module
from malmoi.indexer.sync.sync import Progress, SyncOptions, SyncReport, sync

MEMORY = 30_000
"""Bytes of a buffer, so that a run writes several segments."""
WORDS = "봄 여행 제주 바다 노동조합 회의 Trade Union harbour 오늘 골목 이웃 MTU 강제출국 12월 9일 同志".split()


def text(chance: random.Random) -> str:
    """Words at random, some of them new."""
    return " ".join([*chance.choices(WORDS, k=40), *(chr(chance.randrange(0xAC00, 0xD7A4)) * 2 for _ in range(8))])


def lines(chance: random.Random, names: range, prefix: str) -> str:
    """Posts as JSON Lines, the first of them twice, and a line that cannot be read."""
    posts = [{"id": f"{prefix}{name}", "title": f"글 {name}", "body": text(chance)} for name in (*names, names[0])]
    return "\n".join([*map(json.dumps, posts), "broken"])


def write_blog(blog: Path, chance: random.Random, *, later: bool) -> None:
    """A blog of pages, posts and an archive; later some are new, changed, moved to another file, or gone."""
    shutil.rmtree(blog, ignore_errors=True)
    blog.mkdir()
    for number in range(2 * later, 14 + 2 * later):
        (blog / f"{number:02}.html").write_text(f"<p>처음</p><p>소식</p><p>{number} {text(chance)}</p>", "utf-8")
    (blog / "a.jsonl").write_text(lines(chance, range(6) if later else range(12), "a"), "utf-8")
    (blog / "b.jsonl").write_text(lines(chance, range(9 if later else 12, 16), "a"), "utf-8")
    (blog / "z.jsonl").write_text(lines(chance, range(9), "z"), "utf-8")
    (blog / "same.txt").write_text("그대로", "utf-8")
    (blog / "empty.txt").write_text("", "utf-8")


def answers(snapshot: Snapshot) -> Any:
    """What an index knows: records, postings with ids in place of numbers, and the state of its sources."""
    records: dict[str, Any] = {}
    postings: dict[tuple[str, bytes], dict[str, Any]] = {}
    for segment in snapshot.segments:
        assert not list(contradictions(segment))
        ids = {doc: segment.record(doc).id for doc in segment.live.nonzero()[0].tolist()}
        assert not records.keys() & set(ids.values())
        records |= {id_: segment.record(doc) for doc, id_ in ids.items()}
        for field in POSTING_FIELDS:
            column = segment.postings(field)
            for number, term in enumerate(column.terms):
                docs, counts = column.postings(number)
                for doc, many in zip(docs.tolist(), counts.tolist(), strict=True):
                    if doc in ids:
                        postings.setdefault((field, term), {})[ids[doc]] = many
    return records, postings, snapshot.sources


class Run:
    """An index of the earlier blog, of which each sync with the later one begins; and what it has to become."""

    def __init__(self, make_shelf: Callable[..., Any], folder: Path) -> None:
        self.blog = folder / "blog"
        self.before = make_shelf(folder / "before")
        self.shelf = make_shelf(folder / "index")
        write_blog(self.blog, random.Random(1), later=False)
        self.sync(self.before)
        write_blog(self.blog, random.Random(2), later=True)
        fresh = make_shelf(folder / "fresh")
        self.sync(fresh)
        self.expected = answers(fresh.snapshot())

    def sync(self, shelf: Any, workers: int = 1, progress: Progress | None = None) -> SyncReport:
        """Syncs, in several segments."""
        config = replace(Config(), limits=Limits(memory_mb=1)) if workers > 1 else Config()
        options = SyncOptions(workers=workers)
        return sync(shelf.writer(MEMORY), [open_source(self.blog)], config, options, progress)

    def again(self) -> None:
        """Puts the index of the earlier blog back."""
        shutil.rmtree(self.shelf.store.folder)
        shutil.copytree(self.before.store.folder, self.shelf.store.folder)

    def check(self, where: str) -> None:
        """The documents that are there belong to files, and a sync gives what a fresh index has."""
        snapshot = self.shelf.snapshot()
        owned = {id_ for files in snapshot.sources.files.values() for file in files.values() for id_ in file.ids}
        assert {record.id for record in snapshot.records()} <= owned, where
        self.sync(self.shelf)
        records, postings, sources = answers(self.shelf.snapshot())
        assert records == self.expected[0], where
        assert postings == self.expected[1], where
        assert sources == self.expected[2], where


@pytest.fixture(scope="module")
def interrupted(make_shelf: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The two blogs and their indexes."""
    return Run(make_shelf, tmp_path_factory.mktemp("interrupted"))


@pytest.mark.parametrize("times", [2, pytest.param(12, marks=pytest.mark.slow)])
@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
def test_at_any_bytecode(interrupted: Run, error: type[BaseException], times: int) -> None:
    """After an interruption anywhere every document has its file, and the next sync gives what a fresh index has."""
    interrupted.again()
    with fault() as whole:
        interrupted.sync(interrupted.shelf)
    chance = random.Random(3)
    for _ in range(times):
        interrupted.again()
        with fault(chance.randrange(1, whole.passed), error) as one:
            interrupted.sync(interrupted.shelf)
        interrupted.check(one.where)


@pytest.mark.parametrize("times", [1, pytest.param(4, marks=pytest.mark.slow)])
def test_interrupted_again_while_it_saves(interrupted: Run, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """A second Ctrl-C, while what was read is committed, loses nothing either."""
    save = sync_module._interrupt
    passed = [0]

    def save_again(*rest: Any) -> None:
        with fault(chance.randrange(1, passed[0]) if passed[0] else 0) as second:
            save(*rest)
        passed[0] = passed[0] or second.passed

    interrupted.again()
    with fault() as whole:
        interrupted.sync(interrupted.shelf)
    chance = random.Random(4)
    monkeypatch.setattr(sync_module, "_interrupt", save_again)
    for _ in range(times):
        interrupted.again()
        with fault(chance.randrange(whole.passed // 2, whole.passed)) as first:
            interrupted.sync(interrupted.shelf)
        interrupted.check(first.where)


@pytest.mark.parametrize("times", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_with_workers(interrupted: Run, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """The same where worker processes read."""
    monkeypatch.setattr(sync_module, "PARALLEL_BYTES", 0)
    monkeypatch.setattr(pool_module, "BATCH_JOBS", 4)
    interrupted.again()
    with fault() as whole:
        interrupted.sync(interrupted.shelf, workers=2)
    chance = random.Random(5)
    for _ in range(times):
        interrupted.again()
        with fault(chance.randrange(1, whole.passed)) as one:
            interrupted.sync(interrupted.shelf, workers=2)
        interrupted.check(one.where)


def test_what_was_read_is_kept(interrupted: Run) -> None:
    """After Ctrl-C in the middle most of what was read is in the index, and is not read again."""
    interrupted.again()
    shutil.rmtree(interrupted.shelf.store.folder)
    interrupted.shelf.store.folder.mkdir()

    def stop(done: int, total: int) -> None:
        if 2 * done > total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted.sync(interrupted.shelf, progress=stop)
    kept = len(interrupted.shelf.snapshot())
    assert kept > len(interrupted.expected[0]) / 3
    assert interrupted.sync(interrupted.shelf).unchanged == kept


def test_memory_that_runs_out_while_it_writes(interrupted: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a segment cannot be written for want of memory, the segments before it are committed."""
    interrupted.again()
    written = Store.write_segment
    left = [3]

    def write(store: Store, *rest: Any) -> Any:
        left[0] -= 1
        if left[0] < 0:
            raise MemoryError
        return written(store, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "write_segment", write)
        with pytest.raises(MemoryError):
            interrupted.sync(interrupted.shelf)
    assert interrupted.shelf.snapshot().commit.number == 2
    interrupted.check("write_segment")
