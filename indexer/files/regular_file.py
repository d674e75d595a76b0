"""Opens regular files only. A pipe, socket or device in place of a file is an error, never a wait without an end.

The files of an index may come from somebody else, so no symbolic link among them is followed. Files that a
user names (settings, sources, dictionaries) may be links.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

_KINDS = (
    (stat.S_ISLNK, "is a symbolic link"),
    (stat.S_ISDIR, "is a folder"),
    (stat.S_ISFIFO, "is a pipe"),
    (stat.S_ISSOCK, "is a socket"),
    (stat.S_ISCHR, "is a device"),
    (stat.S_ISBLK, "is a device"),
)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_ALWAYS = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)

_PIECE = 1 << 16


class NotRegularError(OSError):
    """The path names something else than a regular file; the message says what."""

    def __init__(self, path: str | Path, mode: int) -> None:
        super().__init__(kind(mode))
        self.filename = str(path)

    def __str__(self) -> str:
        return str(self.args[0])


def kind(mode: int) -> str:
    """The kind of a file of this mode, as the end of a sentence."""
    return next((name for check, name in _KINDS if check(mode)), "is not a regular file")


def open_regular(path: str | Path, *, follow: bool = False) -> BinaryIO:
    """Opens a regular file for reading. Raises NotRegularError for anything else, and for a link unless ``follow``."""
    return os.fdopen(_descriptor(path, os.O_RDONLY, follow), "rb")


def create_regular(path: str | Path) -> BinaryIO:
    """A new file, opened for writing. Raises FileExistsError if there is one, even a link."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK | _ALWAYS, 0o666), "wb")


def open_for_update(path: str | Path) -> int:
    """The descriptor of a regular file for reading and writing, which is made where it is missing."""
    return _descriptor(path, os.O_RDWR | os.O_CREAT, follow=False)


def read_bounded(path: str | Path, most: int, *, follow: bool = False) -> bytes:
    """All bytes of a regular file. Raises OverflowError where there are more than ``most``."""
    pieces, size = [], 0
    descriptor = _descriptor(path, os.O_RDONLY, follow)
    try:
        while piece := os.read(descriptor, _PIECE):  # no more memory than there is to read, whatever the bound
            pieces.append(piece)
            size += len(piece)
            if size > most:
                raise OverflowError(f"is larger than {most:,} bytes")
    finally:
        os.close(descriptor)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def _descriptor(path: str | Path, flags: int, follow: bool) -> int:
    if not follow and not _NO_LINK and os.path.islink(path):  # a system without the flag
        raise NotRegularError(path, stat.S_IFLNK)
    try:
        descriptor = os.open(path, flags | _ALWAYS | (0 if follow else _NO_LINK), 0o666)
    except OSError as error:
        if error.errno not in (errno.ENXIO, errno.ELOOP, errno.EMLINK, errno.EISDIR):
            raise
        # A socket, a link and a folder are not even opened.
        mode = os.stat(path, follow_symlinks=follow).st_mode
        if stat.S_ISREG(mode):
            raise
        raise NotRegularError(path, mode) from error
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            raise NotRegularError(path, mode)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor
