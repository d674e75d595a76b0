"""Filters beside OR: a filter restricts everything that stands beside it, and is no alternative to it.

``서울 OR tag:a`` is 서울 with the tag, and ``서울 OR 부산 AND tag:a`` is either with the tag. So a program that puts a
filter behind what somebody typed can rely on it, though that ends with OR. Only filters of one field are alternatives
to each other, as in ``tag:a OR tag:b``. A filter in parentheses holds inside them: ``(서울 tag:a) OR (부산 tag:b)``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .tree import And, Dated, Everything, Has, Node, Not, Or, Within

Chain = list[Node]
"""Nodes joined by AND; several chains are joined by OR."""


def fields_of_filter(node: Node) -> frozenset[str]:
    """The fields that a node compares; none if it is not made of filters alone. Not recursive, as trees are deep."""
    fields: set[str] = set()
    waiting: list[Node] = [node]
    while waiting:
        match waiting.pop():
            case Has(field, _) | Within(field):
                fields.add(field)
            case Dated():
                fields.add("date")
            case Not(inner):
                waiting.append(inner)
            case And(nodes) | Or(nodes):
                waiting.extend(one for one in nodes if not isinstance(one, Everything))
            case _:
                return frozenset()
    return frozenset(fields)


def apart(chains: Sequence[Chain]) -> tuple[list[Chain], list[list[Chain]]]:
    """The alternatives among some chains, and the filters that hold beside all of them, alternatives by field.

    If all chains are filters of the same field, they are the alternatives, and nothing holds beside them.
    """
    kinds = {_kind(chain) for chain in chains}
    if len(kinds) == 1 and kinds != {frozenset()}:
        return list(chains), []
    beside: dict[frozenset[str], list[Chain]] = {}
    single: list[list[Chain]] = []
    alternatives: list[Chain] = []
    for chain in chains:
        if kind := _kind(chain):
            beside.setdefault(kind, []).append(chain)
            continue
        single.extend([[one]] for one in chain if fields_of_filter(one))
        alternatives.append([one for one in chain if not fields_of_filter(one)])
    return alternatives, [*beside.values(), *single]


def _kind(chain: Iterable[Node]) -> frozenset[str]:
    """The fields of a chain of filters; none where anything else is in it."""
    kinds = [fields_of_filter(node) for node in chain]
    return frozenset().union(*kinds) if all(kinds) else frozenset()


def as_typed(node: Node) -> str:
    """A filter as it may be typed, for a note."""
    match node:
        case Has(field, value):
            return f'{field}:"{value}"' if " " in value else f"{field}:{value}"
        case Within():
            return node.written
        case Dated(since, until):
            return f"date:{since or ''}..{until or ''}"
        case Not(inner):
            return f"-{as_typed(inner)}"
        case And(nodes) | Or(nodes):
            between = " OR " if isinstance(node, Or) else " "
            return f"({between.join(as_typed(one) for one in nodes if not isinstance(one, Everything))})"
        case _:
            return str(node)
