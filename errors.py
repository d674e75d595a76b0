"""The tree of errors that malmoi raises.

    MalmoiError
    ├── ConfigError          a setting is unknown or has a bad value
    ├── AliasError           a pair of names cannot be accepted or refused
    ├── SourceError          a file or folder cannot be read
    ├── AnalysisError        text cannot be analysed
    │   └── MissingExtraError    an optional package is not installed
    ├── StoreError           the index cannot be used
    │   ├── IndexMissingError    no index at this path
    │   ├── ForeignFolderError   the folder is neither empty nor an index
    │   ├── FingerprintError     the index was made with another analysis
    │   ├── FormatError          the index was made by another version of malmoi
    │   ├── DamagedIndexError    the bytes on disk differ from the ones that were written
    │   └── LockedError          another process is writing
    ├── ArgumentError        an argument of a call is invalid
    └── QueryError           the query is invalid
        └── QueryTimeout         the query took longer than limits.deadline_ms

A message is one sentence that says what is wrong and where, and one that says what to do. Its values are attributes.
"""

from __future__ import annotations

import copyreg
from pathlib import Path
from typing import Any


class MalmoiError(Exception):
    """Base class of all errors. ``what`` is the problem, ``remedy`` the next step (it may be empty)."""

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
    """A setting is unknown or has a bad value. ``where`` names the file or another origin."""

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
    """A file or folder cannot be read. ``reason`` is the text that a summary lists."""

    def __init__(self, path: str | Path, reason: str, remedy: str = "") -> None:
        super().__init__(f"{path}: {reason}", remedy)
        self.path = str(path)
        self.reason = reason

    @property
    def may_pass(self) -> bool:
        """True if the cause is the system (permissions, a lost disk), so that a later attempt may succeed."""
        return isinstance(self.__cause__, OSError)


class AnalysisError(MalmoiError):
    """A text cannot be analysed."""


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
    """The index on disk cannot be used."""


class IndexMissingError(StoreError):
    """There is no index at ``path``."""

    def __init__(self, path: str | Path) -> None:
        super().__init__(f"no index at {path}", f"Make one with: malmoi index FOLDER --index {path}")
        self.path = str(path)


class ForeignFolderError(StoreError):
    """The folder is neither empty nor an index. Nothing in it was changed."""

    def __init__(self, path: str | Path) -> None:
        super().__init__(f"{path} is neither empty nor an index", "Name a new or empty folder")
        self.path = str(path)


class FingerprintError(StoreError):
    """The index was made with another analysis; ``differences`` maps each setting to its old and new value."""

    def __init__(self, path: str | Path, differences: dict[str, tuple[object, object]]) -> None:
        listed = "; ".join(f"{key}: {old!r} then, {new!r} now" for key, (old, new) in differences.items())
        super().__init__(
            f"the index at {path} was made with another analysis ({listed})",
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
    """The bytes on disk differ from the ones that were written."""

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


class ArgumentError(MalmoiError, ValueError, TypeError):
    """An argument of a call has a value that it cannot have, or one of the wrong type; ``argument`` is its name."""

    def __init__(self, argument: str, problem: str, remedy: str = "") -> None:
        super().__init__(f"argument {argument!r}: {problem}", remedy)
        self.argument = argument
        self.problem = problem


class QueryError(MalmoiError):
    """A query that cannot mean anything; ``position`` is the character where it goes wrong, or None."""

    def __init__(self, problem: str, position: int | None, remedy: str = "") -> None:
        super().__init__(problem if position is None else f"{problem} (at character {position + 1})", remedy)
        self.problem = problem
        self.position = position


class QueryTimeout(QueryError):  # noqa: N818  # the usual name, as asyncio's and requests' are
    """A query that took longer than ``deadline_ms``, the setting of that name in the section ``limits``."""

    def __init__(self, deadline_ms: int) -> None:
        super().__init__(
            f"the query took longer than {deadline_ms:,} ms", None, "Shorten it, or raise limits.deadline_ms"
        )
        self.deadline_ms = deadline_ms
