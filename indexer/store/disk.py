"""The only place that writes to the index folder. Every step is one method, so that a test can make any of them fail.

The store decides in which order the steps make a commit; here a step either happened on the disk or raised. A file is
always made new, under a name that nothing has yet, and takes its final name by a rename: no link is ever followed, and
nothing is overwritten in place.
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
from ..files.regular_file import create_regular, open_regular


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it was written: its name in the folder, size in bytes and CRC-32."""

    name: str
    size: int
    checksum: int


@contextmanager
def translate_os_errors(folder: Path, action: str) -> Iterator[None]:
    """Turns an OSError into a StoreError with the folder, the action (``read`` or ``written``), the file and why."""
    try:
        yield
    except OSError as error:
        name = error.filename
        where = f" ({os.path.basename(name)})" if isinstance(name, str | Path) else ""
        raise StoreError(f"the index at {folder} cannot be {action}: {error.strerror or error}{where}") from error


class Disk:
    """A folder that files are written to durably."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, pieces: Iterable[bytes | memoryview]) -> Written:
        """Writes a new file and waits until it is on the disk. Of a file that cannot be written nothing stays."""
        size = checksum = 0
        with translate_os_errors(self.folder, "written"):
            file = create_regular(self.folder / name)
            try:
                with file:
                    for piece in pieces:
                        file.write(piece)
                        size += len(piece)
                        checksum = zlib.crc32(piece, checksum)
                    file.flush()
                    self.sync(file.fileno())
            except BaseException:
                self.remove(name)
                raise
        return Written(name, size, checksum)

    def sync(self, descriptor: int) -> None:
        """Waits until a file or folder is on the disk."""
        os.fsync(descriptor)

    def rename(self, old: str, new: str) -> None:
        """Gives a file its final name, in place of a file that may have it. ``sync_folder`` makes that durable."""
        with translate_os_errors(self.folder, "written"):
            os.replace(self.folder / old, self.folder / new)

    def sync_folder(self, inner: str = "") -> None:
        """Waits until the names in the folder, or in one inside it, are on the disk."""
        if os.name == "nt":  # a folder cannot be opened there, and names are written with the file
            return
        with translate_os_errors(self.folder, "written"):
            descriptor = os.open(self.folder / inner, os.O_RDONLY)
            try:
                self.sync(descriptor)
            finally:
                os.close(descriptor)

    def replace(self, name: str, data: bytes, temporary: str) -> None:
        """Gives a file new content, all or nothing; ``temporary`` is its name until it is complete."""
        self.write(temporary, [data])
        try:
            self.rename(temporary, name)
        except StoreError:
            self.remove(temporary)
            raise
        with suppress(StoreError):  # everybody sees the new content already
            self.sync_folder(os.path.dirname(name))

    def link(self, name: str, other: str) -> None:
        """Gives a file another name as well, in place of a file that may have it."""
        with translate_os_errors(self.folder, "written"):
            self.remove(other)
            try:
                os.link(self.folder / name, self.folder / other)
            except OSError:  # a file system without links
                with open_regular(self.folder / name) as source, create_regular(self.folder / other) as target:
                    shutil.copyfileobj(source, target)

    def remove(self, name: str) -> None:
        """Removes a file; one that is held open elsewhere or gone already is left to a later commit."""
        with suppress(OSError):
            os.unlink(self.folder / name)
