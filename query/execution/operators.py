"""Operators: the scorer tree of a query, which matches and scores one segment group at a time.

An operator first matches: it returns dense arrays with one item per document of the group. With at most 65,536
documents per group, adding such arrays is quicker than intersecting lists. Then it scores some of the documents.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_, or_
from typing import Protocol

import numpy as np

from ..deadline import check_deadline
from ..scoring.accumulators import ScoreAccumulator
from ..scoring.docsets import Mask
from ..scoring.segment_groups import SegmentGroup
from .clauses import LeafKey, LeafQuery
from .explanation import Explanation
from .matches import MatchedClause
from .nearness import NearPair
from .query_words import AnalysedWord


@dataclass(slots=True)
class Matches:
    """Matches of an operator in a group: exact matches (``sure``), all matches, partial matches. One item per document.

    ``mask``: the document matches. ``sure``: it matches, and a word of the query matches as typed, not only by a guess
    or a translation. ``some``: every filter matches and so does a word; such a document may be shown if too few match.
    """

    mask: Mask
    sure: Mask
    some: Mask


class Operator(Protocol):
    """A node of the scorer tree."""

    @property
    def coverage_weight(self) -> float:
        """Its share of the coordination factor, in units of idf: the sum of the idf that a matching document covers."""

    @property
    def boost(self) -> float:
        """Sum of the boosts of its leaf queries: its maximum score in units of idf."""

    @property
    def max_score(self) -> float:
        """Upper bound, approximate: the score of a document that has each of its leaf queries once."""

    is_relaxable: bool
    """Whether documents without it may be shown where too few have it."""
    is_required: bool
    """Whether a word must be there for a document to have every word."""

    def claim(self, claimed: set[LeafKey]) -> None:
        """Claims the leaf queries that score in it, so that one that stands in two words of the query scores once.

        Called once, on the whole tree, before anything else is asked: the numbers above depend on it.
        """

    def match(self, at: int) -> Matches:
        """What it finds in group number ``at``."""

    def score(self, at: int, accumulator: ScoreAccumulator) -> None:
        """Adds what the wanted documents of group number ``at`` score; those that it does not match may score, too."""

    def clauses(self) -> Sequence[MatchedClause]:
        """Everything below it that scores."""

    def explain(self, at: int, doc: int) -> Iterator[Explanation]:
        """What it adds to the score of a document of group ``at``, in parts that add up."""


class _Condition:
    """A filter: restricts the matches and contributes no score."""

    coverage_weight = 0.0
    boost = 0.0
    max_score = 0.0
    is_relaxable = False
    is_required = True

    def claim(self, claimed: set[LeafKey]) -> None:
        """Claims nothing."""

    def score(self, at: int, accumulator: ScoreAccumulator) -> None:
        """Adds nothing."""

    def clauses(self) -> Sequence[MatchedClause]:
        return ()

    def explain(self, at: int, doc: int) -> Iterator[Explanation]:  # noqa: ARG002
        return iter(())


class WordOperator:
    """A word: all of its terms or all of its grams. A document with a telling term of it has some of it."""

    is_relaxable = True

    def __init__(self, analysed: AnalysedWord, groups: Sequence[SegmentGroup]) -> None:
        self.analysed = analysed
        self.is_required = analysed.is_required
        self._groups = groups

    @cached_property
    def coverage_weight(self) -> float:
        return self.analysed.coverage_weight

    @cached_property
    def boost(self) -> float:
        return self.analysed.boost

    @cached_property
    def max_score(self) -> float:
        return self.analysed.max_score

    def claim(self, claimed: set[LeafKey]) -> None:
        self.analysed = self.analysed.claiming(claimed)

    def match(self, at: int) -> Matches:
        size = self._groups[at].size
        mask, some = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
        for leaf in self.analysed.sure:
            leaf.scores.groups[at].documents.mark(mask)
        sure = mask.copy() if self.analysed.likely else mask
        for leaf in self.analysed.likely:
            leaf.scores.groups[at].documents.mark(mask)
        for leaf in self.analysed.terms:
            if leaf.is_telling:
                leaf.scores.groups[at].documents.mark(some)
        return Matches(mask, sure, some | mask)

    def score(self, at: int, accumulator: ScoreAccumulator) -> None:
        for leaf in self.analysed.scoring:
            check_deadline()
            idf = leaf.scores.idf if leaf.stream == "terms" else 0.0
            leaf.scores.groups[at].add(accumulator, leaf.weight, idf)

    def clauses(self) -> Sequence[MatchedClause]:
        return (MatchedClause(self.analysed.word, self.analysed),)

    def explain(self, at: int, doc: int) -> Iterator[Explanation]:
        parts = [part for leaf in self.analysed.scoring for part in explained(leaf, at, doc)]
        if parts:
            yield Explanation.of(self.analysed.word, parts)


class LeafOperator:
    """One leaf: a phrase, a pattern, a Whoosh query."""

    boost = 1.0
    is_relaxable = False
    is_required = True

    def __init__(self, leaf: LeafQuery, groups: Sequence[SegmentGroup]) -> None:
        self.leaf = leaf
        self.coverage_weight = self.max_score = leaf.scores.idf
        self._groups = groups

    def claim(self, claimed: set[LeafKey]) -> None:
        """Claims nothing: a phrase scores beside the same phrase."""

    def match(self, at: int) -> Matches:
        mask = np.zeros(self._groups[at].size, dtype=bool)
        self.leaf.scores.groups[at].documents.mark(mask)
        return Matches(mask, mask, mask)

    def score(self, at: int, accumulator: ScoreAccumulator) -> None:
        check_deadline()
        self.leaf.scores.groups[at].add(accumulator, 1.0, self.leaf.scores.idf)

    def clauses(self) -> Sequence[MatchedClause]:
        return (MatchedClause(self.leaf.text, self.leaf),)

    def explain(self, at: int, doc: int) -> Iterator[Explanation]:
        return explained(self.leaf, at, doc)


class FilterOperator(_Condition):
    """A condition on metadata: one mask per group."""

    def __init__(self, masks: Sequence[Mask]) -> None:
        self._masks = masks

    def match(self, at: int) -> Matches:
        return Matches(self._masks[at], self._masks[at], self._masks[at])


class NotOperator(_Condition):
    """Documents that do not have the operand; a guess or a translation of it they may have."""

    def __init__(self, operand: Operator) -> None:
        self._operand = operand

    def claim(self, claimed: set[LeafKey]) -> None:  # noqa: ARG002
        """Claims nothing outside: what is excluded scores nothing."""
        self._operand.claim(set())

    def match(self, at: int) -> Matches:
        mask = ~self._operand.match(at).sure
        return Matches(mask, mask, mask)


class AndOperator:
    """Documents that have every operand; their scores add up.

    Words without a content morpheme (particles, 그리고) need not be there, unless there is nothing else. What has one
    word surely is a surer hit than what has none.
    """

    is_relaxable = False
    is_required = True

    def __init__(self, operands: Sequence[Operator], near: Sequence[NearPair] = ()) -> None:
        self._near = near
        words = [operand for operand in operands if operand.is_relaxable]
        self._required = [word for word in words if word.is_required] or words
        self._optional = [word for word in words if word not in self._required]
        self._conditions = [operand for operand in operands if not operand.is_relaxable]
        self._operands = (*self._required, *self._conditions, *self._optional)
        self._as_typed = operands

    @cached_property
    def coverage_weight(self) -> float:
        return sum(operand.coverage_weight for operand in self._operands)

    @cached_property
    def boost(self) -> float:
        return sum(operand.boost for operand in self._operands)

    @cached_property
    def max_score(self) -> float:
        return sum(operand.max_score for operand in self._operands)

    def claim(self, claimed: set[LeafKey]) -> None:
        for operand in self._as_typed:
            operand.claim(claimed)

    def match(self, at: int) -> Matches:
        conditions = [operand.match(at) for operand in self._conditions]
        required = [operand.match(at) for operand in self._required]
        self._join(required, at)
        met = [matches.mask for matches in conditions]
        every = reduce(and_, [*(matches.mask for matches in required), *met])
        some = reduce(and_, [reduce(or_, [matches.some for matches in required]), *met]) if required else every
        surely = [matches.sure for matches in required]
        surely += [matches.sure for matches, one in zip(conditions, self._conditions, strict=True) if one.max_score]
        return Matches(every, every & self._surely(surely) if surely else every, some)

    def _join(self, required: Sequence[Matches], at: int) -> None:
        """Words that stand side by side, or as one, are both there."""
        for pair in self._near:
            for matches, operand in zip(required, self._required, strict=True):
                if operand in (pair.left, pair.right):
                    for mask in (matches.mask, matches.sure, matches.some):
                        pair.near.scores.groups[at].documents.mark(mask)

    def _surely(self, masks: Sequence[Mask]) -> Mask:
        """What has one of its parts surely."""
        return reduce(or_, masks)

    def score(self, at: int, accumulator: ScoreAccumulator) -> None:
        for operand in self._operands:
            operand.score(at, accumulator)
        for pair in self._near:
            for leaf, weight in pair.scoring():
                leaf.scores.groups[at].add(accumulator, weight, 0.0)

    def clauses(self) -> Sequence[MatchedClause]:
        near = [MatchedClause(word, pair.near) for pair in self._near for word in pair.words]
        return [*(clause for operand in self._operands for clause in operand.clauses()), *near]

    def explain(self, at: int, doc: int) -> Iterator[Explanation]:
        for operand in self._operands:
            yield from operand.explain(at, doc)
        for pair in self._near:
            parts = [part for leaf, weight in pair.scoring() for part in explained(leaf, at, doc, weight)]
            if parts:
                yield Explanation.of(" ".join(pair.words), parts)


class WordRunOperator(AndOperator):
    """Words that mean one thing together, or the pieces of one word: only what has each surely has it surely."""

    is_relaxable = True

    def _join(self, required: Sequence[Matches], at: int) -> None:
        """Words that stand side by side, or as one, are both there."""
        for pair in self._near:
            for matches, operand in zip(required, self._required, strict=True):
                if operand in (pair.left, pair.right):
                    for mask in (matches.mask, matches.sure, matches.some):
                        pair.near.scores.groups[at].documents.mark(mask)

    def _surely(self, masks: Sequence[Mask]) -> Mask:
        return reduce(and_, masks)


class OrOperator:
    """Documents that match any operand. One operand gives the full coverage."""

    is_relaxable = False
    is_required = True

    def __init__(self, operands: Sequence[Operator]) -> None:
        self._operands = operands

    @cached_property
    def coverage_weight(self) -> float:
        return max((operand.coverage_weight for operand in self._operands), default=0.0)

    @cached_property
    def boost(self) -> float:
        return max((operand.boost for operand in self._operands), default=0.0)

    @cached_property
    def max_score(self) -> float:
        return max((operand.max_score for operand in self._operands), default=0.0)

    def claim(self, claimed: set[LeafKey]) -> None:
        for operand in self._operands:
            operand.claim(claimed)

    def match(self, at: int) -> Matches:
        return either([operand.match(at) for operand in self._operands])

    def score(self, at: int, accumulator: ScoreAccumulator) -> None:
        covered = accumulator.covered.copy()
        for operand in self._operands:
            own = ScoreAccumulator(accumulator.wanted)
            operand.score(at, own)
            accumulator.scores += own.scores
            np.maximum(accumulator.covered, covered + own.covered, out=accumulator.covered)

    def clauses(self) -> Sequence[MatchedClause]:
        return [clause for operand in self._operands for clause in operand.clauses()]

    def explain(self, at: int, doc: int) -> Iterator[Explanation]:
        for operand in self._operands:
            yield from operand.explain(at, doc)


def either(found: Sequence[Matches]) -> Matches:
    """What any of several nodes found."""
    return Matches(*(reduce(or_, [getattr(one, name) for one in found]) for name in ("mask", "sure", "some")))


def explained(leaf: LeafQuery, at: int, doc: int, weight: float = 1.0) -> Iterator[Explanation]:
    """What a leaf adds to a document's score; nothing where it is not there."""
    value = leaf.scores.groups[at].score(doc) * leaf.weight * weight
    if value:
        label = f"{leaf.stream} {leaf.text} (idf {leaf.scores.idf:.2f}, in {leaf.scores.frequency})"
        yield Explanation(label, value)
