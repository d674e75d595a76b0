"""Any call to the system may fail: what an operation raises agrees with what another process then sees."""

from __future__ import annotations

import errno
import mmap
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import malmoi
from malmoi import Document
from malmoi.indexer.store.folder import Store
from malmoi.indexer.store.layout import strays

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="counts the calls of POSIX")

CALLS = (
    "close", "fstat", "fsync", "link", "listdir", "lstat", "mkdir", "open", "replace", "scandir", "stat", "unlink",
)  # fmt: skip


class Calls:
    """Counts the calls to the system, and makes the ``failing``-th of them fail."""

    def __init__(self) -> None:
        self.count = 0
        self.failing = 0
        self.number = errno.EIO

    def counted(self, call: Callable[..., Any], name: str) -> Callable[..., Any]:
        def counted(*arguments: Any, **options: Any) -> Any:
            self.count += 1
            if self.count == self.failing:
                if name == "close":
                    call(*arguments)
                raise OSError(self.number, os.strerror(self.number))
            return call(*arguments, **options)

        return counted


@contextmanager
def watched(failing: int = 0, number: int = errno.EIO) -> Iterator[Calls]:
    """Calls are counted inside; the ``failing``-th one fails with this error number."""
    import fcntl

    calls = Calls()
    calls.failing, calls.number = failing, number
    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, calls.counted(getattr(os, name), name))
        patch.setattr(mmap, "mmap", calls.counted(mmap.mmap, "mmap"))
        patch.setattr(fcntl, "flock", calls.counted(fcntl.flock, "flock"))
        yield calls


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index with a large and a small segment."""
    folder = tmp_path_factory.mktemp("calls") / "index"
    with malmoi.open(folder) as index:
        index.add_all(Document(id=f"p{number}", body="노동조합이 만났다") for number in range(130))
        index.add_all(Document(id=f"q{number}", body="Trade Union") for number in range(5))
        index.aliases().add(["뜨개모임", "Knitters"])
    return folder


def documents(folder: Path) -> list[tuple[str, str]]:
    """The id and the body of every document."""
    with malmoi.open(folder, create=False) as index:
        return sorted((record.id, record.body) for record in index.searcher().snapshot.records())


def seen(folder: Path) -> object:
    """What another process sees: the documents, the number of the commit, and the aliases."""
    if not Store(folder).exists():
        return None
    aliases = folder / "aliases.toml"
    return documents(folder), Store(folder).read().number, aliases.read_text("utf-8") if aliases.exists() else ""


def batch(folder: Path) -> None:
    """Several changes as one commit."""
    with malmoi.open(folder) as index, index.batch() as changes:
        changes.add(Document(id="p3", body="새로 쓴 글"))
        changes.delete_where("trade")
        changes.delete("p5")


CHANGES: dict[str, Callable[[Path, Path], object]] = {
    "add": lambda folder, _: malmoi.open(folder).add(Document(id="p3", body="새로 쓴 글")),
    "delete": lambda folder, _: malmoi.open(folder).delete("p5", "q1"),
    "batch": lambda folder, _: batch(folder),
    "clear": lambda folder, _: malmoi.open(folder).clear(),
    "rebuild": lambda folder, _: malmoi.rebuild(folder),
    "aliases": lambda folder, _: malmoi.open(folder).aliases().add(["바느질모임", "Stitchers"]),
    "create": lambda folder, _: malmoi.open(folder),
    "backup": lambda folder, made: malmoi.backup(made, folder),
}


@pytest.mark.parametrize("step", [5, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("change", CHANGES)
def test_what_is_raised_agrees_with_what_is_seen(made: Path, tmp_path: Path, change: str, step: int) -> None:
    """Where something is raised the index is as it was, and where nothing is raised it is changed.

    Then the same works again, and nothing stays of what failed. The slow test tries every call.
    """

    def attempt(failing: int, number: int) -> tuple[Path, int, str]:
        folder = tmp_path / f"{failing}-{number}"
        if change not in ("create", "backup"):
            shutil.copytree(made, folder)
        with watched(failing, number) as calls:
            try:
                CHANGES[change](folder, made)
            except malmoi.MalmoiError as error:
                return folder, calls.count, str(error)
        return folder, calls.count, ""

    before = None if change in ("create", "backup") else seen(made)
    folder, total, _ = attempt(0, 0)
    after = seen(folder)
    assert after != before
    failures = 0
    for failing in range(1 + len(change) % step, total + 1, step):
        folder, _, failure = attempt(failing, (errno.EIO, errno.ENOSPC, errno.EMFILE)[failing % 3])
        failures += bool(failure)
        # An index that was made and cannot be read at once is there, and empty.
        assert seen(folder) == (before if failure else after) or change == "create", f"call {failing}: {failure}"
        if failure and Store(folder).exists():
            assert not strays(folder, [Store(folder).read()]), f"call {failing}"
        if failure:
            CHANGES[change](folder, made)
        assert seen(folder) == after
        assert not [problem for problem in malmoi.check(folder).problems if not problem.minor], f"call {failing}"
        shutil.rmtree(folder)
    assert failures > 10 / step


READS: dict[str, Callable[[Path], object]] = {
    "search": lambda folder: malmoi.open(folder, create=False).search("노동조합").total,
    "check": lambda folder: [problem.kind for problem in malmoi.check(folder).problems],
    "repair": lambda folder: malmoi.repair(folder).aside,
}


@pytest.mark.parametrize("read", READS)
def test_what_cannot_be_read_is_no_damage(made: Path, tmp_path: Path, read: str) -> None:
    """Too many open files or an error of the disk is never taken for damage, and a repair drops nothing for it."""
    folder = tmp_path / "index"
    shutil.copytree(made, folder)
    right = READS[read](folder)
    with watched() as calls:
        READS[read](folder)
    for failing in range(1, calls.count + 1):
        with watched(failing, (errno.EIO, errno.EMFILE, errno.EACCES)[failing % 3]):
            try:
                found = READS[read](folder)
            except malmoi.DamagedIndexError:
                raise
            except malmoi.MalmoiError:
                continue
        assert found in (right, ["unreadable"], ["backup"]), f"call {failing}"
        assert documents(folder) == documents(made)
