"""Operators: the nodes of a query at work, over the documents of one segment at a time.

A node gives dense arrays with one item per document of the segment: whether the document has it, what it scores, and
how much of the query's importance (the idf of its terms) it covers. At 65,536 documents a segment at most, adding up
such arrays is quicker than intersecting lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ..indexer.segments.segment import Segment
from .plan import Leaf, Reading
from .scoring import Floats

Mask = NDArray[np.bool_]

Scored = tuple[Reading | None, Leaf]
"""Something that scores, and the word of the query that it belongs to."""


@dataclass(slots=True)
class Matches:
    """What a node found in a segment; each array has one item per document.

    ``mask`` is what matches. ``some`` is what may be shown in its place when too little does: every condition is met
    and a word is there.
    """

    mask: Mask
    some: Mask
    scores: Floats
    covered: Floats

    @classmethod
    def of_mask(cls, mask: Mask) -> Matches:
        """A filter: it matches and scores nothing."""
        return cls(mask, mask, np.zeros(len(mask), np.float32), np.zeros(len(mask), np.float32))


class Operator(Protocol):
    """A node of the query, ready to run."""

    importance: float
    """What a document that has it covers."""

    def evaluate(self, at: int) -> Matches:
        """What it finds in segment number ``at``."""

    def leaves(self) -> Sequence[Scored]:
        """Everything below it that scores, with the word it belongs to."""


class WordOperator:
    """A word: all of its terms or all of its grams. A document with a telling term of it has some of it."""

    def __init__(self, reading: Reading, segments: Sequence[Segment]) -> None:
        self.reading = reading
        self.importance = reading.importance
        self._segments = segments

    def evaluate(self, at: int) -> Matches:
        size = self._segments[at].size
        matches = Matches.of_mask(np.zeros(size, dtype=bool))
        some = np.zeros(size, dtype=bool)
        for leaves in (self.reading.terms, self.reading.grams):
            counts = np.zeros(size, dtype=np.uint16)
            for leaf in leaves:
                found = leaf.scores.segments[at]
                found.count(counts)
                if leaf.is_telling:
                    some[found.docs] = True
                if leaf.counts:
                    found.add_scores(matches.scores, leaf.weight)
                    if leaf.stream == "terms":
                        found.add_idf(matches.covered, leaf.scores.idf)
            if leaves:
                matches.mask = matches.mask | (counts == len(leaves))
        for leaf in self.reading.words:
            if leaf.counts:
                leaf.scores.segments[at].add_scores(matches.scores, leaf.weight)
        matches.some = some | matches.mask
        return matches

    def leaves(self) -> Sequence[Scored]:
        leaves = (*self.reading.terms, *self.reading.grams, *self.reading.words)
        return [(self.reading, leaf) for leaf in leaves if leaf.counts]


class LeafOperator:
    """One leaf: a phrase, a pattern, a Whoosh query."""

    def __init__(self, leaf: Leaf, segments: Sequence[Segment]) -> None:
        self.leaf = leaf
        self.importance = leaf.scores.idf
        self._segments = segments

    def evaluate(self, at: int) -> Matches:
        matches = Matches.of_mask(np.zeros(self._segments[at].size, dtype=bool))
        found = self.leaf.scores.segments[at]
        matches.mask[found.docs] = True
        matches.scores[found.docs] = found.scores
        matches.covered[found.docs] = self.leaf.scores.idf
        return matches

    def leaves(self) -> Sequence[Scored]:
        return [(None, self.leaf)]


class FilterOperator:
    """A condition on metadata: one mask per segment."""

    importance = 0.0

    def __init__(self, masks: Sequence[Mask]) -> None:
        self._masks = masks

    def evaluate(self, at: int) -> Matches:
        return Matches.of_mask(self._masks[at])

    def leaves(self) -> Sequence[Scored]:
        return ()


class NotOperator:
    """Documents that do not have the operand."""

    importance = 0.0

    def __init__(self, operand: Operator) -> None:
        self._operand = operand

    def evaluate(self, at: int) -> Matches:
        return Matches.of_mask(~self._operand.evaluate(at).mask)

    def leaves(self) -> Sequence[Scored]:
        return ()


class AndOperator:
    """Documents that have every operand; their scores add up.

    Words without a content morpheme (particles, 그리고) need not be there, unless there is nothing else.
    """

    def __init__(self, operands: Sequence[Operator]) -> None:
        words = [operand for operand in operands if isinstance(operand, WordOperator)]
        self._required = [word for word in words if word.reading.is_required] or words
        self._optional = [word for word in words if word not in self._required]
        self._conditions = [operand for operand in operands if not isinstance(operand, WordOperator)]
        self.importance = sum(operand.importance for operand in operands)

    def evaluate(self, at: int) -> Matches:
        conditions = [operand.evaluate(at) for operand in self._conditions]
        required = [operand.evaluate(at) for operand in self._required]
        first, *others = [*required, *conditions, *(operand.evaluate(at) for operand in self._optional)]
        for matches in others:
            first.scores += matches.scores
            first.covered += matches.covered
        met: Mask = np.ones(len(first.mask), dtype=bool)
        for matches in conditions:
            met &= matches.mask
        some = np.zeros(len(met), dtype=bool) if required else met
        every = met.copy()
        for matches in required:
            every &= matches.mask
            some |= matches.some
        first.mask, first.some = every, some & met
        return first

    def leaves(self) -> Sequence[Scored]:
        operands = (*self._required, *self._optional, *self._conditions)
        return [leaf for operand in operands for leaf in operand.leaves()]


class OrOperator:
    """Documents that have any operand. Having one of them covers as much as having them all."""

    def __init__(self, operands: Sequence[Operator]) -> None:
        self._operands = operands
        self.importance = max((operand.importance for operand in operands), default=0.0)

    def evaluate(self, at: int) -> Matches:
        first, *others = (operand.evaluate(at) for operand in self._operands)
        for matches in others:
            first.mask = first.mask | matches.mask
            first.some = first.some | matches.some
            first.scores += matches.scores
            np.maximum(first.covered, matches.covered, out=first.covered)
        return first

    def leaves(self) -> Sequence[Scored]:
        return [leaf for operand in self._operands for leaf in operand.leaves()]
