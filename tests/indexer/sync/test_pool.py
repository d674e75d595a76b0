"""Worker processes: they give what one process gives, and one that dies takes nothing with it but its file."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import malmoi
from malmoi.config import Config
from malmoi.indexer.documents.document import Document
from malmoi.indexer.store.manifest import SegmentEntry
from malmoi.indexer.sync import sync as sync_module
from malmoi.indexer.sync.job import Job, Outcome
from malmoi.indexer.sync.pool import Processes


def found_file(key: str, documents: Callable[[], Any]) -> Any:
    """A file that another process can be given."""
    return SimpleNamespace(key=key, stamp=(100, 1), own_ids=False, documents=documents)


def good(key: str) -> Any:
    """A file with one document."""
    return found_file(key, partial(list, [Document(id=key, body=f"학교에 간다 {key}")]))


@pytest.fixture
def pool(tmp_path: Path) -> Iterator[Any]:
    """One worker over an empty index, with what it has told and written so far."""
    malmoi.open(tmp_path / "idx", config=Config()).close()
    told: dict[int, Outcome] = {}
    written: list[SegmentEntry] = []
    processes = Processes(
        tmp_path / "idx", Config(), 1, written.append, lambda outcome: told.__setitem__(outcome.number, outcome)
    )
    yield SimpleNamespace(processes=processes, told=told, written=written)
    processes.close()


def test_what_a_worker_reads_is_written(pool: Any) -> None:
    """Every job has its outcome once, after its documents are in a segment."""
    for number in range(5):
        pool.processes.submit(Job(number, f"blog/{number}", "s", good(str(number))))
    assert not pool.told
    pool.processes.finish()
    assert sorted(pool.told) == [0, 1, 2, 3, 4]
    assert [outcome.ids for _, outcome in sorted(pool.told.items())] == [[f"blog/{number}"] for number in range(5)]
    assert sum(entry.documents for entry in pool.written) == 5


def test_a_worker_that_dies(pool: Any) -> None:
    """The file that it died of is named, and everything else is there once."""
    for number in range(6):
        file = found_file("bad", partial(os._exit, 9)) if number == 3 else good(str(number))
        pool.processes.submit(Job(number, str(number), "s", file))
    pool.processes.finish()
    assert sorted(pool.told) == [0, 1, 2, 3, 4, 5]
    assert "ended with status 9" in (pool.told[3].failure or "")
    assert pool.told[3].may_pass
    assert [number for number, outcome in pool.told.items() if outcome.failure] == [3]
    assert sum(entry.documents for entry in pool.written) == 5


def test_two_workers_give_what_one_process_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same documents, whatever was read where; of two lines with one id the last counts."""
    monkeypatch.setattr(sync_module, "PARALLEL_BYTES", 0)
    blog = tmp_path / "blog"
    blog.mkdir()
    for number in range(30):
        (blog / f"{number:02}.html").write_text(f"<h1>글 {number}</h1><p>학교에 간다 {number}</p>", encoding="utf-8")
    lines = [{"id": f"p{number % 7}", "body": f"도서관 {number}"} for number in range(20)]
    (blog / "posts.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\nbroken", encoding="utf-8")
    records, reports = [], []
    for workers in (1, 2):
        with malmoi.open(tmp_path / f"idx{workers}", config=Config()) as index:
            reports.append(index.sync(blog, workers=workers))
            records.append({record.id: record for record in index.searcher().snapshot.records()})
            assert index.sync(blog, workers=workers).unchanged == 37
    assert records[0] == records[1]
    assert records[0]["p5"].body == "도서관 19"
    assert [(report.added, [one.key for one in report.skipped]) for report in reports] == [(37, ["posts.jsonl:21"])] * 2
