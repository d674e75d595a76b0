"""Document counts of suggested words: what is suggested is checked against the live documents."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...indexer.analysis.analyzer import bigrams
from ...indexer.segments.fields import TEXT_FIELDS
from ...indexer.segments.segment import Segment
from ...indexer.text.positions import RUN, written
from ..scoring.docsets import Mask
from ..scoring.segment_groups import SegmentGroup
from .keyboard import has_hangul

_STREAMS = {True: ("words", "terms"), False: ("words", "grams")}
"""The streams that have Hangul words, and those that have others: of Korean the grams are bigrams, of English the terms
are stems."""


def count(word: str, groups: Sequence[SegmentGroup], within: Sequence[Mask], *, is_form: bool = False) -> int:
    """The number of live documents, among those that ``within`` masks for each group, that have a word.

    A form is in no stream as a word; counted are the documents that have all its bigrams in one field, hardly more.
    """
    documents = _with_bigrams if is_form else _documents
    return sum(
        int(np.count_nonzero(documents(word, segment) & mask[start : start + segment.size] & segment.live))
        for group, mask in zip(groups, within, strict=True)
        for segment, start in zip(group.segments, group.starts, strict=True)
    )


def _documents(word: str, segment: Segment) -> Mask:
    found = np.zeros(segment.size, dtype=bool)
    for field in TEXT_FIELDS:
        for stream in _STREAMS[has_hangul(word[0])]:
            found[segment.documents_with(f"{field}.{stream}", word.lower() if stream == "grams" else word)] = True
    pieces = RUN.findall(word)
    for piece in pieces if len(pieces) > 1 else ():
        found &= _with_run(written(piece), segment)  # MTU C of MTU C++ finds nothing
    return found


def _with_run(run: str, segment: Segment) -> Mask:
    found = np.zeros(segment.size, dtype=bool)
    for field in TEXT_FIELDS:
        found[segment.documents_with(f"{field}.grams", run)] = True
    return found


def _with_bigrams(word: str, segment: Segment) -> Mask:
    found = np.zeros(segment.size, dtype=bool)
    for field in TEXT_FIELDS:
        counts = np.zeros(segment.size, dtype=np.uint8)
        grams = {gram for gram, _ in bigrams(word)}
        for gram in grams:
            counts[segment.documents_with(f"{field}.grams", gram)] += 1
        found |= counts == len(grams)
    return found
