"""The manifest: a commit point, stored as one line of JSON and one line with its checksum.

Its names, numbers and sizes are validated when it is read: no name outside of the folder and no impossible number is
accepted.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from ...errors import DamagedIndexError, FormatError
from ..files.regular_file import read_bounded
from ..segments.postings import MAX_DOCUMENTS
from .disk import Written

FORMAT = 6
READABLE = (5, FORMAT)
"""Formats that are read as they are: segments of format 5 have no fields of one's own."""
MARK = b'"fingerprint"'
"""Begins every manifest of an index, and hardly another manifest.json, such as that of a web application."""
_NAME = re.compile(r"([0-9a-f]{16})-[0-9a-f]{16}\.(segment|deleted|sources)")
_IDENTITY = re.compile(r"[0-9a-f]{16}")
_MOST = 16 << 20
"""Bytes of a manifest at most. A segment takes some 300 of them."""


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A segment in a manifest."""

    file: Written
    documents: int
    deleted: Written | None = None
    deletions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """The contents of a manifest. ``identity`` is 16 random hexadecimal digits that an index keeps for life."""

    identity: str = ""
    number: int = 0
    fingerprint: dict[str, str] = field(default_factory=dict)
    segments: tuple[SegmentEntry, ...] = ()
    sources: Written | None = None

    def files(self) -> Iterator[Written]:
        """Every file of the commit but the manifest."""
        for entry in self.segments:
            yield entry.file
            if entry.deleted:
                yield entry.deleted
        if self.sources:
            yield self.sources


def encode_manifest(commit: Commit) -> bytes:
    """One line of JSON and one with its CRC-32."""
    line = json.dumps({"format": FORMAT, **asdict(commit)}, ensure_ascii=False, sort_keys=True).encode()
    return b"%s\n%08x\n" % (line, zlib.crc32(line))


def decode_manifest(path: Path) -> Commit:
    """The commit in a manifest file. Raises DamagedIndexError, FormatError, or OSError where it cannot be read."""
    try:
        return _decoded(path, read_bounded(path, _MOST))
    except OverflowError as error:
        raise DamagedIndexError(path, f"it {error}") from None


@lru_cache(maxsize=8)  # every search looks whether there is a newer commit
def _decoded(path: Path, data: bytes) -> Commit:
    line, _, checksum = data.partition(b"\n")
    if checksum != b"%08x\n" % zlib.crc32(line):
        raise DamagedIndexError(path, "it does not match its checksum")
    try:
        values = json.loads(line)
        found = values["format"]
        if found in READABLE:
            return _commit(values)
    except _RepeatedError as error:
        raise DamagedIndexError(path, str(error)) from None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise DamagedIndexError(path, "it is not what malmoi writes") from error
    raise FormatError(path.parent, found, FORMAT)


def _commit(values: dict[str, Any]) -> Commit:
    identity = _text(values["identity"])
    if not _IDENTITY.fullmatch(identity):
        raise ValueError(f"{identity!r} is not an identity")
    fingerprint = {_text(key): _text(value) for key, value in values["fingerprint"].items()}
    entries = tuple(_entry(entry, identity) for entry in values["segments"])
    sources = _file(values["sources"], identity, "sources") if values["sources"] else None
    commit = Commit(
        identity=identity,
        number=_count(values["number"]),
        fingerprint=fingerprint,
        segments=entries,
        sources=sources,
    )
    _check_distinct([file.name for file in commit.files()], "the file {} is named twice")
    # Two segments of the same bytes have the same documents, and a writer deletes those of the older one.
    contents = [f"{entry.file.size} bytes, checksum {entry.file.checksum}" for entry in entries]
    _check_distinct(contents, "two segments have the same content ({})")
    return commit


def _check_distinct(values: list[str], problem: str) -> None:
    """Raises _RepeatedError if a value is there twice."""
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise _RepeatedError(problem.format(value))
        seen.add(value)


class _RepeatedError(Exception):
    """A manifest names something twice."""


def _entry(values: dict[str, Any], identity: str) -> SegmentEntry:
    file = _file(values["file"], identity, "segment")
    deleted = _file(values["deleted"], identity, "deleted") if values["deleted"] else None
    entry = SegmentEntry(file, _count(values["documents"]), deleted, _count(values["deletions"]))
    if not bool(deleted) == bool(entry.deletions) or not entry.deletions <= entry.documents <= MAX_DOCUMENTS:
        raise ValueError("a segment of impossible size")
    return entry


def _file(values: dict[str, Any], identity: str, ending: str) -> Written:
    """A file of this index. Raises ValueError for any other name, such as one that leads out of the folder."""
    found = _NAME.fullmatch(values["name"])
    if not found or found[1] != identity or found[2] != ending:
        raise ValueError(f"{values['name']!r} is not a .{ending} file of the index")
    return Written(values["name"], _count(values["size"]), _count(values["checksum"]))


def _count(value: object) -> int:
    if type(value) is not int or value < 0:
        raise ValueError(f"{value!r} is not a count")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value
