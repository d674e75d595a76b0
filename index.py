"""The class Index, which ``malmoi.open`` returns: writing, and everything else that the commands do.

What only reads an index is in its base class (index_reader.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self, Unpack, get_args

from .arguments import (
    check_callable,
    check_choice,
    check_columns,
    check_flag,
    check_instance,
    check_path,
    check_stream,
    check_whole,
    items,
)
from .batch import Batch
from .config import Config, load
from .index_reader import IndexReader
from .index_state import IndexState, Stale
from .indexer.analysis.analyzer import make_analyzer
from .indexer.analysis.report import TextAnalysis, analysis
from .indexer.documents.document import Document
from .indexer.maintenance.problem import CheckReport
from .indexer.maintenance.report import BackupReport
from .indexer.store.memory import memory_budget
from .indexer.store.owner_lists import ListWriter
from .indexer.sync.report import Progress, SyncOptions, SyncReport
from .lexicon import Lexicon
from .query.bridges.aliases.book import AliasBook
from .query.bridges.mining.index import IndexHints
from .query.filters import Filters


class Index(IndexReader):
    """An index folder, for searching and writing. Several threads and processes may use it at the same time.

    A search sees the last commit at its start. ``len`` counts documents, and ``id in index`` looks one up. An index is
    true, also without documents. A pickled one is opened again where it is unpickled. After ``close`` every call raises
    StoreError.
    """

    def __init__(self, folder: str | Path, config: Config, *, create: bool = True, stale: Stale = "error") -> None:
        super().__init__(IndexState(Path(folder).expanduser(), config, create=create, stale=stale))

    def __reduce__(self) -> tuple[Any, ...]:
        return _reopened, (str(self.folder.absolute()), self.config, self._state.stale)

    def batch(self) -> Batch:
        """Changes that become one commit together: ``with index.batch() as batch: batch.add(document)``."""
        self._state.check_open()
        return Batch(self._state)

    def add(self, document: Document, *, replace: bool = True) -> bool:
        """Adds a document, or replaces the one with its id, in one commit. False if nothing changed.

        Without ``replace`` a document that is there stays as it is.
        """
        with self.batch() as batch:
            batch.add(document, replace=replace)
        return batch.added == 1

    def add_all(self, documents: Iterable[Document], *, replace: bool = True) -> int:
        """Adds or replaces documents in one commit, as ``add`` does. Returns the number of new and changed documents.

        The index is not locked while ``documents`` are waited for.
        """
        check_flag(replace=replace)
        with self.batch() as batch:
            for document in items("documents", documents, "documents"):
                batch.add(document, replace=replace)
        return batch.added

    def add_stream(self, stream: BinaryIO, *, columns: str | Mapping[str, str] = "") -> SyncReport:
        """Adds or replaces the documents of a stream, JSON Lines or one text, in one commit. Deletes none.

        ``columns`` names the keys that are fields, as for ``sync``.
        """
        from .corpora.stdin import NAME, read_stdin
        from .indexer.sync.stream import add_stream

        check_stream(stream=stream)
        check_columns(columns=columns)
        found = read_stdin(stream, self.config.limits, columns or self.config.sources.columns, self.config.fields.kinds)
        with self._state.writing() as writer:
            return add_stream(writer, found, NAME)

    def delete(self, *ids: str) -> int:
        """Deletes documents in one commit. Returns the number of documents that existed."""
        with self.batch() as batch:
            batch.delete(*ids)
        return batch.deleted

    def delete_where(self, query: object = "", **filters: Unpack[Filters]) -> int:
        """Deletes all documents that have every word of ``query`` and pass the filters, in one commit; their number.

        The words are searched as they are typed, without variants. Raises QueryError if some of the query would have to
        be left out, and ArgumentError without a query and a filter.
        """
        with self.batch() as batch:
            batch.delete_where(query, **filters)
        return batch.deleted

    def clear(self) -> int:
        """Deletes all documents, and forgets all sources, in one commit. Returns the number of documents."""
        with self.batch() as batch:
            batch.clear()
        return batch.deleted

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

        for source in sources:
            check_path(source=source)
        check_whole(1, workers=workers)
        check_flag(thorough=thorough, whole=whole, follow=follow, dry_run=dry_run)
        check_callable(progress=progress)
        check_columns(columns=columns)
        self._state.check_open()
        options = SyncOptions(workers, thorough or whole or bool(columns), dry_run)
        columns = columns or self.config.sources.columns
        opened = [
            open_source(
                source,
                self.config.limits,
                whole=whole,
                follow=follow,
                columns=columns,
                fields=self.config.fields.kinds,
            )
            for source in sources
        ]
        with self._state.writing() as writer:
            return sync(writer, opened, self.config, options, progress)

    def forget(self, source: str | Path) -> int:
        """Deletes the documents of a source in one commit, and returns their number. The files stay where they are.

        ``source`` is a path, as of ``sync`` or ``IndexedSource.root``; it need not exist any more. Raises SourceError
        if the index has no such source.
        """
        from .indexer.sync.forget import forget

        check_path(source=source)
        with self._state.writing() as writer:
            return forget(writer, source)

    def aliases(self) -> AliasBook:
        """The aliases: groups of names, pairs of names found in posts, and the decisions about them."""
        lists = self._state.lists
        with self._state.reading() as searcher:
            hints = IndexHints(searcher.snapshot.segments)
            store = None if self.config.bridges.alias_file else self._state.store
            return AliasBook(
                lists.alias_file, hints, lists.evidence, ListWriter(store, self.config.limits.lock_seconds)
            )

    def lexicon(self) -> Lexicon:
        """The word lists between Korean and English, bundled and imported."""
        self._state.check_open()
        return Lexicon(self.folder, self.config.bridges, self.config.limits.lock_seconds)

    def check(self) -> CheckReport:
        """Verifies the checksums of all files; ``malmoi.check`` does so without opening the index."""
        from .indexer.maintenance.check import check

        self._state.check_open()
        return check(self._state.store)

    def rebuild(self, progress: Progress | None = None) -> int:
        """Analyses all stored documents again, in one commit. Returns their number; ``progress`` counts documents."""
        from .indexer.maintenance.rebuild import rebuild

        check_callable(progress=progress)
        self._state.check_open()
        with self._state.store.lock(self.config.limits.lock_seconds):
            commit = rebuild(
                self._state.store, self._state.analyzer, memory_budget(self.config.limits.memory_mb << 20), progress
            )
        return sum(entry.documents for entry in commit.segments)

    def backup(self, folder: str | Path) -> BackupReport:
        """Copies the last commit to a folder that is new, empty or an earlier backup. To restore, open the copy.

        Files are hard-linked if possible: this protects against mistakes, but not against a broken disk.
        """
        from .indexer.maintenance.backup import backup

        check_path(folder=folder)
        self._state.check_open()
        return backup(self._state.store, Path(folder).expanduser(), self.config.limits.lock_seconds)

    def close(self) -> None:
        """Closes the files of the index. Closing it again does nothing."""
        self._state.close()

    def __enter__(self) -> Self:
        self._state.check_open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def _reopened(folder: str, config: Config, stale: Stale) -> Index:
    """A pickled index, opened again."""
    return Index(folder, config, create=False, stale=stale)


def open_index(
    path: str | Path = ".malmoi", *, config: Config | None = None, create: bool = True, stale: Stale = "error"
) -> Index:
    """Opens the index in a folder. If there is none, creates one, or raises IndexMissingError without ``create``.

    ``stale`` says what happens where the index was made with another analysis, such as that of an older version:
    ``error`` raises FingerprintError, ``rebuild`` analyses the stored documents again in one commit, ``read`` searches
    it as it is, with a note on every page. Only versions and word lists may differ for ``read``, and writing raises
    FingerprintError.
    """
    check_path(path=path)
    check_instance(Config, config=config, optional=True)
    check_flag(create=create)
    check_choice("stale", stale, get_args(Stale))
    return Index(path, load() if config is None else config, create=create, stale=stale)


def analyze(text: str, *, config: Config | None = None) -> TextAnalysis:
    """The tokens of a text in an index with these settings."""
    return analysis(text, make_analyzer(load() if config is None else config))
