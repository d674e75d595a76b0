"""The state of the sources in a commit: their files, with a stamp and the ids of their documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast, get_args

from ..documents.document import SkipKind

UNREAD = (-1, -1)
"""The stamp of a file that could not be read to its end: none has it, so it is read again."""


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it was when it was read: size, modification time in nanoseconds, ids of its documents."""

    stamp: tuple[int, int]
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A ``Skipped`` of a source, which ``root`` names."""

    root: str
    key: str
    reason: str
    kind: SkipKind = "unreadable"

    def to_json(self) -> dict[str, str]:
        """As in ``malmoi index --json`` and ``malmoi stats --json``."""
        return {"source": self.root, "file": self.key, "reason": self.reason, "kind": self.kind}

    @classmethod
    def decoded(cls, root: object, key: object, reason: object, kind: object = "unreadable") -> SkippedFile:
        """The record of these stored values. Raises TypeError or ValueError where they are others."""
        if kind not in get_args(SkipKind):
            raise ValueError(f"{kind!r} is no kind")
        return cls(_text(root), _text(key), _text(reason), cast("SkipKind", kind))


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """Lines on most pages of a source (see ``boilerplate.py``), and the number of pages that they were learned from."""

    pages: int
    blocks: tuple[str, ...]


@dataclass(slots=True)
class SourceState:
    """Every source by its root: its files by their key, its boilerplate, and files of unknown endings.

    ``skipped`` holds the entries of all sources, one source after the other.
    """

    files: dict[str, dict[str, FileState]] = field(default_factory=dict)
    skipped: list[SkippedFile] = field(default_factory=list)
    boilerplate: dict[str, Boilerplate] = field(default_factory=dict)
    unknown: dict[str, dict[str, int]] = field(default_factory=dict)
    """Of each source the files that no reader knows: how many have which ending."""

    def to_json(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "files": {
                root: {key: [*state.stamp, list(state.ids)] for key, state in files.items()}
                for root, files in self.files.items()
            },
            "skipped": [[skipped.root, skipped.key, skipped.reason, skipped.kind] for skipped in self.skipped],
            "boilerplate": {root: [known.pages, list(known.blocks)] for root, known in self.boilerplate.items()},
            "unknown": self.unknown,
        }

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> SourceState:
        """From JSON values. Raises ValueError, TypeError, KeyError or AttributeError where they are others."""
        return cls(
            {
                root: {
                    key: FileState((int(size), int(changed)), tuple(map(_text, ids)))
                    for key, (size, changed, ids) in files.items()
                }
                for root, files in values["files"].items()
            },
            [SkippedFile.decoded(*skipped) for skipped in values["skipped"]],
            {
                root: Boilerplate(int(pages), tuple(map(_text, blocks)))
                for root, (pages, blocks) in values["boilerplate"].items()
            },
            {
                root: {ending: int(count) for ending, count in endings.items()}
                for root, endings in values.get("unknown", {}).items()
            },
        )


@dataclass(frozen=True, slots=True)
class IndexedSource:
    """A folder or file in the index. ``root`` is its absolute path; ``files`` are those it had, by path from there."""

    root: str
    files: Mapping[str, FileState]
    skipped: tuple[SkippedFile, ...]
    unknown_endings: Mapping[str, int]
    """Number of files of each ending that no reader knows, as in ``SyncReport``."""

    @property
    def documents(self) -> int:
        """Number of documents in its files."""
        return sum(len(file.ids) for file in self.files.values())

    def to_json(self) -> dict[str, Any]:
        """As in ``malmoi sources --json``."""
        return {
            "source": self.root,
            "documents": self.documents,
            "files": len(self.files),
            "skipped": [one.to_json() for one in self.skipped],
            "unknown_endings": dict(self.unknown_endings),
        }


def sources_of(state: SourceState) -> list[IndexedSource]:
    """Every source, by its path."""
    skipped: dict[str, list[SkippedFile]] = {}
    for one in state.skipped:
        skipped.setdefault(one.root, []).append(one)
    return [
        IndexedSource(root, dict(files), tuple(skipped.get(root, ())), dict(state.unknown.get(root, {})))
        for root, files in sorted(state.files.items())
    ]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value
