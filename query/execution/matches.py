"""A matched clause: a part of the query that a document matches, with the text that shows it to a user."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ..bridges.bridge import Variant
from ..leaf_queries.leaf import LeafQuery
from ..leaf_queries.query_words import AnalysedWord
from ..scoring.docsets import DocSet, Documents, Mask


@dataclass(frozen=True, slots=True, eq=False)
class ExpandedTerm:
    """A variant that at least one document has, the bridge that gave it, and its leaf query."""

    variant: Variant
    bridge: str
    leaf: LeafQuery

    @property
    def reason(self) -> str:
        """Why it was searched."""
        return f"{self.bridge}, {self.variant.why}" if self.variant.why else self.bridge

    def worth(self, group: int, doc: int) -> float:
        """The share of its limit that it scores in a document, by which it is compared with other variants."""
        return self.leaf.scores.share(group, doc, self.variant.weight)


@dataclass(frozen=True, slots=True, eq=False)
class MatchedClause:
    """A part of the query that a document can match; ``word`` is how it was typed."""

    word: str
    what: AnalysedWord | LeafQuery | ExpandedTerm

    @property
    def is_expanded(self) -> bool:
        """True if it is a synonym of what was typed."""
        return isinstance(self.what, ExpandedTerm)

    def worth(self, group: int, doc: int) -> float:
        """As ``ExpandedTerm.worth``; 0 for what was typed."""
        return self.what.worth(group, doc) if isinstance(self.what, ExpandedTerm) else 0.0

    @property
    def why(self) -> str:
        """The reason in ``Hit.why``: ``강제출국``, or ``이주노조 = MTU (aliases)``."""
        if isinstance(self.what, ExpandedTerm):
            return f"{self.word} = {self.what.variant.text} ({self.what.reason})"
        return self.word

    def which(self, group: int, docs: Documents) -> Mask:
        """A flag for each of some documents of a group: whether it scores there."""
        if isinstance(self.what, AnalysedWord):
            scoring = (leaf.scores.groups[group].documents for leaf in self.what.scoring)
            return which((*self._whole(group), *scoring), docs)
        return which(self._whole(group), docs)

    def which_whole(self, group: int, docs: Documents) -> Mask:
        """A flag for each of some documents: whether all of it is there, and not only a piece of a word."""
        return which(self._whole(group), docs)

    def _whole(self, group: int) -> Sequence[DocSet]:
        """The documents of a group that have all of it."""
        if isinstance(self.what, AnalysedWord):
            return self.what.sure.groups[group], self.what.likely.groups[group]
        return (self.leaf.scores.groups[group].documents,)

    @property
    def leaf(self) -> LeafQuery:
        """The one thing that is looked for, where it is one."""
        assert not isinstance(self.what, AnalysedWord)
        return self.what.leaf if isinstance(self.what, ExpandedTerm) else self.what


def which(sets: Iterable[DocSet], docs: Documents) -> Mask:
    """A flag for each of some documents: whether it is in any of some sets."""
    found: Mask = np.zeros(len(docs), dtype=bool)
    for documents in sets:
        found |= documents.which(docs)
        if found.all():
            break
    return found
