"""The reports of a backup and of a repair."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from .problem import CheckReport


@dataclass(frozen=True, slots=True)
class BackupReport:
    """The contents of a backup: documents, files, bytes, and the numbers of files that were linked or kept."""

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
    """The damage that a repair found, and the fate of each document.

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
        """True if nothing was lost and nothing is in doubt."""
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
