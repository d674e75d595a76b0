"""An open index: its folder, settings and analyzer, the searcher over its current commit, and the way to a writer.

``Index`` and ``Batch`` work on one. Thread-safe, and usable in a child process after a fork.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Literal

from .config import Config
from .corpora.dictionaries.word_list import LEXICON
from .errors import FingerprintError, IndexMissingError, StoreError
from .forks import renew_after_fork
from .indexer.analysis.analyzer import make_analyzer
from .indexer.maintenance.consistency import detect_corruption
from .indexer.store.folder import Store
from .indexer.store.manifest import Commit
from .indexer.store.memory import memory_budget
from .indexer.store.snapshot import Snapshot
from .query.expansion.registry import Lists
from .query.searcher import Searcher

if TYPE_CHECKING:
    from .indexer.store.writer import Writer


Stale = Literal["error", "read", "rebuild"]
"""What happens where an index was made with another analysis: an error, it is searched as it is, it is made anew."""
STALE = "the index was made with another version of the analysis ({}): some words may not be found"
_DECISIVE = frozenset(("streams", "tagger", "timezone"))
"""Parts of a fingerprint that make it another analysis; the others are versions, word lists and dictionaries."""


class IndexState:
    """The state of one ``Index``."""

    def __init__(self, folder: Path, config: Config, *, create: bool = True, stale: Stale = "error") -> None:
        self.folder = folder
        self.config = config
        self.stale = stale
        self.store = Store(folder)
        self.analyzer = make_analyzer(config)
        self.lists = Lists(folder, LEXICON, config.bridges)
        self.is_closed = False
        self._searcher: tuple[object, Searcher] | None = None
        self.renew()
        renew_after_fork(self)
        if not self.store.exists():
            if not create:
                raise IndexMissingError(folder)
            with self.store.lock(config.limits.lock_seconds):
                if not self.store.exists():
                    self._writer(Snapshot(self.store, Commit(), [])).commit()
        if stale == "rebuild" and self._differences(self.store.read()):
            self._rebuild_stale()
        self._check_readable(self.store.read())

    def renew(self) -> None:
        """Makes the lock anew: at a fork another thread may have held it."""
        self._lock = RLock()

    def searcher(self) -> Searcher:
        """The searcher over the current commit, cached until there is a newer one."""
        with self._lock:
            self.check_open()
            lists = self.lists.stamp
            known, current = self._searcher or (None, None)
            if current is None or known != lists or self.store.read() != current.snapshot.commit:
                snapshot = Snapshot.current(self.store, current.snapshot if current else None)
                notes = self._check_readable(snapshot.commit)
                snapshot.check_distinct()
                current = Searcher(snapshot, self.analyzer, self.config, self.lists.bridges(), notes)
                self._searcher = lists, current
            return current

    def updated(self) -> datetime:
        """The time of the last commit, in UTC."""
        self.check_open()
        return self.store.updated()

    def close(self) -> None:
        """Closes the files of the index."""
        with self._lock:
            self.is_closed = True
            self._searcher = None

    def check_open(self) -> None:
        """Raises StoreError after ``close``."""
        if self.is_closed:
            raise StoreError(f"the index at {self.folder} is closed", "Open it again with: malmoi.open")

    @contextmanager
    def reading(self) -> Iterator[Searcher]:
        """The searcher; what goes wrong because the index contradicts itself is damage."""
        searcher = self.searcher()
        searcher.snapshot.check_sizes()
        with detect_corruption(searcher.snapshot.segments):
            yield searcher

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """A writer over the current commit; what it did is committed unless something was raised."""
        self.check_open()
        with _memory_errors(), self.store.lock(self.config.limits.lock_seconds):
            snapshot = Snapshot.current(self.store)
            self._check_fingerprint(snapshot.commit)
            snapshot.check_sizes()
            with detect_corruption(snapshot.segments):
                writer = self._writer(snapshot)
                yield writer
                writer.commit()

    def _writer(self, snapshot: Snapshot) -> Writer:
        from .indexer.store.writer import Writer  # a search alone does not wait for what writes

        return Writer(self.store, snapshot, self.analyzer, memory_budget(self.config.limits.memory_mb << 20))

    def _rebuild_stale(self) -> None:
        """Analyses the documents again, unless another process has done so meanwhile."""
        from .indexer.maintenance.rebuild import rebuild

        with _memory_errors(), self.store.lock(self.config.limits.lock_seconds):
            if self._differences(self.store.read()):
                rebuild(self.store, self.analyzer, memory_budget(self.config.limits.memory_mb << 20))

    def _differences(self, commit: Commit) -> dict[str, tuple[object, object]]:
        """What the analysis was and is, for each part of it that is another now."""
        now, then = self.analyzer.fingerprint(), commit.fingerprint
        keys = sorted(key for key in now.keys() | then.keys() if now.get(key) != then.get(key))
        return {key: (then.get(key), now.get(key)) for key in keys}

    def _check_fingerprint(self, commit: Commit) -> None:
        if found := self._differences(commit):
            raise FingerprintError(self.folder, found)

    def _check_readable(self, commit: Commit) -> tuple[str, ...]:
        """The notes on every search of a commit. Raises FingerprintError where it cannot be searched."""
        found = self._differences(commit)
        if found and (self.stale != "read" or _DECISIVE & found.keys()):
            raise FingerprintError(self.folder, found)
        return (STALE.format(", ".join(found)),) if found else ()


@contextmanager
def _memory_errors() -> Iterator[None]:
    """Turns a MemoryError into a StoreError."""
    try:
        yield
    except MemoryError as error:
        raise StoreError("memory ran out while indexing", "Lower limits.memory_mb (--memory)") from error
