"""Upkeep of an index folder, be it one that cannot be opened: check, repair, rebuild and backup."""

from __future__ import annotations

import os
from pathlib import Path

from .config import Config, load
from .errors import IndexMissingError, SourceError
from .index import Index
from .indexer.analysis.analyzer import make_analyzer
from .indexer.problem import CheckReport
from .indexer.report import BackupReport, Progress, RepairReport
from .indexer.store.folder import Store


def check(path: str | Path = ".malmoi") -> CheckReport:
    """Compares every byte of the index in a folder with what was written. Nothing is locked or changed."""
    from .indexer.maintenance.check import check  # here and below: a search alone does not wait for what writes

    return check(_store(path))


def repair(path: str | Path = ".malmoi", *, config: Config | None = None) -> RepairReport:
    """Makes a damaged index whole again out of what can still be read, and of its sources where they are there.

    Raises DamagedIndexError where manifest and backup are both damaged.
    """
    from .indexer.maintenance.repair import repair

    config = load() if config is None else config
    store, analyzer = _store(path), make_analyzer(config)
    if not store.exists():
        raise IndexMissingError(store.folder)
    with store.lock(config.limits.lock_seconds):
        report = repair(store, analyzer, config.limits.memory_mb << 20)
    if report.unread and store.read().fingerprint == analyzer.fingerprint():
        _read_again(store.folder, config, report)
    return report


def rebuild(path: str | Path = ".malmoi", *, config: Config | None = None, progress: Progress | None = None) -> int:
    """Analyses every stored document again with the settings of now; how many there are.

    Searchers that are open keep the index as it was. ``progress`` is told documents.
    """
    from .indexer.maintenance.rebuild import rebuild

    config = load() if config is None else config
    store, analyzer = _store(path), make_analyzer(config)
    store.read()
    with store.lock(config.limits.lock_seconds):
        commit = rebuild(store, analyzer, config.limits.memory_mb << 20, progress)
    return sum(entry.documents for entry in commit.segments)


def backup(path: str | Path, folder: str | Path, *, config: Config | None = None) -> BackupReport:
    """Copies the index at ``path`` to ``folder``, as of its last commit; to restore it is to open it.

    Files are linked where that is possible: such a backup outlives mistakes, but not the disk.
    """
    from .indexer.maintenance.backup import backup

    config = load() if config is None else config
    return backup(_store(path), Path(folder).expanduser(), config.limits.lock_seconds)


def _store(path: str | Path) -> Store:
    return Store(Path(path).expanduser())


def _read_again(folder: Path, config: Config, report: RepairReport) -> None:
    """Syncs the sources of which a file to be read again is still there: an unmounted one would look empty."""
    roots = {
        root: None for root, key in report.unread if os.path.isfile(root) or os.path.exists(os.path.join(root, key))
    }
    with Index(folder, config, create=False) as index:
        for root in roots:
            try:
                index.sync(root)
            except SourceError:
                continue
        report.returned = tuple(id_ for id_ in report.lost if index.get(id_))
    report.lost = tuple(id_ for id_ in report.lost if id_ not in set(report.returned))
