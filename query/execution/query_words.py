"""An analysed query word: the morphemes, bigrams and whole nouns by which a typed word is searched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...indexer.text.positions import RUN
from ..deadline import check_deadline
from .clauses import LeafKey, LeafQueries, LeafQuery


@dataclass(frozen=True, slots=True, eq=False)
class AnalysedWord:
    """A word of the query: a document has it when it has all of its ``terms`` or all of its ``grams``.

    A leaf query that several words of the query have in common scores once: ``scoring`` are those that score here.
    """

    word: str
    terms: tuple[LeafQuery, ...]
    grams: tuple[LeafQuery, ...]
    words: tuple[LeafQuery, ...]
    """Its nouns whole, without particles, and acronyms as typed. They only score: 학교 means a school rather than a
    part of 학교복합시설, and ITS the one in capitals rather than "its"."""
    scoring: tuple[LeafQuery, ...]

    @property
    def leaves(self) -> tuple[LeafQuery, ...]:
        """All of them."""
        return (*self.terms, *self.grams, *self.words)

    @property
    def boost(self) -> float:
        """The sum of the weights of its terms and grams: its maximum score in units of idf."""
        return sum(leaf.weight for leaf in self.scoring if leaf.stream != "words")

    @property
    def max_score(self) -> float:
        """Roughly its score in a document that has it once, also as a part of longer words."""
        return sum(leaf.weight * leaf.scores.idf for leaf in self.scoring if leaf.stream != "words")

    def is_whole(self, group: int, doc: int) -> bool:
        """Whether a document has the word, and not only a piece of it."""
        return any(
            leaves and all(leaf.scores.groups[group].documents.has(doc) for leaf in leaves)
            for leaves in (self.terms, self.grams)
        )

    @property
    def is_required(self) -> bool:
        """Whether a document must have it to have every word: particles and the like are not missed."""
        return bool(self.terms)

    @property
    def coverage_weight(self) -> float:
        """What having the word adds to a document's coverage: the idf of its terms."""
        return sum(leaf.scores.idf for leaf in self.scoring if leaf.stream == "terms")

    def claiming(self, claimed: set[LeafKey]) -> AnalysedWord:
        """The same word, in which only leaves score that are not ``claimed`` yet. Those are claimed by it."""
        scoring = tuple(leaf for leaf in self.leaves if leaf.key not in claimed)
        claimed.update(leaf.key for leaf in scoring)
        return replace(self, scoring=scoring)


def analysed_word(word: str, fields: tuple[str, ...], leaves: LeafQueries) -> AnalysedWord:
    """``word`` as it is looked for in some text fields."""
    runs = [leaves.analyzer.analyze(run) for run in RUN.findall(word)]

    def leaves_of(stream: str, texts: Iterator[str]) -> tuple[LeafQuery, ...]:
        weight = leaves.scorer.ranking.grams if stream == "grams" else 1.0
        made = []
        for text in dict.fromkeys(texts):
            check_deadline()
            made.append(leaves.leaf(stream, text, fields, weight))
        return tuple(made)

    terms = leaves_of("terms", (text for run in runs for text, _ in run.terms))
    grams = leaves_of("grams", (text for run in runs for text, _ in run.grams))
    words = leaves_of("words", (text for run in runs for text, _ in run.words))
    return AnalysedWord(word, terms, grams, words, scoring=(*terms, *grams, *words))
