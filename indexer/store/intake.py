"""Intake: the one way of a document into the buffer. It decides whether the document is new, changed or the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from ...arguments import shown
from ...errors import ArgumentError
from ..documents.data import KINDS, MAX_FIELDS_OF_INDEX, Kind, kinds_of
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
        self._kinds: dict[str, Kind] | None = None
        """The kind of each field of one's own; None before the first document that has such a field."""

    def take(self, record: Record) -> Verdict:
        """Takes a record in place of the one with its id; one that is the same already is not written again."""
        self._check_kinds(record)
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
        self._check_kinds(record)
        self._buffer.add(record)

    def knows(self, id_: str) -> bool:
        """True if the last commit has a document with this id that the session has neither replaced nor deleted."""
        return not self._is_cleared and id_ not in self._touched and self._base.locate(id_) is not None

    def forget_all(self) -> None:
        """Notes that the session deletes all documents of the last commit."""
        self._is_cleared = True
        self._kinds = {}

    def forget(self, ids: Iterable[str]) -> None:
        """Notes that the session deletes these documents: the same ones would be new."""
        self._touched.update(ids)

    def _check_kinds(self, record: Record) -> None:
        """Raises ArgumentError where a field of the record has a value of another kind than the field has."""
        if not record.data:
            return
        if self._kinds is None:
            self._kinds = dict(self._base.kinds)
        for name, kind in kinds_of(record.data):
            known = self._kinds.get(name, kind)
            if known != kind:
                problem = f"{shown(record.data[name])} is {KINDS[kind]}, and this field of the index is {KINDS[known]}"
                raise ArgumentError("document", f"data.{name} of {shown(record.id)}: {problem}")
        kinds = self._kinds | dict(kinds_of(record.data))
        if len(kinds) > MAX_FIELDS_OF_INDEX:
            problem = f"with its fields the index would have {len(kinds)}, more than {MAX_FIELDS_OF_INDEX}"
            raise ArgumentError("document", f"data of {shown(record.id)}: {problem}")
        self._kinds = kinds


def _is_same(record: Record, segment: Segment, doc: int) -> bool:
    return segment.digests[doc].tobytes() == record.digest and segment.record(doc).source == record.source
