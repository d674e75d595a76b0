"""The documents of a segment, as Whoosh asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from whoosh.codec import base
from whoosh.columns import ColumnReader

from .columns import DateColumn, IdColumn
from .live import LiveSegment
from .schema import DATE


class DocumentReader(base.PerDocumentReader):
    """The documents of a segment."""

    def __init__(self, segment: LiveSegment) -> None:
        self._segment = segment

    def doc_count(self) -> int:
        """Documents."""
        return len(self._segment)

    doc_count_all = doc_count

    def has_deletions(self) -> bool:
        """Never: deleted documents do not show."""
        return False

    def is_deleted(self, docnum: int) -> bool:
        """Never."""
        return False

    def deleted_docs(self) -> frozenset[int]:
        """None."""
        return frozenset()

    def supports_columns(self) -> bool:
        """Yes, for ``id`` and ``date``."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """True if a field can be sorted by without reading its postings."""
        return fieldname in ("id", DATE)

    def column_reader(self, fieldname: str, column: Any) -> ColumnReader:
        """The values of a field, by document."""
        return (IdColumn if fieldname == "id" else DateColumn)(self._segment)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Tokens of a field in a document."""
        field = self._segment.field(fieldname)
        return default if field is None else int(field.lengths[docnum])

    def field_length(self, fieldname: str) -> int:
        """Tokens of a field in all documents."""
        field = self._segment.field(fieldname)
        return 0 if field is None else field.length

    def min_field_length(self, fieldname: str) -> int:
        """Tokens of a field in the document with fewest."""
        field = self._segment.field(fieldname)
        return int(field.lengths.min()) if field is not None and len(field.lengths) else 0

    def max_field_length(self, fieldname: str) -> int:
        """Tokens of a field in the document with most."""
        field = self._segment.field(fieldname)
        return int(field.lengths.max()) if field is not None and len(field.lengths) else 0

    def stored_fields(self, docnum: int) -> Mapping[str, Any]:
        """The stored fields of a document."""
        return self._segment.stored(docnum)
