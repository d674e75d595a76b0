"""The report of a check: problems, each with its file and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["manifest", "backup", "segment", "deletions", "sources", "unreadable", "all"]
REMEDIES: dict[Kind, str] = {
    "manifest": "malmoi check --repair puts manifest.bak in its place",
    "backup": "The next commit writes it again, and so does malmoi check --repair",
    "segment": "malmoi check --repair saves the documents that can still be read, and names the others",
    "deletions": "malmoi check --repair finds out which documents were deleted, and names those it is not sure of",
    "sources": "malmoi check --repair makes it anew; the next malmoi index then reads every file again",
    "unreadable": "Make it readable and check again: nobody knows whether it is damaged, and a repair would drop it",
    "all": "Delete the index and index the sources again",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that is not as it was written, or that cannot be read: its name, what is wrong, and what it held."""

    file: str
    problem: str
    kind: Kind

    @property
    def remedy(self) -> str:
        """The next step, as a sentence."""
        return REMEDIES[self.kind]

    @property
    def minor(self) -> bool:
        """True if searching and writing go on as if nothing were wrong."""
        return self.kind == "backup"

    def to_json(self) -> dict[str, Any]:
        """As in ``malmoi check --json``."""
        return {"file": self.file, "problem": self.problem, "remedy": self.remedy, "minor": self.minor}


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The result of a check. ``strays`` are files of an interrupted commit; the next writer removes them."""

    files: int
    bytes: int
    documents: int
    problems: tuple[Problem, ...]
    strays: tuple[str, ...] = ()

    @property
    def is_fine(self) -> bool:
        """True if every byte is as it was written."""
        return not self.problems

    def to_json(self) -> dict[str, Any]:
        """As in ``malmoi check --json``."""
        return {
            "fine": self.is_fine,
            "files": self.files,
            "bytes": self.bytes,
            "documents": self.documents,
            "problems": [problem.to_json() for problem in self.problems],
            "strays": list(self.strays),
        }
