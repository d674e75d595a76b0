"""The clock of one file: stops its reading after the time that it is allowed."""

from __future__ import annotations

import math
import time


class SlowFileError(Exception):
    """A file takes longer to read than it may."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"takes longer than {seconds:,.0f} s to read")


class Clock:
    """The processor time that a file may take. It stands still while what was read is used."""

    def __init__(self, seconds: float = math.inf) -> None:
        self._seconds = self._left = seconds
        self._end = time.thread_time() + seconds

    def pause(self) -> None:
        """Stands still until ``resume``."""
        self._left = self._end - time.thread_time()

    def resume(self) -> None:
        """Goes on."""
        self._end = time.thread_time() + self._left

    def check(self, *_: object) -> None:
        """Raises SlowFileError where the time is over. Arguments are ignored, so that it can be called back."""
        if time.thread_time() > self._end:
            raise SlowFileError(self._seconds)
