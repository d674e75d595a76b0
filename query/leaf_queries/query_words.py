"""An analysed query word in one index: the readings that match it, and the leaf queries that score it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..scoring.docsets import DocSets
from ..words.units import UnitSequence
from .leaf import LeafKey, LeafQueries, LeafQuery


@dataclass(frozen=True, slots=True, eq=False)
class AnalysedWord:
    """A word of the query: a document has it where it has any of its readings, and has it surely by a sure one.

    Terms, grams and words only score. A leaf query that several words have in common scores once: ``scoring`` are those
    that score here.
    """

    word: str
    readings: tuple[UnitSequence, ...]
    sure: DocSets
    """The documents that have it surely."""
    likely: DocSets
    """Those that have it by another reading."""
    terms: tuple[LeafQuery, ...]
    grams: tuple[LeafQuery, ...]
    words: tuple[LeafQuery, ...]
    """Its nouns whole, without particles, and acronyms as typed: 학교 means a school rather than a part of
    학교복합시설, and ITS the one in capitals rather than "its"."""
    is_required: bool
    """True if a document must have it to have every word: particles and the like are not missed."""
    scoring: tuple[LeafQuery, ...]

    @property
    def leaves(self) -> tuple[LeafQuery, ...]:
        """All that score."""
        return (*self.terms, *self.grams, *self.words)

    @property
    def boost(self) -> float:
        """The sum of the weights of its terms and grams: its maximum score in units of idf."""
        return sum(leaf.weight for leaf in self.scoring if leaf.stream != "words")

    @property
    def max_score(self) -> float:
        """Roughly its score in a document that has it once, also as a part of longer words."""
        return sum(leaf.weight * leaf.scores.idf for leaf in self.scoring if leaf.stream != "words")

    @property
    def coverage_weight(self) -> float:
        """The coverage that a document gains by the word: the sum of the idf of its terms."""
        return sum(leaf.scores.idf for leaf in self.scoring if leaf.stream == "terms")

    def claiming(self, claimed: set[LeafKey]) -> AnalysedWord:
        """The same word, in which only leaves score that are not ``claimed`` yet. Those are claimed by it."""
        scoring = tuple(leaf for leaf in self.leaves if leaf.key not in claimed)
        claimed.update(leaf.key for leaf in scoring)
        return replace(self, scoring=scoring)


def analysed_word(word: str, fields: tuple[str, ...], leaves: LeafQueries) -> AnalysedWord:
    """``word`` as it is looked for in some text fields."""
    query = leaves.word(word)
    terms = tuple(leaves.any_term(term, fields) for term in query.terms)
    grams = tuple(leaves.leaf("grams", text, fields, leaves.scorer.ranking.grams) for text in query.grams)
    words = tuple(leaves.leaf("words", text, fields) for text in query.words)
    return AnalysedWord(
        word,
        (*query.sure, *query.likely),
        leaves.documents(query.sure, fields),
        leaves.documents(query.likely, fields),
        terms,
        grams,
        words,
        is_required=query.is_required,
        scoring=(*terms, *grams, *words),
    )
