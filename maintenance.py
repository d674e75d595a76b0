"""Maintenance of an index folder, even if the index cannot be opened: check, repair, rebuild and backup."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from .config import Config, load
from .errors import IndexMissingError, MalmoiError
from .index import Index
from .indexer.analysis.analyzer import make_analyzer
from .indexer.maintenance.problem import CheckReport
from .indexer.maintenance.report import BackupReport, RepairReport
from .indexer.store.folder import Store
from .indexer.sync.report import Progress


def check(path: str | Path = ".malmoi") -> CheckReport:
    """Verifies the checksums of the index in a folder. Locks and changes nothing."""
    from .indexer.maintenance.check import check  # imported here and below to keep the start of a search quick

    return check(_store(path))


def repair(path: str | Path = ".malmoi", *, config: Config | None = None) -> RepairReport:
    """Repairs a damaged index: keeps the readable documents, and reads the others again from existing sources.

    Raises DamagedIndexError if the manifest and its copy are both damaged.
    """
    from .indexer.maintenance.repair import repair

    config = load() if config is None else config
    store, analyzer = _store(path), make_analyzer(config)
    if not store.exists():
        raise IndexMissingError(store.folder)
    with store.lock(config.limits.lock_seconds):
        report = repair(store, analyzer, config.limits.memory_mb << 20)
    with suppress(MalmoiError):  # the repair has taken effect, whatever the sources give
        if report.unread and store.read().fingerprint == analyzer.fingerprint():
            _read_again(store.folder, config, report)
    return report


def rebuild(path: str | Path = ".malmoi", *, config: Config | None = None, progress: Progress | None = None) -> int:
    """Analyses all stored documents again with the current settings. Returns their number.

    Open searchers keep the old index. ``progress`` counts documents.
    """
    from .indexer.maintenance.rebuild import rebuild

    config = load() if config is None else config
    store, analyzer = _store(path), make_analyzer(config)
    store.read()
    with store.lock(config.limits.lock_seconds):
        commit = rebuild(store, analyzer, config.limits.memory_mb << 20, progress)
    return sum(entry.documents for entry in commit.segments)


def backup(path: str | Path, folder: str | Path, *, config: Config | None = None) -> BackupReport:
    """Copies the last commit of the index at ``path`` to ``folder``. To restore, open the copy.

    Files are hard-linked if possible: this protects against mistakes, but not against a broken disk.
    """
    from .indexer.maintenance.backup import backup

    config = load() if config is None else config
    return backup(_store(path), Path(folder).expanduser(), config.limits.lock_seconds)


def _store(path: str | Path) -> Store:
    return Store(Path(path).expanduser())


def _is_there(root: Path, key: str) -> bool:
    try:
        return root.is_file() or (root / key).exists()
    except OSError:  # a damaged index may name anything
        return False


def _read_again(folder: Path, config: Config, report: RepairReport) -> None:
    """Syncs the sources that still have a file to be read again; an unmounted source would look empty."""
    roots = {root: None for root, key in report.unread if _is_there(Path(root), key)}
    with Index(folder, config, create=False) as index:
        for root in roots:
            with suppress(MalmoiError):
                index.sync(root)
        report.returned = tuple(id_ for id_ in report.lost if index.get(id_))
    report.lost = tuple(id_ for id_ in report.lost if id_ not in set(report.returned))
