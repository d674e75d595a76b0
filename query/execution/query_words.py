"""An analysed query word: the morphemes, bigrams and whole nouns by which a typed word is searched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...indexer.text.positions import RUN
from .clauses import LeafQueries, LeafQuery


@dataclass(frozen=True, slots=True, eq=False)
class AnalysedWord:
    """A word of the query: a document has it when it has all of its ``terms`` or all of its ``grams``."""

    word: str
    terms: tuple[LeafQuery, ...]
    grams: tuple[LeafQuery, ...]
    words: tuple[LeafQuery, ...]
    """Its nouns whole, without particles, and acronyms as typed. They only score: 학교 means a school rather than a
    part of 학교복합시설, and ITS the one in capitals rather than "its"."""

    @property
    def leaves(self) -> tuple[LeafQuery, ...]:
        """All of them."""
        return (*self.terms, *self.grams, *self.words)

    @property
    def boost(self) -> float:
        """How many times an idf it scores in a document that has it, be it as a part of longer words."""
        return sum(leaf.weight for leaf in (*self.terms, *self.grams) if leaf.counts)

    @property
    def max_score(self) -> float:
        """About what it scores in a document that has it once, be it as a part of longer words."""
        return sum(leaf.weight * leaf.scores.idf for leaf in (*self.terms, *self.grams) if leaf.counts)

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
        return sum(leaf.scores.idf for leaf in self.terms if leaf.counts)


class WordAnalyser:
    """Reads the words of one query. Leaves that occur in two words score once."""

    def __init__(self, leaves: LeafQueries) -> None:
        self._leaves = leaves
        self._seen: set[tuple[str, str, tuple[str, ...]]] = set()

    def copy(self) -> WordAnalyser:
        """Another one that has read the same words."""
        other = WordAnalyser(self._leaves)
        other._seen = self._seen.copy()
        return other

    def join(self, other: WordAnalyser) -> None:
        """Takes what another one has read for read."""
        self._seen |= other._seen

    def read(self, word: str, fields: tuple[str, ...]) -> AnalysedWord:
        """How ``word`` is understood in some text fields."""
        runs = [self._leaves.analyzer.analyze(run) for run in RUN.findall(word)]
        return AnalysedWord(
            word,
            tuple(self._read("terms", (text for run in runs for text, _ in run.terms), fields)),
            tuple(self._read("grams", (text for run in runs for text, _ in run.grams), fields)),
            tuple(self._read("words", (text for run in runs for text, _ in run.words), fields)),
        )

    def _read(self, stream: str, texts: Iterator[str], fields: tuple[str, ...]) -> Iterator[LeafQuery]:
        weight = self._leaves.scorer.ranking.grams if stream == "grams" else 1.0
        for text in dict.fromkeys(texts):
            key = (stream, text, fields)
            yield replace(self._leaves.leaf(*key), weight=weight, counts=key not in self._seen)
            self._seen.add(key)
