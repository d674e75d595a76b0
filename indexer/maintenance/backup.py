"""Backup: one commit in another folder, which is an index as it is. To restore it is to open it.

The files of a commit never change. So they are linked where both folders are on one file system, and copied where they
are not; either way every byte is compared with its checksum. The manifest comes last: a backup that is interrupted
leaves the one before it as it was.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import BinaryIO

from ...errors import DamagedIndexError, StoreError
from ..files.regular_file import read_bounded
from ..store.disk import Written, translate_os_errors
from ..store.folder import Store
from ..store.layout import MANIFEST, is_foreign
from ..store.manifest import Commit, encode_manifest
from ..store.owner_lists import copy_lists
from .check import backup_commit, differences_at
from .report import BackupReport

MARK = "backup.json"
"""The name of the file that marks a backup: it has the checksums of the manifests that a backup may have left."""
_PIECE = 1 << 20
_MOST = 1 << 20
"""Bytes of a mark at most."""
_MANIFEST_BYTES = 16 << 20


def backup(store: Store, folder: Path, lock_seconds: float) -> BackupReport:
    """Copies the current commit to ``folder``, which is new, empty, or has an earlier backup. Writers go on meanwhile.

    Raises StoreError where the folder has anything else, DamagedIndexError where a file is not what was written.
    """
    store.read()  # where there is no index no folder is made for its backup
    target = Store(folder, identity=store.identity)
    with translate_os_errors(store.folder, "read"):
        if os.path.realpath(folder) == os.path.realpath(store.folder):
            raise StoreError(f"{folder} is the index itself", "Name another folder")
    with target.lock(lock_seconds, lambda: _refuse_others(target)), ExitStack() as stack:
        commit, opened = _hold(store, stack)
        before = [one for one in (_current(target), backup_commit(target)) if one]
        _mark(target, commit)
        done = [_transfer(store, target, file, data) for file, data in opened]
        copy_lists(store, target)
        target.publish(commit, *before)
    documents = sum(entry.documents - entry.deletions for entry in commit.segments)
    total = sum(file.size for file, _ in opened)
    return BackupReport(documents, len(done), total, done.count("linked"), done.count("kept"))


def _refuse_others(target: Store) -> None:
    """Raises StoreError where a backup would overwrite something that is not one."""
    marked = _marked(target)
    if marked is not None:
        if _manifest_sum(target) in (None, *marked):
            return
        why = "has been written to since it was a backup"
    elif target.exists() or is_foreign(target.folder):
        why = "is not empty and not a backup"
    else:
        return
    raise StoreError(f"{target.folder} {why}", "Name a new or empty folder")


def _current(target: Store) -> Commit | None:
    try:
        return target.read()
    except StoreError:
        return None


def _manifest_sum(target: Store) -> int | None:
    try:
        return zlib.crc32(read_bounded(target.folder / MANIFEST, _MANIFEST_BYTES))
    except FileNotFoundError:
        return None


def _marked(target: Store) -> list[int] | None:
    """The checksums in the mark of a backup; None where there is no mark, or another file of that name."""
    try:
        found = json.loads(read_bounded(target.folder / MARK, _MOST))
        sums = found["manifests"]
    except (OSError, ValueError, OverflowError, KeyError, TypeError, RecursionError):
        return None
    return sums if isinstance(sums, list) and sums and all(type(one) is int for one in sums) else None


def _mark(target: Store, commit: Commit) -> None:
    """Writes down which manifests may be here: the one before, and the one to come."""
    with translate_os_errors(target.folder, "read"):
        before = _manifest_sum(target)
    after = zlib.crc32(encode_manifest(commit))
    sums = [after] if before is None else [before, after]
    target.write_list(MARK, json.dumps({"manifests": sums}).encode())


def _hold(store: Store, stack: ExitStack) -> tuple[Commit, list[tuple[Written, BinaryIO]]]:
    """The current commit with its files open, so that a writer who removes them does not take them away."""
    with translate_os_errors(store.folder, "read"):
        commit, files = store.hold(stack, store.read)
        opened = []
        for file in commit.files():
            data = files[file.name]
            if isinstance(data, FileNotFoundError):
                raise DamagedIndexError(store.folder / file.name, "the file is missing") from data
            if isinstance(data, OSError):
                raise data
            opened.append((file, data))
    return commit, opened


def _transfer(store: Store, target: Store, file: Written, data: BinaryIO) -> str:
    """Transfers one file. Returns how: ``kept`` where it is there already, ``linked`` if possible, else ``copied``."""
    path = target.folder / file.name
    with translate_os_errors(target.folder, "written"):
        with suppress(FileNotFoundError):
            if not differences_at(path, file):
                return "kept"
            target.disk.remove(file.name)
        if problem := _link(store, path, file):
            target.disk.remove(file.name)
            raise DamagedIndexError(store.folder / file.name, problem)
        if os.path.lexists(path):
            return "linked"
    copied = target.disk.write(file.name, _pieces(data))
    if copied != file:
        target.disk.remove(file.name)
        raise DamagedIndexError(store.folder / file.name, "it does not match its checksum")
    return "copied"


def _link(store: Store, path: Path, file: Written) -> str:
    """Links a file if possible. Returns how the linked file differs from what was written, or nothing."""
    try:
        os.link(store.folder / file.name, path)
    except OSError:  # another file system, or one without links, or a writer has just removed the file
        return ""
    return differences_at(path, file)


def _pieces(data: BinaryIO) -> Iterator[bytes]:
    data.seek(0)
    while piece := data.read(_PIECE):
        yield piece
