"""Facets (aggregation): how many of the matching documents have each value of a field?

A count is the number of hits that the same search has with that value as a filter. Documents with the same text are one
hit, so they count once for each value that any of them has.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..deadline import check_deadline
from ..indexer.documents.data import Kind
from ..indexer.documents.data_terms import value_of
from ..indexer.segments.columns import Array
from ..indexer.segments.fields import UNKNOWN_DATE
from .leaf_queries.metadata import authors
from .reposts import Reposts
from .scoring.docsets import Mask
from .scoring.segment_groups import SegmentGroup

FACETS = ("year", "lang", "tag", "author", "source")
"""The fields whose values can be counted."""
_FEW = 64
"""Most values that have a bitmap each. These take 1/8 byte for a document and value, and count three times as fast."""
Facets = Mapping[str, tuple["FacetCount", ...]]
"""The counts of each field, by its name: the highest count first, equal counts in the order of the values."""


@dataclass(frozen=True, slots=True)
class FacetCount:
    """A value of a field, as filters compare it, and the number of hits that have it."""

    value: str | float | bool | dt.date
    count: int


class _Values:
    """The values of a field over all documents, which are numbered over all segment groups.

    ``names`` are the values, ascending. A value is known by its place in them.
    """

    def __init__(self, names: Sequence[Any], documents: int, docs: Array, values: Array) -> None:
        """``docs`` and ``values`` are pairs of a document and the place of a value in ``names``, in any order."""
        order = sorted(range(len(names)), key=names.__getitem__)
        ranks = np.zeros(len(names), dtype=np.intp)
        ranks[order] = np.arange(len(names))
        self.names = [names[place] for place in order]
        pairs = np.unique(ranks[values] * documents + docs)  # equal ones are one
        self._docs, values = pairs % max(documents, 1), pairs // max(documents, 1)
        self._starts = np.searchsorted(values, np.arange(len(names)))
        by_doc = np.argsort(self._docs, kind="stable")
        self._offsets = np.searchsorted(self._docs[by_doc], np.arange(documents + 1))
        self._of_docs = values[by_doc]
        self._bitmaps = None
        if len(names) <= _FEW:
            flags = np.zeros((len(names), -(-documents // 64) * 64), dtype=bool)
            flags[values, self._docs] = True
            self._bitmaps = _packed(flags)

    def counts(self, mask: Mask) -> NDArray[np.intp]:
        """The number of documents of a mask that have each value."""
        if self._bitmaps is None:
            return np.add.reduceat(mask[self._docs], self._starts, dtype=np.intp)
        padded = np.zeros(-(-len(mask) // 64) * 64, dtype=bool)
        padded[: len(mask)] = mask
        counts: NDArray[np.intp] = np.bitwise_count(self._bitmaps & _packed(padded)).sum(axis=-1, dtype=np.intp)
        return counts

    def pairs(self, docs: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The values of some documents: pairs of a document and a value."""
        begins = self._offsets[docs]
        counts = self._offsets[docs + 1] - begins
        places = np.repeat(begins - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())
        return np.repeat(docs, counts), self._of_docs[places]


def _packed(flags: Mask) -> NDArray[np.uint64]:
    """The bits of flags, whose number is a multiple of 64."""
    return np.packbits(flags, axis=-1).view(np.uint64)


class FacetCounter:
    """Counts the values of fields over one snapshot. The values are read once, when a field is first counted."""

    def __init__(self, groups: Sequence[SegmentGroup], reposts: Reposts) -> None:
        self._groups = groups
        self._reposts = reposts
        *self._starts, self._documents = accumulate((group.size for group in groups), initial=0)
        self._values: dict[str, _Values] = {}

    def count(self, kinds: Mapping[str, Kind | None], masks: Sequence[Mask], *, near_duplicates: bool = True) -> Facets:
        """The counts over some documents, a mask per group. Without ``near_duplicates`` each document counts.

        ``kinds`` are the fields, with the kinds of those that are one's own.
        """
        matching = np.concatenate([np.zeros(0, dtype=bool), *masks])
        single, several = self._split(matching) if near_duplicates else (matching, None)
        return {name: self._counts(self._values_of(name, kind), single, several) for name, kind in kinds.items()}

    @cached_property
    def _texts(self) -> Array:
        """The text of each document (see ``reposts.py``)."""
        return np.concatenate(self._reposts.texts) if self._groups else np.zeros(0, dtype=np.intp)

    @cached_property
    def _later(self) -> Mask:
        """True if each document has the text of one before it."""
        later: Mask = self._texts != np.arange(self._documents)
        return later

    def _split(self, matching: Mask) -> tuple[Mask, NDArray[np.intp] | None]:
        """The matching documents whose texts no other one has, and the others, if there are any."""
        later = self._texts[matching & self._later]
        if not len(later):
            return matching, None
        texts = np.zeros(self._documents, dtype=bool)
        texts[later] = True
        shared = texts[self._texts]
        return matching & ~shared, np.flatnonzero(matching & shared)

    def _counts(self, field: _Values, single: Mask, several: NDArray[np.intp] | None) -> tuple[FacetCount, ...]:
        check_deadline()
        if not field.names:
            return ()
        counts = field.counts(single)
        if several is not None:
            docs, values = field.pairs(several)
            texts = np.sort(values * self._documents + self._texts[docs])
            is_first = np.diff(texts, prepend=-1) != 0
            counts += np.bincount(texts[is_first] // self._documents, minlength=len(counts))
        order = np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)]
        named = map(field.names.__getitem__, order.tolist())
        return tuple(map(FacetCount, named, counts[order].tolist()))

    def _values_of(self, name: str, kind: Kind | None) -> _Values:
        if name not in self._values:
            names, docs, values = self._years() if name == "year" else self._keywords(name, kind)
            self._values[name] = _Values(names, self._documents, docs, values)
        return self._values[name]

    def _years(self) -> tuple[list[str], Array, Array]:
        """The values, and the document and the number of the value of each pair of them."""
        dates = np.concatenate([np.zeros(0, dtype=np.int64), *(group.dates for group in self._groups)])
        docs = np.flatnonzero(dates != UNKNOWN_DATE)
        years = dates[docs].astype("datetime64[s]").astype("datetime64[Y]").astype(np.int64) + 1970
        values, numbers = np.unique(years, return_inverse=True)
        return [f"{year:04}" for year in values.tolist()], docs, numbers

    def _keywords(self, name: str, kind: Kind | None) -> tuple[list[Any], Array, Array]:
        """As ``_years``."""
        known: dict[Any, int] = {}
        values_of = partial(_own, kind) if kind else _VALUES.get(name, _itself)
        docs: list[Array] = [np.zeros(0, dtype=np.intp)]
        numbers: list[Array] = [np.zeros(0, dtype=np.intp)]
        for group, first in zip(self._groups, self._starts, strict=True):
            for segment, start in zip(group.segments, group.starts, strict=True):
                check_deadline()
                field = segment.own_fields.get((name, kind)) if kind else name
                if not field or (not kind and name not in FACETS):
                    continue  # no document has it
                postings = segment.postings(field)
                pairs = [
                    (term, known.setdefault(value, len(known)))
                    for term, text in enumerate(postings.terms)
                    for value in values_of(text)
                ]
                terms, values = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
                starts = postings.column("starts").astype(np.intp)
                begins, counts = starts[terms], (starts[1:] - starts[:-1])[terms]
                places = np.repeat(begins - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())
                docs.append(postings.column("docs")[places].astype(np.intp) + (first + start))
                numbers.append(np.repeat(values, counts))
        return list(known), np.concatenate(docs), np.concatenate(numbers)


def _own(kind: Kind, term: bytes) -> list[Any]:
    return [value_of(kind, term)]


def _itself(term: bytes) -> list[str]:
    return [term.decode("utf-8", "surrogatepass")]


def _authors(term: bytes) -> list[str]:
    return authors(term.decode("utf-8", "surrogatepass"))


def _source(term: bytes) -> list[str]:
    """The folder or file that was indexed, without the key of the file in it; none for what was added by hand."""
    root, _, key = term.decode("utf-8", "surrogatepass").rpartition("\n")
    return [root or key] if term else []


_VALUES: Mapping[str, Callable[[bytes], list[str]]] = {"author": _authors, "source": _source}
"""The values in a term of a field where that is not the term itself."""
