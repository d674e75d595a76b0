"""Joins the parts of a query into one node: by AND, by OR, side by side, in a field, negated.

The trees are plain: no And in an And, no Or in an Or, none of a single node, and ``Not`` only inside an ``And``
that has something else too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ...indexer.analysis.numerals import counter_of, numerals
from .conditions import Chain, apart
from .lex import TEXTS
from .tokens import Kind, Token
from .tree import And, Everything, In, Node, Not, Or, Pattern, Phrase, Word


@dataclass(slots=True)
class Group:
    """The contents of two parentheses: clauses side by side, each of alternatives, each of nodes joined by AND."""

    position: int = 0
    context: str = ""
    """The field its words are values of, where they are."""
    inside: str = ""
    """The text field that was written before the parenthesis."""
    negated: bool = False
    by_minus: bool = False
    """True if a minus negates it."""
    depth: int = 0
    clauses: list[list[Chain]] = field(default_factory=list)
    operator: Token | None = None
    unread: int = 0
    """Parentheses that are open in it and read as if they were not there."""

    def add(self, node: Node) -> None:
        """Adds what follows the operator that was read last, or stands beside what is there."""
        if self.operator is None:
            self.clauses.append([[node]])
        elif self.operator.kind is Kind.OR:
            self.clauses[-1].append([node])
        else:
            self.clauses[-1][-1].append(node)
        self.operator = None

    def node(self) -> Node | None:
        """Everything in it as one node, or None where it is empty."""
        if not self.clauses:
            return None
        return conjunction([part for chains in self.clauses for part in _beside(chains)])

    @property
    def moved(self) -> Iterator[Node]:
        """The filters beside an OR that hold for more than they were joined with."""
        for chains in self.clauses:
            for filters in apart(chains)[1] if len(chains) > 1 else ():
                yield _disjunction([conjunction(chain) for chain in filters])


def _beside(chains: Sequence[Chain]) -> Iterator[Node]:
    """The nodes of chains that are joined by OR: their disjunction, and the filters that hold beside it."""
    alternatives, filters = apart(chains) if len(chains) > 1 else (chains, [])
    for either in (alternatives, *filters):
        if either:
            yield _disjunction([conjunction(chain) for chain in either])


def marked(node: Node, written: str, negated: bool) -> Node:
    """``node`` in the text field written before it, and negated."""
    if written in TEXTS and not isinstance(node, Everything):
        node = In(written, _standing(node))
    if not negated:
        return node
    return node.node if isinstance(node, Not) else Not(_standing(node))


def conjunction(nodes: list[Node]) -> Node:
    """All of ``nodes``, of which there is at least one."""
    flat = tuple(part for node in nodes for part in (node.nodes if isinstance(node, And) else (node,)))
    flat = tuple(_counted(flat))
    return flat[0] if len(flat) == 1 else And(flat)


def _counted(nodes: Sequence[Node]) -> Iterator[Node]:
    """Nodes in which a numeral and its counter are one word: 두 개."""
    before: Word | None = None
    for node in nodes:
        if isinstance(node, Word) and before and before.text in numerals() and counter_of(node.text):
            yield Word(f"{before.text} {node.text}")
            before = None
            continue
        if before:
            yield before
        before = node if isinstance(node, Word) else None
        if not before:
            yield node
    if before:
        yield before


def _disjunction(nodes: list[Node]) -> Node:
    if len(nodes) == 1:
        return nodes[0]
    return Or(tuple(part for node in nodes for part in (node.nodes if isinstance(node, Or) else (_standing(node),))))


def _standing(node: Node) -> Node:
    """``node``, from every document where it only excludes some, so that it means the same in any place."""
    parts = node.nodes if isinstance(node, And) else (node,)
    return And((Everything(), *parts)) if all(isinstance(part, Not) for part in parts) else node


def looks_for_something(node: Node) -> bool:
    """True if a node has anything but filters and exclusions. Not recursive: the tree may be deep."""
    waiting: list[Node] = [node]
    while waiting:
        match waiting.pop():
            case And(nodes) | Or(nodes):
                waiting.extend(nodes)
            case In(_, inner):
                waiting.append(inner)
            case Word() | Phrase() | Pattern() | Everything():
                return True
    return False
