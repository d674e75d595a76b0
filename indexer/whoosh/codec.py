"""The codec: how Whoosh gets from a segment to the readers of it."""

from __future__ import annotations

from typing import Any

from whoosh.codec import base

from ...errors import StoreError
from .documents import DocumentReader
from .live import LiveSegment
from .terms import TermsReader


def read_only() -> StoreError:
    """The error for any attempt to write through Whoosh."""
    return StoreError("Whoosh can only read this index", "Write to it with: malmoi index, or with malmoi.open")


class WhooshSegment(base.Segment):
    """A segment in Whoosh's list of segments."""

    def __init__(self, segment: LiveSegment) -> None:
        self.live = segment
        self.indexname = "malmoi"
        self.segid = segment.segment.path.stem
        self.compound = False

    def codec(self) -> SegmentCodec:
        """The view for reading."""
        return SegmentCodec()

    def doc_count_all(self) -> int:
        """Documents; deleted ones do not show."""
        return len(self.live)

    def deleted_count(self) -> int:
        """None."""
        return 0

    def deleted_docs(self) -> frozenset[int]:
        """None."""
        return frozenset()

    def is_deleted(self, docnum: int) -> bool:
        """Never."""
        return False

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Raises StoreError."""
        raise read_only()


class SegmentCodec(base.Codec):
    """Reads segments; the storage that Whoosh passes along is not used."""

    def terms_reader(self, storage: Any, segment: WhooshSegment) -> TermsReader:
        """Its terms."""
        return TermsReader(segment.live)

    def per_document_reader(self, storage: Any, segment: WhooshSegment) -> DocumentReader:
        """Its documents."""
        return DocumentReader(segment.live)
