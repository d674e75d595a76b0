"""``malmoi serve`` as a process: its address, several workers, watched sources, and how it stops."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

import malmoi

Starter = Callable[..., tuple[subprocess.Popen[str], str]]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A folder with a post, and an index of it."""
    posts = tmp_path / "posts"
    posts.mkdir()
    (posts / "a.txt").write_text("도서관 소식", encoding="utf-8")
    with malmoi.open(tmp_path / "index", config=malmoi.Config()) as index:
        index.sync(posts)
    return tmp_path


@pytest.fixture
def start(archive: Path) -> Iterator[Starter]:
    """``start(*options)`` starts the command; gives the process and the address that it prints."""
    started: list[subprocess.Popen[str]] = []

    def begin(*options: str) -> tuple[subprocess.Popen[str], str]:
        command = [sys.executable, "-m", "malmoi", "serve", "--port", "0", "-i", str(archive / "index"), *options]
        environment = {**os.environ, "PYTHONUNBUFFERED": "1", "MALMOI_LANG": "en"}
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment, cwd=archive
        )
        started.append(process)
        assert process.stdout
        line = process.stdout.readline()
        found = re.search(r"http://\S+/", line)
        assert found, line
        return process, found[0]

    yield begin
    for process in started:
        process.kill()
        process.wait()
        assert process.stdout
        process.stdout.close()


def ask(address: str, path: str) -> dict[str, Any]:
    with urllib.request.urlopen(address + path, timeout=30) as answer:
        found: dict[str, Any] = json.load(answer)
        return found


def total(address: str, word: str) -> int:
    return int(ask(address, f"api/search?q={quote(word)}")["total"])


def within_a_minute(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_listens_on_this_machine_and_stops_when_told(start: Starter, number: signal.Signals) -> None:
    """The command prints its address, which is of loopback, answers there, sees new posts, and ends by itself."""
    process, address = start()
    assert address.startswith("http://127.0.0.1:")
    assert total(address, "도서관") == 1
    process.send_signal(number)
    assert process.wait(20) in (0, -number)


def test_several_workers_are_one_server(start: Starter, archive: Path) -> None:
    """Workers share the port, see a commit at once, and end with their parent."""
    process, address = start("--workers", "2")
    assert total(address, "도서관") == 1
    with malmoi.open(archive / "index", config=malmoi.Config()) as index:
        index.add(malmoi.Document(id="new", body="도서관에서"))
    assert {total(address, "도서관") for _ in range(8)} == {2}
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    with pytest.raises(OSError, match="refused"):
        total(address, "도서관")


def test_workers_end_with_a_parent_that_was_killed(start: Starter) -> None:
    """No worker keeps the port where the parent was killed and could not stop it."""
    process, address = start("--workers", "2")
    assert total(address, "도서관") == 1
    process.kill()

    def is_closed() -> bool:
        try:
            total(address, "도서관")
        except OSError:
            return True
        return False

    within_a_minute(is_closed)


def test_watched_sources_are_kept_in_step(start: Starter, archive: Path) -> None:
    """With ``--watch`` a new file is found without another command."""
    process, address = start("--watch")
    within_a_minute(lambda: "indexing" not in ask(address, "healthz"))
    (archive / "posts" / "b.txt").write_text("기차역 이야기", encoding="utf-8")
    within_a_minute(lambda: total(address, "기차역") == 1)
    process.send_signal(signal.SIGINT)
    assert process.wait(20) in (0, -signal.SIGINT)


def run(archive: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "malmoi", "serve", *options]
    given = {**os.environ, "MALMOI_LANG": "en", **environment}
    return subprocess.run(command, capture_output=True, text=True, env=given, cwd=archive, timeout=60, check=False)


def test_a_port_that_is_taken(start: Starter, archive: Path) -> None:
    """A port of somebody else is an error in one line, which says what to do."""
    _, address = start()
    failed = run(archive, "-i", "index", "--port", address.rstrip("/").rpartition(":")[2])
    assert failed.returncode == 2
    assert "Name another port with --port" in failed.stderr
    assert failed.stderr.count("\n") == 1


def test_a_missing_extra(archive: Path) -> None:
    """Where the packages of the extra are missing the command says what to install."""
    (archive / "starlette.py").write_text("raise ModuleNotFoundError('starlette')", encoding="utf-8")
    failed = run(archive, "-i", "index", PYTHONPATH=f"{archive}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    assert failed.returncode == 2
    assert (
        failed.stderr
        == 'malmoi: malmoi.web needs a package that is not installed. Install it with: pip install "malmoi[web]"\n'
    )


def test_no_sources_to_watch(archive: Path) -> None:
    """``--watch`` of an index without sources says so."""
    malmoi.open(archive / "empty", config=malmoi.Config()).close()
    failed = run(archive, "-i", "empty", "--watch")
    assert (failed.returncode, "has no sources to watch" in failed.stderr) == (2, True)
