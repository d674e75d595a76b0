"""The memory that indexing may take: the setting, unless this process may take less.

A process is limited by its address space and its data (``ulimit -v``, ``ulimit -d``) and by the control groups that it
is in, as containers are.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

LEAST = 16 << 20
"""The smallest budget, in bytes, where the process may take less than the setting."""
RESERVE = 200 << 20
"""Bytes that the budget leaves to the tagger's dictionary, the caches and a merge. Indexing 19,147 bills of 30 MB took
465 to 513 MB of address space with budgets from 16 to 170 MB. Of these, 255 MB were taken before."""
_GROUPS = Path("/sys/fs/cgroup")


def memory_budget(setting: int) -> int:
    """Bytes for the documents being indexed: ``setting``, or what this process may take, of which ``LEAST`` is used."""
    room = min(_rooms(), default=setting + RESERVE)
    return min(setting, max(room - RESERVE, LEAST))


def _rooms() -> Iterator[int]:
    """The bytes that each limit of this process leaves."""
    taken = _status()
    with suppress(ImportError):
        import resource

        for kind, name in ((resource.RLIMIT_AS, "VmSize"), (resource.RLIMIT_DATA, "VmData")):
            limit, _ = resource.getrlimit(kind)
            if limit != resource.RLIM_INFINITY:
                yield limit - taken.get(name, 0)
    for limit in _group_limits():
        yield limit - taken.get("VmRSS", 0)


def _status() -> dict[str, int]:
    """The memory that this process takes, in bytes; empty where the system does not say."""
    with suppress(OSError, ValueError):
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
        pairs = (line.split() for line in lines if line.startswith("Vm"))
        return {name.rstrip(":"): int(size) << 10 for name, size, _ in pairs}
    return {}


def _group_limits() -> Iterator[int]:
    """The limits of the control groups of this process and of those around them."""
    with suppress(OSError):
        for line in Path("/proc/self/cgroup").read_text(encoding="utf-8", errors="replace").splitlines():
            _, kinds, path = line.split(":", 2)
            if not kinds:
                yield from _limits(_GROUPS, path, "memory.max")
            elif "memory" in kinds.split(","):
                yield from _limits(_GROUPS / "memory", path, "memory.limit_in_bytes")


def _limits(root: Path, path: str, name: str) -> Iterator[int]:
    group = Path(os.path.normpath(f"/{path}").lstrip("/"))
    for one in (group, *group.parents):
        with suppress(OSError, ValueError):  # no such file, or "max"
            yield int((root / one / name).read_text(encoding="ascii"))
