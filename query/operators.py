"""Operators: the nodes of a query at work, over the documents of one shard at a time.

A node gives dense arrays with one item per document of the shard: whether the document has it, what it scores, and
how much of the query's importance (the idf of its terms) it covers. At 65,536 documents a shard at most, adding up
such arrays is quicker than intersecting lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from .answers import Answer
from .explanation import Explanation
from .leaves import Leaf
from .reading import Reading
from .scores import Floats, Mask
from .shards import Shard


@dataclass(slots=True)
class Matches:
    """What a node found in a shard; each array has one item per document.

    ``mask`` is what matches. ``sure`` are those of them that have a word of the query without a guess or a translation.
    ``some`` is what may be shown in their place when too little matches: every condition is met and a word is there.
    """

    mask: Mask
    sure: Mask
    some: Mask
    scores: Floats
    covered: Floats

    @classmethod
    def of_mask(cls, mask: Mask) -> Matches:
        """A filter: it matches and scores nothing."""
        return cls(mask, mask, mask, np.zeros(len(mask), np.float32), np.zeros(len(mask), np.float32))


class Operator(Protocol):
    """A node of the query, ready to run."""

    importance: float
    """What a document that has it covers."""
    mass: float
    """How many times an idf it scores, in a document that has all of it."""
    potential: float
    """About what it scores in a document that has all of it once."""
    is_word: bool
    """Whether documents without it may be shown where too few have it."""
    is_required: bool
    """Whether a word must be there for a document to have every word."""

    def evaluate(self, at: int) -> Matches:
        """What it finds in shard number ``at``."""

    def answers(self) -> Sequence[Answer]:
        """Everything below it that scores."""

    def explain(self, at: int, doc: int) -> Iterator[Explanation]:
        """What it adds to the score of a document of shard ``at``, in parts that add up."""


class _Condition:
    """What has to be met, and scores nothing."""

    importance = 0.0
    mass = 0.0
    potential = 0.0
    is_word = False
    is_required = True

    def answers(self) -> Sequence[Answer]:
        return ()

    def explain(self, at: int, doc: int) -> Iterator[Explanation]:  # noqa: ARG002
        return iter(())


class WordOperator:
    """A word: all of its terms or all of its grams. A document with a telling term of it has some of it."""

    is_word = True

    def __init__(self, reading: Reading, shards: Sequence[Shard]) -> None:
        self.reading = reading
        self.importance = reading.importance
        self.mass = reading.mass
        self.potential = reading.potential
        self.is_required = reading.is_required
        self._shards = shards

    def evaluate(self, at: int) -> Matches:
        size = self._shards[at].size
        matches = Matches.of_mask(np.zeros(size, dtype=bool))
        some = np.zeros(size, dtype=bool)
        for leaves in (self.reading.terms, self.reading.grams):
            counts = np.zeros(size, dtype=np.uint16)
            for leaf in leaves:
                found = leaf.scores.shards[at]
                found.count(counts)
                if leaf.is_telling:
                    found.mark(some)
                if leaf.counts:
                    found.add_scores(matches.scores, leaf.weight)
                    if leaf.stream == "terms":
                        found.add_idf(matches.covered, leaf.scores.idf)
            if leaves:
                matches.mask = matches.mask | (counts == len(leaves))
        for leaf in self.reading.words:
            if leaf.counts:
                leaf.scores.shards[at].add_scores(matches.scores, leaf.weight)
        matches.sure = matches.mask
        matches.some = some | matches.mask
        return matches

    def answers(self) -> Sequence[Answer]:
        return (Answer(self.reading.word, self.reading),)

    def explain(self, at: int, doc: int) -> Iterator[Explanation]:
        parts = [part for leaf in self.reading.leaves if leaf.counts for part in explained(leaf, at, doc)]
        if parts:
            yield Explanation.of(self.reading.word, parts)


class LeafOperator:
    """One leaf: a phrase, a pattern, a Whoosh query."""

    mass = 1.0
    is_word = False
    is_required = True

    def __init__(self, leaf: Leaf, shards: Sequence[Shard]) -> None:
        self.leaf = leaf
        self.importance = self.potential = leaf.scores.idf
        self._shards = shards

    def evaluate(self, at: int) -> Matches:
        matches = Matches.of_mask(np.zeros(self._shards[at].size, dtype=bool))
        found = self.leaf.scores.shards[at]
        found.mark(matches.mask)
        found.add_scores(matches.scores, 1.0)
        found.add_idf(matches.covered, self.leaf.scores.idf)
        return matches

    def answers(self) -> Sequence[Answer]:
        return (Answer(self.leaf.text, self.leaf),)

    def explain(self, at: int, doc: int) -> Iterator[Explanation]:
        return explained(self.leaf, at, doc)


class FilterOperator(_Condition):
    """A condition on metadata: one mask per shard."""

    def __init__(self, masks: Sequence[Mask]) -> None:
        self._masks = masks

    def evaluate(self, at: int) -> Matches:
        return Matches.of_mask(self._masks[at])


class NotOperator(_Condition):
    """Documents that do not have the operand; a guess or a translation of it they may have."""

    def __init__(self, operand: Operator) -> None:
        self._operand = operand

    def evaluate(self, at: int) -> Matches:
        return Matches.of_mask(~self._operand.evaluate(at).sure)


class AndOperator:
    """Documents that have every operand; their scores add up.

    Words without a content morpheme (particles, 그리고) need not be there, unless there is nothing else. What has one
    word surely is a surer hit than what has none; but the pieces of one word must all be sure.
    """

    is_word = False
    is_required = True

    def __init__(self, operands: Sequence[Operator]) -> None:
        words = [operand for operand in operands if operand.is_word]
        self._required = [word for word in words if word.is_required] or words
        self._optional = [word for word in words if word not in self._required]
        self._conditions = [operand for operand in operands if not operand.is_word]
        self._operands = (*self._required, *self._conditions, *self._optional)
        self.importance = sum(operand.importance for operand in operands)
        self.mass = sum(operand.mass for operand in operands)
        self.potential = sum(operand.potential for operand in operands)

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
        surely = [matches.sure for matches in required]
        surely += [matches.sure for matches, one in zip(conditions, self._conditions, strict=True) if one.potential]
        sure = (np.logical_and if self.is_word else np.logical_or).reduce(surely) if surely else every
        first.mask, first.sure, first.some = every, every & sure, some & met
        return first

    def answers(self) -> Sequence[Answer]:
        return [answer for operand in self._operands for answer in operand.answers()]

    def explain(self, at: int, doc: int) -> Iterator[Explanation]:
        for operand in self._operands:
            yield from operand.explain(at, doc)


class OrOperator:
    """Documents that have any operand. Having one of them covers as much as having them all."""

    is_word = False
    is_required = True

    def __init__(self, operands: Sequence[Operator]) -> None:
        self._operands = operands
        self.importance = max((operand.importance for operand in operands), default=0.0)
        self.mass = max((operand.mass for operand in operands), default=0.0)
        self.potential = max((operand.potential for operand in operands), default=0.0)

    def evaluate(self, at: int) -> Matches:
        first, *others = (operand.evaluate(at) for operand in self._operands)
        for matches in others:
            first.mask = first.mask | matches.mask
            first.sure = first.sure | matches.sure
            first.some = first.some | matches.some
            first.scores += matches.scores
            np.maximum(first.covered, matches.covered, out=first.covered)
        return first

    def answers(self) -> Sequence[Answer]:
        return [answer for operand in self._operands for answer in operand.answers()]

    def explain(self, at: int, doc: int) -> Iterator[Explanation]:
        for operand in self._operands:
            yield from operand.explain(at, doc)


def explained(leaf: Leaf, at: int, doc: int) -> Iterator[Explanation]:
    """What a leaf adds to a document's score; nothing where it is not there."""
    value = leaf.scores.shards[at].score(doc) * leaf.weight
    if value:
        label = f"{leaf.stream} {leaf.text} (idf {leaf.scores.idf:.2f}, in {leaf.scores.frequency})"
        yield Explanation(label, value)
