"""What a node of the naive search found, and how several of them are one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import reduce


@dataclass
class Leaf:
    """A term, gram or noun of a typed word: its idf times weight, its scores, and what it covers."""

    word: str
    idf: float
    scores: dict[int, float]
    covered: dict[int, float]
    coverage_weight: float


@dataclass
class Found:
    """What a node found: documents by number that have it, some of it, or a word of it surely, and their scores."""

    full: set[int]
    some: set[int]
    sure: set[int]
    scores: dict[int, float] = field(default_factory=dict)
    covered: dict[int, float] = field(default_factory=dict)
    coverage_weight: float = 0.0
    boost: float = 0.0
    max_score: float = 0.0
    is_word: bool = False
    is_required: bool = False
    leaves: list[Leaf] = field(default_factory=list)
    """What scores where a typed word stands alone."""


@dataclass
class Near:
    """Documents in which two neighbouring words stand side by side, and what that scores."""

    documents: set[int]
    scores: dict[int, float]
    covered: dict[int, float]


def every(parts: Sequence[Found], documents: set[int], near: Sequence[tuple[Found, Found, Near]] = ()) -> Found:
    """All of some parts, of some documents; words without a content morpheme may be missed, unless there are no others.

    A document is sure by one of the parts that score.
    """
    words = [part for part in parts if part.is_word]
    required = [part for part in words if part.is_required] or words
    conditions = [part for part in parts if not part.is_word]
    for left, right, pair in near:
        for part in required:
            if part is left or part is right:
                part.full, part.sure, part.some = (one | pair.documents for one in (part.full, part.sure, part.some))
    met = reduce(set.__and__, (part.full for part in conditions), documents)
    full = reduce(set.__and__, (part.full for part in required), met)
    surely = [part.sure for part in (*required, *(part for part in conditions if part.max_score))]
    found = Found(
        full,
        met & set[int]().union(*(part.some for part in required)) if required else met,
        full & set[int]().union(*surely) if surely else full,
        coverage_weight=sum(part.coverage_weight for part in parts),
        boost=sum(part.boost for part in parts),
        max_score=sum(part.max_score for part in parts),
        is_required=True,
        leaves=[leaf for part in parts for leaf in part.leaves],
    )
    for part in parts:
        add(found.scores, part.scores)
        add(found.covered, part.covered)
    for _, _, pair in near:
        add(found.scores, pair.scores)
        add(found.covered, pair.covered)
    return found


def joined(parts: Sequence[Found], documents: set[int], near: Sequence[tuple[Found, Found, Near]] = ()) -> Found:
    """Some words that are one, of which each must be sure."""
    found = every(parts, documents, near)
    required = [part for part in parts if part.is_required] or parts
    return replace(found, sure=reduce(set.__and__, (part.sure for part in required)), is_word=True)


def either(parts: Sequence[Found]) -> Found:
    """Any of some parts; one of them covers as much as all."""
    coverage_weight, boost, max_score = (
        max((getattr(part, name) for part in parts), default=0.0) for name in ("coverage_weight", "boost", "max_score")
    )
    found = Found(set(), set(), set(), coverage_weight=coverage_weight, boost=boost, max_score=max_score)
    for part in parts:
        found.full |= part.full
        found.sure |= part.sure
        found.some |= part.some
        add(found.scores, part.scores)
        for at, covered in part.covered.items():
            found.covered[at] = max(covered, found.covered.get(at, 0.0))
    return found


def best_of(typed: Found, other: Found) -> Found:
    """Either of two, as one thing."""
    coverage_weight = min(typed.coverage_weight, other.coverage_weight)
    scores, covered = ({
        at: max(one.get(at, 0.0), two.get(at, 0.0)) for at in one | two
    } for one, two in ((typed.scores, other.scores), (typed.covered, other.covered)))  # fmt: skip
    return replace(
        typed,
        full=typed.full | other.full,
        some=typed.some | other.some,
        sure=typed.sure | other.sure,
        scores=scores,
        covered={at: min(part, coverage_weight) for at, part in covered.items()},
        coverage_weight=coverage_weight,
        leaves=[*typed.leaves, *other.leaves],
    )


def add(total: dict[int, float], more: dict[int, float]) -> None:
    """Adds numbers to those of the same documents."""
    for at, value in more.items():
        total[at] = total.get(at, 0.0) + value
