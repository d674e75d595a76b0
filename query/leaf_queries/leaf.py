"""A leaf query (term query, phrase or stems): what the index is searched for, and how each kind is found.

terms, grams, words   an entry of that stream
phrase                positions in a row, in any spacing
stems                 words of Latin letters in a row, whatever their endings
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from ...deadline import check_deadline
from ...indexer.analysis.analyzer import Analyzer
from ...indexer.analysis.korean import LIKELY
from ...indexer.segments.columns import Array
from ...indexer.segments.segment import Segment
from ...indexer.text.positions import RUN, Script, script
from ..scoring.docsets import DocSets, Mask
from ..scoring.scorer import Counts, Scorer, TermScores
from ..words.neighbours import neighbours
from ..words.stop_words import stop_words
from ..words.units import Unit, UnitSequence
from ..words.word_query import Term, any_of, word_query
from .phrase import find_phrase, find_row
from .sequence import find_sequence, mark_sequence

_ACRONYM = re.compile("[A-Z]{2,}")
_LIKELY_WEIGHT = 0.6
"""Weight of a likely reading, relative to a sure one."""
_WORDS = 1 << 12
"""Words, and pairs of words, whose word queries are remembered."""
_VERB = "다"
_LIGHT = "하되"
"""Syllables that make a verb of a noun."""


LeafKey = tuple[str, str, tuple[str, ...]]
"""Stream, text and fields."""


@dataclass(frozen=True, slots=True, eq=False)
class LeafQuery:
    """Something that is looked for, with its score in every document.

    ``weight`` multiplies the score.
    """

    stream: str
    text: str
    fields: tuple[str, ...]
    scores: TermScores
    weight: float = 1.0
    sequence: UnitSequence | None = None
    """The sequence by which the index finds it."""

    @property
    def key(self) -> LeafKey:
        """The stream, text and fields: equal for equal leaf queries of different words of the query."""
        return self.stream, self.text, self.fields

    @property
    def is_telling(self) -> bool:
        """True if it says something alone: grams and lone syllables (조, 하) are in nearly every text."""
        return self.stream == "terms" and not is_lone_syllable(self.text)


def _stream(units: Sequence[Unit]) -> str:
    """The stream whose lengths a sequence is measured by."""
    stream = units[0].entries[0].stream
    return stream if stream != "words" else "terms"


def is_lone_syllable(text: str) -> bool:
    """True if a term is one Hangul syllable: a verb's stem, or a chance piece of another word."""
    return len(text) == 1 and script(text) is Script.HANGUL


def _is_a_chance(noun: str, verb: str) -> bool:
    """True if a noun that was found in a verb says something else: 물 of 물다, 기적 of 이기적이다; not 말 of 말하다."""
    if not verb.endswith(_VERB) or noun == verb:
        return False
    return not verb.startswith(noun) or (len(noun) == 1 and verb[1] not in _LIGHT)


_REMEMBERED = 1 << 12
"""Leaf queries of which it is remembered whether any document has them."""

_ROWS = ("phrase", "stems")
"""Kinds of leaf that are positions in a row, and no terms of a stream."""


def _row_counts(
    segment: Segment, stream: str, text: str, fields: tuple[str, ...]
) -> Iterator[tuple[str, tuple[Array, Array]]]:
    """By field name: the documents of a segment that have a phrase or a row of stems, and how often."""
    for field in fields:
        check_deadline()
        if stream == "phrase":
            yield (name := f"{field}.grams"), find_phrase(segment.postings(name), text)
        else:
            yield (name := f"{field}.terms"), find_row(segment.postings(name), text.split())


class LeafQueries:
    """Makes leaves over one snapshot."""

    def __init__(self, analyzer: Analyzer, scorer: Scorer) -> None:
        self.analyzer = analyzer
        self.word = lru_cache(maxsize=_WORDS)(partial(word_query, analyzer=analyzer))
        """The word query of a word."""
        self.stop_words = lru_cache(maxsize=_WORDS)(partial(stop_words, analyzer=analyzer))
        """Which of neighbouring words, a tuple, are stop words."""
        self.neighbours = lru_cache(maxsize=_WORDS)(partial(neighbours, analyzer=analyzer))
        """The sequences of two neighbouring words."""
        self.scorer = scorer
        self.has = lru_cache(maxsize=_REMEMBERED)(self._has)

    def leaf(self, stream: str, text: str, fields: tuple[str, ...], weight: float = 1.0) -> LeafQuery:
        """The leaf query of ``text`` in a stream, or as a phrase or stems."""
        if stream not in _ROWS:
            return LeafQuery(stream, text, fields, self.scorer.term(stream, text, fields), weight)

        def counts(segment: Segment) -> Counts:
            return Counts(dict(_row_counts(segment, stream, text, fields)))

        return LeafQuery(stream, text, fields, self.scorer.counted((stream, text, fields), counts), weight)

    def _has(self, stream: str, text: str, fields: tuple[str, ...]) -> bool:
        """True if any document has it. Nothing is scored, and the search ends with the first segment that has it."""
        if stream not in _ROWS:
            return self.scorer.statistics.has_term(stream, text, fields)
        return any(
            segment.live[docs].any()
            for segment in self.scorer.segments
            for _, (docs, _) in _row_counts(segment, stream, text, fields)
        )

    def sequence(self, sequence: UnitSequence, fields: tuple[str, ...]) -> LeafQuery:
        """Units at their distances; a single one that is one entry is a term."""
        check_deadline()
        units = sequence.units
        if entry := sequence.entry:
            scores = self.scorer.term(entry.stream, entry.text, fields)
            return LeafQuery(entry.stream, entry.text, fields, scores, sequence=sequence)

        def counts(segment: Segment) -> Counts:
            return Counts({f"{field}.{_stream(units)}": find_sequence(segment, field, units) for field in fields})

        scores = self.scorer.counted(("sequence", sequence.name, fields), counts)
        return LeafQuery("sequence", sequence.text, fields, scores, sequence=sequence)

    def documents(self, sequences: Sequence[UnitSequence], fields: tuple[str, ...]) -> DocSets:
        """The documents that have any of some sequences. Terms come first: what has them is not looked at again."""
        terms = [self.scorer.term(one.entry.stream, one.entry.text, fields) for one in sequences if one.entry]
        others = [one for one in sequences if not one.entry]

        def found(segment: Segment, marked: Mask) -> None:
            for sequence in others:
                for field in fields:
                    mark_sequence(segment, field, sequence.units, marked)

        return self.scorer.documents(("any", *(one.name for one in sequences), fields), found, terms)

    def any_term(self, term: Term, fields: tuple[str, ...]) -> LeafQuery:
        """A term with others that say the same, of which those that are only likely count less; or a sequence."""
        (*others, unit) = term.sequence.units
        if not others and len(unit.entries) == 1:
            return self.leaf("terms", term.text, fields)
        if others or unit.entries[0].stream != "terms":
            return replace(self.sequence(term.sequence, fields), stream="terms", text=term.text)
        members = [
            (_LIKELY_WEIGHT if entry.text.startswith(LIKELY) else 1.0, self.scorer.term("terms", entry.text, fields))
            for entry in unit.entries
        ]
        scores = self.scorer.best(("any", term.sequence.name, fields), members)
        return LeafQuery("terms", term.text, fields, scores, sequence=term.sequence)

    def written(self, text: str, fields: tuple[str, ...]) -> LeafQuery:
        """A word or several as somebody else may have written it: inflected, in any spacing, inside longer words."""
        stream, sought = self.sought(text)
        if stream == "terms" and sought.endswith(_VERB):
            return self.any_term(any_of((sought, LIKELY + sought)), fields)
        return self.leaf(stream, sought, fields)

    def sought(self, text: str) -> tuple[str, str]:
        """The stream in which that is found, and what to look for there."""
        runs = RUN.findall(text)
        scripts = {script(run) for run in runs}
        if len(runs) == 1 and _ACRONYM.fullmatch(runs[0]):
            return "words", runs[0]
        if scripts == {Script.LATIN}:
            stems = [self.analyzer.analyze(run).terms[0][0] for run in runs]
            return ("terms", stems[0]) if len(stems) == 1 else ("stems", " ".join(stems))
        if len(runs) == 1 and scripts == {Script.HANGUL}:
            tokens = self.analyzer.analyze(runs[0])
            words = tokens.words or tokens.terms  # a verb has no noun: its stem
            # Of a word that the tagger does not know, it gives a fragment; and a compound may be written apart.
            if len(words) == 1 and (words[0][0] == runs[0] or runs[0].endswith(_VERB)):
                if tokens.words and _is_a_chance(words[0][0], runs[0]):
                    return "phrase", runs[0].removesuffix(_VERB) if len(runs[0]) > len("가다") else runs[0]
                return "terms" if tokens.terms == tuple(words) else "phrase", words[0][0]
        return "phrase", "".join(runs) if scripts <= {Script.HANGUL, Script.HANJA} else text
