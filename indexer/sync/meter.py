"""Meter: how many bytes of the files were handed out, for a progress bar."""

from __future__ import annotations

from ..documents.document import Document
from .report import Progress

_STEP = 1 << 20
"""Bytes of texts after which progress is reported inside a file of many documents."""


class Meter:
    """Reports the bytes of the files after each file, and from time to time inside one."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0
        self._end = 0
        self._read = 0

    def begin(self, size: int) -> None:
        """A file of this size begins."""
        self._end += size
        self._read = 0

    def advance(self, document: Document) -> None:
        """A document of the file was handed out; its text counts, up to the size of the file."""
        self._read += len(document.body.encode("utf-8", "surrogatepass"))
        if self._read > _STEP and self._done + self._read < self._end:
            self._report(self._done + self._read)
            self._read = 0

    def end(self) -> None:
        """The file ends."""
        self._report(self._end)

    def _report(self, done: int) -> None:
        self._done = done
        if self._progress:
            self._progress(done, self._total)
