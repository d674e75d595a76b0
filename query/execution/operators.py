"""An operator: a node of the scorer tree of a query, which matches and scores one segment group at a time.

An operator first matches: it returns dense arrays with one item per document of the group. With at most 65,536
documents per group, adding such arrays is quicker than intersecting lists. Then it scores some of the documents.

leaf_operators.py   a word, a phrase, a pattern, a Whoosh query
conditions.py       what restricts the matches and scores nothing: metadata, NOT
boolean.py          AND and OR
synonyms.py         a word and its variants
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Protocol

from ..leaf_queries.leaf import LeafKey
from ..scoring.accumulators import ScoreAccumulator
from ..scoring.docsets import Mask
from .explanation import Explanation
from .matches import MatchedClause


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
    """True if documents without it may be shown where too few have it."""
    is_required: bool
    """True if a word must be there for a document to have every word."""

    def claim(self, claimed: set[LeafKey]) -> None:
        """Claims the leaf queries that score in it, so that one that stands in two words of the query scores once.

        Called once, on the whole tree, before anything else is asked: the numbers above depend on it.
        """

    def match(self, at: int) -> Matches:
        """The matches in group number ``at``."""

    def score(self, at: int, accumulator: ScoreAccumulator) -> None:
        """Adds what the wanted documents of group number ``at`` score; those that it does not match may score, too."""

    def clauses(self) -> Sequence[MatchedClause]:
        """Everything below it that scores."""

    def explain(self, at: int, doc: int) -> Iterator[Explanation]:
        """The score that it adds to a document of group ``at``, in parts that add up."""


def either(found: Sequence[Matches]) -> Matches:
    """The union of the matches of several operators."""
    return Matches(*(reduce(or_, [getattr(one, name) for one in found]) for name in ("mask", "sure", "some")))
