"""The index writer: documents and deletions go in, a commit comes out.

Documents are collected in memory and written as segments; a segment that is written is *adopted*, which deletes the
older documents of its ids. Deletions and the list of segments exist only in memory until the commit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from ..analysis.analyzer import Analyzer
from ..document import Document
from ..record import Record
from ..segments.columns import Array
from ..segments.merge import merge
from ..segments.segment import Segment
from ..text.normalize import clean
from .buffer import IndexBuffer, is_same
from .folder import Store
from .manifest import Commit, SegmentEntry
from .merge_policy import to_merge
from .snapshot import Snapshot, encode_sources
from .source_state import SourceState

_FEW = 64
"""Ids are looked up one by one up to so many, and as sets above."""


class Writer:
    """One writing session. Whoever makes one holds the store's lock."""

    def __init__(self, store: Store, base: Snapshot, analyzer: Analyzer, memory: int) -> None:
        self._store = store
        self.folder = store.folder
        self._analyzer = analyzer
        self.buffer = IndexBuffer(store, analyzer, memory, self.adopt)
        self.sources: SourceState | None = None
        """Set where the commit changes it."""
        self._begin(base)

    def _begin(self, base: Snapshot) -> None:
        self.base = base
        self._open = [_Open(entry, segment) for entry, segment in zip(base.commit.segments, base.segments, strict=True)]
        self._touched: set[str] = set()
        """Ids that the base has, and that this session replaced or deleted."""

    def add(self, document: Document, source: str = "") -> bool:
        """Adds a document in place of the one with its id. False where that one is the same already."""
        record = Record.of(document, source)
        if record.id not in self._touched:
            if is_same(self.base, record):
                return False
            if self.base.locate(record.id):
                self._touched.add(record.id)
        self.buffer.add(record)
        if self.buffer.should_flush:
            self.buffer.flush()
        return True

    def delete(self, ids: Iterable[str]) -> int:
        """Deletes documents by id; how many there were."""
        self.buffer.flush()
        ids = [clean(id_) for id_ in ids]  # as they are in the records
        self._touched.update(ids)
        encoded = [id_.encode("utf-8", "surrogatepass") for id_ in ids]
        return sum(opened.delete(encoded) for opened in self._open)

    def adopt(self, entry: SegmentEntry) -> None:
        """Takes in a segment that was written to the store's folder. Its documents replace those of the same ids."""
        new = _Open(entry, self._store.segment(entry))
        new.delete_repeated()
        ids = list(new.segment.postings("id").terms)
        for opened in self._open:
            opened.delete(ids)
        self._open.append(new)

    def commit(self) -> Commit:
        """Writes everything down and makes it the current commit. Where it raises, it did not take effect."""
        self.buffer.flush()
        if not self._is_changed():
            return self.base.commit
        self._open = [opened for opened in self._open if opened.remaining]
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
        while chosen := to_merge([opened.remaining for opened in self._open]):
            parts = [self._open[at] for at in chosen]
            merged = merge([part.current() for part in parts])
            entry = self._store.write_segment(merged, sum(part.remaining for part in parts))
            self._open = [opened for at, opened in enumerate(self._open) if at not in chosen]
            self._open.append(_Open(entry, self._store.segment(entry)))


class _Open:
    """A segment in a writing session, and the documents that this session deletes from it."""

    def __init__(self, entry: SegmentEntry, segment: Segment) -> None:
        self.entry = entry
        self.segment = segment
        self.deleted: set[int] = set()

    @property
    def remaining(self) -> int:
        """Documents that are left."""
        return len(self.segment) - len(self.deleted)

    def delete(self, ids: list[bytes]) -> int:
        """Deletes the documents with these ids; how many there were."""
        postings = self.segment.postings("id")
        if len(ids) > _FEW:
            ids = list(set(ids).intersection(postings.terms))
        found = (number for number in map(postings.terms.find, ids) if number >= 0)
        return self._delete(doc for number in found for doc in postings.docs(number).tolist())

    def delete_repeated(self) -> None:
        """Deletes all but the last document of each id."""
        starts = self.segment.postings("id").column("starts").astype(np.int64)
        for number in np.flatnonzero(np.diff(starts) > 1).tolist():
            self._delete(self.segment.postings("id").docs(number)[:-1].tolist())

    def _delete(self, docs: Iterable[int]) -> int:
        fresh = {doc for doc in docs if self.segment.live[doc]} - self.deleted
        self.deleted |= fresh
        return len(fresh)

    def current(self) -> Segment:
        """The segment as it is without what was deleted."""
        return self.segment.with_deleted(self._all_deleted()) if self.deleted else self.segment

    def written(self, store: Store) -> SegmentEntry:
        """The entry for the manifest, with the deletions on the disk."""
        return store.write_deleted(self.entry, self._all_deleted()) if self.deleted else replace(self.entry)

    def _all_deleted(self) -> Array:
        return np.union1d(self.segment.deleted, np.array(sorted(self.deleted), dtype="<u2")).astype("<u2")
