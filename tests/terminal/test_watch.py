"""``malmoi watch``: what is written, renamed or deleted is soon in the index, and Ctrl-C ends it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

import pytest
from click.testing import CliRunner

import malmoi
from malmoi.cli import program
from malmoi.indexer.store.source_state import FileState, IndexedSource, SkippedFile
from malmoi.terminal.watch import change_lines

pytest.importorskip("watchfiles")


class Watching:
    """A running ``malmoi watch``."""

    def __init__(self, index: Path, *args: object) -> None:
        self.index = index
        path = os.pathsep.join(filter(None, map(os.path.abspath, sys.path)))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "malmoi", "watch", *map(str, args), "-i", str(index)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
            env={**os.environ, "MALMOI_LANG": "en", "PYTHONPATH": path},
        )  # fmt: skip
        self._lines: SimpleQueue[str] = SimpleQueue()
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def line(self) -> str:
        """The next line that it prints."""
        return self._lines.get(timeout=30)

    def is_silent(self, seconds: float = 1.5) -> bool:
        """Whether nothing is printed for some time."""
        try:
            return not self._lines.get(timeout=seconds)
        except Empty:
            return True

    def found(self, query: str) -> list[str]:
        """The ids of the documents that a search finds."""
        with malmoi.open(self.index, create=False) as opened:
            return sorted(hit.id for hit in opened.search(query, exact=True).hits)

    def end(self) -> int:
        """Presses Ctrl-C; the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=30)


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A folder with one post."""
    (tmp_path / "blog").mkdir()
    write(tmp_path / "blog" / "a.txt", "봄 여행")
    return tmp_path / "blog"


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Callable[..., Watching]]:
    """Starts watching, and waits until everything that is there is indexed."""
    started: list[Watching] = []

    def start(*args: object, added: int = 1) -> Watching:
        started.append(Watching(tmp_path / "index", *args))
        assert started[-1].line() == "watching; Ctrl-C ends this"
        for _ in range(added):
            assert started[-1].line().startswith("added: ")
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.wait()
        assert one.process.stdout
        one.process.stdout.close()


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def test_a_day_of_writing(blog: Path, watching: Callable[..., Watching]) -> None:
    """New, saved, renamed and deleted posts are a line each, and found at once; Ctrl-C ends it with status 0."""
    watch = watching(blog)
    assert watch.found("여행") == ["a.txt"]
    write(blog / "b.txt", "가을 바다")
    assert watch.line() == "added: b.txt"
    assert watch.found("바다") == ["b.txt"]
    write(blog / ".b.txt.swp", "겨울 바다")  # an editor's rename dance
    write(blog / "4913", "")
    (blog / "4913").unlink()
    (blog / "b.txt").rename(blog / "b.txt~")
    (blog / ".b.txt.swp").rename(blog / "b.txt")
    (blog / "b.txt~").unlink()
    assert watch.line() == "changed: b.txt"
    assert (watch.found("가을"), watch.found("겨울")) == ([], ["b.txt"])
    (blog / "b.txt").rename(blog / "c.txt")
    assert [watch.line(), watch.line()] == ["added: c.txt", "removed: b.txt"]
    (blog / "a.txt").unlink()
    assert watch.line() == "removed: a.txt"
    assert watch.found("여행 OR 바다") == ["c.txt"]
    assert watch.end() == 0


def test_polling(blog: Path, watching: Callable[..., Watching]) -> None:
    """Without anybody who tells of changes they are found by looking."""
    watch = watching(blog, "--poll")
    write(blog / "new", "가을 바다")
    (blog / "new").rename(blog / "a.txt")
    assert watch.line() == "changed: a.txt"
    assert watch.found("바다") == ["a.txt"]
    (blog / "a.txt").unlink()
    assert watch.line() == "removed: a.txt"
    assert watch.end() == 0


def test_what_does_not_matter(blog: Path, tmp_path: Path, watching: Callable[..., Watching]) -> None:
    """Hidden files, files of the index and a file that is only touched are no news."""
    watch = watching(blog)
    write(blog / ".hidden.txt", "겨울")
    (blog / ".git").mkdir()
    write(blog / ".git" / "x.txt", "겨울")
    (blog / "a.txt").touch()
    assert watch.is_silent()
    write(blog / "empty.txt", "")
    assert watch.line() == "skipped: empty.txt: is empty"


def test_one_file(blog: Path, watching: Callable[..., Watching]) -> None:
    """A single file may be watched, and stays watched when an editor puts another in its place."""
    watch = watching(blog / "a.txt")
    write(blog / "b.txt", "가을")
    for word in ("가을", "겨울"):
        write(blog / "new", f"{word} 바다")
        (blog / "new").rename(blog / "a.txt")
        assert watch.line() == "changed: a.txt"
        assert watch.found(word) == ["a.txt"]


def test_a_folder_that_goes_away(blog: Path, watching: Callable[..., Watching]) -> None:
    """What fails is told once and does not end the watch: a folder that is built anew is read when it is there."""
    watch = watching(blog)
    shutil.move(blog, blog.with_name("elsewhere"))
    assert watch.line() == f"malmoi: {blog}: does not exist"
    assert watch.is_silent()
    blog.mkdir()
    write(blog / "b.txt", "가을 바다")
    assert sorted([watch.line(), watch.line()]) == ["added: b.txt", "removed: a.txt"]
    write(blog / "c.txt", "겨울 바다")
    assert watch.line() == "added: c.txt"
    assert watch.end() == 0


def test_an_index_that_another_process_writes(blog: Path, tmp_path: Path, watching: Callable[..., Watching]) -> None:
    """A change that finds the index locked is taken in when the other writer is done."""
    config = tmp_path / "malmoi.toml"
    write(config, "[limits]\nlock_seconds = 0.1\n")
    watch = watching(blog, "--config", config)
    with malmoi.open(watch.index) as opened, opened._state.store.lock(1):
        write(blog / "b.txt", "가을 바다")
        assert "is being written by process" in watch.line()
        time.sleep(0.5)
    assert watch.line() == "added: b.txt"
    assert watch.found("바다") == ["b.txt"]


def test_nothing_to_watch(tmp_path: Path) -> None:
    """A mistyped name is an error at once, and leaves no index behind."""
    result = CliRunner(env={"MALMOI_LANG": "en"}).invoke(
        program, ["watch", str(tmp_path / "nowhere"), "-i", str(tmp_path / "index")], prog_name="malmoi"
    )
    assert (result.exit_code, result.output) == (2, f"malmoi: {tmp_path / 'nowhere'}: does not exist\n")
    assert not (tmp_path / "index").exists()


def test_without_its_package(blog: Path, tmp_path: Path, monkeypatch: Any) -> None:
    """Where the package that tells of changes is missing, the error says how to get it."""
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    result = CliRunner(env={"MALMOI_LANG": "en"}).invoke(
        program, ["watch", str(blog), "-i", str(tmp_path / "index")], prog_name="malmoi"
    )
    assert result.exit_code == 2
    assert 'pip install "malmoi[watch]"' in result.output
    assert not (tmp_path / "index").exists()


def test_many_files_are_cut_short() -> None:
    """Of very many changes the first are listed, and the others counted."""
    files = {f"{number:02}.txt": FileState((1, 1), (f"{number}",)) for number in range(30)}
    skipped = (SkippedFile("/blog", "x.txt", "is empty"),)
    before, after = (IndexedSource("/blog", known, skipped, {}) for known in ({}, files))
    lines = list(change_lines([before], [after]))
    assert len(lines) == 21
    assert lines[-1] in ("and 10 more files", "그 밖에 파일 10개")
