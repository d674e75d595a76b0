"""Intake: the one way of a document into the buffer. It decides whether the document is new, changed or the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from ..documents.record import Record
from ..segments.segment import Segment
from .buffer import Buffer
from .snapshot import Snapshot

Verdict = Literal["added", "changed", "unchanged"]


class Intake:
    """Compares each record with the last commit, and puts what differs into the buffer."""

    def __init__(self, base: Snapshot, buffer: Buffer) -> None:
        self._base = base
        self._buffer = buffer
        self._touched: set[str] = set()
        """Ids that the last commit has, and that this session replaced or deleted."""
        self._is_cleared = False

    def take(self, record: Record) -> Verdict:
        """Takes a record in place of the one with its id; one that is the same already is not written again."""
        found = None if self._is_cleared else self._base.locate(record.id)
        if not found:
            self._buffer.add(record)
            return "added"
        if record.id not in self._touched:
            if _is_same(record, *found):
                return "unchanged"
            self._touched.add(record.id)
        self._buffer.add(record)
        return "changed"

    def put(self, record: Record) -> None:
        """Takes a record whatever the last commit has."""
        self._buffer.add(record)

    def knows(self, id_: str) -> bool:
        """Whether the last commit has a document with this id that the session has neither replaced nor deleted."""
        return not self._is_cleared and id_ not in self._touched and self._base.locate(id_) is not None

    def forget_all(self) -> None:
        """Notes that the session deletes all documents of the last commit."""
        self._is_cleared = True

    def forget(self, ids: Iterable[str]) -> None:
        """Notes that the session deletes these documents: the same ones would be new."""
        self._touched.update(ids)


def _is_same(record: Record, segment: Segment, doc: int) -> bool:
    return segment.digests[doc].tobytes() == record.digest and segment.record(doc).source == record.source
