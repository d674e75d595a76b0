"""A query made ready for one snapshot: every leaf analysed and scored, before any of them meet.

Leaf     documents and scores of one thing that is looked for
Reading  how a typed word is understood: its morphemes and its grams, each a leaf
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..indexer.analyzer import Analyzer
from ..indexer.atoms import RUN, Script, script
from .scoring import Scorer, TermScores


def is_lone_syllable(text: str) -> bool:
    """Whether a term is one Hangul syllable: a verb's stem, or a chance piece of another word."""
    return len(text) == 1 and script(text) is Script.HANGUL


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """Something that is looked for, with its score in every document.

    ``counts`` is False where the same leaf scores elsewhere in the query already; ``weight`` multiplies the score.
    """

    stream: str
    text: str
    scores: TermScores
    weight: float = 1.0
    counts: bool = True

    @property
    def is_telling(self) -> bool:
        """Whether it says something alone: grams and lone syllables (조, 하) are in nearly every text."""
        return self.stream == "terms" and not is_lone_syllable(self.text)


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A word of the query: a document has it when it has all of its ``terms`` or all of its ``grams``."""

    word: str
    terms: tuple[Leaf, ...]
    grams: tuple[Leaf, ...]
    words: tuple[Leaf, ...]
    """Its nouns whole, without particles, and acronyms as typed. They only score: 학교 means a school rather than a
    part of 학교복합시설, and ITS the one in capitals rather than "its"."""

    @property
    def is_required(self) -> bool:
        """Whether a document must have it to have every word: particles and the like are not missed."""
        return bool(self.terms)

    @property
    def importance(self) -> float:
        """What having the word adds to a document's coverage: the idf of its terms."""
        return sum(leaf.scores.idf for leaf in self.terms if leaf.counts)


class Reader:
    """Reads the words of one query. Leaves that occur in two words score once."""

    def __init__(self, analyzer: Analyzer, scorer: Scorer) -> None:
        self._analyzer = analyzer
        self._scorer = scorer
        self._seen: set[tuple[str, str, tuple[str, ...]]] = set()

    def read(self, word: str, fields: tuple[str, ...]) -> Reading:
        """How ``word`` is understood in some text fields."""
        runs = [self._analyzer.analyze(run) for run in RUN.findall(word)]
        return Reading(
            word,
            tuple(self._leaves("terms", (text for run in runs for text, _ in run.terms), fields)),
            tuple(self._leaves("grams", (text for run in runs for text, _ in run.grams), fields)),
            tuple(self._leaves("words", (text for run in runs for text, _ in run.words), fields)),
        )

    def _leaves(self, stream: str, texts: Iterator[str], fields: tuple[str, ...]) -> Iterator[Leaf]:
        weight = self._scorer.ranking.grams if stream == "grams" else 1.0
        for text in dict.fromkeys(texts):
            key = (stream, text, fields)
            yield Leaf(stream, text, self._scorer.term(*key), weight, key not in self._seen)
            self._seen.add(key)
