"""A cache bounded by memory, for entries that may grow later: a segmented LRU (Karedla, Love & Wherry 1994).

Entries used once are evicted before entries used twice or more, so that neither many rare terms nor a scan evicts the
common ones.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Protocol, TypeVar, cast

from ...forks import renew_after_fork

_SHARE = 0.8
"""Maximum share of the memory for entries used twice or more."""


class Sized(Protocol):
    """A value of known size."""

    @property
    def bytes(self) -> int:
        """Its memory in bytes when it was made."""


T = TypeVar("T", bound=Sized)
Grown = Callable[[int], None]
"""Called with the number of bytes by which an entry has grown."""


class _Segment(OrderedDict[Hashable, "_Entry"]):
    """Entries in the order of their last use, the latest at the end."""

    bytes = 0

    def put(self, key: Hashable, entry: _Entry) -> None:
        self[key] = entry
        entry.segment = self
        self.bytes += entry.bytes

    def take(self, key: Hashable) -> _Entry:
        entry = self.pop(key)
        entry.segment = None
        self.bytes -= entry.bytes
        return entry


class _Entry:
    """A value, its memory in bytes now, and the segment of the cache that it is in."""

    def __init__(self, value: Sized | None = None) -> None:
        self.value = value
        self.bytes = 0
        self.segment: _Segment | None = None


class Cache:
    """A cache of at most ``most`` bytes; the last entry is kept in any case."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.renew()
        renew_after_fork(self)

    def renew(self) -> None:
        """Empties it: at a fork another thread may have been changing it."""
        self._once = _Segment()
        self._again = _Segment()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._once) + len(self._again)

    @property
    def bytes(self) -> int:
        """The memory of all entries now, in bytes."""
        return self._once.bytes + self._again.bytes

    def get(self, key: Hashable, make: Callable[[Grown], T]) -> T:
        """The entry of ``key``; ``make`` makes it if there is none. ``make`` gets a function to report its growth."""
        with self._lock:
            entry = self._again.get(key) or self._once.get(key)
            if entry and entry.segment is not None and entry.value is not None:
                self._again.put(key, entry.segment.take(key))
                self._shrink()
                return cast("T", entry.value)  # of the type that was made for this key
        new = _Entry()
        value = make(lambda more: self._grow(new, more))
        with self._lock:
            for segment in (self._once, self._again):
                if key in segment:  # another thread has made it, too
                    segment.take(key)
            new.value = value
            new.bytes += value.bytes
            self._once.put(key, new)
            self._shrink()
        return value

    def _grow(self, entry: _Entry, more: int) -> None:
        with self._lock:
            entry.bytes += more
            if entry.segment is not None:
                entry.segment.bytes += more
                self._shrink()

    def _shrink(self) -> None:
        while self._again.bytes > _SHARE * self._most and len(self._again) > 1:
            key = next(iter(self._again))
            self._once.put(key, self._again.take(key))
        while self.bytes > self._most and len(self) > 1:
            segment = self._once if len(self._once) > 1 or not self._again else self._again
            segment.take(next(iter(segment)))
