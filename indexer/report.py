"""Reports and progress callbacks of sync, backup and repair."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

from .document import SkipKind
from .problem import CheckReport
from .store.source_state import SkippedFile


class Progress(Protocol):
    """Callback: gets the bytes handed out so far and the bytes in all, after each file and within large ones."""

    def __call__(self, done: int, total: int) -> None: ...


@dataclass(slots=True)
class SyncReport:
    """The changes that a sync made, in documents. ``skipped`` lists what is not in the index, or not whole, and why.

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
    """How to sync: in how many processes, reading files with the same stamp too, or only telling what would change."""

    workers: int = 1
    thorough: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What a backup holds: documents, files and their bytes, and how many of the files were linked or there before."""

    documents: int
    files: int
    bytes: int
    linked: int
    kept: int

    def to_json(self) -> dict[str, Any]:
        """As in ``malmoi backup --json``."""
        return asdict(self)


@dataclass(slots=True)
class RepairReport:
    """What was damaged and what became of it.

    ``saved`` documents were in damaged segments and are whole. ``lost`` ones are named by id where that could still
    be read, and ``nameless`` counts the others at most. ``doubtful`` ones may have been deleted before the damage,
    and are there again. ``returned`` ones were lost and have been read again from their source. ``aside`` are the
    damaged files that were kept. ``went_back`` tells whether the index is now that of the commit before.
    """

    check: CheckReport
    saved: int = 0
    lost: tuple[str, ...] = ()
    nameless: int = 0
    doubtful: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()
    """Source and key of each file that the next sync reads again."""
    went_back: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether nothing was lost and nothing is in doubt."""
        return not (self.lost or self.nameless or self.doubtful)

    def to_json(self) -> dict[str, Any]:
        """As in ``malmoi check --repair --json``."""
        return {
            "whole": self.is_whole,
            "problems": [problem.to_json() for problem in self.check.problems],
            "saved": self.saved,
            "lost": list(self.lost),
            "nameless": self.nameless,
            "doubtful": list(self.doubtful),
            "returned": list(self.returned),
            "aside": list(self.aside),
            "went_back": self.went_back,
            "unread": [{"source": root, "file": key} for root, key in self.unread],
        }
