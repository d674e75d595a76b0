"""An analysed query word: the readings that match it, and the terms, bigrams and whole nouns that score it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ...indexer.analysis.korean import LIKELY
from ...indexer.text.fold import fold_text
from ...indexer.text.positions import RUN, Script, script
from .leaf import LeafKey, LeafQueries, LeafQuery
from .word_readings import WordReading, is_known


@dataclass(frozen=True, slots=True, eq=False)
class AnalysedWord:
    """A word of the query: a document has it where it has any of its readings, and has it surely by a sure one.

    Terms, grams and words only score. A leaf query that several words have in common scores once: ``scoring`` are those
    that score here.
    """

    word: str
    sure: tuple[LeafQuery, ...]
    likely: tuple[LeafQuery, ...]
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
    def readings(self) -> tuple[LeafQuery, ...]:
        """All that match."""
        return (*self.sure, *self.likely)

    @property
    def boost(self) -> float:
        """The sum of the weights of its terms and grams: its maximum score in units of idf."""
        return sum(leaf.weight for leaf in self.scoring if leaf.stream != "words")

    @property
    def max_score(self) -> float:
        """Roughly its score in a document that has it once, also as a part of longer words."""
        return sum(leaf.weight * leaf.scores.idf for leaf in self.scoring if leaf.stream != "words")

    def is_whole(self, group: int, doc: int) -> bool:
        """True if a document has the word, and not only a piece of it."""
        return any(leaf.scores.groups[group].documents.has(doc) for leaf in self.readings)

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
    runs = [leaves.analyzer.analyze(run) for run in RUN.findall(fold_text(word))]
    found = leaves.readings(word)
    contents = [text for run in runs for text, _ in run.terms]

    def made(stream: str, texts: Iterable[str], weight: float = 1.0) -> tuple[LeafQuery, ...]:
        return tuple(leaves.leaf(stream, text, fields, weight) for text in dict.fromkeys(texts))

    terms = tuple(_terms(word, found, contents, fields, leaves))
    grams = made("grams", (text for run in runs for text, _ in run.grams), leaves.scorer.ranking.grams)
    words = made("words", (text for run in runs for text, _ in run.words))
    return AnalysedWord(
        word,
        tuple(leaves.sequence(reading.units, fields) for reading in found if reading.is_sure),
        tuple(leaves.sequence(reading.units, fields) for reading in found if not reading.is_sure),
        terms,
        grams,
        words,
        is_required=bool(contents),
        scoring=(*terms, *grams, *words),
    )


def _terms(
    word: str, found: list[WordReading], contents: list[str], fields: tuple[str, ...], leaves: LeafQueries
) -> Iterator[LeafQuery]:
    """The leaf queries that score as terms.

    A verb scores as well where only a rule sees it. A word that the tagger does not know is scored as it is written, as
    its pieces say nothing.
    """
    runs = RUN.findall(fold_text(word))
    if len(runs) == 1 and script(runs[0]) is Script.LATIN:
        yield leaves.any_term(leaves.analyzer.english.terms(runs[0]), fields)
        return
    if len(runs) == 1 and script(runs[0]) is Script.HANGUL and not is_known(runs[0], leaves.analyzer):
        yield replace(leaves.sequence(found[-1].units, fields), stream="terms", text=runs[0])
        return
    entries = {entry.text for reading in found if len(reading.units) == 1 for entry in reading.units[0].entries}
    for text in dict.fromkeys(contents):
        yield leaves.any_term((text, LIKELY + text) if LIKELY + text in entries else (text,), fields)
