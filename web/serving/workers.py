"""Worker processes: one that ends is replaced, until all are told to stop."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from threading import Event, Thread
from types import FrameType
from typing import Self

_PAUSE = 1.0
"""Seconds before a process that ended is replaced."""
_PATIENCE = 10.0
"""Seconds for processes to finish their requests when all are stopped."""


class Workers:
    """Processes that are stopped at the end of the block."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._processes: list[tuple[BaseProcess, Callable[[], BaseProcess]]] = []

    def __enter__(self) -> Self:
        return self

    def start(self, count: int, work: Callable[..., None], *arguments: object) -> None:
        """Starts processes that do the same work. The arguments are pickled."""

        def make() -> BaseProcess:
            process = self._context.Process(target=_work, args=(work, *arguments))
            process.start()
            return process

        self._processes += [(make(), make) for _ in range(count)]

    def supervise(self, stopping: Event) -> None:
        """Replaces processes that end, until ``stopping`` is set."""
        while not stopping.is_set():
            wait([process.sentinel for process, _ in self._processes], timeout=_PAUSE / 4)
            if not stopping.is_set() and not all(process.is_alive() for process, _ in self._processes):
                stopping.wait(_PAUSE)
                if not stopping.is_set():
                    self._processes = [(old if old.is_alive() else make(), make) for old, make in self._processes]

    def __exit__(self, *_: object) -> None:
        """Tells the processes to stop, and ends those that do not."""
        for process, _make in self._processes:
            process.terminate()
        end = time.monotonic() + _PATIENCE
        for process, _make in self._processes:
            process.join(max(end - time.monotonic(), 0))
            if process.is_alive():
                process.kill()


def _work(work: Callable[..., None], *arguments: object) -> None:
    """Works in a process that also ends where its parent was killed."""
    Thread(target=_end_with_parent, daemon=True).start()
    work(*arguments)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


def stop_by_signal() -> Event:
    """An event that SIGINT and SIGTERM set."""
    stopping = Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    return stopping
