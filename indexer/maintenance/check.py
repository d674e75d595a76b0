"""Check: compares every byte of an index with what was written, and says what to do about each difference.

Every file that the manifest names is compared with its size and checksum, whole; a file that matches is checked for
contradictions (consistency.py), and the files are compared with each other. Nothing is changed, and a writer may be at
work: the files of the commit are opened first, so that a later commit does not take them away.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from ...errors import DamagedIndexError, IndexMissingError, StoreError
from ..files.regular_file import open_regular
from ..segments.columns import Columns
from ..segments.segment import Segment
from ..store.disk import Written, translate_os_errors
from ..store.folder import Store
from ..store.layout import BACKUP, MANIFEST, strays
from ..store.lock import LOCK, is_held
from ..store.manifest import Commit, SegmentEntry, decode_manifest
from ..store.snapshot import decode_sources
from .consistency import contradictions
from .problem import CheckReport, Kind, Problem

_PIECE = 1 << 20
MISSING = "the file is missing"


def check(store: Store, *, holds_lock: bool = False) -> CheckReport:
    """Checks the index in a folder, including one that cannot be opened. ``holds_lock``: the caller has its lock.

    Raises IndexMissingError where there is none, and StoreError where its manifest cannot be read.
    """
    if not store.exists():
        raise IndexMissingError(store.folder)
    problems = list(_manifest_problems(store, holds_lock))
    if store.last() is None:
        return CheckReport(0, 0, 0, tuple(problems))
    with translate_os_errors(store.folder, "read"), ExitStack() as stack:
        commit, files = store.hold(stack, lambda: store.last() or Commit())
        problems += CommitCheck(store, commit, files).problems()
        found = list(commit.files())
        documents = sum(entry.documents - entry.deletions for entry in commit.segments)
        total = sum(file.size for file in found)
        return CheckReport(len(found) + 2, total, documents, tuple(problems), _strays(store, commit, holds_lock))


def _strays(store: Store, commit: Commit, holds_lock: bool) -> tuple[str, ...]:
    """The files that an interrupted commit left. Files that no manifest names yet belong to whoever writes now."""
    before = set(strays(store.folder, [commit]))
    if before and not holds_lock and is_held(store.folder / LOCK):
        return ()
    kept = [one for one in (commit, backup_commit(store), store.last()) if one]
    return tuple(sorted(before.intersection(strays(store.folder, kept))))


def backup_commit(store: Store) -> Commit | None:
    """The commit in the backup of the manifest; None if it cannot be read."""
    try:
        return decode_manifest(store.folder / BACKUP)
    except (StoreError, OSError):
        return None


def _manifest_problems(store: Store, holds_lock: bool) -> Iterator[Problem]:
    """The faults of the manifest and of its backup, either of which can replace the other."""
    try:
        broken = {name: problem for name in (MANIFEST, BACKUP) if (problem := _undecodable(store.folder / name))}
    except OSError as error:
        yield Problem(MANIFEST, _unread(error), "unreadable")
        return
    if broken == {BACKUP: MISSING} and not holds_lock and is_held(store.folder / LOCK):
        return  # it is being written for the first time
    for name, problem in broken.items():
        yield Problem(name, problem, "all" if len(broken) == 2 else "manifest" if name == MANIFEST else "backup")


def _undecodable(path: Path) -> str:
    try:
        decode_manifest(path)
    except DamagedIndexError as error:
        return error.problem
    except OSError as error:
        if path.name == MANIFEST and not isinstance(error, FileNotFoundError):
            raise
        return _unread(error)  # the next commit writes the backup again, whatever is there
    return ""


class CommitCheck:
    """The check of the files of one commit, which are open: each by its name, or why it cannot be opened."""

    def __init__(self, store: Store, commit: Commit, files: Mapping[str, BinaryIO | OSError]) -> None:
        self._store = store
        self._commit = commit
        self._failures = {name: found for name, found in files.items() if isinstance(found, OSError)}
        self._files = {name: found for name, found in files.items() if not isinstance(found, OSError)}

    def problems(self) -> Iterator[Problem]:
        """Everything that is wrong."""
        found = [problem for entry in self._commit.segments for problem in self._entry_problems(entry)]
        yield from found or self._repeated()
        yield from self._sources_problems()

    def _entry_problems(self, entry: SegmentEntry) -> Iterator[Problem]:
        """The faults of a segment and of its deletions."""
        damage = list(self._file_problems(entry.file, "segment"))
        if entry.deleted:
            damage += self._file_problems(entry.deleted, "deletions")
        yield from damage
        if damage:
            return
        try:
            for problem in contradictions(self._segment(entry)):
                yield Problem(entry.file.name, problem, "segment")
        except DamagedIndexError as error:
            yield Problem(Path(error.path).name, error.problem, "segment")

    def _segment(self, entry: SegmentEntry) -> Segment:
        return self._store.segment(entry, self._files)

    def _file_problems(self, file: Written, kind: Kind) -> Iterator[Problem]:
        """The difference of a file from the bytes that were written, or why it cannot be read, which is no damage."""
        try:
            if file.name in self._failures:
                raise self._failures[file.name]
            problem = differences(self._store.folder / file.name, file, self._files[file.name])
        except FileNotFoundError:
            problem = MISSING
        except OSError as error:
            problem, kind = _unread(error), "unreadable"
        if problem:
            yield Problem(file.name, problem, kind)

    def _sources_problems(self) -> Iterator[Problem]:
        """The faults of the state of the sources."""
        file = self._commit.sources
        if not file:
            return
        found = list(self._file_problems(file, "sources"))
        yield from found
        if not found:
            opened = self._files[file.name]
            opened.seek(0)
            try:
                decode_sources(self._store.folder / file.name, opened.read())
            except DamagedIndexError as error:
                yield Problem(file.name, error.problem, "sources")

    def _repeated(self) -> Iterator[Problem]:
        """Ids that two documents have."""
        seen: dict[str, str] = {}
        for segment in map(self._segment, self._commit.segments):
            for doc, id_ in keyword_values(segment, "id"):
                if segment.live[doc] and id_ in seen:
                    yield Problem(segment.path.name, f"the id {id_} is in {seen[id_]} too", "segment")
                elif segment.live[doc]:
                    seen[id_] = segment.path.name


def differences_at(path: Path, file: Written) -> str:
    """The difference of a file from what was written; empty if there is none. Raises OSError if it cannot be read."""
    with open_regular(path) as opened:
        return differences(path, file, opened)


def differences(path: Path, file: Written, opened: BinaryIO) -> str:
    """As ``differences_at``, for an open file."""
    size = checksum = 0
    opened.seek(0)
    while piece := opened.read(_PIECE):
        size += len(piece)
        checksum = zlib.crc32(piece, checksum)
    if size != file.size:
        return f"it has {size:,} bytes, not {file.size:,}"
    return "" if checksum == file.checksum else f"it does not match its checksum ({_where(path, opened)})"


def _unread(error: OSError) -> str:
    return MISSING if isinstance(error, FileNotFoundError) else f"it cannot be read: {error.strerror or error}"


def _where(path: Path, opened: BinaryIO) -> str:
    """The columns that a damaged file has lost."""
    if not path.name.endswith((".segment", ".deleted")):
        return "all of it"
    try:
        columns = Columns(path, file=opened)
    except DamagedIndexError:
        return "its header"
    return ", ".join(name for name in columns if not columns[name].is_intact()) or "between columns"


def keyword_values(segment: Segment, field: str) -> Iterator[tuple[int, str]]:
    """The values of a keyword field: each document, deleted ones included, and a value that it has."""
    postings = segment.postings(field)
    for number, value in enumerate(postings.terms):
        text = value.decode("utf-8", "surrogatepass")
        yield from ((doc, text) for doc in postings.docs(number).tolist())
