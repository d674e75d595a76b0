"""Faults: whatever stops a writer, at whichever step, the index is exactly that of a commit, and the next one works."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest

import malmoi
from malmoi import Config, Document
from malmoi.indexer.analysis.analyzer import make_analyzer
from malmoi.indexer.maintenance.repair import repair
from malmoi.indexer.store import folder as folder_module
from malmoi.indexer.store import merge_policy
from malmoi.indexer.store.folder import Store
from malmoi.indexer.store.layout import strays
from malmoi.indexer.store.lock import NOTE
from malmoi.tests.faulty_disk import Crash, Fault, FaultyDisk

Contents = dict[str, str]


def contents(folder: Path) -> Contents:
    """The body of every document by its id, from every file anew; no id is there twice."""
    with malmoi.open(folder, create=False) as index:
        found = [(record.id, record.body) for record in index.searcher().snapshot.records()]
        assert len(found) == len(dict(found)) == index.stats().documents
        return dict(found)


def orphans(folder: Path) -> list[str]:
    """Files of the index that no manifest names."""
    return strays(folder, [Store(folder).read()])


def write_posts(folder: Path, numbers: Iterable[int], text: str) -> None:
    folder.mkdir(exist_ok=True)
    for number in numbers:
        (folder / f"{number}.txt").write_text(f"{text} {number}", encoding="utf-8")


@pytest.fixture(scope="module", autouse=True)
def _low_floor() -> Iterator[None]:
    """Puts merges and deletions of large segments within reach of a few documents, which every step reads again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merge_policy, "FLOOR", 16)
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of a folder of posts and of documents added by hand; the posts have changed since."""
    folder = tmp_path_factory.mktemp("faults")
    write_posts(folder / "posts", range(10), "봄 여행")
    with malmoi.open(folder / "index") as index:
        index.sync(folder / "posts")
        index.add_all(Document(id=f"p{number}", body="노동조합이 만났다") for number in range(18))
        index.add_all(Document(id=f"q{number}", body="Trade Union") for number in range(5))
    write_posts(folder / "posts", range(5, 9), "가을 여행")
    write_posts(folder / "posts", range(30, 33), "새 글")
    for number in range(3):
        (folder / "posts" / f"{number}.txt").unlink()
    return folder


ACTIONS: dict[str, Callable[[malmoi.Index, Path], object]] = {
    "add": lambda index, _: index.add(Document(id="p3", body="새로 쓴 글")),
    "delete": lambda index, _: index.delete("p5", "q1", "4.txt"),
    "merge": lambda index, _: index.add_all(Document(id=f"m{n}", body="합친 글") for n in range(20)),
    "sync": lambda index, posts: index.sync(posts),
    "rebuild": lambda index, _: index.rebuild(),
}


def state(folder: Path) -> frozenset[tuple[str, bytes]]:
    """The files of a folder with their bytes, without the note of who held the lock."""
    return frozenset((path.name, path.read_bytes()) for path in folder.iterdir() if path.name != NOTE)


@pytest.fixture
def same_names(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Makes names of files that only depend on how many were made since the last call: equal states are equal."""
    made = count()
    monkeypatch.setattr(folder_module, "secrets", SimpleNamespace(token_hex=lambda _: f"{next(made):016x}"))

    def again() -> None:
        nonlocal made
        made = count()

    return again


def attempt(action: str, folder: Path, posts: Path, disk: FaultyDisk) -> None:
    """Does it on a faulty disk, and leaves the index as a process does that ends there."""
    with malmoi.open(folder) as index:
        index._state.store.disk = disk
        with suppress(malmoi.StoreError, Crash):
            ACTIONS[action](index, posts)


@pytest.mark.parametrize("action", ACTIONS)
def test_any_step_may_fail(made: Path, tmp_path: Path, action: str, same_names: Callable[[], None]) -> None:
    """Whichever step fails or is the last: a commit, and no mixture; nothing is damaged, the next writer finishes.

    Several steps, such as syncs, leave the same bytes. Each state of the folder is looked at and written to once.
    """
    whole = tmp_path / "whole"
    shutil.copytree(made / "index", whole)
    before, disk = contents(whole), FaultyDisk(whole)
    attempt(action, whole, made / "posts", disk)
    after, seen, states = contents(whole), set(), set()
    assert disk.steps > 8
    assert (after == before) == (action == "rebuild")
    for failing in range(1, disk.steps + 1):
        for fault, part in ((Fault.FULL_ONCE, 0.5), (Fault.CRASH, 0.0), (Fault.CRASH, 0.9)):
            folder = tmp_path / "index"
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(made / "index", folder)
            same_names()
            attempt(action, folder, made / "posts", FaultyDisk(folder, failing, fault, part=part))
            keeps_some = action == "sync" and fault is Fault.FULL_ONCE  # what was read until then is kept
            left = (keeps_some, state(folder))
            if left in states:
                continue
            states.add(left)
            now = contents(folder)
            if keeps_some:
                assert all(now.get(id_) in (before.get(id_), after.get(id_)) for id_ in {*now, *before, *after})
            else:
                assert now in (before, after), f"step {failing}"
            assert malmoi.check(folder).is_fine, f"step {failing}"
            seen.add(Store(folder).read().number)
            with malmoi.open(folder) as index:
                ACTIONS[action](index, made / "posts")
                index.add(Document(id="last", body="봄"))
            assert contents(folder) == {**after, "last": "봄"}, f"step {failing}"
            assert not orphans(folder), f"step {failing}"
    assert len(seen) > 1, "both commits were met"


@pytest.mark.parametrize("fault", [Fault.FULL_ONCE, Fault.CRASH])
def test_a_repair_may_fail(made: Path, tmp_path: Path, fault: Fault) -> None:
    """Whichever step of a repair fails, what could be saved is still there for the next one."""
    before = contents(made / "index")
    analyzer, failing, done = make_analyzer(Config()), 0, False
    while not done:
        failing += 1
        folder = tmp_path / str(failing)
        shutil.copytree(made / "index", folder)
        path = max(folder.glob("*.segment"), key=lambda path: path.stat().st_size)
        path.write_bytes(path.read_bytes()[:-9])
        disk = FaultyDisk(folder, failing, fault)
        with suppress(malmoi.StoreError, Crash):
            repair(Store(folder, disk), analyzer, 1 << 28)
        done = disk.steps < failing
        assert malmoi.repair(folder).is_whole
        assert contents(folder) == before
        assert malmoi.check(folder).is_fine
        assert (folder / f"{path.name}.damaged").exists()
    assert failing > 5


def lines(folder: Path) -> Contents:
    """The documents that the posts give."""
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


@pytest.mark.skipif(sys.platform == "win32", reason="has no kill -9")
@pytest.mark.parametrize("kills", [2, pytest.param(15, marks=pytest.mark.slow)])
def test_killed_while_indexing(tmp_path: Path, kills: int) -> None:
    """``kill -9`` at any instant of ``malmoi index``: a committed set is there, and the next run finishes the job."""
    posts, folder = tmp_path / "posts", tmp_path / "index"
    write_posts(posts, range(400), "봄 여행 Trade Union")
    command = [sys.executable, "-m", "malmoi", "index", str(posts), "-i", str(folder)]
    began = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    whole = time.monotonic() - began
    committed, chance, killed = contents(folder), random.Random(3), 0
    for turn in range(kills):
        write_posts(posts, range(turn * 20, turn * 20 + 60), f"가을 {turn}")
        wanted = lines(posts)
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            time.sleep(chance.uniform(0.3, 1.1) * whole)
            process.kill()
        killed += process.returncode == -signal.SIGKILL
        now = contents(folder)
        assert now in (committed, wanted), f"turn {turn}"
        assert malmoi.check(folder).is_fine
        committed = now
    assert killed
    subprocess.run(command, check=True, capture_output=True)
    assert contents(folder) == lines(posts)
