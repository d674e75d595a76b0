"""The queue before a lock: whoever waits has a ticket, an empty file that it holds locked, and the oldest goes first.

A lock alone goes to whoever happens to ask next, so that a process that writes again and again would get it nearly
every time. The name of a ticket has the time at which it was drawn. A ticket that nobody holds is of a process that
ended, and is removed. Where no ticket can be drawn, as on a full disk, one waits without.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from ..files.regular_file import create_regular, open_regular

_TICKET = re.compile(r"\.\d{20}-[0-9a-f]{8}\.wait")

TryLock = Callable[[int], bool]
"""Locks an open file if nobody else holds it."""


def is_ticket(name: str, lock: str) -> bool:
    """True if a file of this name is a ticket for the lock called ``lock``."""
    return name.startswith(lock) and bool(_TICKET.fullmatch(name, len(lock)))


class Queue:
    """The place of one who waits for the lock ``path``. Its end gives the ticket back."""

    def __init__(self, path: Path, try_lock: TryLock) -> None:
        self._path = path
        self._try_lock = try_lock
        self._ticket: Path | None = None
        self._file: BinaryIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        with suppress(OSError):
            if self._ticket:
                self._ticket.unlink()
        with suppress(OSError):
            if self._file:
                self._file.close()

    def is_first(self) -> bool:
        """True if nobody has waited for longer."""
        own = self._ticket.name if self._ticket else ""
        try:
            tickets = sorted(path.name for path in self._path.parent.iterdir() if is_ticket(path.name, self._path.name))
        except OSError:
            return True
        older = tickets[: tickets.index(own)] if own in tickets else tickets
        return not any(self._is_waiting(self._path.with_name(name)) for name in older)

    def draw(self) -> None:
        """Draws a ticket, if there is none yet."""
        if self._file:
            return
        name = f"{self._path.name}.{time.time_ns():020}-{secrets.token_hex(4)}"
        new, ticket = self._path.with_name(f"{name}.new"), self._path.with_name(f"{name}.wait")
        with suppress(OSError):
            self._file = create_regular(new)
            try:
                self._try_lock(self._file.fileno())  # before anybody looks at it
                new.replace(ticket)
                self._ticket = ticket
            except OSError:
                new.unlink()

    def _is_waiting(self, ticket: Path) -> bool:
        """True if somebody holds a ticket; one that nobody holds is removed."""
        with suppress(OSError), open_regular(ticket) as file:
            if file.read(1):
                return False
            if not self._try_lock(file.fileno()):
                return True
            ticket.unlink()
        return False
