"""The class Index, which ``malmoi.open`` returns: searching, writing, and everything else that the commands do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self, get_args

from .arguments import check_choice, check_query, check_text, check_whole
from .config import Config, load
from .corpora.dictionaries.word_list import LEXICON
from .errors import FingerprintError, IndexMissingError, StoreError
from .indexer.analysis.analyzer import make_analyzer
from .indexer.analysis.report import TextAnalysis, analysis
from .indexer.documents.document import Document
from .indexer.maintenance.consistency import detect_corruption
from .indexer.maintenance.problem import CheckReport
from .indexer.maintenance.report import BackupReport
from .indexer.maintenance.stats import Stats, statistics
from .indexer.store.folder import Store
from .indexer.store.manifest import Commit
from .indexer.store.owner_lists import ListWriter
from .indexer.store.snapshot import Snapshot
from .indexer.store.source_state import IndexedSource, sources_of
from .indexer.sync.report import Progress, SyncOptions, SyncReport
from .lexicon import Lexicon
from .query.bridges.aliases.book import AliasBook
from .query.bridges.mining.index import IndexHints
from .query.execution.explanation import Explanation
from .query.expansion.registry import Lists
from .query.filters import metadata_filters
from .query.page import Page
from .query.rank import Sort
from .query.searcher import Searcher

if TYPE_CHECKING:
    from .indexer.store.writer import Writer


class Index:
    """An index folder, for searching and writing. Several threads and processes may use it at the same time.

    A search sees the last commit at its start.
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
        """A page of the documents that match ``query``, a string in malmoi's query language or a Whoosh query object.

        ``limit`` (default: the setting ``search.limit``) and ``offset`` count hits. ``since`` and ``until`` are ISO
        dates, both inclusive. ``exact`` searches the typed words only, without variants. Raises QueryError.
        """
        check_query(query)
        check_whole(limit=self.config.search.limit if limit is None else limit, offset=offset)
        check_text(since=since, until=until, lang=lang, tag=tag, optional=True)
        check_choice("sort", sort, get_args(Sort))
        limit = max(self.config.search.limit if limit is None else limit, 0)
        filters = metadata_filters(since, until, lang, tag)
        with self._reading() as searcher:
            return searcher.search(query, limit=limit, offset=max(offset, 0), sort=sort, filters=filters, exact=exact)

    def explain(self, query: object, id: str, *, exact: bool = False) -> Explanation | None:
        """The score of one document as a tree whose leaves add up to it; None if there is no such document."""
        check_query(query)
        check_text(id=id)
        with self._reading() as searcher:
            return searcher.explain(query, id, exact=exact)

    def stats(self) -> Stats:
        """Statistics: counts of documents, languages, segments and bytes, and the skipped files."""
        with self._reading() as searcher:
            return statistics(searcher.snapshot)

    def analyze(self, text: str) -> TextAnalysis:
        """The tokens of a text, the same in a document and in a query."""
        check_text(text=text)
        return analysis(text, self._analyzer)

    def get(self, id: str) -> Document | None:
        """The stored document with this id, as normalised plain text; None if there is none."""
        check_text(id=id)
        with self._reading() as searcher:
            record = searcher.snapshot.record(id)
            return record.document() if record else None

    def add(self, document: Document) -> bool:
        """Adds a document, or replaces the one with its id, in one commit. False if nothing changed."""
        return self.add_all([document]) == 1

    def add_all(self, documents: Iterable[Document]) -> int:
        """Adds or replaces documents in one commit. Returns the number of new and changed documents."""
        with self._writing() as writer:
            added = 0
            for document in documents:  # what its owner raises here is no sign of damage
                with detect_corruption(writer.base.segments):
                    added += writer.add(document)
            return added

    def add_stream(self, stream: BinaryIO, *, columns: str | Mapping[str, str] = "") -> SyncReport:
        """Adds or replaces the documents of a stream, JSON Lines or one text, in one commit. Deletes none.

        ``columns`` names the keys that are fields, as for ``sync``.
        """
        from .corpora.stdin import NAME, read_stdin
        from .indexer.sync.stream import add_stream

        with self._writing() as writer, detect_corruption(writer.base.segments):
            return add_stream(
                writer, read_stdin(stream, self.config.limits, columns or self.config.sources.columns), NAME
            )

    def delete(self, *ids: str) -> int:
        """Deletes documents in one commit. Returns the number of documents that existed."""
        for id_ in ids:
            check_text(id=id_)
        with self._writing() as writer, detect_corruption(writer.base.segments):
            return writer.delete(ids)

    def sync(
        self,
        *sources: str | Path,
        workers: int = 1,
        thorough: bool = False,
        whole: bool = False,
        follow: bool = False,
        columns: str | Mapping[str, str] = "",
        dry_run: bool = False,
        progress: Progress | None = None,
    ) -> SyncReport:
        """Updates the index from folders and files: adds, updates and deletes documents. Reads only changed files.

        ``workers`` is the maximum number of processes; small updates use one. Processes are started by
        ``multiprocessing``, so a script with more than one worker needs ``if __name__ == "__main__":``.
        ``thorough`` reads all files, including those that look unchanged. ``whole`` does not split listing pages into
        posts; it implies ``thorough``, and undoing it needs ``thorough``. ``follow`` follows links that leave a source;
        a sync without it deletes their documents. ``columns`` names the columns of tables and the keys of JSON that are
        fields, ``body=pledge,title=name`` or a mapping; it overrides ``sources.columns`` and implies ``thorough``.
        ``dry_run`` reports what would change, and changes nothing.
        ``progress`` is called with the bytes done and the bytes in total.
        A source inside of another one is a part of it: only the part is read, and each document is there once.
        If a sync ends early, the documents read so far are kept. Raises SourceError if a source does not exist.
        """
        from .corpora.files import open_source
        from .indexer.sync.sync import sync

        options = SyncOptions(workers, thorough or whole or bool(columns), dry_run)
        columns = columns or self.config.sources.columns
        opened = [
            open_source(source, self.config.limits, whole=whole, follow=follow, columns=columns) for source in sources
        ]
        with self._writing() as writer, detect_corruption(writer.base.segments):
            return sync(writer, opened, self.config, options, progress)

    def sources(self) -> list[IndexedSource]:
        """The folders and files that ``sync`` has read, with the state of each file."""
        with self._reading() as searcher:
            return sources_of(searcher.snapshot.sources)

    def forget(self, source: str | Path) -> int:
        """Deletes the documents of a source in one commit, and returns their number. The files stay where they are.

        ``source`` is a path, as of ``sync`` or ``IndexedSource.root``; it need not exist any more. Raises SourceError
        if the index has no such source.
        """
        from .indexer.sync.forget import forget

        with self._writing() as writer, detect_corruption(writer.base.segments):
            return forget(writer, source)

    def aliases(self) -> AliasBook:
        """The aliases: groups of names, pairs of names found in posts, and the decisions about them."""
        with self._reading() as searcher:
            hints = IndexHints(searcher.snapshot.segments)
            writer = ListWriter(
                None if self.config.bridges.alias_file else self._store, self.config.limits.lock_seconds
            )
            return AliasBook(self._lists.alias_file, hints, self._lists.evidence, writer)

    def lexicon(self) -> Lexicon:
        """The word lists between Korean and English, bundled and imported."""
        return Lexicon(self.folder, self.config.bridges, self.config.limits.lock_seconds)

    def check(self) -> CheckReport:
        """Verifies the checksums of all files; ``malmoi.check`` does so without opening the index."""
        from .indexer.maintenance.check import check

        return check(self._store)

    def rebuild(self, progress: Progress | None = None) -> int:
        """Analyses all stored documents again, in one commit. Returns their number; ``progress`` counts documents."""
        from .indexer.maintenance.rebuild import rebuild

        with self._store.lock(self.config.limits.lock_seconds):
            commit = rebuild(self._store, self._analyzer, self.config.limits.memory_mb << 20, progress)
        return sum(entry.documents for entry in commit.segments)

    def backup(self, folder: str | Path) -> BackupReport:
        """Copies the last commit to a folder that is new, empty or an earlier backup. To restore, open the copy.

        Files are hard-linked if possible: this protects against mistakes, but not against a broken disk.
        """
        from .indexer.maintenance.backup import backup

        return backup(self._store, Path(folder).expanduser(), self.config.limits.lock_seconds)

    def searcher(self) -> Searcher:
        """The searcher over the current commit, cached until there is a newer one."""
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
        """Closes the files of the index."""
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
        with _memory_errors(), self._store.lock(self.config.limits.lock_seconds):
            snapshot = Snapshot.current(self._store)
            self._check_fingerprint(snapshot.commit)
            snapshot.check_sizes()
            writer = self._writer(snapshot)
            yield writer
            with detect_corruption(snapshot.segments):
                writer.commit()

    @contextmanager
    def _reading(self) -> Iterator[Searcher]:
        """The searcher; what goes wrong because the index contradicts itself is damage."""
        searcher = self.searcher()
        searcher.snapshot.check_sizes()
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


@contextmanager
def _memory_errors() -> Iterator[None]:
    """Turns a MemoryError into a StoreError."""
    try:
        yield
    except MemoryError as error:
        raise StoreError("memory ran out while indexing", "Lower limits.memory_mb (--memory)") from error


def open_index(path: str | Path = ".malmoi", *, config: Config | None = None, create: bool = True) -> Index:
    """Opens the index in a folder. If there is none, creates one, or raises IndexMissingError without ``create``."""
    return Index(path, load() if config is None else config, create=create)


def analyze(text: str, *, config: Config | None = None) -> TextAnalysis:
    """The tokens of a text in an index with these settings."""
    return analysis(text, make_analyzer(load() if config is None else config))
