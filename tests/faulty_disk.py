"""A disk that fails at the step that a test names."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path

from malmoi.indexer.store.disk import Disk, Written, translate_os_errors


class Crash(BaseException):
    """The machine stops: no step after it happens."""


class Fault(Enum):
    """How a disk fails."""

    FULL_ONCE = "one step raises, the next ones work"
    FULL = "the step and all after it raise"
    CRASH = "the machine stops at the step"


class FaultyDisk(Disk):
    """A disk that fails at its ``failing``-th step, counted from 1; with 0 it only counts its ``steps``.

    Creating a file, writing the rest of it, and each sync, rename and removal are steps. Where writing the rest fails,
    the first ``part`` of the file, from 0 to 1, has been written.
    """

    def __init__(self, folder: Path, failing: int = 0, fault: Fault = Fault.FULL_ONCE, *, part: float = 0.5) -> None:
        super().__init__(folder)
        self.steps = 0
        self._failing = failing
        self._fault = fault
        self._part = part

    def _step(self) -> None:
        self.steps += 1
        lasts = self._fault is not Fault.FULL_ONCE
        if self.steps == self._failing or (lasts and 0 < self._failing < self.steps):
            raise Crash if self._fault is Fault.CRASH else OSError(errno.ENOSPC, "No space left on device")

    def write(self, name: str, pieces: Iterable[bytes | memoryview]) -> Written:
        whole = b"".join(bytes(piece) for piece in pieces)
        with translate_os_errors(self.folder, "written"):
            self._step()
        return super().write(name, self._parts(whole))

    def _parts(self, whole: bytes) -> Iterator[bytes]:
        first = int(len(whole) * self._part)
        yield whole[:first]
        self._step()
        yield whole[first:]

    def sync(self, descriptor: int) -> None:
        self._step()

    def rename(self, old: str, new: str) -> None:
        with translate_os_errors(self.folder, "written"):
            self._step()
        super().rename(old, new)

    def remove(self, name: str) -> None:
        try:
            self._step()
        except OSError:  # as the disk itself: what cannot be removed is left to a later commit
            return
        super().remove(name)
