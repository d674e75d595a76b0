"""Data recovery from damaged segments: which documents can still be read, and the ids of the others."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass

from ...errors import DamagedIndexError
from ..documents.record import Record
from ..segments.columns import Columns
from ..segments.postings import Postings
from ..segments.stored import StoredDocuments
from ..store.folder import Store
from ..store.manifest import SegmentEntry
from ..store.source_state import SourceState

DIGEST_BYTES = 16
_BY_DAMAGE = (
    DamagedIndexError,
    FileNotFoundError,
    ArithmeticError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    zlib.error,
)
"""Exceptions of reading damaged bytes. A file that cannot be read is no damage, and ends the repair."""


class DamagedSegment:
    """A damaged segment, as far as it can be read.

    ``deleted`` is None where nobody knows any longer which documents were deleted. ``ids`` has the id of each document
    that is not deleted, None where it cannot be read; ``sources`` the source of each that can be read.
    """

    def __init__(self, store: Store, entry: SegmentEntry, damaged: AbstractSet[str]) -> None:
        self.entry = entry
        self.deleted = _deleted(store, entry, damaged)
        self._columns: Columns | None = None
        with suppress(*_BY_DAMAGE):
            self._columns = Columns(store.folder / entry.file.name, torn=True)
            self._stored = StoredDocuments(self._columns)
        self.ids: dict[int, str | None] = {}
        self.sources: dict[int, str] = {}
        self._survey()

    def _survey(self) -> None:
        known = dict(self._ids())
        for doc in range(self.entry.documents):
            if self.deleted and doc in self.deleted:
                continue
            record = self.record(doc)
            self.ids[doc] = record.id if record else known.get(doc)
            if record:
                self.sources[doc] = record.source

    def record(self, doc: int) -> Record | None:
        """The record of a document, where all of it can be read."""
        if self._columns:
            with suppress(*_BY_DAMAGE):
                return Record.decoded(self._stored[doc], self._digest(self._columns, doc))
        return None

    def _digest(self, columns: Columns, doc: int) -> bytes:
        """The digest of a document; where it is lost, one that no document has, so that a sync reads it again."""
        try:
            return columns["digests"][2 * doc : 2 * doc + 2].tobytes()
        except DamagedIndexError:
            return bytes(DIGEST_BYTES)

    def _ids(self) -> Iterator[tuple[int, str]]:
        if self._columns:
            with suppress(*_BY_DAMAGE):
                postings = Postings(self._columns, "id")
                for number, id_ in enumerate(postings.terms):
                    text = id_.decode("utf-8", "surrogatepass")
                    yield from ((doc, text) for doc in postings.docs(number).tolist())


def _deleted(store: Store, entry: SegmentEntry, damaged: AbstractSet[str]) -> set[int] | None:
    """The deleted documents of a segment; None where they cannot be read."""
    if not entry.deleted:
        return set()
    if entry.deleted.name not in damaged:
        with suppress(*_BY_DAMAGE):
            return set(Columns(store.folder / entry.deleted.name)["deleted"].all().tolist())
    return None


@dataclass(frozen=True, slots=True)
class SavedDocument:
    """A document that can be saved: its segment and number there."""

    segment: DamagedSegment
    doc: int


def savable(
    damaged: Sequence[DamagedSegment], live: AbstractSet[str], before: SourceState | None
) -> dict[str, SavedDocument]:
    """The documents to save, by id: of those whose deletion was forgotten, not the ones that were replaced since."""
    found: dict[str, SavedDocument] = {}
    for one in sorted(damaged, key=lambda one: one.deleted is not None):  # what is certain comes last, and stays
        for doc, source in one.sources.items():
            id_ = one.ids[doc]
            if id_ is not None and id_ not in live and not (one.deleted is None and _is_gone(id_, source, before)):
                found[id_] = SavedDocument(one, doc)
    return found


def _is_gone(id_: str, source: str, before: SourceState | None) -> bool:
    """True if a document came from a file that no longer has it."""
    root, _, key = source.partition("\n")
    if not source or before is None:
        return False
    file = before.files.get(root, {}).get(key)
    return file is None or id_ not in file.ids


def doubtful(damaged: Sequence[DamagedSegment], chosen: Mapping[str, SavedDocument]) -> Iterator[str]:
    """Documents that may have been deleted before: those added by hand, or all where there are none of them."""
    for one in damaged:
        kept = [id_ for id_, place in chosen.items() if place.segment is one]
        if one.deleted is None and len(kept) > one.entry.documents - one.entry.deletions:
            by_hand = [id_ for id_ in kept if not one.sources[chosen[id_].doc]]
            yield from by_hand or kept
