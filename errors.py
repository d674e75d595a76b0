"""Every error malmoi raises, and what each one asks of its reader.

    MalmoiError
    ├── ConfigError          a setting is unknown or has a bad value
    ├── SourceError          a file or folder cannot be read
    ├── AnalysisError        text cannot be analysed
    │   └── MissingExtraError    an optional package is not installed
    ├── StoreError           the index on disk
    │   ├── IndexMissingError    there is no index here
    │   ├── FingerprintError     made with another analysis than the one in use
    │   ├── FormatError          made by another version of malmoi
    │   ├── DamagedIndexError    bytes on disk are not the ones that were written
    │   └── LockedError          another process is writing
    └── QueryError           a query that cannot mean anything

Each keeps its values as attributes and says one sentence and one remedy.
"""

from __future__ import annotations

import copyreg
from pathlib import Path
from typing import Any


class MalmoiError(Exception):
    """Base of every public error. ``remedy`` is the next step, or empty."""

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}. {self.remedy}" if self.remedy else self.what

    def __reduce__(self) -> tuple[Any, ...]:
        # Exception's own would give __init__ the sentence in place of the values.
        return copyreg.__newobj__, (type(self), *self.args), self.__dict__  # type: ignore[attr-defined]


class ConfigError(MalmoiError):
    """A setting is unknown or has a bad value."""

    def __init__(self, key: str, problem: str, where: str = "") -> None:
        source = f" in {where}" if where else ""
        super().__init__(f"setting {key!r}{source}: {problem}")
        self.key = key
        self.problem = problem
        self.where = where


class AliasError(MalmoiError):
    """A pair of names cannot be accepted or refused; ``number`` is the one given for it."""

    def __init__(self, number: int, problem: str, remedy: str) -> None:
        super().__init__(f"pair {number} {problem}", remedy)
        self.number = number
        self.problem = problem


class SourceError(MalmoiError):
    """A file or folder cannot be read; ``reason`` is what a summary lists."""

    def __init__(self, path: str | Path, reason: str, remedy: str = "") -> None:
        super().__init__(f"{path}: {reason}", remedy)
        self.path = str(path)
        self.reason = reason

    @property
    def may_pass(self) -> bool:
        """Whether the system refused the file (permission, a lost disk) rather than its content being unfit."""
        return isinstance(self.__cause__, OSError)


class AnalysisError(MalmoiError):
    """Text cannot be analysed."""


class MissingExtraError(AnalysisError):
    """An optional package is not installed."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(
            f"{feature} needs a package that is not installed",
            f'Install it with: pip install "malmoi[{extra}]"',
        )
        self.feature = feature
        self.extra = extra


class StoreError(MalmoiError):
    """The index on disk cannot be used as it is."""


class IndexMissingError(StoreError):
    """There is no index here."""

    def __init__(self, path: str | Path) -> None:
        super().__init__(f"no index at {path}", f"Make one with: malmoi index FOLDER --index {path}")
        self.path = str(path)


class FingerprintError(StoreError):
    """The index was made with another analysis than the one in use."""

    def __init__(self, path: str | Path, differences: dict[str, tuple[object, object]]) -> None:
        told = "; ".join(f"{key}: {old!r} then, {new!r} now" for key, (old, new) in differences.items())
        super().__init__(
            f"the index at {path} was made with another analysis ({told})",
            f"Analyse it again with: malmoi rebuild --index {path}",
        )
        self.path = str(path)
        self.differences = differences


class FormatError(StoreError):
    """The index was made by another version of malmoi."""

    def __init__(self, path: str | Path, found: object, expected: int) -> None:
        super().__init__(
            f"the index at {path} has format {found}, this malmoi reads {expected}",
            "Delete it and index the sources again",
        )
        self.path = str(path)
        self.found = found
        self.expected = expected


class DamagedIndexError(StoreError):
    """Bytes on disk are not the ones that were written."""

    def __init__(self, path: str | Path, problem: str) -> None:
        super().__init__(f"{path} is damaged: {problem}", "See what can be saved with: malmoi check")
        self.path = str(path)
        self.problem = problem


class LockedError(StoreError):
    """Another process is writing to the index."""

    def __init__(self, path: str | Path, holder: str) -> None:
        super().__init__(f"the index at {path} is being written by {holder}", "Wait for it, or stop it")
        self.path = str(path)
        self.holder = holder


class QueryError(MalmoiError):
    """A query that cannot mean anything; ``position`` is the character where it goes wrong."""

    def __init__(self, problem: str, position: int, remedy: str = "") -> None:
        super().__init__(f"{problem} (at character {position + 1})", remedy)
        self.problem = problem
        self.position = position
