"""A batch: changes that become one commit together, or none of them. ``Index.batch`` makes one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Self, Unpack

from .arguments import check_flag, check_id, check_query
from .errors import ArgumentError, StoreError
from .index_state import IndexState
from .indexer.documents.document import Document
from .indexer.documents.record import Record
from .indexer.text.normalize import clean
from .query.filters import CheckedFilters, Filters, checked_filters
from .query.searcher import Searcher

if TYPE_CHECKING:
    from .indexer.store.writer import Writer

_IN_MEMORY = 16 << 20
"""Characters of a batch that are kept in memory; what comes after these is kept in a temporary file."""


class Batch:
    """Changes to an index, in their order, which happen when the ``with`` block ends: all of them, or none.

    Nothing happens if the block raises. The index is locked only while the changes are written at the end of the block,
    so other writers need not wait for what happens inside it. Arguments are checked at once. ``added`` and ``deleted``
    count documents, and are known after the block.
    """

    def __init__(self, state: IndexState) -> None:
        self._state = state
        self._changes: _Spool | None = None
        self._queries: list[tuple[object, CheckedFilters]] = []
        self.added = 0
        """New and changed documents."""
        self.deleted = 0
        """Documents that were there and are deleted."""

    def add(self, document: Document, *, replace: bool = True) -> None:
        """Adds a document, or replaces the one with its id; without ``replace``, that one stays as it is."""
        check_flag(replace=replace)
        self._put("add", replace, record=Record.of(document))

    def delete(self, *ids: str) -> None:
        """Deletes documents by id. Ids that are not there are no error."""
        for id_ in ids:
            check_id(id=id_)
        self._put("delete", *map(clean, ids))

    def delete_where(self, query: object = "", **filters: Unpack[Filters]) -> None:
        """Deletes all documents that have every word of ``query`` and pass the filters.

        The words are searched as they are typed, without variants.

        Raises QueryError if some of the query would have to be left out, at the end of the block.
        """
        check_query(query)
        checked = checked_filters(filters)
        if not checked and isinstance(query, str) and not query.strip():
            raise ArgumentError(
                "query", "there is neither a query nor a filter", "To delete all documents, use: clear()"
            )
        self._queries.append((query, checked))
        self._put("delete_where", len(self._queries) - 1)

    def clear(self) -> None:
        """Deletes all documents, and forgets all sources."""
        self._put("clear")

    def __enter__(self) -> Self:
        self._state.check_open()
        self._changes = _Spool()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        changes, self._changes = self._changes, None
        if changes is None:
            return
        try:
            if kind is None and changes.count:
                with self._state.writing() as writer:
                    self.added, self.deleted = _Application(writer, self._state, self._queries).run(changes)
        finally:
            changes.close()

    def _put(self, *change: object, record: Record | None = None) -> None:
        if self._changes is None:
            raise StoreError(
                "a batch takes changes only inside its with block", "Make another: with index.batch() as batch"
            )
        self._changes.put(change, record)


_Change = tuple[Sequence[Any], Record | None]
"""The kind of a change with its values, and the record that is added."""


class _Spool:
    """The changes of a batch in their order: the first in memory, the others in a file that nobody else can read.

    A change in the file is a line of JSON, its values and the digest and size of its record, and then the record.
    """

    def __init__(self) -> None:
        self._kept: list[_Change] = []
        self._room = _IN_MEMORY
        self._file: IO[bytes] | None = None
        self._filed = 0

    @property
    def count(self) -> int:
        return len(self._kept) + self._filed

    def put(self, change: Sequence[object], record: Record | None) -> None:
        self._room -= record.characters if record else 0
        if self._room > 0:
            self._kept.append((change, record))
            return
        data = record.encoded() if record else b""
        values = [*change, record.digest.hex() if record else "", len(data)]
        try:
            self._file = self._file or TemporaryFile()  # noqa: SIM115  # closed by close
            self._file.write(json.dumps(values).encode() + b"\n" + data)
        except OSError as error:
            raise StoreError(f"a batch cannot be kept in a temporary file: {error.strerror or error}") from error
        self._filed += 1

    def __iter__(self) -> Iterator[_Change]:
        yield from self._kept
        if not self._file:
            return
        try:
            self._file.seek(0)
            for _ in range(self._filed):
                *change, digest, size = json.loads(self._file.readline())
                data = self._file.read(size)
                yield change, Record.decoded(data, bytes.fromhex(digest)) if digest else None
        except OSError as error:
            raise StoreError(f"the temporary file of a batch cannot be read: {error.strerror or error}") from error

    def close(self) -> None:
        if self._file:
            self._file.close()


class _Application:
    """The changes of a batch as they are made. Deletions by id wait for each other: each time costs a segment."""

    def __init__(self, writer: Writer, state: IndexState, queries: Sequence[tuple[object, CheckedFilters]]) -> None:
        self._writer = writer
        self._state = state
        self._queries = queries
        self._gone: dict[str, None] = {}
        """Ids to be deleted."""
        self._new: set[str] = set()
        """Ids that were added."""
        self._added = 0
        self._deleted = 0

    def run(self, changes: _Spool) -> tuple[int, int]:
        for change, record in changes:
            match change:
                case ["add", replace]:
                    assert record
                    self._add(record, replace)
                case ["delete", *ids]:
                    self._gone |= dict.fromkeys(ids)
                case ["delete_where", number]:
                    self._delete_where(*self._queries[number])
                case ["clear"]:
                    self._clear()
        self._delete()
        return self._added, self._deleted

    def _add(self, record: Record, replace: bool) -> None:
        id_ = record.id
        if not replace and id_ not in self._gone and (id_ in self._new or self._writer.intake.knows(id_)):
            return
        self._gone.pop(id_, None)
        self._added += self._writer.intake.take(record) != "unchanged"
        self._new.add(id_)

    def _delete(self) -> None:
        if self._gone:
            self._deleted += self._writer.delete(self._gone)
            self._new -= self._gone.keys()
            self._gone = {}

    def _delete_where(self, query: object, filters: CheckedFilters) -> None:
        self._delete()
        searcher = Searcher(self._writer.current(), self._state.analyzer, self._state.config)
        self._gone = dict.fromkeys(searcher.matching(query, filters.nodes(searcher.kind_of)))

    def _clear(self) -> None:
        self._delete()
        self._deleted += self._writer.clear()
        self._new = set()
