"""Filters on fields of one's own that a caller gives beside the query: ``where={"price": (1000, None)}``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from ..arguments import check_instance, shown
from ..errors import ArgumentError
from ..indexer.documents.data import Kind
from ..indexer.documents.data_spans import range_of, span_of
from ..indexer.documents.data_terms import Span
from .syntax.tree import And, Node, Not, Or, Within

KindOf = Callable[[str], Kind | None]
"""The kind of a field; None in an index without documents, where nothing can be found. Raises ArgumentError."""
_DEEPEST = 64


@dataclass(frozen=True, slots=True)
class Where:
    """Conditions on fields of one's own, all of which hold: ``Where({"price": (1000, None), "category": "책"})``.

    A condition is a value, a list of values of which a document has one, a range ``(least, most)`` of which either end
    may be None, or None for documents without the field. Join several with ``&`` (both), ``|`` (either) and ``~``
    (not), which set ``how`` and ``parts``. Raises ArgumentError.
    """

    conditions: Mapping[str, object]
    how: Literal["conditions", "both", "either", "not"] = "conditions"
    parts: tuple[Where, ...] = ()

    def __post_init__(self) -> None:
        if _depth(self) > _DEEPEST:
            raise ArgumentError("where", f"conditions are nested deeper than {_DEEPEST}")
        object.__setattr__(self, "conditions", checked_conditions(self.conditions))

    def __bool__(self) -> bool:
        """True if there is any condition."""
        return bool(self.conditions or self.parts)

    def __and__(self, other: Where) -> Where:
        return self._joined("both", other)

    def __or__(self, other: Where) -> Where:
        return self._joined("either", other)

    def __invert__(self) -> Where:
        return Where({}, "not", (self,))

    def _joined(self, how: Literal["both", "either"], other: Where) -> Where:
        check_instance(Where, where=other)
        sides = [one.parts if one.how == how else (one,) for one in (self, other)]
        return Where({}, how, (*sides[0], *sides[1]))


def node_of(where: Where, kind_of: KindOf) -> Node:
    """The node to search for. Raises ArgumentError for a field that no document has, and for another kind."""
    nodes = [node_of(part, kind_of) for part in where.parts]
    match where.how:
        case "not":
            return Not(nodes[0])
        case "either":
            return Or(tuple(nodes))
        case "both":
            return And(tuple(nodes))
    return And(tuple(_nodes(where.conditions, kind_of)))


def _depth(where: Where) -> int:
    return 1 + max(map(_depth, where.parts), default=0)


def checked_where(where: object) -> Where:
    """Conditions that may be given as a mapping. Raises ArgumentError for anything else."""
    return where if isinstance(where, Where) else Where(where)  # type: ignore[arg-type]  # it is checked


def checked_conditions(conditions: object) -> dict[str, object]:
    """A copy of conditions. Raises ArgumentError for what is no mapping of names to conditions."""
    if not isinstance(conditions, Mapping):
        raise ArgumentError("where", f"{shown(conditions)} is no mapping of fields to conditions")
    for name, wanted in conditions.items():
        if not isinstance(name, str):
            raise ArgumentError("where", f"{shown(name)} is no name of a field")
        if isinstance(wanted, tuple) and len(wanted) != 2:
            raise ArgumentError("where", f"{name}: {shown(wanted)} is no range", "Write (1000, None) for 1000 and more")
    return {
        name: list(wanted) if isinstance(wanted, list | AbstractSet) else wanted for name, wanted in conditions.items()
    }


def _nodes(conditions: Mapping[str, object], kind_of: KindOf) -> Iterator[Node]:
    for name, wanted in conditions.items():
        kind = kind_of(name)
        try:
            yield Within(name, kind, _spans(kind, wanted), f"{name}:{shown(wanted)}") if kind else Or(())
        except ValueError as error:
            raise ArgumentError("where", f"{name}: {error}") from None


def _spans(kind: Kind, wanted: object) -> tuple[Span, ...] | None:
    if wanted is None:
        return None
    if isinstance(wanted, tuple):
        return (range_of(kind, *wanted),)
    if isinstance(wanted, list):
        return tuple(span_of(kind, one) for one in wanted)
    return (span_of(kind, wanted),)
