"""Worker processes: they share a listening socket, and one that ends is replaced until all are told to stop."""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Callable
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from threading import Event
from types import FrameType

_PAUSE = 1.0
"""Seconds between the start of a worker and that of its successor at least."""
_PATIENCE = 10.0
"""Seconds for workers to finish their requests when all are stopped."""


def supervise(count: int, work: Callable[..., None], *arguments: object) -> None:
    """Runs ``work`` in so many processes until this one gets SIGINT or SIGTERM, and then stops them."""
    context = multiprocessing.get_context("spawn")
    stopping = Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    def start() -> BaseProcess:
        process = context.Process(target=work, args=arguments, daemon=True)
        process.start()
        return process

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    workers = [start() for _ in range(count)]
    try:
        while not stopping.is_set():
            wait([worker.sentinel for worker in workers], timeout=_PAUSE)
            if not stopping.is_set() and not all(worker.is_alive() for worker in workers):
                time.sleep(_PAUSE)
                workers = [worker if worker.is_alive() else start() for worker in workers]
    finally:
        _stop(workers)
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(workers: list[BaseProcess]) -> None:
    """Tells workers to stop, and ends those that do not."""
    for worker in workers:
        worker.terminate()
    end = time.monotonic() + _PATIENCE
    for worker in workers:
        worker.join(max(end - time.monotonic(), 0))
        if worker.is_alive():
            worker.kill()
