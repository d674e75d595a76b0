"""The index writer: documents and deletions go in, a commit comes out.

Documents are collected in memory and written as segments; a segment that is written is *adopted*, which deletes the
older documents of its ids. Deletions and the list of segments exist only in memory until the commit, and change in one
step: whatever interrupts a session, it may still be committed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace

import numpy as np

from ..analysis.analyzer import Analyzer
from ..documents.document import Document
from ..documents.record import Record
from ..segments.columns import Array
from ..segments.merge import merge
from ..segments.segment import Segment
from ..text.normalize import clean
from .buffer import IndexBuffer
from .folder import Store
from .intake import Intake
from .manifest import Commit, SegmentEntry
from .merge_policy import Size, to_merge
from .snapshot import Snapshot, encode_sources
from .source_state import SourceState

_FEW = 64
"""Up to 64 ids are looked up one by one, more as a set."""


class Writer:
    """One writing session. Whoever makes one holds the store's lock."""

    def __init__(self, store: Store, base: Snapshot, analyzer: Analyzer, memory: int) -> None:
        self._store = store
        self.folder = store.folder
        self._analyzer = analyzer
        self._memory = memory
        self.sources: SourceState | None = None
        """Set where the commit changes it."""
        self._begin(base)

    def _begin(self, base: Snapshot) -> None:
        self.base = base
        self.buffer = IndexBuffer(self._store, self._analyzer, self._memory, self.adopt)
        self.intake = Intake(base, self.buffer)
        self._open = [_Open(entry, segment) for entry, segment in zip(base.commit.segments, base.segments, strict=True)]

    def add(self, document: Document, source: str = "") -> bool:
        """Adds a document in place of the one with its id. False where that one is the same already."""
        return self.intake.take(Record.of(document, source)) != "unchanged"

    def discard(self) -> None:
        """Drops the documents that are not in a segment yet."""
        self.buffer = IndexBuffer(self._store, self._analyzer, self._memory, self.adopt)

    def delete(self, ids: Iterable[str]) -> int:
        """Deletes documents by id; how many there were."""
        self.buffer.flush()
        ids = [clean(id_) for id_ in ids]  # as they are in the records
        self.intake.forget(ids)
        before = sum(opened.remaining for opened in self._open)
        encoded = [id_.encode("utf-8", "surrogatepass") for id_ in ids]
        self._open = [opened.without(encoded) for opened in self._open]
        return before - sum(opened.remaining for opened in self._open)

    def clear(self) -> int:
        """Deletes all documents, and forgets all sources; how many documents there were."""
        before = len(self.current())
        self._open = []
        self.intake.forget_all()
        self.sources = SourceState()
        return before

    def current(self) -> Snapshot:
        """The snapshot that a commit would have now. Documents that are in memory become a segment."""
        self.buffer.flush()
        return Snapshot(self._store, self.base.commit, [opened.current() for opened in self._open])

    def adopt(self, entry: SegmentEntry) -> None:
        """Takes in a segment that was written to the store's folder. Its documents replace those of the same ids."""
        new = _Open(entry, self._store.segment(entry)).without_repeated()
        ids = list(new.segment.postings("id").terms)
        self._open = [*(opened.without(ids) for opened in self._open), new]

    def new_documents(self) -> Iterator[tuple[str, str]]:
        """Source and id of the documents in the segments that this session has added."""
        known = {entry.file.name for entry in self.base.commit.segments}
        for opened in self._open:
            if opened.entry.file.name not in known:
                yield from opened.names()

    def commit(self, *, merge: bool = True) -> Commit:
        """Writes everything down and makes it the current commit. Where it raises, it did not take effect.

        Without ``merge`` segments are left to be merged by a later commit.
        """
        self.buffer.flush()
        if not self._is_changed():
            return self.base.commit
        self._open = [opened for opened in self._open if opened.remaining]
        if merge:
            self.buffer.release()
            with suppress(MemoryError):  # a later commit merges
                self._merge()
        sources, packed = self.base.commit.sources, self.base.packed_sources
        if self.sources is not None:
            packed = encode_sources(self.sources)
            sources = self._store.disk.write(self._store.new_name(".sources"), [packed])
        commit = Commit(
            identity=self._store.identity,
            number=self.base.commit.number + 1,
            fingerprint=self._analyzer.fingerprint(),
            segments=tuple(opened.written(self._store) for opened in self._open),
            sources=sources,
        )
        # Nothing is read after the commit has taken effect, for what is read may fail.
        base = Snapshot(self._store, commit, [opened.current() for opened in self._open], packed)
        self._store.publish(commit)
        self.sources = None
        self._begin(base)
        return commit

    def _is_changed(self) -> bool:
        before = self.base.commit
        return (
            self.sources is not None
            or not before.number
            or [opened.entry for opened in self._open] != list(before.segments)
            or any(opened.deleted for opened in self._open)
        )

    def _merge(self) -> None:
        while chosen := to_merge([opened.measured() for opened in self._open], self._memory):
            parts = [self._open[at] for at in chosen]
            merged = merge([part.current() for part in parts])
            entry = self._store.write_segment(merged, sum(part.remaining for part in parts))
            new = _Open(entry, self._store.segment(entry))
            self._open = [*(opened for at, opened in enumerate(self._open) if at not in chosen), new]


class _Open:
    """A segment in a writing session, and the documents that this session deletes from it. It never changes."""

    def __init__(self, entry: SegmentEntry, segment: Segment, deleted: frozenset[int] = frozenset()) -> None:
        self.entry = entry
        self.segment = segment
        self.deleted = deleted

    @property
    def remaining(self) -> int:
        """Documents that are left."""
        return len(self.segment) - len(self.deleted)

    def measured(self) -> Size:
        """The size for the merge policy."""
        return Size(self.remaining, self.entry.file.size)

    def without(self, ids: list[bytes]) -> _Open:
        """The segment without the documents of these ids."""
        postings = self.segment.postings("id")
        if len(ids) > _FEW:
            ids = list(set(ids).intersection(postings.terms))
        found = (number for number in map(postings.terms.find, ids) if number >= 0)
        return self._without(doc for number in found for doc in postings.docs(number).tolist())

    def without_repeated(self) -> _Open:
        """The segment with only the last document of each id."""
        postings = self.segment.postings("id")
        repeated = np.flatnonzero(np.diff(postings.column("starts").astype(np.int64)) > 1).tolist()
        return self._without(doc for number in repeated for doc in postings.docs(number)[:-1].tolist())

    def _without(self, docs: Iterable[int]) -> _Open:
        fresh = {doc for doc in docs if self.segment.live[doc]} - self.deleted
        return _Open(self.entry, self.segment, self.deleted | fresh) if fresh else self

    def names(self) -> Iterator[tuple[str, str]]:
        """Source and id of each document that is left."""
        ids, sources = self.segment.postings("id"), self.segment.postings("source")
        id_of = {doc: term for number, term in enumerate(ids.terms) for doc in ids.docs(number).tolist()}
        for number, source in enumerate(sources.terms):
            for doc in sources.docs(number).tolist():
                if self.segment.live[doc] and doc not in self.deleted:
                    yield source.decode("utf-8", "surrogatepass"), id_of[doc].decode("utf-8", "surrogatepass")

    def current(self) -> Segment:
        """The segment as it is without what was deleted."""
        return self.segment.with_deleted(self._all_deleted()) if self.deleted else self.segment

    def written(self, store: Store) -> SegmentEntry:
        """The entry for the manifest, with the deletions on the disk."""
        return store.write_deleted(self.entry, self._all_deleted()) if self.deleted else replace(self.entry)

    def _all_deleted(self) -> Array:
        return np.union1d(self.segment.deleted, np.array(sorted(self.deleted), dtype="<u2")).astype("<u2")
