"""The options, the progress callback and the report of a sync."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from ..documents.document import SkipKind
from ..store.source_state import SkippedFile


class Progress(Protocol):
    """Callback: gets the bytes handed out so far and the bytes in all, after each file and within large ones."""

    def __call__(self, done: int, total: int) -> None: ...


@dataclass(slots=True)
class SyncReport:
    """Counts of the documents that a sync added, changed and deleted. ``skipped`` lists what it left out or cut.

    ``unknown_endings`` counts the files that no reader knows by their ending: ``{".docx": 12}``. An empty ending stands
    for names without one, ``*`` for endings beyond the fifty commonest.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    skipped: list[SkippedFile] = field(default_factory=list)
    unknown_endings: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def documents(self) -> int:
        """Documents that the sources have now."""
        return self.added + self.changed + self.unchanged

    def count(self, kind: SkipKind) -> int:
        """Entries of ``skipped`` of one kind."""
        return sum(one.kind == kind for one in self.skipped)

    def to_json(self) -> dict[str, Any]:
        """As in ``malmoi index --json``."""
        return {
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "removed": self.removed,
            "skipped": [skipped.to_json() for skipped in self.skipped],
            "unknown_endings": self.unknown_endings,
            "seconds": round(self.seconds, 3),
        }


@dataclass(frozen=True, slots=True)
class SyncOptions:
    """Options of a sync. ``thorough`` reads unchanged files too, ``dry_run`` only reports what would change."""

    workers: int = 1
    thorough: bool = False
    dry_run: bool = False
