"""Worker processes, the progress that they share, and addresses that cannot be listened on."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path
from threading import Event, Thread

import pytest

import malmoi
from malmoi.web.serving.server import ServeError, run
from malmoi.web.serving.shared_progress import SharedProgress
from malmoi.web.serving.workers import Workers


def once(folder: str) -> None:
    """Leaves a file with the number of its process, and ends."""
    Path(folder, str(os.getpid())).touch()


def longer(folder: str) -> None:
    """As ``once``, and goes on."""
    once(folder)
    time.sleep(60)


def wait_for(folder: Path, count: int) -> None:
    end = time.monotonic() + 60
    while len(list(folder.iterdir())) < count:
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_worker_that_ends_is_replaced(tmp_path: Path) -> None:
    """Each process that ends gets a successor, until the supervisor is told to stop; then none is left."""
    stopping = Event()
    with Workers() as workers:
        workers.start(1, once, str(tmp_path))
        supervisor = Thread(target=workers.supervise, args=(stopping,))
        supervisor.start()
        wait_for(tmp_path, 2)
        stopping.set()
        supervisor.join(10)
        assert not supervisor.is_alive()


def test_workers_are_stopped_at_the_end(tmp_path: Path) -> None:
    """The end of the block ends processes that would go on."""
    with Workers() as workers:
        workers.start(2, longer, str(tmp_path))
        wait_for(tmp_path, 2)
        began = time.monotonic()
    assert time.monotonic() - began < 30
    for path in tmp_path.iterdir():
        with pytest.raises(ProcessLookupError):
            os.kill(int(path.name), 0)


def test_progress() -> None:
    """The share of a running update, nothing before and after it."""
    progress = SharedProgress()
    assert progress.share() is None
    with progress:
        assert progress.share() == 0
        progress.update(1, 4)
        assert progress.share() == 0.25
    assert progress.share() is None


def test_an_address_that_cannot_be_used(samples: malmoi.Index) -> None:
    """A port that is taken, and a host that does not exist, are errors that say what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(ServeError, match="--port"):
        run(samples, "127.0.0.1", taken.getsockname()[1], workers=1, tell=print)
    with pytest.raises(ServeError, match="--host"):
        run(samples, "no.such.host.invalid", 0, workers=1, tell=print)
