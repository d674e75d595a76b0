"""Forks: what a child process must make new, because other threads of its parent were using it.

``os.fork`` copies one thread. A lock that another thread held stays held in the child for ever, and what it was
changing stays half changed. So an object with a lock registers here, and makes its lock and its state new in every
child.
"""

from __future__ import annotations

import os
import sys
from functools import cached_property
from threading import RLock
from typing import Protocol
from weakref import WeakSet

_PACKAGE = __name__.rpartition(".")[0]


class Renewable(Protocol):
    """An object that a forked child makes usable again."""

    def renew(self) -> None:
        """Makes locks new and drops state that another thread may have been changing."""


_registered: WeakSet[Renewable] = WeakSet()


def renew_after_fork(one: Renewable) -> None:
    """Calls ``one.renew()`` in every child process that is forked from now on."""
    _registered.add(one)


def _renew_all() -> None:
    for one in list(_registered):
        one.renew()
    if sys.version_info < (3, 12):
        _renew_cached_properties()


def _renew_cached_properties() -> None:
    """Before Python 3.12 a ``cached_property`` has one lock for all objects of its class."""
    for name, module in list(sys.modules.items()):
        if name.startswith(_PACKAGE):
            for cls in list(vars(module).values()):
                for member in list(vars(cls).values()) if isinstance(cls, type) else ():
                    if isinstance(member, cached_property):
                        member.lock = RLock()  # type: ignore[attr-defined]


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew_all)
