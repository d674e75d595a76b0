"""Filters on metadata: which documents of a group have a value, or a date in a range."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import tzinfo

import numpy as np

from ...deadline import check_deadline
from ...indexer.dates.ranges import local, period
from ...indexer.segments.fields import UNKNOWN_DATE
from ...indexer.segments.postings import Postings
from ...indexer.segments.segment import Segment
from ...indexer.text.narrow import keyword
from ..scoring.docsets import Documents, Mask
from ..scoring.segment_groups import SegmentGroup
from ..syntax.tree import Within

_BETWEEN_AUTHORS = re.compile(r"\s*[,;/|&·、，；]\s*|\s+(?:and|with|및|와|과|그리고)\s+")


def having(group: SegmentGroup, field: str, values: Sequence[str]) -> Mask:
    """The documents with one of ``values`` in a keyword field; ``author`` may also be one of several authors."""
    mask = np.zeros(group.size, dtype=bool)
    for segment, start in zip(group.segments, group.starts, strict=True):
        for value in values:
            check_deadline()
            for docs in _with_value(segment, field, value):
                mask[start:][docs] = True
    return mask


def _with_value(segment: Segment, field: str, value: str) -> Iterator[Documents]:
    yield segment.documents_with(field, value)
    if field == "author":
        postings, sought = segment.postings(field), value.encode("utf-8", "surrogatepass")
        for number, term in enumerate(postings.terms):
            if sought in term and value in authors(term.decode("utf-8", "surrogatepass")):
                check_deadline()
                yield postings.docs(number)


def authors(text: str) -> list[str]:
    """The names in a list of authors, such as "Dan Abramov, Lauren Tan" or "김 민·이 수"."""
    return _BETWEEN_AUTHORS.split(text)


def dated(group: SegmentGroup, since: str | None, until: str | None, zone: tzinfo) -> Mask:
    """The documents with a date from one ISO date to another, both included; None is open."""
    mask: Mask = group.dates != UNKNOWN_DATE
    first, last = (period(local(date, zone)) if date else None for date in (since, until))
    if first:
        mask &= group.dates >= first[0]
    if last:
        mask &= group.dates <= last[1]
    return mask


def within(group: SegmentGroup, where: Within) -> Mask:
    """The documents with a value of a field of one's own in one of the spans, or without a value."""
    mask = np.zeros(group.size, dtype=bool)
    for segment, start in zip(group.segments, group.starts, strict=True):
        check_deadline()
        if not (field := segment.own_fields.get((where.field, where.kind))):
            continue
        postings, own = segment.postings(field), mask[start : start + segment.size]
        if where.spans is None:
            postings.mark(own, 0, len(postings.terms))
        for low, high in where.spans or ():
            first = postings.terms.lower_bound(low)
            last = len(postings.terms) if high is None else postings.terms.lower_bound(high)
            if first < last:
                postings.mark(own, first, last)
        for number in _folded(postings, where.folded):
            own[postings.docs(number)] = True
    return ~mask if where.spans is None else mask


def _folded(postings: Postings, folded: str) -> Iterator[int]:
    """The terms that are ``folded`` in any case and width."""
    if folded:
        for number, term in enumerate(postings.terms):
            if keyword(term.decode("utf-8", "surrogatepass")) == folded:
                yield number
