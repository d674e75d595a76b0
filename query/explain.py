"""Explanations: the score of one document as a tree whose leaves add up to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from .operators import Operator
from .rank import Ranker


@dataclass(frozen=True, slots=True)
class Explanation:
    """A part of a score: what it is for, its value, and the parts it is made of."""

    label: str
    value: float
    parts: tuple[Explanation, ...] = ()

    def leaves(self) -> Iterator[Explanation]:
        """The parts that have no parts; their values add up to ``value``."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()

    def __str__(self) -> str:
        return "\n".join(self._lines(0))

    def _lines(self, depth: int) -> Iterator[str]:
        yield f"{'  ' * depth}{self.value:8.4f}  {self.label}"
        for part in self.parts:
            yield from part._lines(depth + 1)


def explain(operator: Operator, ranker: Ranker, segment: int, doc: int) -> Explanation:
    """The score of one document of a segment."""
    matches = operator.evaluate(segment)
    factor = float(ranker.factor(operator, segment, matches)[doc])
    parts = []
    for reading, group in groupby(operator.leaves(), key=lambda pair: pair[0]):
        leaves = tuple(
            Explanation(f"{leaf.stream} {leaf.text} (idf {leaf.scores.idf:.2f}, in {leaf.scores.frequency})", value)
            for _, leaf in group
            if (value := leaf.scores.segments[segment].score(doc) * leaf.weight * factor)
        )
        if leaves and reading:
            parts.append(Explanation(reading.word, sum(leaf.value for leaf in leaves), leaves))
        else:
            parts.extend(leaves)
    covered = f"coverage {float(matches.covered[doc]) / operator.importance:.2f}, " if operator.importance else ""
    verdict = "has every word" if matches.mask[doc] else "lacks a word" if matches.some[doc] else "does not match"
    label = f"score ({verdict}; {covered}each part times {factor:.3f})"
    return Explanation(label, sum(part.value for part in parts), tuple(parts))
