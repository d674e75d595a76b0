"""The lock of a folder: the file ``lock``, which one process at a time holds, and which is free when that process ends.

``lock.json`` says who holds it or held it last, and the identity of the index. So a writer that has to wait can name
the other one, and a folder whose first commit was interrupted is known.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..files.regular_file import create_regular, open_for_update, open_regular, read_bounded
from .queue import Queue

LOCK = "lock"
NOTE = "lock.json"
_MOST = 4096
"""Bytes of a note at most."""
_IDENTITY = re.compile(r"[0-9a-f]{16}")
_STEP_SECONDS = 0.02
_FIRST_SECONDS = 0.002
"""The pause of the one who is next."""


class HeldError(Exception):
    """Somebody else holds the lock, and has not let it go in time."""


@contextmanager
def hold(path: Path, seconds: float) -> Iterator[None]:
    """Holds a lock file. Waits up to ``seconds``, then raises HeldError. Those who wait get it in their order."""
    descriptor = open_for_update(path)
    try:
        deadline = time.monotonic() + seconds
        with Queue(path, _acquire) as queue:
            while not ((is_first := queue.is_first()) and _acquire(descriptor)):
                if time.monotonic() >= deadline:
                    raise HeldError
                queue.draw()
                time.sleep(_FIRST_SECONDS if is_first else _STEP_SECONDS)
        try:
            yield
        finally:
            with suppress(OSError):
                _release(descriptor)
    finally:
        with suppress(OSError):
            os.close(descriptor)


def is_held(path: Path) -> bool:
    """True if somebody holds a lock file now."""
    try:
        with open_regular(path) as file:
            if not _acquire(file.fileno(), shared=True):
                return True
            _release(file.fileno())
    except OSError:
        pass
    return False


def write_note(folder: Path, identity: str) -> None:
    """Writes down whose the lock of a folder is, in place of an earlier note. A full disk is no reason to stop."""
    note = {"index": identity, "pid": os.getpid(), "host": socket.gethostname(), "since": _now()}
    path, data = folder / NOTE, json.dumps(note).encode()
    with suppress(OSError):
        if identity_in(folder) != identity:
            # The first note has no other name before: nobody would know whose a file of that name is.
            path.unlink(missing_ok=True)
            _write(path, data)
            return
        new = folder / f"{identity}-{secrets.token_hex(8)}.new"
        try:
            _write(new, data)
            new.replace(path)
        except OSError:
            new.unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    with create_regular(path) as file:
        file.write(data)


def holder(folder: Path) -> str:
    """The process that holds the lock of a folder, according to the note in it."""
    note = _note(folder)
    try:
        return f"process {note['pid']} on {note['host']} (since {note['since']})"
    except KeyError:
        return "another process"


def identity_in(folder: Path) -> str:
    """The identity of the index that the note in a folder belongs to; empty where there is no such note."""
    found = _note(folder).get("index")
    return found if isinstance(found, str) and _IDENTITY.fullmatch(found) else ""


def is_empty(path: Path) -> bool:
    """True if there is an empty file, such as a lock, or a note that was not written to its end."""
    try:
        with open_regular(path) as file:
            return not file.read(1)
    except OSError:
        return False


def _note(folder: Path) -> dict[str, object]:
    try:
        found = json.loads(read_bounded(folder / NOTE, _MOST))
    except (OSError, OverflowError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _now() -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S")


if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30

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
