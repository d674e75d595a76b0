"""Those who wait for a lock get it in their order, in threads and in processes, and whoever dies is not waited for."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import malmoi
from malmoi.indexer.store.folder import Store
from malmoi.indexer.store.lock import HeldError, hold

HOLD = "import sys, time; from pathlib import Path; from malmoi.indexer.store.lock import hold\n"


def waiting(folder: Path) -> int:
    return len(list(folder.glob("*.wait")))


def test_first_come_first_served(tmp_path: Path) -> None:
    """The order is that in which they asked."""
    path, order = tmp_path / "lock", []

    def wait(number: int) -> None:
        with hold(path, 20):
            order.append(number)
            time.sleep(0.01)

    threads = []
    with hold(path, 1):
        for number in range(6):
            threads.append(threading.Thread(target=wait, args=(number,)))
            threads[-1].start()
            while waiting(tmp_path) <= number:
                time.sleep(0.001)
    for thread in threads:
        thread.join()
    assert order == list(range(6))
    assert [path.name for path in tmp_path.iterdir()] == ["lock"]


def test_a_busy_writer_lets_others_in(tmp_path: Path) -> None:
    """Somebody who writes again and again waits for one who came meanwhile, each time."""
    done = threading.Event()
    path = tmp_path / "lock"
    busy: list[None] = []

    def again() -> None:
        while not done.is_set():
            with hold(path, 10):
                busy.append(None)
                time.sleep(0.01)

    thread = threading.Thread(target=again)
    thread.start()
    try:
        while not busy:
            time.sleep(0.001)
        for _ in range(10):
            before = len(busy)
            with hold(path, 10):
                assert len(busy) <= before + 2
    finally:
        done.set()
        thread.join()


def test_a_waiter_that_dies_is_forgotten(tmp_path: Path) -> None:
    """Its ticket is removed by the next one."""
    path = tmp_path / "lock"
    with hold(path, 1):
        child = subprocess.Popen([sys.executable, "-c", f"{HOLD}with hold(Path({str(path)!r}), 60): pass"])
        while not waiting(tmp_path):
            time.sleep(0.01)
        child.kill()
        child.wait()
    with hold(path, 1):
        pass
    assert not waiting(tmp_path)


def test_one_who_gives_up_leaves_no_ticket(tmp_path: Path) -> None:
    """It waited as long as it was to."""
    path = tmp_path / "lock"
    with hold(path, 1), pytest.raises(HeldError), hold(path, 0.05):
        pass
    assert not waiting(tmp_path)


def test_what_looks_like_a_ticket(tmp_path: Path) -> None:
    """A file with something in it is nobody's ticket and stays; links are not followed."""
    path = tmp_path / "lock"
    kept = tmp_path / f"lock.{0:020}-{'0' * 8}.wait"
    kept.write_text("mine", encoding="utf-8")
    (tmp_path / f"lock.{1:020}-{'0' * 8}.wait").symlink_to(kept)
    with hold(path, 1):
        pass
    assert kept.read_text(encoding="utf-8") == "mine"


def test_processes_that_make_one_index(tmp_path: Path) -> None:
    """Those that wait in a new folder do not take each other's tickets for files of somebody else."""
    folder = tmp_path / "index"
    code = f"import malmoi; malmoi.open({str(folder)!r}).add(malmoi.Document(id=__import__('sys').argv[1], body='봄'))"
    children = [subprocess.Popen([sys.executable, "-c", code, str(number)]) for number in range(5)]
    assert [child.wait() for child in children] == [0] * 5
    with malmoi.open(folder) as index:
        assert len(index) == 5
    assert not waiting(folder)
    assert Store(folder).exists()
