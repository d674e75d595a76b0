"""A segment as Whoosh sees it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np

from ..segments.columns import Array
from ..segments.segment import Segment
from .dates import DateTerms, sortable_dates
from .field import Field, Live, PostingField
from .schema import DATE, POSTING_FIELDS


class LiveSegment:
    """A segment for Whoosh: as if its deleted documents had never been, the others numbered from 0.

    Whoosh counts deleted documents in its statistics until they are merged away. Leaving them out makes a score
    the same before a merge and after it.
    """

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        self.live = Live(segment.live)
        self._fields: dict[str, Field] = {}

    def __len__(self) -> int:
        return len(self.live.documents)

    def field(self, name: str) -> Field | None:
        """A field of the schema, or None where it has no terms."""
        if name not in self._fields:
            if name == DATE:
                self._fields[name] = DateTerms(self.dates)
            elif name in POSTING_FIELDS:
                self._fields[name] = PostingField(self.segment.postings(POSTING_FIELDS[name]), self.live)
        return self._fields.get(name)

    @cached_property
    def dates(self) -> Array:
        """The date of each document as Whoosh has it."""
        return sortable_dates(self.segment.dates[self.live.documents])

    @cached_property
    def ids(self) -> Array:
        """The number of the id of each document in the dictionary of ids."""
        ids = self.segment.postings("id")
        starts = ids.column("starts").astype(np.int64)
        numbers = np.zeros(self.segment.size, dtype=np.int64)
        numbers[ids.column("docs")] = np.repeat(np.arange(len(ids.terms)), starts[1:] - starts[:-1])
        return numbers[self.live.documents]

    def stored(self, doc: int) -> dict[str, Any]:
        """The stored fields of a document; the date as it was written."""
        record = self.segment.record(int(self.live.documents[doc]))
        names = ("id", "title", "body", "tags", "lang", "author", "url", "date")
        values = {name: getattr(record, name) for name in names}
        return {name: value for name, value in values.items() if value is not None}
