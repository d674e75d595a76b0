"""Facets: how many of the matching documents have each value of a field?

A count is the number of hits that the same search has with that value as a filter. Documents with the same text are one
hit, so they count once for each value that any of them has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..deadline import check_deadline
from ..indexer.segments.columns import Array
from ..indexer.segments.fields import UNKNOWN_DATE
from .leaf_queries.metadata import authors
from .reposts import Reposts
from .scoring.docsets import Mask
from .scoring.segment_groups import SegmentGroup

FACETS = ("year", "lang", "tag", "author", "source")
"""The fields whose values can be counted."""
Facets = Mapping[str, tuple["FacetCount", ...]]
"""The counts of each field, by its name: the highest count first, equal counts in the order of the values."""


@dataclass(frozen=True, slots=True)
class FacetCount:
    """A value of a field, written as filters compare it, and the number of hits that have it."""

    value: str
    count: int


class _Postings(NamedTuple):
    """The documents of each value of a field. Documents are numbered over all segment groups."""

    values: list[str]
    """All values, ascending."""
    starts: NDArray[np.intp]
    """Where the documents of each value begin in ``docs``."""
    docs: NDArray[np.intp]
    """Documents, by value."""
    numbers: NDArray[np.intp]
    """The number of the value of each item of ``docs``."""


class FacetCounter:
    """Counts the values of fields over one snapshot. The values are read once, when a field is first counted."""

    def __init__(self, groups: Sequence[SegmentGroup], reposts: Reposts) -> None:
        self._groups = groups
        self._reposts = reposts
        *self._starts, self._documents = accumulate((group.size for group in groups), initial=0)
        self._postings: dict[str, _Postings] = {}

    def count(self, names: Iterable[str], masks: Sequence[Mask], *, near_duplicates: bool = True) -> Facets:
        """The counts over some documents, a mask per group. Without ``near_duplicates`` each document counts."""
        matching = np.concatenate([np.zeros(0, dtype=bool), *masks])
        shared = self._shared(matching) if near_duplicates else None
        return {name: self._counts(self._postings_of(name), matching, shared) for name in names}

    @cached_property
    def _texts(self) -> Array:
        """The text of each document (see ``reposts.py``)."""
        return np.concatenate(self._reposts.texts) if self._groups else np.zeros(0, dtype=np.intp)

    @cached_property
    def _later(self) -> Mask:
        """True if each document has the text of one before it."""
        later: Mask = self._texts != np.arange(self._documents)
        return later

    def _shared(self, matching: Mask) -> Mask | None:
        """A flag for each matching document whose text another one may have; None if there is no such document."""
        later = self._texts[matching & self._later]
        if not len(later):
            return None
        texts = np.zeros(self._documents, dtype=bool)
        texts[later] = True
        return matching & texts[self._texts]

    def _counts(self, field: _Postings, matching: Mask, shared: Mask | None) -> tuple[FacetCount, ...]:
        check_deadline()
        if not field.values:
            return ()
        single = matching if shared is None else matching & ~shared
        counts = np.add.reduceat(single[field.docs], field.starts, dtype=np.intp)
        if shared is not None:
            places = np.flatnonzero(shared[field.docs])
            texts = np.sort(field.numbers[places] * self._documents + self._texts[field.docs[places]])
            is_first = np.diff(texts, prepend=-1) != 0
            counts += np.bincount(texts[is_first] // self._documents, minlength=len(counts))
        order = np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)]
        named = map(field.values.__getitem__, order.tolist())
        return tuple(map(FacetCount, named, counts[order].tolist()))

    def _postings_of(self, name: str) -> _Postings:
        if name not in self._postings:
            pairs = self._years() if name == "year" else self._keywords(name)
            self._postings[name] = _by_value(max(self._documents, 1), *pairs)
        return self._postings[name]

    def _years(self) -> tuple[list[str], Array, Array]:
        """The values, and the document and the number of the value of each pair of them."""
        dates = np.concatenate([np.zeros(0, dtype=np.int64), *(group.dates for group in self._groups)])
        docs = np.flatnonzero(dates != UNKNOWN_DATE)
        years = dates[docs].astype("datetime64[s]").astype("datetime64[Y]").astype(np.int64) + 1970
        values, numbers = np.unique(years, return_inverse=True)
        return [f"{year:04}" for year in values.tolist()], docs, numbers

    def _keywords(self, name: str) -> tuple[list[str], Array, Array]:
        """As ``_years``."""
        known: dict[str, int] = {}
        docs: list[Array] = [np.zeros(0, dtype=np.intp)]
        numbers: list[Array] = [np.zeros(0, dtype=np.intp)]
        for group, first in zip(self._groups, self._starts, strict=True):
            for segment, start in zip(group.segments, group.starts, strict=True):
                check_deadline()
                postings = segment.postings(name)
                pairs = [
                    (term, known.setdefault(value, len(known)))
                    for term, text in enumerate(postings.terms)
                    for value in _VALUES.get(name, _itself)(text.decode("utf-8", "surrogatepass"))
                ]
                terms, values = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
                starts, counts = postings.column("starts")[terms], np.diff(postings.column("starts").astype(np.intp))
                counts = counts[terms]
                places = np.repeat(starts - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())
                docs.append(postings.column("docs")[places].astype(np.intp) + (first + start))
                numbers.append(np.repeat(values, counts))
        return list(known), np.concatenate(docs), np.concatenate(numbers)


def _by_value(documents: int, names: Sequence[str], docs: Array, numbers: Array) -> _Postings:
    """Pairs in the order of the values; equal ones are one pair."""
    order = sorted(range(len(names)), key=names.__getitem__)
    ranks = np.zeros(len(names), dtype=np.intp)
    ranks[order] = np.arange(len(names))
    pairs = np.unique(ranks[numbers] * documents + docs)
    numbers, docs = pairs // documents, pairs % documents
    starts = np.searchsorted(numbers, np.arange(len(names)))
    return _Postings([names[place] for place in order], starts, docs, numbers)


def _itself(text: str) -> list[str]:
    return [text]


def _source(text: str) -> list[str]:
    """The folder or file that was indexed, without the key of the file in it; none for what was added by hand."""
    root, _, key = text.rpartition("\n")
    return [root or key] if text else []


_VALUES: Mapping[str, Callable[[str], list[str]]] = {"author": authors, "source": _source}
"""The values in a term of a field where that is not the term itself."""
