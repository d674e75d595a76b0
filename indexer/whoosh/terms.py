"""The terms of a segment, as Whoosh asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.matching import NullMatcher
from whoosh.reading import TermInfo

from .field import Field
from .live import LiveSegment
from .matcher import PostingMatcher
from .schema import DATE, POSTING_FIELDS

Term = tuple[str, bytes]
"""The name of a field, and a term of it."""


class TermsReader(base.TermsReader):
    """The terms of a segment."""

    def __init__(self, segment: LiveSegment) -> None:
        self._segment = segment

    def __contains__(self, term: Term) -> bool:
        field = self._segment.field(term[0])
        return field is not None and field.find(term[1]) >= 0

    def cursor(self, fieldname: str, fieldobj: Any) -> TermCursor:
        """A cursor over the terms of a field."""
        return TermCursor(self._field(fieldname))

    def terms(self) -> Iterator[Term]:
        """Every term of every field."""
        return (term for name in self.indexed_field_names() for term in self.terms_from(name, b""))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Term]:
        """The terms of a field that are not below ``prefix``."""
        field = self._field(fieldname)
        return ((fieldname, term) for _, term in field.terms(field.lower_bound(prefix)))

    def items(self) -> Iterator[tuple[Term, TermInfo]]:
        """Every term of every field with its statistics."""
        return (item for name in self.indexed_field_names() for item in self.items_from(name, b""))

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, TermInfo]]:
        """The terms of a field that are not below ``prefix``, with their statistics."""
        field = self._field(fieldname)
        return (((fieldname, term), _info(field, number)) for number, term in field.terms(field.lower_bound(prefix)))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Statistics of a term. Raises KeyError where no document has it."""
        field = self._field(fieldname)
        number = field.find(text)
        if number < 0:
            raise KeyError((fieldname, text))
        return _info(field, number)

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Number of documents that have a term."""
        field = self._field(fieldname)
        number = field.find(text)
        return field.frequency(number) if number >= 0 else 0

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> Any:
        """The documents of a term."""
        field = self._field(fieldname)
        number = field.find(text)
        return PostingMatcher(field, number, (fieldname, text), format_, scorer) if number >= 0 else NullMatcher()

    def indexed_field_names(self) -> list[str]:
        """The fields that have terms, in order."""
        return sorted((*POSTING_FIELDS, DATE))

    def _field(self, name: str) -> Field:
        field = self._segment.field(name)
        if field is None:
            raise KeyError(name)
        return field


def _info(field: Field, number: int) -> TermInfo:
    docs, counts = field.postings(number)
    lengths = field.lengths[docs]
    return TermInfo(
        weight=float(counts.sum(dtype=np.int64)),
        df=len(docs),
        minlength=int(lengths.min()),
        maxlength=int(lengths.max()),
        maxweight=float(counts.max()),
        minid=int(docs[0]),
        maxid=int(docs[-1]),
    )


class TermCursor(base.FieldCursor):
    """A place in the terms of a field. Whoosh's fuzzy search leaps with it from one candidate to the next."""

    def __init__(self, field: Field) -> None:
        self._field = field
        self._at = 0

    def is_valid(self) -> bool:
        """True if there is a term here."""
        return self._at < len(self._field)

    def text(self) -> str | None:
        """The term here, or None after the last."""
        return self._field.term(self._at).decode("utf-8", "surrogatepass") if self.is_valid() else None

    def first(self) -> str | None:
        """Goes to the first term."""
        self._at = 0
        return self.text()

    def next(self) -> str | None:
        """Goes to the next term."""
        self._at += 1
        return self.text()

    def find(self, term: str) -> str | None:
        """Goes to the first term that is not below ``term``."""
        self._at = self._field.lower_bound(term.encode("utf-8", "surrogatepass"))
        return self.text()
