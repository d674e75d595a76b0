"""A snapshot: an index reader over one commit, a point-in-time view that later writes do not change."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from ...errors import DamagedIndexError
from ..documents.data import Kind
from ..documents.record import Record
from ..segments.segment import Segment
from ..text.normalize import clean
from .disk import translate_os_errors
from .folder import Store
from .manifest import Commit
from .source_state import SourceState

_ALWAYS = 4 << 20
"""Bytes that any sources file may unpack to."""
_RATIO = 32
"""Bytes that a byte of a sources file may unpack to. 20,000 files give 4, as many skipped ones with one reason 27."""


class Snapshot:
    """The segments of a commit, and its documents by id."""

    def __init__(self, store: Store, commit: Commit, segments: Sequence[Segment], sources: bytes = b"") -> None:
        self.store = store
        self.commit = commit
        self.segments = segments
        self.packed_sources = sources

    @classmethod
    def current(cls, store: Store, previous: Snapshot | None = None) -> Snapshot:
        """A snapshot of the current commit. It shares unchanged segments with ``previous``."""
        known = {segment.path.name: segment for segment in previous.segments} if previous else {}
        return cls(store, *store.open(known))

    def __len__(self) -> int:
        """Number of live documents."""
        return sum(len(segment) for segment in self.segments)

    def check_sizes(self) -> None:
        """Raises DamagedIndexError where a segment was cut short since it was opened. Takes 1 microsecond a segment."""
        with translate_os_errors(self.store.folder, "read"):
            for segment in self.segments:
                segment.columns.check_size()

    def check_distinct(self) -> None:
        """Raises DamagedIndexError where two segments have the same document, such as those before and after a merge.

        Compares the digests, which the ids are part of: 1.4 ms for 60,000 documents, 43 ms for a million.
        """
        if len(self.segments) < 2:
            return
        digests = np.concatenate([segment.digests[segment.live] for segment in self.segments])
        firsts = np.sort(digests[:, 0])
        if not (firsts[1:] == firsts[:-1]).any():  # nearly always
            return
        order = np.argsort(digests[:, 0])
        ordered = digests[order]
        same = np.flatnonzero((ordered[1:] == ordered[:-1]).all(axis=1))
        if len(same):
            ends = np.cumsum([len(segment) for segment in self.segments])
            path = self.segments[int(np.searchsorted(ends, order[same[0]], side="right"))].path
            raise DamagedIndexError(path, "another segment has a document of it, too")

    def locate(self, id_: str) -> tuple[Segment, int] | None:
        """The segment and the document number of an id; None if no live document has it."""
        id_ = clean(id_)  # as it is in the record
        for segment in self.segments:
            for doc in segment.documents_with("id", id_).tolist():
                if segment.live[doc]:
                    return segment, doc
        return None

    def record(self, id_: str) -> Record | None:
        """The stored record of an id; None if there is none."""
        found = self.locate(id_)
        return found[0].record(found[1]) if found else None

    def ids(self) -> Iterator[str]:
        """The ids of all live documents, in the order of ``records``."""
        for segment in self.segments:
            yield from segment.ids(segment.live.nonzero()[0].tolist())

    def records(self) -> Iterator[Record]:
        """The records of all live documents."""
        for segment in self.segments:
            for doc in segment.live.nonzero()[0].tolist():
                yield segment.record(doc)

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """The kind of each field of one's own that a live document has."""
        return dict(
            own
            for segment in self.segments
            for own, field in segment.own_fields.items()
            if segment.live[segment.postings(field).column("docs")].any()
        )

    @cached_property
    def sources(self) -> SourceState:
        """The indexed and the skipped files of each source."""
        file = self.commit.sources
        if not file:
            return SourceState()
        return decode_sources(self.store.folder / file.name, self.store.verified(file, self.packed_sources))


def decode_sources(path: Path, packed: bytes) -> SourceState:
    """The state in a sources file. Raises DamagedIndexError, also where it would unpack to more than malmoi writes."""
    try:
        unpacker = zlib.decompressobj()
        data = unpacker.decompress(packed, _most_unpacked(packed))
        state = SourceState.from_json(json.loads(data))
    except (zlib.error, ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise DamagedIndexError(path, "it is not what malmoi writes") from error
    if not unpacker.eof:
        raise DamagedIndexError(path, "it is cut short, or unpacks to more than malmoi writes")
    return state


def encode_sources(state: SourceState) -> bytes:
    """The bytes of a sources file."""
    data = json.dumps(state.to_json(), ensure_ascii=False).encode("utf-8", "surrogatepass")
    packed = zlib.compress(data)
    return packed if len(data) < _most_unpacked(packed) else zlib.compress(data, 0)


def _most_unpacked(packed: bytes) -> int:
    """Bytes that a sources file may unpack to: a bound on the memory that a lie can take."""
    return max(_ALWAYS, len(packed) * _RATIO)
