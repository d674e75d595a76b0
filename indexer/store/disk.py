"""The only place that writes to the index folder: every step is one method, so that a test can fail any of them.

The order that makes a commit all or nothing is the store's; here a step either happened on disk or raised.
"""

from __future__ import annotations

import os
import shutil
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ...errors import StoreError


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it was written: its name in the folder, size in bytes and CRC-32."""

    name: str
    size: int
    checksum: int


@contextmanager
def translate_os_errors(folder: Path, action: str) -> Iterator[None]:
    """What the system says against reading or writing becomes a StoreError: the folder, and why."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"the index at {folder} cannot be {action}: {error.strerror or error}") from error


class Disk:
    """A folder that files are written to durably."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, pieces: Iterable[bytes | memoryview]) -> Written:
        """Writes a new file and waits until it is on the disk."""
        size = checksum = 0
        with translate_os_errors(self.folder, "written"), open(self.folder / name, "wb") as file:
            for piece in pieces:
                file.write(piece)
                size += len(piece)
                checksum = zlib.crc32(piece, checksum)
            file.flush()
            self.sync(file.fileno())
        return Written(name, size, checksum)

    def sync(self, descriptor: int) -> None:
        """Waits until a file or folder is on the disk."""
        os.fsync(descriptor)

    def rename(self, old: str, new: str) -> None:
        """Gives a file its final name, in place of one that may be there, and waits until that is on the disk."""
        with translate_os_errors(self.folder, "written"):
            os.replace(self.folder / old, self.folder / new)
            self.sync_folder()

    def sync_folder(self) -> None:
        """Waits until the names in the folder are on the disk."""
        if os.name == "nt":  # a folder cannot be opened there, and names are written with the file
            return
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            self.sync(descriptor)
        finally:
            os.close(descriptor)

    def link(self, name: str, other: str) -> None:
        """Gives a file another name as well, in place of one that may be there."""
        with translate_os_errors(self.folder, "written"):
            try:
                (self.folder / other).unlink(missing_ok=True)
                os.link(self.folder / name, self.folder / other)
            except OSError:  # a file system without links
                shutil.copyfile(self.folder / name, self.folder / other)

    def remove(self, name: str) -> None:
        """Removes a file; one that is held open elsewhere or gone already is left to a later commit."""
        with suppress(OSError):
            os.unlink(self.folder / name)
