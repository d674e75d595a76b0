"""Maintenance of an index folder, even if the index cannot be opened: check, repair, rebuild and backup."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from .arguments import check_callable, check_instance, check_path, items
from .config import Config, load
from .errors import IndexMissingError, MalmoiError
from .index import Index
from .indexer.analysis.analyzer import make_analyzer
from .indexer.maintenance.problem import CheckReport
from .indexer.maintenance.report import BackupReport, RepairReport
from .indexer.store.folder import Store
from .indexer.store.memory import memory_budget
from .indexer.sync.report import Progress


def check(path: str | Path = ".malmoi") -> CheckReport:
    """Verifies the checksums of the index in a folder. Locks and changes nothing."""
    check_path(path=path)
    from .indexer.maintenance.check import check  # imported here and below to keep the start of a search quick

    return check(_store(path))


def repair(
    path: str | Path = ".malmoi", *, sources: Iterable[str | Path] = (), config: Config | None = None
) -> RepairReport:
    """Repairs a damaged index: keeps the readable documents, and lists the others.

    Documents that were lost are read again from those ``sources`` of the index that are named here. No other file is
    read: an index of somebody else may name any path. The report's ``unread`` lists what a later ``sync`` reads again.
    Raises DamagedIndexError if the manifest and its copy are both damaged.
    """
    from .indexer.maintenance.repair import repair

    check_path(path=path)
    roots = [os.path.realpath(Path(one).expanduser()) for one in items("sources", sources, "paths", check_path)]
    config = _config(config)
    store, analyzer = _store(path), make_analyzer(config)
    if not store.exists():
        raise IndexMissingError(store.folder)
    with store.lock(config.limits.lock_seconds):
        report = repair(store, analyzer, memory_budget(config.limits.memory_mb << 20))
    with suppress(MalmoiError):  # the repair has taken effect, whatever the sources give
        if report.unread and roots and store.read().fingerprint == analyzer.fingerprint():
            _read_again(store.folder, config, report, roots)
    return report


def rebuild(path: str | Path = ".malmoi", *, config: Config | None = None, progress: Progress | None = None) -> int:
    """Analyses all stored documents again with the current settings. Returns their number.

    Open searchers keep the old index. ``progress`` counts documents.
    """
    from .indexer.maintenance.rebuild import rebuild

    check_path(path=path)
    check_callable(progress=progress)
    config = _config(config)
    store, analyzer = _store(path), make_analyzer(config)
    store.read()
    with store.lock(config.limits.lock_seconds):
        commit = rebuild(store, analyzer, memory_budget(config.limits.memory_mb << 20), progress)
    return sum(entry.documents for entry in commit.segments)


def backup(path: str | Path, folder: str | Path, *, config: Config | None = None) -> BackupReport:
    """Copies the last commit of the index at ``path`` to ``folder``. To restore, open the copy.

    Files are hard-linked if possible: this protects against mistakes, but not against a broken disk.
    """
    from .indexer.maintenance.backup import backup

    check_path(path=path, folder=folder)
    config = _config(config)
    return backup(_store(path), Path(folder).expanduser(), config.limits.lock_seconds)


def _store(path: str | Path) -> Store:
    return Store(Path(path).expanduser())


def _config(config: Config | None) -> Config:
    check_instance(Config, config=config, optional=True)
    return load() if config is None else config


def _is_there(root: str, key: str) -> bool:
    try:
        return Path(root).is_file() or Path(root, key).exists()
    except (OSError, ValueError):  # a damaged index may name anything
        return False


def _read_again(folder: Path, config: Config, report: RepairReport, roots: Sequence[str]) -> None:
    """Syncs the sources that still have a file to be read again; an unmounted source would look empty."""
    found = dict.fromkeys(root for root, key in report.unread if root in roots and _is_there(root, key))
    with Index(folder, config, create=False) as index:
        for root in found:
            with suppress(MalmoiError):
                index.sync(root)
        report.returned = tuple(id_ for id_ in report.lost if id_ in index)
    report.lost = tuple(id_ for id_ in report.lost if id_ not in set(report.returned))
