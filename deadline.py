"""The deadline of a query: whatever may take long calls ``check_deadline`` between its steps.

The deadline is a context variable, so that it reaches the inmost loops without being handed
through every function and cache. It never changes an answer: a search ends in time, or raises QueryTimeout.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from .errors import QueryTimeout

_running: ContextVar[tuple[float, int] | None] = ContextVar("deadline", default=None)
"""The end of the running query, by the clock of ``time.monotonic``, and its time limit in milliseconds."""


@contextmanager
def deadline(milliseconds: int) -> Iterator[None]:
    """Whatever runs inside has to end within some milliseconds from now."""
    token = _running.set((time.monotonic() + milliseconds / 1000, milliseconds))
    try:
        yield
    finally:
        _running.reset(token)


def check_deadline() -> None:
    """Raises QueryTimeout if the time of the running query is over."""
    running = _running.get()
    if running and time.monotonic() > running[0]:
        raise QueryTimeout(running[1])
