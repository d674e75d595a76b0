"""What a check finds: problems, each with its file and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["manifest", "backup", "segment", "deletions", "sources", "all"]
REMEDIES: dict[Kind, str] = {
    "manifest": "malmoi check --repair puts manifest.bak in its place",
    "backup": "The next commit writes it again, and so does malmoi check --repair",
    "segment": "malmoi check --repair saves the documents that can still be read, and names the others",
    "deletions": "malmoi check --repair finds out which documents were deleted, and names those it is not sure of",
    "sources": "malmoi check --repair makes it anew; the next malmoi index then reads every file again",
    "all": "Delete the index and index the sources again",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it was written: the file, what is wrong with it, and what has been lost."""

    file: str
    problem: str
    kind: Kind

    @property
    def remedy(self) -> str:
        """What to do."""
        return REMEDIES[self.kind]

    @property
    def minor(self) -> bool:
        """Whether searching and writing go on as if nothing were wrong."""
        return self.kind == "backup"

    def to_json(self) -> dict[str, Any]:
        """As in ``malmoi check --json``."""
        return {"file": self.file, "problem": self.problem, "remedy": self.remedy, "minor": self.minor}


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found. ``strays`` are files of a commit that was interrupted; the next commit removes them."""

    files: int
    bytes: int
    documents: int
    problems: tuple[Problem, ...]
    strays: tuple[str, ...] = ()

    @property
    def is_fine(self) -> bool:
        """Whether every byte is as it was written."""
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
