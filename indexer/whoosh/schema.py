"""The Whoosh schema of a segment: which fields there are, how their text is cut and what their postings say.

title body tags                       the terms of each text field
title_grams body_grams tags_grams     syllable bigrams; title_words and so on: whole words
id tag lang author source             whole values
date                                  the first second of the date, in UTC
url                                   stored only
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import numpy as np
from whoosh import columns, fields, formats

from ..analysis.analyzer import STREAMS, Analyzer
from ..segments.fields import KEYWORD_FIELDS, TEXT_FIELDS
from .analysis import StreamAnalyzer, ValueAnalyzer

DATE = "date"
UNDATED = (1 << 64) - 1
"""Value in the column of dates for a document without a date."""

_FOLDED = frozenset({"tag", "author"})
"""Fields whose values a record folds."""

STREAM_FIELDS = {
    (text if stream == "terms" else f"{text}_{stream}"): f"{text}.{stream}"
    for text in TEXT_FIELDS
    for stream in STREAMS
}
"""Field of the schema -> field of a segment, for the streams of text."""

POSTING_FIELDS = STREAM_FIELDS | {field: field for field in KEYWORD_FIELDS}
"""Field of the schema -> field of a segment, for every field that has postings in a segment."""


class AtomPositions(formats.Positions):
    """Postings with position numbers: four bytes each, where Whoosh has a pickle."""

    def encode(self, poslist: Iterable[int]) -> bytes:
        """The value of a posting."""
        return np.fromiter(poslist, "<u4").tobytes()

    def decode_positions(self, valuestring: bytes) -> list[int]:
        """The positions of a posting."""
        positions: list[int] = np.frombuffer(valuestring, "<u4").tolist()
        return positions

    def decode_frequency(self, valuestring: bytes) -> int:
        """Number of positions of a posting."""
        return len(valuestring) // 4


class Date(fields.DATETIME):
    """A date that may be missing."""

    def from_column_value(self, x: int) -> datetime | None:
        """The date of a document, or None."""
        return None if x == UNDATED else super().from_column_value(x)


class BytesColumn(columns.VarBytesColumn):
    """A column of bytes that sorts downwards as fast as upwards."""

    reversible = True


def schema(analyzer: Analyzer) -> fields.Schema:
    """The schema of an index that was made with ``analyzer``."""
    made: dict[str, Any] = {name: _text_field(name, analyzer) for name in STREAM_FIELDS}
    made |= {name: _value_field(name) for name in KEYWORD_FIELDS}
    return fields.Schema(**made, date=Date(stored=True, sortable=True), url=fields.STORED())


def _text_field(name: str, analyzer: Analyzer) -> fields.FieldType:
    stream = STREAM_FIELDS[name].partition(".")[2]
    postings = formats.Existence() if stream == "words" else AtomPositions()
    return fields.FieldType(postings, StreamAnalyzer(analyzer, stream), scorable=True, stored=name in TEXT_FIELDS)


def _value_field(name: str) -> fields.FieldType:
    is_id = name == "id"
    return fields.ID(
        stored=name != "source", unique=is_id, sortable=is_id and BytesColumn(), analyzer=ValueAnalyzer(name in _FOLDED)
    )
