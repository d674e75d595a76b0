"""A child process that is forked while other threads work can use what it inherits."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest

import malmoi
from malmoi import Document, Index

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="no forks"),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]

CHILDREN = 12
SECONDS = 20.0
QUERIES = ("제주 여행", "deportation", "이주노조", "서울 OR 부산", "노동*", '"봄 여행"')


@pytest.fixture
def index(tmp_path: Path) -> Index:
    """An index of some posts."""
    opened = malmoi.open(tmp_path / "index", config=malmoi.Config())
    opened.add_all(
        Document(id=str(number), body=f"제주 여행 서울 {number} 노동조합 봄 여행 " * 8) for number in range(600)
    )
    return opened


def busy(work: Callable[[], object]) -> tuple[Event, list[Thread]]:
    """Threads that do some work again and again until the event is set."""
    done = Event()

    def loop() -> None:
        while not done.is_set():
            work()

    threads = [Thread(target=loop, daemon=True) for _ in range(4)]
    for thread in threads:
        thread.start()
    return done, threads


def status_of_child(work: Callable[[], bool]) -> int:
    """The exit status of a forked child that does some work: 0 if that gave True. A child that hangs is killed."""
    pid = os.fork()
    if not pid:
        try:
            os._exit(0 if work() else 1)
        except BaseException as error:  # a child of a test must not go on as the test
            print(repr(error), file=sys.stderr)
            os._exit(2)
    ends = time.monotonic() + SECONDS
    while time.monotonic() < ends:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.005)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    raise AssertionError(f"a child did not end in {SECONDS:.0f} s")


def test_a_child_searches_while_its_parent_does(index: Index) -> None:
    """Its answer is that of the parent."""
    expected = {query: index.search(query).total for query in QUERIES}

    def search_all() -> bool:
        return {query: index.search(query).total for query in QUERIES} == expected

    def forget_and_search() -> None:
        index._state._searcher = None
        search_all()

    done, threads = busy(forget_and_search)
    try:
        assert [status_of_child(search_all) for _ in range(CHILDREN)] == [0] * CHILDREN
    finally:
        done.set()
        for thread in threads:
            thread.join()


def test_a_child_suggests_while_its_parent_does(index: Index) -> None:
    """The words of the index are read once, by one thread, and a child does not wait for it."""
    expected = index.suggest("제ㅈ"), index.search("wpwn").did_you_mean

    def suggest() -> bool:
        return (index.suggest("제ㅈ"), index.search("wpwn").did_you_mean) == expected

    def forget_and_suggest() -> None:
        index._state._searcher = None
        suggest()

    assert expected[1] == "제주"
    done, threads = busy(forget_and_suggest)
    try:
        assert [status_of_child(suggest) for _ in range(CHILDREN)] == [0] * CHILDREN
    finally:
        done.set()
        for thread in threads:
            thread.join()


def test_a_child_writes_while_its_parent_does(index: Index) -> None:
    """It waits for the lock as any process does."""
    number = iter(range(10**6))
    done, threads = busy(lambda: index.add(Document(id=f"t{next(number)}", body="쓰기")))
    try:
        assert [
            status_of_child(lambda: index.add(Document(id=f"child {os.getpid()}", body="자식"))) for _ in range(6)
        ] == [0] * 6
    finally:
        done.set()
        for thread in threads:
            thread.join()
    assert index.count("자식") == 6
    assert index.check().is_fine


def test_a_child_opens_an_index_of_its_own(index: Index) -> None:
    """While other threads of the parent open theirs."""

    def open_again() -> bool:
        with malmoi.open(index.folder, config=malmoi.Config()) as other:
            return other.search("제주", near_duplicates=False).total == 600

    done, threads = busy(open_again)
    try:
        assert [status_of_child(open_again) for _ in range(8)] == [0] * 8
    finally:
        done.set()
        for thread in threads:
            thread.join()
