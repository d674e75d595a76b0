"""Filters on fields of one's own that a caller gives beside the query: ``where={"price": (1000, None)}``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from ..arguments import shown
from ..errors import ArgumentError
from ..indexer.documents.data import Kind
from ..indexer.documents.data_spans import range_of, span_of
from ..indexer.documents.data_terms import Span
from .syntax.tree import Node, Or, Where

KindOf = Callable[[str], Kind | None]
"""The kind of a field; None in an index without documents, where nothing can be found. Raises ArgumentError."""


def checked_where(where: object) -> dict[str, object]:
    """A copy of conditions. Raises ArgumentError for what is no mapping of names to conditions."""
    if not isinstance(where, Mapping):
        raise ArgumentError("where", f"{shown(where)} is no mapping of fields to conditions")
    for name, wanted in where.items():
        if not isinstance(name, str):
            raise ArgumentError("where", f"{shown(name)} is no name of a field")
        if isinstance(wanted, tuple) and len(wanted) != 2:
            raise ArgumentError("where", f"{name}: {shown(wanted)} is no range", "Write (1000, None) for 1000 and more")
    return {name: list(wanted) if isinstance(wanted, list | AbstractSet) else wanted for name, wanted in where.items()}


def where_nodes(where: Mapping[str, object], kind_of: KindOf) -> Iterator[Node]:
    """A node for each condition, all of which hold.

    A condition is a value, a list of values of which a document has one, a range ``(least, most)`` of which either end
    may be None, or None for documents without the field. Raises ArgumentError for a field that no document has, and for
    a value of another kind.
    """
    for name, wanted in where.items():
        kind = kind_of(name)
        try:
            yield Where(name, kind, _spans(kind, wanted), f"{name}:{shown(wanted)}") if kind else Or(())
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
