"""Check: whether every byte of an index is the one that was written, and what to do where it is not.

Every file that the manifest names is compared with its size and checksum, whole; a file that matches is compared with
itself (structure.py), and the files with each other. Nothing is locked or changed, and a writer may be at work.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from pathlib import Path

from ...errors import DamagedIndexError, IndexMissingError
from ..problem import CheckReport, Problem
from ..segments.columns import Columns
from ..segments.segment import Segment
from ..store.disk import Written
from ..store.folder import BACKUP, MANIFEST, OWNED, Store
from ..store.manifest import Commit, SegmentEntry, decode_manifest
from ..store.snapshot import decode_sources
from .consistency import contradictions

_PIECE = 1 << 20
_TRIES = 10


def check(store: Store) -> CheckReport:
    """Checks the index in a folder, be it one that cannot be opened. Raises IndexMissingError where there is none."""
    if not store.exists():
        raise IndexMissingError(store.folder)
    for _ in range(_TRIES):
        commit = last_commit(store)
        report = _check(store, commit)
        # A commit that was made meanwhile has removed files of the one that was looked at.
        if report.is_fine or commit == last_commit(store):
            break
    return report


def last_commit(store: Store) -> Commit | None:
    """What the manifest says, or else its backup; None where both are damaged."""
    for name in (MANIFEST, BACKUP):
        try:
            return decode_manifest(store.folder / name)
        except (DamagedIndexError, OSError):
            continue
    return None


def _check(store: Store, commit: Commit | None) -> CheckReport:
    problems = list(_manifest_problems(store))
    if commit is None:
        return CheckReport(0, 0, 0, tuple(problems))
    for number, entry in enumerate(commit.segments):
        problems.extend(entry_problems(store, entry, commit.segments[:number]))
    if not problems:
        problems.extend(_repeated(store, commit))
    problems.extend(sources_problems(store, commit))
    files = list(commit.files())
    documents = sum(entry.documents - entry.deletions for entry in commit.segments)
    strays = tuple(sorted(set(_owned(store)) - {file.name for file in files}))
    return CheckReport(len(files) + 2, sum(file.size for file in files), documents, tuple(problems), strays)


def _owned(store: Store) -> Iterator[str]:
    return (name for name in os.listdir(store.folder) if name.endswith(OWNED))


def _manifest_problems(store: Store) -> Iterator[Problem]:
    """What is wrong with the manifest and with its backup, each of which can stand for the other."""
    broken = {name: problem for name in (MANIFEST, BACKUP) if (problem := _undecodable(store.folder / name))}
    for name, problem in broken.items():
        yield Problem(name, problem, "all" if len(broken) == 2 else "manifest" if name == MANIFEST else "backup")


def _undecodable(path: Path) -> str:
    try:
        decode_manifest(path)
    except DamagedIndexError as error:
        return error.problem
    except OSError as error:
        return _unread(error)
    return ""


def entry_problems(store: Store, entry: SegmentEntry, others: tuple[SegmentEntry, ...] = ()) -> Iterator[Problem]:
    """What is wrong with a segment of a manifest and with its deletions."""
    if entry.file.name in {other.file.name for other in others}:
        yield Problem(MANIFEST, f"it names {entry.file.name} twice", "all")
    damage = differences(store.folder, entry.file)
    if damage:
        yield Problem(entry.file.name, damage, "segment")
    lost = differences(store.folder, entry.deleted) if entry.deleted else ""
    if entry.deleted and lost:
        yield Problem(entry.deleted.name, lost, "deletions")
    if damage or lost:
        return
    try:
        for problem in contradictions(store.segment(entry)):
            yield Problem(entry.file.name, problem, "segment")
    except DamagedIndexError as error:
        yield Problem(Path(error.path).name, error.problem, "segment")


def sources_problems(store: Store, commit: Commit) -> Iterator[Problem]:
    """What is wrong with what is remembered of the sources."""
    file = commit.sources
    if not file:
        return
    problem = differences(store.folder, file)
    if not problem:
        try:
            decode_sources(store.folder / file.name, (store.folder / file.name).read_bytes())
        except DamagedIndexError as error:
            problem = error.problem
    if problem:
        yield Problem(file.name, problem, "sources")


def differences(folder: Path, file: Written) -> str:
    """How a file differs from what was written, or nothing."""
    size = checksum = 0
    try:
        with open(folder / file.name, "rb") as opened:
            while piece := opened.read(_PIECE):
                size += len(piece)
                checksum = zlib.crc32(piece, checksum)
    except OSError as error:
        return _unread(error)
    if size != file.size:
        return f"it has {size:,} bytes, not {file.size:,}"
    return "" if checksum == file.checksum else f"it does not match its checksum ({_where(folder / file.name)})"


def _unread(error: OSError) -> str:
    return "the file is missing" if isinstance(error, FileNotFoundError) else f"it cannot be read: {error.strerror}"


def _where(path: Path) -> str:
    """The columns that a damaged file has lost."""
    if not path.name.endswith((".segment", ".deleted")):
        return "all of it"
    try:
        columns = Columns(path)
    except DamagedIndexError:
        return "its header"
    return ", ".join(name for name in columns if not columns[name].is_intact()) or "between columns"


def _repeated(store: Store, commit: Commit) -> Iterator[Problem]:
    """Ids that two documents have."""
    seen: dict[str, str] = {}
    for segment in map(store.segment, commit.segments):
        for doc, id_ in keyword_values(segment, "id"):
            if segment.live[doc] and id_ in seen:
                yield Problem(segment.path.name, f"the id {id_} is in {seen[id_]} too", "segment")
            elif segment.live[doc]:
                seen[id_] = segment.path.name


def keyword_values(segment: Segment, field: str) -> Iterator[tuple[int, str]]:
    """The values of a keyword field: each document, deleted ones included, and a value that it has."""
    postings = segment.postings(field)
    for number, value in enumerate(postings.terms):
        text = value.decode("utf-8", "surrogatepass")
        yield from ((doc, text) for doc in postings.docs(number).tolist())
