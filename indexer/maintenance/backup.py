"""Backup: one commit in another folder, which is an index as it is: to restore it is to open it.

The files of a commit never change, so that they are linked where both folders are on one file system, and copied
where they are not; either way every byte is compared with its checksum. The manifest comes last: a backup that is
interrupted leaves the one before it as it was.
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
from ..report import BackupReport
from ..store.disk import Written, translate_os_errors
from ..store.folder import ALIASES, LEXICON, LOCK, MANIFEST, Store
from ..store.manifest import Commit, encode_manifest
from .check import differences

MARK = "backup.json"
"""Tells a backup from an index in use: the checksums of the manifests that a backup may have left beside it."""
_PIECE = 1 << 20
_TRIES = 50


def backup(store: Store, folder: Path, lock_seconds: float) -> BackupReport:
    """Copies the current commit to ``folder``, which is new, empty, or has an earlier backup. Writers go on meanwhile.

    Raises StoreError where the folder has anything else, DamagedIndexError where a file is not what was written.
    """
    target = Store(folder)
    store.read()  # where there is no index no folder is made for its backup
    _refuse_others(target, store)
    with target.lock(lock_seconds), ExitStack() as stack:
        _refuse_others(target, store)
        commit, opened = _hold(store, stack)
        _mark(target, commit)
        done = [_bring(store, target, file, data) for file, data in opened]
        with translate_os_errors(folder, "written"):
            target.disk.sync_folder()
        target.publish(commit)
        _bring_lists(store, target)
        target.clean(commit)
    documents = sum(entry.documents - entry.deletions for entry in commit.segments)
    total = sum(file.size for file, _ in opened)
    return BackupReport(documents, len(done), total, done.count("linked"), done.count("kept"))


def _bring_lists(store: Store, target: Store) -> None:
    """Copies what the owner keeps beside the index."""
    lists = sorted((store.folder / LEXICON).glob("*.tsv"))
    if lists:
        with translate_os_errors(target.folder, "written"):
            (target.folder / LEXICON).mkdir(exist_ok=True)
    for path in (store.folder / ALIASES, *lists):
        with suppress(FileNotFoundError):
            name = str(path.relative_to(store.folder))
            target.disk.write(f"{name}.new", [path.read_bytes()])
            target.disk.rename(f"{name}.new", name)


def _refuse_others(target: Store, store: Store) -> None:
    """Raises StoreError where a backup would overwrite something that is not one."""
    with translate_os_errors(target.folder, "read"):
        names = set(os.listdir(target.folder)) if target.folder.exists() else set()
        if target.folder.resolve() == store.folder.resolve():
            raise StoreError(f"{target.folder} is the index itself", "Name another folder")
    if not names - {LOCK, LOCK + ".json", MARK + ".new"} or (
        MARK in names and _manifest_sum(target) in (None, *_marked(target))
    ):
        return
    why = "has been written to since it was a backup" if MARK in names else "is not empty and not a backup"
    raise StoreError(f"{target.folder} {why}", "Name a new or empty folder")


def _manifest_sum(target: Store) -> int | None:
    try:
        return zlib.crc32((target.folder / MANIFEST).read_bytes())
    except OSError:
        return None


def _marked(target: Store) -> list[int]:
    try:
        found = json.loads((target.folder / MARK).read_bytes())["manifests"]
        return [one for one in found if isinstance(one, int)]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _mark(target: Store, commit: Commit) -> None:
    """Writes down which manifests may stand here: the one before, and the one to come."""
    before, after = _manifest_sum(target), zlib.crc32(encode_manifest(commit))
    sums = [after] if before is None else [before, after]
    target.disk.write(MARK + ".new", [json.dumps({"manifests": sums}).encode()])
    target.disk.rename(MARK + ".new", MARK)


def _hold(store: Store, stack: ExitStack) -> tuple[Commit, list[tuple[Written, BinaryIO]]]:
    """The current commit with its files open, so that a writer who removes them does not take them away."""
    with translate_os_errors(store.folder, "read"):
        for attempt in range(_TRIES):
            commit = store.read()
            try:
                with ExitStack() as opening:
                    opened = [(file, opening.enter_context(_open(store, file))) for file in commit.files()]
                    stack.push(opening.pop_all())
                return commit, opened
            except FileNotFoundError as error:
                if attempt == _TRIES - 1 or store.read() == commit:
                    raise DamagedIndexError(error.filename, "the file is missing") from error
    raise AssertionError("unreachable")


def _open(store: Store, file: Written) -> BinaryIO:
    return open(store.folder / file.name, "rb")


def _bring(store: Store, target: Store, file: Written, data: BinaryIO) -> str:
    """Brings one file, and says how: it is kept where it is there already, linked where that is possible, or copied."""
    if not differences(target.folder, file):
        return "kept"
    target.disk.remove(file.name)
    with suppress(OSError):  # another file system, or one without links, or a writer has just removed the file
        os.link(store.folder / file.name, target.folder / file.name)
        if problem := differences(target.folder, file):
            target.disk.remove(file.name)
            raise DamagedIndexError(store.folder / file.name, problem)
        return "linked"
    copied = target.disk.write(file.name, _pieces(data))
    if copied != file:
        target.disk.remove(file.name)
        raise DamagedIndexError(store.folder / file.name, "it does not match its checksum")
    return "copied"


def _pieces(data: BinaryIO) -> Iterator[bytes]:
    while piece := data.read(_PIECE):
        yield piece
