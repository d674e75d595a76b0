"""The progress of an update of the index, shared between processes."""

from __future__ import annotations

from multiprocessing.sharedctypes import RawArray
from typing import Self


class SharedProgress:
    """How much of the sources a running update has read, in bytes. One process writes it, others read it."""

    def __init__(self) -> None:
        self._values = RawArray("q", 3)  # whether an update runs, done, total

    def __enter__(self) -> Self:
        """An update begins."""
        self._values[:] = [1, 0, 0]
        return self

    def __exit__(self, *_: object) -> None:
        """It has ended."""
        self._values[0] = 0

    def update(self, done: int, total: int) -> None:
        """Notes how much was read."""
        self._values[1:] = [done, total]

    def share(self) -> float | None:
        """The share that was read, from 0 to 1; None if no update runs."""
        runs, done, total = self._values
        return (done / total if total else 0.0) if runs else None
