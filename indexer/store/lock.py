"""The lock of an index folder: a file that one process at a time holds, and that ends with the process.

The file also says whose it is: the identity of the index, and who holds or held it. So a folder whose first commit
was interrupted is known, and a writer that has to wait can name the other one.
"""

from __future__ import annotations

import json
import os
import re
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..regular_file import open_for_update, open_regular

LOCK = "lock"
_BYTES = 512
"""The size of a lock file."""
_HOST = 64
"""Characters of a host's name that are written down."""
_IDENTITY = re.compile(r"[0-9a-f]{16}")
_STEP_SECONDS = 0.02


class HeldError(Exception):
    """Somebody else holds the lock, and has not let it go in time."""


@contextmanager
def hold(path: Path, seconds: float) -> Iterator[int]:
    """Holds a lock file, and gives its descriptor. Waits up to ``seconds``, then raises HeldError."""
    descriptor = open_for_update(path)
    try:
        deadline = time.monotonic() + seconds
        while not _acquire(descriptor):
            if time.monotonic() >= deadline:
                raise HeldError
            time.sleep(_STEP_SECONDS)
        try:
            yield descriptor
        finally:
            with suppress(OSError):
                _release(descriptor)
    finally:
        with suppress(OSError):
            os.close(descriptor)


def is_held(path: Path) -> bool:
    """Whether somebody holds a lock file now."""
    try:
        with open_regular(path) as file:
            if not _acquire(file.fileno(), shared=True):
                return True
            _release(file.fileno())
    except OSError:
        pass
    return False


def write_note(descriptor: int, identity: str) -> None:
    """Writes into a held lock file whose it is. A full disk, or a file with a second name, leaves it as it was."""
    note = {"index": identity, "pid": os.getpid(), "host": socket.gethostname()[:_HOST], "since": _now()}
    with suppress(OSError):
        if os.fstat(descriptor).st_nlink == 1:
            os.lseek(descriptor, 0, os.SEEK_SET)
            os.write(descriptor, json.dumps(note).encode().ljust(_BYTES))  # at once: others may be reading it


def holder(path: Path) -> str:
    """Who holds the lock, as far as the file says."""
    note = _note(path)
    try:
        return f"process {note['pid']} on {note['host']} (since {note['since']})"
    except KeyError:
        return "another process"


def identity_in(path: Path) -> str | None:
    """The identity of the index that a lock file belongs to; empty in an empty file, None where it is no lock file."""
    note = _note(path)
    if not note:
        return None if _size(path) else ""
    found = note.get("index")
    return found if isinstance(found, str) and _IDENTITY.fullmatch(found) else None


def _note(path: Path) -> dict[str, object]:
    try:
        with open_regular(path) as file:
            found = json.loads(file.read(_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _size(path: Path) -> int:
    try:
        with open_regular(path) as file:
            return os.fstat(file.fileno()).st_size
    except OSError:
        return -1


def _now() -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S")


if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30
    """The byte that is locked: beyond the note, which others may read meanwhile."""

    def _acquire(descriptor: int, *, shared: bool = False) -> bool:  # noqa: ARG001
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(descriptor: int) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _acquire(descriptor: int, *, shared: bool = False) -> bool:
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
