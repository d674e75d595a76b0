"""A cache of what takes memory, some of it only later."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    """Something that takes memory."""

    @property
    def bytes(self) -> int:
        """The memory it takes as it is made."""


T = TypeVar("T", bound=Sized)
Grown = Callable[[int], None]
"""To be called with the bytes that something takes more than before."""


@dataclass(slots=True, eq=False)
class _Entry(Generic[T]):
    value: T | None = None
    bytes: int = 0
    is_kept: bool = False


class Cache(Generic[T]):
    """What was asked for last, as much as fits into ``most`` bytes; the last one in any case."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._entries: OrderedDict[Hashable, _Entry[T]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    @property
    def bytes(self) -> int:
        """What everything in it takes now."""
        return self._bytes

    def get(self, key: Hashable, make: Callable[[Grown], T]) -> T:
        """What ``make`` gives for ``key``, made once. It is given what to call when that grows."""
        with self._lock:
            found = self._entries.get(key)
            if found and found.value is not None:
                self._entries.move_to_end(key)
                return found.value
        entry = _Entry[T]()
        value = make(lambda more: self._grow(entry, more))
        with self._lock:
            if key in self._entries:  # another thread has made it, too
                self._drop(key)
            entry.value, entry.is_kept = value, True
            entry.bytes += value.bytes
            self._entries[key] = entry
            self._bytes += entry.bytes
            self._shrink()
        return value

    def _grow(self, entry: _Entry[T], more: int) -> None:
        with self._lock:
            entry.bytes += more
            if entry.is_kept:
                self._bytes += more
                self._shrink()

    def _shrink(self) -> None:
        while self._bytes > self._most and len(self._entries) > 1:
            self._drop(next(iter(self._entries)))

    def _drop(self, key: Hashable) -> None:
        entry = self._entries.pop(key)
        entry.is_kept = False
        self._bytes -= entry.bytes
