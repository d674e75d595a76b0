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
from ..segments.postings import MAX_DOCUMENTS
from .disk import Written

FORMAT = 3
_NAME = re.compile(r"[0-9a-f]{16}\.(segment|deleted|sources)")


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A segment in a manifest."""

    file: Written
    documents: int
    deleted: Written | None = None
    deletions: int = 0


@dataclass(frozen=True, slots=True)
class Commit:
    """What a manifest says."""

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
    """The commit in a manifest file."""
    return _decoded(path, path.read_bytes())


@lru_cache(maxsize=8)  # every search looks whether there is a newer commit
def _decoded(path: Path, data: bytes) -> Commit:
    line, _, checksum = data.partition(b"\n")
    if checksum != b"%08x\n" % zlib.crc32(line):
        raise DamagedIndexError(path, "it does not match its checksum")
    try:
        values = json.loads(line)
        found = values["format"]
        if found == FORMAT:
            return _commit(values)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise DamagedIndexError(path, "it is not what malmoi writes") from error
    raise FormatError(path.parent, found, FORMAT)


def _commit(values: dict[str, Any]) -> Commit:
    fingerprint = {_text(key): _text(value) for key, value in values["fingerprint"].items()}
    entries = tuple(_entry(entry) for entry in values["segments"])
    sources = _file(values["sources"]) if values["sources"] else None
    return Commit(_count(values["number"]), fingerprint, entries, sources)


def _entry(values: dict[str, Any]) -> SegmentEntry:
    deleted = _file(values["deleted"]) if values["deleted"] else None
    entry = SegmentEntry(_file(values["file"]), _count(values["documents"]), deleted, _count(values["deletions"]))
    if not bool(deleted) == bool(entry.deletions) or not entry.deletions <= entry.documents <= MAX_DOCUMENTS:
        raise ValueError("a segment of impossible size")
    return entry


def _file(values: dict[str, Any]) -> Written:
    """A file of the folder: a name that leads elsewhere is refused."""
    if not _NAME.fullmatch(values["name"]):
        raise ValueError(f"{values['name']!r} is not a file of an index")
    return Written(values["name"], _count(values["size"]), _count(values["checksum"]))


def _count(value: object) -> int:
    if type(value) is not int or value < 0:
        raise ValueError(f"{value!r} is not a count")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value
