"""What a sync is told, and what it tells: options, progress and a report."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from .sources import SkippedFile


class Progress(Protocol):
    """Told after each file, and from time to time in a large one, how many bytes of how many are handed out."""

    def __call__(self, done: int, total: int) -> None: ...


@dataclass(slots=True)
class SyncReport:
    """What a sync did, in documents; ``skipped`` lists what could not be indexed and why."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    skipped: list[SkippedFile] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def documents(self) -> int:
        """Documents that the sources have now."""
        return self.added + self.changed + self.unchanged

    def to_json(self) -> dict[str, Any]:
        """As in ``malmoi index --json``."""
        return {
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "removed": self.removed,
            "skipped": [{"source": s.root, "file": s.key, "reason": s.reason} for s in self.skipped],
            "seconds": round(self.seconds, 3),
        }


@dataclass(frozen=True, slots=True)
class SyncOptions:
    """How to sync: in how many processes, reading files with the same stamp too, or only telling what would change."""

    workers: int = 1
    thorough: bool = False
    dry_run: bool = False
