"""The syntax tree of a query. ``str`` of a node prints it: ``(and 서울 (not 제주) (phrase 봄 여행))``."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from ...indexer.documents.data import Kind
from ...indexer.documents.data_terms import Span


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it was typed; every reading of it counts."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Phrase:
    """Exactly these positions in this order; spacing and punctuation do not matter."""

    text: str

    def __str__(self) -> str:
        return f"(phrase {self.text})"


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words that match a pattern: ``*`` any characters, ``?`` one."""

    pattern: str

    def __str__(self) -> str:
        return f"(pattern {self.pattern})"


@dataclass(frozen=True, slots=True)
class In:
    """A part of the query that looks only into one text field (``title``, ``body`` or ``tags``)."""

    field: str
    node: Node

    def __str__(self) -> str:
        return f"(in {self.field} {self.node})"


@dataclass(frozen=True, slots=True)
class Has:
    """A filter: the document has this whole value in a keyword field (``tag``, ``lang``, ``author`` or ``id``)."""

    field: str
    value: str

    def __str__(self) -> str:
        return f"({self.field} {self.value})"


@dataclass(frozen=True, slots=True)
class HasAny:
    """A filter: the document has one of these whole values in a keyword field. Only callers give it, beside a query."""

    field: str
    values: tuple[str, ...]

    def __str__(self) -> str:
        return f"({self.field} {' '.join(self.values)})"


@dataclass(frozen=True, slots=True)
class Dated:
    """A filter: the document's date lies between two ISO dates, both included; None is open."""

    since: str | None
    until: str | None

    def __str__(self) -> str:
        return f"(dated {self.since or '*'} {self.until or '*'})"


@dataclass(frozen=True, slots=True)
class Within:
    """A filter: a field of one's own has a value within one of some spans of terms.

    Without ``spans`` the document has no value. ``folded`` is a text that a value may also be in any case and width.
    """

    field: str
    kind: Kind
    spans: tuple[Span, ...] | None
    written: str = dataclasses.field(compare=False)
    folded: str = ""

    def __str__(self) -> str:
        return f"(where {self.written})"


@dataclass(frozen=True, slots=True)
class Not:
    """Documents that do not match."""

    node: Node

    def __str__(self) -> str:
        return f"(not {self.node})"


@dataclass(frozen=True, slots=True)
class And:
    """All of these; at the top of a query, words give way when too few documents have all of them."""

    nodes: tuple[Node, ...]

    def __str__(self) -> str:
        return f"(and {' '.join(map(str, self.nodes))})"


@dataclass(frozen=True, slots=True)
class Or:
    """Any of these."""

    nodes: tuple[Node, ...]

    def __str__(self) -> str:
        return f"(or {' '.join(map(str, self.nodes))})"


@dataclass(frozen=True, slots=True)
class Everything:
    """Every document."""

    def __str__(self) -> str:
        return "(everything)"


@dataclass(frozen=True, slots=True)
class WhooshQuery:
    """A Whoosh query object, matched and scored by Whoosh."""

    query: Any

    def __str__(self) -> str:
        return f"(whoosh {self.query})"


Node = Word | Phrase | Pattern | In | Has | HasAny | Dated | Within | Not | And | Or | Everything | WhooshQuery
