"""Reads a query without its conditions on words: phrases and patterns become the words that they are made of.

A search whose phrases or patterns stand in no document falls back to that. Filters and exclusions stay.
"""

from __future__ import annotations

from ...indexer.text.positions import RUN
from .group import conjunction
from .tree import And, In, Node, Not, Or, Pattern, Phrase, Word

Condition = Phrase | Pattern | Not | Or


def has_conditions(node: Node, *kinds: type[Condition]) -> bool:
    """True if a node has a condition of some kinds. Not recursive: the tree may be deep."""
    waiting: list[Node] = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Or) and len(node.nodes) == 2 and isinstance(node.nodes[1], Pattern):
            continue  # the last word of a question
        if isinstance(node, kinds):
            return True
        if isinstance(node, And | Or):
            waiting.extend(node.nodes)
        elif isinstance(node, In):
            waiting.append(node.node)
    return False


def as_words(node: Node) -> Node:
    """``node`` with words in place of its phrases and patterns, except in what it excludes."""
    match node:
        case Phrase(text):
            return _words(text)
        case Pattern(pattern):
            return _words(pattern.replace("*", " ").replace("?", " "))
        case In(field, inner):
            return In(field, as_words(inner))
        case And(nodes):
            return conjunction([as_words(inner) for inner in nodes])
        case Or(nodes):
            return Or(tuple(map(as_words, nodes)))
    return node


def _words(text: str) -> Node:
    words: list[Node] = [Word(word) for word in text.split() if RUN.search(word)]
    return conjunction(words) if words else Or(())
