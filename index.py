"""An index: what ``malmoi.open`` gives. Everything the command line can do is here."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

from .config import Config, load
from .corpora.dictionaries.word_list import LEXICON
from .errors import FingerprintError, IndexMissingError
from .indexer.analysis.analyzer import make_analyzer
from .indexer.analysis.report import Analysis, analysis
from .indexer.document import Document, Skipped
from .indexer.maintenance.consistency import detect_corruption
from .indexer.maintenance.stats import Stats, statistics
from .indexer.problem import CheckReport
from .indexer.report import BackupReport, Progress, SyncOptions, SyncReport
from .indexer.store.folder import Store
from .indexer.store.manifest import Commit
from .indexer.store.snapshot import Snapshot
from .indexer.store.source_state import SkippedFile
from .lexicon import Lexicon
from .query.bridges.aliases.book import AliasBook
from .query.bridges.lists import Lists
from .query.bridges.mining.index import IndexHints
from .query.execution.explanation import Explanation
from .query.page import Page
from .query.rank import Sort
from .query.searcher import Searcher, metadata_filters

if TYPE_CHECKING:
    from .indexer.store.writer import Writer


class Index:
    """An index folder, for searching and for writing. Several threads and processes may use one folder at a time.

    A search sees the last commit that was there when it began.
    """

    def __init__(self, folder: str | Path, config: Config, *, create: bool = True) -> None:
        self.folder = Path(folder).expanduser()
        self.config = config
        self._store = Store(self.folder)
        self._analyzer = make_analyzer(config)
        self._lists = Lists(self.folder, LEXICON, config.bridges)
        self._lock = RLock()
        self._searcher: tuple[object, Searcher] | None = None
        if not self._store.exists():
            if not create:
                raise IndexMissingError(self.folder)
            with self._store.lock(config.limits.lock_seconds):
                if not self._store.exists():
                    self._writer(Snapshot(self._store, Commit(), [])).commit()
        self._check_fingerprint(self._store.read())

    def search(
        self,
        query: object,
        *,
        limit: int | None = None,
        offset: int = 0,
        since: str | None = None,
        until: str | None = None,
        lang: str | None = None,
        tag: str | None = None,
        sort: Sort = "relevance",
        exact: bool = False,
    ) -> Page:
        """The documents that answer ``query``, a string in malmoi's query language or a Whoosh query object.

        ``since`` and ``until`` are ISO dates, both included. ``exact`` searches only what was typed.
        """
        limit = max(self.config.search.limit if limit is None else limit, 0)
        filters = metadata_filters(since, until, lang, tag)
        with self._reading() as searcher:
            return searcher.search(query, limit=limit, offset=max(offset, 0), sort=sort, filters=filters, exact=exact)

    def explain(self, query: object, id: str, *, exact: bool = False) -> Explanation | None:
        """The score of one document as a tree whose leaves add up to it; None where there is no such document."""
        with self._reading() as searcher:
            return searcher.explain(query, id, exact=exact)

    def stats(self) -> Stats:
        """Counts of documents, languages, segments, bytes, and what was skipped."""
        with self._reading() as searcher:
            return statistics(searcher.snapshot)

    def analyze(self, text: str) -> Analysis:
        """What the index makes of a text, in a document or in a query."""
        return analysis(text, self._analyzer)

    def get(self, id: str) -> Document | None:
        """A document as it is stored: cleaned, and as plain text."""
        with self._reading() as searcher:
            record = searcher.snapshot.record(id)
            return record.document() if record else None

    def add(self, document: Document) -> bool:
        """Adds a document, or replaces the one with its id. False where nothing changed."""
        return self.add_all([document]) == 1

    def add_all(self, documents: Iterable[Document]) -> int:
        """Adds documents in one commit; how many were new or changed."""
        with self._writing() as writer:
            return sum(writer.add(document) for document in documents)

    def add_stream(self, stream: BinaryIO) -> SyncReport:
        """Adds what is piped in, JSON Lines or one text, in one commit. What is missing from it stays in the index."""
        from .corpora.stdin import read_stdin

        began = time.monotonic()
        report = SyncReport()
        with self._writing() as writer:
            for document in read_stdin(stream, self.config.limits):
                if isinstance(document, Skipped):
                    report.skipped.append(SkippedFile("-", document.key, document.reason, document.kind))
                    continue
                is_known = writer.base.locate(document.id) is not None
                is_new = writer.add(document)
                report.added += is_new and not is_known
                report.changed += is_new and is_known
                report.unchanged += not is_new
            before = writer.base.sources
            skipped = [*(one for one in before.skipped if one.root != "-"), *report.skipped]
            if skipped != before.skipped:
                writer.sources = replace(before, skipped=skipped)
        report.seconds = time.monotonic() - began
        return report

    def delete(self, *ids: str) -> int:
        """Deletes documents in one commit; how many there were."""
        with self._writing() as writer:
            return writer.delete(ids)

    def sync(
        self,
        *sources: str | Path,
        workers: int = 1,
        thorough: bool = False,
        whole: bool = False,
        dry_run: bool = False,
        progress: Progress | None = None,
    ) -> SyncReport:
        """Makes the index agree with folders and files: adds, changes and removes; only what changed is analysed.

        ``workers`` processes share the work where there is much of it. They are started like those of
        ``multiprocessing``: a script that asks for more than one needs its ``if __name__ == "__main__":``.
        ``thorough`` reads files that look unchanged too; ``whole`` leaves pages of many posts one document each, and is
        thorough, as is the way back: a plain sync reads only what changed. ``dry_run`` changes nothing and tells what
        would change.
        Whatever ends a sync early, what was read until then is kept.
        """
        from .corpora.files import open_source
        from .indexer.sync.sync import sync

        options = SyncOptions(workers, thorough or whole, dry_run)
        opened = [open_source(source, self.config.limits, whole=whole) for source in sources]
        with self._writing() as writer:
            return sync(writer, opened, self.config, options, progress)

    def aliases(self) -> AliasBook:
        """Names for one thing: the groups, pairs that the posts give, and what was decided about them."""
        with self._reading() as searcher:
            hints = IndexHints(searcher.snapshot.segments)
            return AliasBook(self._lists.alias_file, hints, self._lists.evidence)

    def lexicon(self) -> Lexicon:
        """The word lists between Korean and English: those that come with malmoi, and the imported ones."""
        return Lexicon(self.folder, self.config.bridges)

    def check(self) -> CheckReport:
        """Compares every byte on the disk with what was written; ``malmoi.check`` does it without opening."""
        from .indexer.maintenance.check import check

        return check(self._store)

    def rebuild(self, progress: Progress | None = None) -> int:
        """Analyses every document again, in one commit; how many there are. ``progress`` is told documents."""
        from .indexer.maintenance.rebuild import rebuild

        with self._store.lock(self.config.limits.lock_seconds):
            rebuild(self._store, self._analyzer, self.config.limits.memory_mb << 20, progress)
        return len(self.searcher().snapshot)

    def backup(self, folder: str | Path) -> BackupReport:
        """Copies the last commit to a folder that is new, empty or an earlier backup; to restore it is to open it.

        Files are linked where that is possible: such a backup outlives mistakes, but not the disk.
        """
        from .indexer.maintenance.backup import backup

        return backup(self._store, Path(folder).expanduser(), self.config.limits.lock_seconds)

    def searcher(self) -> Searcher:
        """A searcher over the current commit, kept until there is a newer one."""
        with self._lock:
            lists = self._lists.stamp
            known, current = self._searcher or (None, None)
            if current is None or known != lists or self._store.read() != current.snapshot.commit:
                snapshot = Snapshot.current(self._store, current.snapshot if current else None)
                self._check_fingerprint(snapshot.commit)
                current = Searcher(snapshot, self._analyzer, self.config, self._lists.bridges())
                self._searcher = lists, current
            return current

    def close(self) -> None:
        """Lets go of the index's files."""
        with self._lock:
            self._searcher = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[Writer]:
        """A writer over the current commit; what it did is committed unless something was raised."""
        with self._store.lock(self.config.limits.lock_seconds):
            snapshot = Snapshot.current(self._store)
            self._check_fingerprint(snapshot.commit)
            writer = self._writer(snapshot)
            with detect_corruption(snapshot.segments):
                yield writer
                writer.commit()

    @contextmanager
    def _reading(self) -> Iterator[Searcher]:
        """The searcher; what goes wrong because the index contradicts itself is damage."""
        searcher = self.searcher()
        with detect_corruption(searcher.snapshot.segments):
            yield searcher

    def _writer(self, snapshot: Snapshot) -> Writer:
        from .indexer.store.writer import Writer  # a search alone does not wait for what writes

        return Writer(self._store, snapshot, self._analyzer, self.config.limits.memory_mb << 20)

    def _check_fingerprint(self, commit: Commit) -> None:
        now, then = self._analyzer.fingerprint(), commit.fingerprint
        if now != then:
            keys = sorted(key for key in now.keys() | then.keys() if now.get(key) != then.get(key))
            raise FingerprintError(self.folder, {key: (then.get(key), now.get(key)) for key in keys})


def open_index(path: str | Path = ".malmoi", *, config: Config | None = None, create: bool = True) -> Index:
    """Opens the index in a folder, which is made if there is none (or IndexMissingError, without ``create``)."""
    return Index(path, load() if config is None else config, create=create)


def analyze(text: str, *, config: Config | None = None) -> Analysis:
    """What an index with these settings would make of a text."""
    return analysis(text, make_analyzer(load() if config is None else config))
