"""Members of an archive, the same for zip and tar, and the limit on unpacked bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...indexer.text.encoding import decode_quickly
from ..reading.clock import Clock


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive. ``read`` gives its bytes, ``size`` of them; ``refusal`` says why it cannot."""

    name: str
    size: int
    read: Callable[[], bytes]
    refusal: str = ""


class OversizeError(Exception):
    """An archive has more in it than anybody would read."""


@dataclass(slots=True)
class Budget:
    """The limit on the unpacked bytes of an archive, and a count of them. Raises OversizeError beyond the limit."""

    most_files: int
    most_bytes: int
    clock: Clock
    files: int = 0
    bytes: int = 0

    def meet(self) -> None:
        """Takes account of a file. Raises SlowFileError as well, where the time is over."""
        self.clock.check()
        self.files += 1
        if self.files > self.most_files:
            raise OversizeError(f"has more than {self.most_files:,} files")

    def spend(self, count: int) -> None:
        """Takes account of bytes that are unpacked."""
        self.clock.check()
        self.bytes += count
        if self.bytes > self.most_bytes:
            raise OversizeError(f"unpacks to more than {self.most_bytes:,} bytes")


def decoded(name: bytes) -> str:
    """A name that does not say how it is encoded: UTF-8, or the cp949 of Korean Windows."""
    text = decode_quickly(name)
    return name.decode("utf-8", "backslashreplace") if text is None else text
