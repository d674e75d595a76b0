"""A power cut: names that are not synced may have reached the disk in any order, and the index is always a commit."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from pathlib import Path

import pytest

import malmoi
from malmoi import Document
from malmoi.indexer.store.disk import Disk, Written
from malmoi.indexer.store.folder import Store
from malmoi.indexer.store.layout import strays

Step = tuple[str, ...]


class RecordingDisk(Disk):
    """A disk that notes every step that changes names, and keeps the content of every file that was written."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.steps: list[Step] = []
        self.written: dict[str, bytes] = {}

    def write(self, name: str, pieces: Iterable[bytes | memoryview]) -> Written:
        written = super().write(name, pieces)
        self.written[name] = (self.folder / name).read_bytes()
        self.steps.append(("create", name))
        return written

    def rename(self, old: str, new: str) -> None:
        super().rename(old, new)
        self.steps.append(("rename", old, new))

    def sync_folder(self, inner: str = "") -> None:
        super().sync_folder(inner)
        self.steps.append(("sync",))

    def remove(self, name: str) -> None:
        super().remove(name)
        self.steps.append(("remove", name))


def crash_states(before: dict[str, bytes], disk: RecordingDisk) -> Iterator[dict[str, bytes]]:
    """Every state that the disk may be in after a power cut at any step, each once."""
    seen = set()
    for end in range(len(disk.steps) + 1):
        steps = disk.steps[:end]
        synced = max((at for at, step in enumerate(steps) if step == ("sync",)), default=-1)
        pending = steps[synced + 1 :]
        for reached in product((False, True), repeat=len(pending)):
            done = [*steps[: synced + 1], *(step for step, is_there in zip(pending, reached, strict=True) if is_there)]
            state = applied(before, done, disk.written)
            if frozenset(state.items()) not in seen:
                seen.add(frozenset(state.items()))
                yield state


def applied(before: dict[str, bytes], steps: Iterable[Step], written: dict[str, bytes]) -> dict[str, bytes]:
    """The files of a folder after some steps. A rename brings a file's content, whether its first name was synced."""
    files = dict(before)
    for step in steps:
        if step[0] == "create":
            files[step[1]] = written[step[1]]
        elif step[0] == "rename":
            files.pop(step[1], None)
            files[step[2]] = written[step[1]]
        elif step[0] == "remove":
            files.pop(step[1], None)
    return files


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index with a large and a small segment."""
    folder = tmp_path_factory.mktemp("crash") / "index"
    with malmoi.open(folder) as index:
        index.add_all(Document(id=f"p{number}", body="노동조합이 만났다") for number in range(130))
        index.add_all(Document(id=f"q{number}", body="Trade Union") for number in range(5))
    return folder


def contents(folder: Path) -> dict[str, str]:
    with malmoi.open(folder, create=False) as index:
        return {record.id: record.body for record in index.searcher().snapshot.records()}


CHANGES: dict[str, Callable[[malmoi.Index], object]] = {
    "add": lambda index: index.add(Document(id="p3", body="새로 쓴 글")),
    "delete": lambda index: index.delete("p5", "q1"),
    "rebuild": lambda index: index.rebuild(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_crash_state_is_a_commit(made: Path, tmp_path: Path, change: str) -> None:
    """Whichever names have reached the disk, no manifest names a missing file, and the next writer goes on."""
    folder = tmp_path / "index"
    shutil.copytree(made, folder)
    before, files = contents(folder), {path.name: path.read_bytes() for path in folder.iterdir()}
    with malmoi.open(folder) as index:
        index._state.store.disk = disk = RecordingDisk(folder)
        CHANGES[change](index)
    after = contents(folder)
    states = list(crash_states(files, disk))
    assert len(states) > 10
    for number, state in enumerate(states):
        crashed = tmp_path / str(number)
        crashed.mkdir()
        for name, data in state.items():
            (crashed / name).write_bytes(data)
        assert contents(crashed) in (before, after), number
        assert malmoi.check(crashed).is_fine, number
        with malmoi.open(crashed) as index:
            CHANGES[change](index)
            index.add(Document(id="last", body="봄"))
        assert contents(crashed) == {**after, "last": "봄"}
        assert not strays(crashed, [Store(crashed).read()])
        shutil.rmtree(crashed)
