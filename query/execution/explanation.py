"""An explanation: a number as a tree whose leaves add up to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..leaf_queries.leaf import LeafQuery


@dataclass(frozen=True, slots=True)
class Explanation:
    """A part of a score: what it is for, its value, and the parts it is made of."""

    label: str
    value: float
    parts: tuple[Explanation, ...] = ()

    @classmethod
    def of(cls, label: str, parts: Iterable[Explanation]) -> Explanation:
        """The sum of some parts."""
        parts = tuple(parts)
        return cls(label, sum(part.value for part in parts), parts)

    def times(self, factor: float) -> Explanation:
        """The same with every value multiplied."""
        return Explanation(self.label, self.value * factor, tuple(part.times(factor) for part in self.parts))

    def leaves(self) -> Iterator[Explanation]:
        """The parts that have no parts; their values add up to ``value``."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()

    def __str__(self) -> str:
        return "\n".join(_lines(self, 0))


def _lines(explanation: Explanation, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}{explanation.value:8.4f}  {explanation.label}"
    for part in explanation.parts:
        yield from _lines(part, depth + 1)


def explained(leaf: LeafQuery, at: int, doc: int, weight: float = 1.0) -> Iterator[Explanation]:
    """The score that a leaf query adds to a document; nothing if the document lacks it."""
    value = leaf.scores.groups[at].score(doc) * leaf.weight * weight
    if value:
        label = f"{leaf.stream} {leaf.text} (idf {leaf.scores.idf:.2f}, in {leaf.scores.frequency})"
        yield Explanation(label, value)
