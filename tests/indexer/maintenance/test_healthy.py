"""What is healthy is never called damaged: beside a writer, without memory, and where a file cannot be read."""

from __future__ import annotations

import errno
import os
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import malmoi
from malmoi import Document
from malmoi.indexer.store.disk import Disk
from malmoi.indexer.store.folder import Store
from malmoi.indexer.store.layout import BACKUP, MANIFEST
from malmoi.indexer.store.manifest import encode_manifest


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index of two segments, of which the larger has deletions, and of a source."""
    folder, posts = tmp_path / "index", tmp_path / "posts"
    posts.mkdir()
    (posts / "a.txt").write_text("봄 여행", encoding="utf-8")
    with malmoi.open(folder) as opened:
        opened.add_all(Document(id=f"p{number}", body="노동조합이 만났다") for number in range(140))
        opened.sync(posts)
        opened.delete("p3")
    return folder


def contents(folder: Path) -> set[str]:
    with malmoi.open(folder, create=False) as opened:
        return {record.id for record in opened.searcher().snapshot.records()}


def test_a_check_beside_a_writer(index: Path) -> None:
    """However often somebody commits meanwhile, a check finds nothing, neither missing files nor strays."""
    ended = threading.Event()

    def write() -> None:
        with malmoi.open(index) as opened:
            number = 0
            while not ended.is_set():
                opened.add(Document(id=f"new{number % 7}", body=f"새 글 {number}"))
                number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        reports = [malmoi.check(index) for _ in range(25)]
    finally:
        ended.set()
        writer.join()
    assert not [report for report in reports if report.problems or report.strays]


def test_memory_that_runs_out_is_no_damage(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check without memory says so; a search without memory does not blame the index."""

    def no_memory(*_arguments: object, **_options: object) -> Any:
        raise MemoryError

    with malmoi.open(index) as opened:
        monkeypatch.setattr(np, "bincount", no_memory)
        with pytest.raises(MemoryError):
            malmoi.check(index)
        with pytest.raises(MemoryError):
            malmoi.repair(index)
        monkeypatch.undo()
        monkeypatch.setattr(opened.searcher(), "search", no_memory)
        with pytest.raises(MemoryError):
            opened.search("봄")


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, int], None]:
    """``refuse(ending, number)`` lets the system refuse to open files whose names end so."""
    opened = os.open

    def refuse(ending: str, number: int) -> None:
        def open_or_not(path: Any, *arguments: Any, **options: Any) -> int:
            if str(path).endswith(ending):
                raise OSError(number, os.strerror(number), str(path))
            return opened(path, *arguments, **options)

        monkeypatch.setattr(os, "open", open_or_not)

    return refuse


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.EMFILE, errno.ENFILE, errno.ESTALE])
@pytest.mark.parametrize("ending", [".segment", ".deleted", ".sources", MANIFEST])
def test_what_cannot_be_read_is_not_repaired(
    index: Path, refuse: Callable[[str, int], None], monkeypatch: pytest.MonkeyPatch, ending: str, number: int
) -> None:
    """Nobody knows whether it is damaged: a check says why it cannot be read, and a repair refuses and changes nothing."""
    before, manifest = contents(index), (index / MANIFEST).read_bytes()
    refuse(ending, number)
    if ending == MANIFEST:
        with pytest.raises(malmoi.StoreError, match=os.strerror(number)):
            malmoi.check(index)
    else:
        problems = malmoi.check(index).problems
        assert {(problem.kind, problem.problem) for problem in problems} == {
            ("unreadable", f"it cannot be read: {os.strerror(number)}")
        }
    with pytest.raises(malmoi.StoreError, match=os.strerror(number)) as caught:
        malmoi.repair(index)
    assert not isinstance(caught.value, malmoi.DamagedIndexError)
    monkeypatch.undo()
    assert (index / MANIFEST).read_bytes() == manifest
    assert contents(index) == before
    assert malmoi.check(index).is_fine


class Interrupted(BaseException):
    """The machine stops."""


class DiskThatStops(Disk):
    """A disk after whose first rename, which makes a commit true, the machine stops."""

    def rename(self, old: str, new: str) -> None:
        super().rename(old, new)
        raise Interrupted


@pytest.fixture
def interrupted(index: Path) -> Path:
    """An index whose last commit merged a segment; its manifest is there, and that of the backup is the one before."""
    with malmoi.open(index) as opened:
        opened._state.store.disk = DiskThatStops(index)
        with pytest.raises(Interrupted):
            opened.add(Document(id="new", body="새 글"))
    return index


def test_an_interrupted_commit_is_the_new_one(interrupted: Path) -> None:
    """Stopped between the two manifests the index is the new commit, and the files of the old one are still there."""
    assert "new" in contents(interrupted)
    store = Store(interrupted)
    with store.lock(1):
        pass
    backup = store.folder / BACKUP
    assert backup.read_bytes() != encode_manifest(store.read())
    assert malmoi.check(interrupted).is_fine


@pytest.mark.parametrize("lost", ["missing", "empty", "half"])
def test_a_repair_goes_back_to_the_commit_before(interrupted: Path, tmp_path: Path, lost: str) -> None:
    """Where a manifest reached the disk and its files did not, the commit before is made current, and nothing is dropped."""
    store = Store(interrupted)
    shutil.copytree(interrupted, tmp_path / "whole")
    old = {file.name for file in _backup_of(store)}
    for file in store.read().files():
        if file.name not in old:
            path = interrupted / file.name
            data = path.read_bytes()
            path.unlink()
            if lost != "missing":
                path.write_bytes(data[: len(data) // 2] if lost == "half" else b"")
    report = malmoi.repair(interrupted)
    assert report.went_back
    assert len(report.lost) + report.nameless == 1
    assert contents(interrupted) == contents(tmp_path / "whole") - {"new"}
    assert malmoi.check(interrupted).is_fine
    with malmoi.open(interrupted) as opened:
        opened.add(Document(id="new", body="새 글"))
    assert contents(interrupted) == contents(tmp_path / "whole")


def test_a_repair_that_loses_nothing_does_not_go_back(interrupted: Path) -> None:
    """Where every document can be saved from a damaged segment, the new commit stays the current one."""
    store = Store(interrupted)
    old = {file.name for file in _backup_of(store)}
    (new,) = (entry.file.name for entry in store.read().segments if entry.file.name not in old)
    path = interrupted / new
    path.write_bytes(path.read_bytes()[:-9])
    report = malmoi.repair(interrupted)
    assert report.is_whole
    assert not report.went_back
    assert "new" in contents(interrupted)


def _backup_of(store: Store) -> Any:
    from malmoi.indexer.maintenance.check import backup_commit

    backup = backup_commit(store)
    assert backup
    assert backup != replace(backup, number=backup.number + 1)
    return backup.files()
