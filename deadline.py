"""The deadline of a query: whatever may take long calls ``check_deadline`` between its steps.

The deadline is a context variable, so that it reaches the inmost loops without being handed through every function and
cache. It never changes an answer: a search ends in time, or raises QueryTimeout.

It is a bound on work, so that the load of the machine does not decide whether a query is answered. It counts CPU
time of the thread; wall time may be at most ``_PATIENCE`` times the deadline. What is loaded once a process
(``loading``) does not count.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from .errors import QueryTimeout

_PATIENCE = 5
"""Maximum wall time of a query, as a multiple of its deadline; the thread may wait for a processor or a disk."""


class _Deadline:
    """When a query has to end. ``soon`` is the time by the clock before which nothing else needs to be looked at."""

    def __init__(self, milliseconds: int) -> None:
        self.milliseconds = milliseconds
        self._seconds = milliseconds / 1000
        self._worked = time.thread_time()
        now = time.monotonic()
        self._last = now + self._seconds * _PATIENCE
        self.soon = now + self._seconds

    def check(self) -> None:
        """Raises QueryTimeout if the time is over."""
        now = time.monotonic()
        left = min(self._seconds - (time.thread_time() - self._worked), self._last - now)
        if left <= 0:
            raise QueryTimeout(self.milliseconds)
        self.soon = now + left

    def extend(self, seconds: float, worked: float) -> None:
        """Leaves some time out."""
        self.soon += seconds
        self._last += seconds
        self._worked += worked


_running: ContextVar[_Deadline | None] = ContextVar("deadline", default=None)


@contextmanager
def deadline(milliseconds: int | None) -> Iterator[None]:
    """Whatever runs inside has to end within some milliseconds from now; None is no bound."""
    token = _running.set(_Deadline(milliseconds) if milliseconds is not None else None)
    try:
        yield
    finally:
        _running.reset(token)


@contextmanager
def loading() -> Iterator[None]:
    """Excludes one-time loading from the deadline: what runs inside does not count."""
    running = _running.get()
    began, worked = time.monotonic(), time.thread_time()
    try:
        yield
    finally:
        if running:
            running.extend(time.monotonic() - began, time.thread_time() - worked)


def check_deadline() -> None:
    """Raises QueryTimeout if the time of the running query is over."""
    running = _running.get()
    if running and time.monotonic() > running.soon:
        running.check()
