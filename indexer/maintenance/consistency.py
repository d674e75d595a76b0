"""The index check of a segment's structure: what must hold between its columns, beyond the checksums of blocks.

Reading a segment verifies checksums and never reads outside of a column. Verifying consistency as well would mean to
read every column before the first search. So it is verified by ``malmoi check``, and when reading has failed: numbers
that contradict each other behind valid checksums are then reported as damage, and any other error stays what it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise

import numpy as np

from ...errors import DamagedIndexError, MalmoiError
from ..documents.data_terms import value_of
from ..segments.columns import Array
from ..segments.fields import POSTING_FIELDS
from ..segments.postings import Postings
from ..segments.segment import Segment

_BY_BAD_NUMBERS = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)
"""Exceptions that numbers raise which contradict each other. So does MemoryError, but memory may also just run out."""


@contextmanager
def detect_corruption(segments: Sequence[Segment]) -> Iterator[None]:
    """Turns what is raised because a segment contradicts itself into a DamagedIndexError."""
    try:
        yield
    except MalmoiError:  # some are ValueErrors as well
        raise
    except (*_BY_BAD_NUMBERS, MemoryError) as error:
        for segment in segments:
            for problem in contradictions(segment):
                raise DamagedIndexError(segment.path, problem) from error
        raise


def contradictions(segment: Segment) -> Iterator[str]:
    """The contradictions in a segment, one sentence each; checksums of bytes that do not match count too.

    Raises MemoryError where memory runs out, for then nobody knows what holds.
    """
    yield from _reported(_document_problems(segment))
    for field in (*POSTING_FIELDS, *segment.own_fields.values()):
        yield from _reported(f"{field}: {problem}" for problem in _field_problems(segment, field))
    yield from _reported(_own_problems(segment))
    yield from _reported(_id_problems(segment))


def _reported(problems: Iterator[str]) -> Iterator[str]:
    """The problems, and the error that ends them as one more."""
    try:
        yield from problems
    except DamagedIndexError as error:
        yield error.problem
    except _BY_BAD_NUMBERS as error:
        yield f"its columns do not fit each other ({error})"


def _document_problems(segment: Segment) -> Iterator[str]:
    columns = segment.columns
    numbers = (columns["digests"].all(), columns["sketches"].all())
    if segment.dates.dtype != np.int64 or any(column.dtype != np.uint64 for column in numbers):
        yield "dates, digests or sketches are numbers of another size"
    for name, column in (("digests", segment.digests), ("sketches", segment.sketches)):
        if len(column) != segment.size:
            yield f"it has {segment.size} documents and {len(column)} {name}"
    for ends, texts in (("stored_ends", "stored"), ("dictionary_ends", "dictionaries")):
        if not _tiles(columns[ends].all(), len(columns[texts])):
            yield f"{ends} do not divide {texts}"
    if len(columns["stored_ends"]) != segment.size + 1:
        yield f"it has {segment.size} documents and {len(columns['stored_ends']) - 1} stored ones"
    deleted = segment.deleted.astype(np.int64)
    if (np.diff(deleted) <= 0).any() or (deleted >= segment.size).any():
        yield "its deletions are not documents of it, each once"


def _id_problems(segment: Segment) -> Iterator[str]:
    """Every document that is not deleted can be read, and is found by its id."""
    ids = segment.postings("id")
    found = {doc: term for number, term in enumerate(ids.terms) for doc in ids.docs(number).tolist()}
    for doc in segment.live.nonzero()[0].tolist():
        if segment.record(doc).id.encode("utf-8", "surrogatepass") != found.get(doc):
            yield f"document {doc} is not found by its id"
            return


def _own_problems(segment: Segment) -> Iterator[str]:
    """Every term of a field of one's own is a value."""
    for (_, kind), field in segment.own_fields.items():
        for term in segment.postings(field).terms:
            try:
                value_of(kind, term)
            except ValueError as error:
                yield f"{field}: {error}"
                break


def _field_problems(segment: Segment, field: str) -> Iterator[str]:
    postings = segment.postings(field)
    if postings.has_positions != field.endswith((".terms", ".grams")):
        yield "it has positions that it should not have, or lacks them"
        return
    starts, offsets, size = postings.column("starts"), postings.column("offsets"), segment.size
    docs = postings.column("docs")
    if len(offsets) != len(starts) or not len(starts):
        yield f"it has {len(offsets) - 1} terms and postings of {len(starts) - 1}"
    if not _tiles(offsets, len(postings.column("text"))):
        yield "its terms do not divide their text"
    elif not all(one < other for one, other in pairwise(postings.terms)):
        yield "its terms are not in order"
    if not _tiles(starts, len(docs)) or (np.diff(starts.astype(np.int64)) <= 0).any():
        yield "its postings do not belong to terms"
    elif docs.dtype != np.uint16 or (docs >= size).any():
        yield "it names documents that the segment does not have"
    elif not _ascends(docs, starts[:-1]):
        yield "documents of a term are not in order"
    elif len(postings.lengths) != size:
        yield f"it has {size} documents and {len(postings.lengths)} lengths"
    else:
        yield from _count_problems(postings, starts, docs)


def _count_problems(postings: Postings, starts: Array, docs: Array) -> Iterator[str]:
    counts = postings.stretch(0, len(postings.terms))[1]
    if len(counts) != len(docs) or (counts <= 0).any():
        yield "a posting has no count, or a count no posting"
        return
    summed = np.bincount(docs, weights=counts, minlength=len(postings.lengths))
    if not postings.has_positions:
        if (summed > postings.lengths).any():
            yield "a document has more terms than occurrences"
        return
    if (summed != postings.lengths).any():
        yield "a document has not as many occurrences as it says"
    positions, occurs = postings.column("positions"), postings.column("occurs")
    ends = np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))
    if not _tiles(occurs, len(positions)) or not np.array_equal(ends[starts.astype(np.intp)], occurs):
        yield "its positions do not belong to postings"
    elif not _ascends(positions, ends[:-1], again=True):
        yield "positions in a document are not in order"


def _tiles(bounds: Array, length: int) -> bool:
    """True if ``bounds`` go from 0 to ``length`` and never back."""
    wide = bounds.astype(np.int64)
    return len(wide) > 0 and wide[0] == 0 and wide[-1] == length and not (np.diff(wide) < 0).any()


def _ascends(values: Array, starts: Array, *, again: bool = False) -> bool:
    """True if values go up between the ``starts``; with ``again`` one may follow itself."""
    steps = np.diff(values.astype(np.int64))
    down = np.flatnonzero(steps < 0 if again else steps <= 0) + 1
    return bool(np.isin(down, starts).all())
