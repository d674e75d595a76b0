"""Compiling: the tree of a query made ready to run over one snapshot."""

from __future__ import annotations

import time

import numpy as np

from ..config import Limits
from ..errors import QueryError
from ..indexer.analyzer import Analyzer
from ..indexer.period import period
from ..indexer.segments.builder import TEXT_FIELDS, UNKNOWN_DATE
from ..indexer.segments.segment import Segment
from .operators import AndOperator, FilterOperator, LeafOperator, Mask, NotOperator, Operator, OrOperator, WordOperator
from .pattern import find_pattern
from .phrase import find_phrase
from .plan import Leaf, Reader
from .scoring import Counts, Scorer, TermScores
from .tree import And, Dated, Everything, Has, In, Native, Node, Not, Or, Pattern, Phrase, Word


class Compiler:
    """Turns the nodes of one query into operators for one snapshot."""

    def __init__(self, analyzer: Analyzer, scorer: Scorer, limits: Limits) -> None:
        self._analyzer = analyzer
        self._scorer = scorer
        self._segments = scorer.segments
        self._reader = Reader(analyzer, scorer)
        self._limits = limits
        self._deadline = time.monotonic() + limits.deadline_ms / 1000
        self.notes: list[str] = []

    def compile(self, node: Node, fields: tuple[str, ...] = TEXT_FIELDS) -> Operator:  # noqa: C901  # one case a node
        """The operator of a node; words and phrases look into ``fields``."""
        if time.monotonic() > self._deadline:
            raise QueryError(
                f"the query took longer than {self._limits.deadline_ms} ms",
                0,
                "Shorten it, or raise limits.deadline_ms",
            )
        match node:
            case Word(text):
                return WordOperator(self._reader.read(text, fields), self._segments)
            case Phrase(text):
                return self._leaf("phrase", text, self._phrase(text, fields))
            case Pattern(pattern):
                return self._leaf("pattern", pattern, self._pattern(pattern, fields))
            case In(field, inner):
                return self.compile(inner, (field,))
            case Has(field, value):
                return FilterOperator([_having(segment, field, value) for segment in self._segments])
            case Dated(since, until):
                return FilterOperator([_dated(segment, since, until) for segment in self._segments])
            case Not(inner):
                return NotOperator(self._excluded(inner, fields))
            case And(nodes):
                return AndOperator([self.compile(inner, fields) for inner in nodes or (Everything(),)])
            case Or(nodes):
                return OrOperator([self.compile(inner, fields) for inner in nodes]) if nodes else self._constant(False)
            case Everything():
                return self._constant(True)
            case Native(query):
                from .native import native_scores  # Whoosh's searcher is loaded only for those who bring a query of its

                return self._leaf("whoosh", str(query), native_scores(query, self._scorer, self._analyzer))

    def _excluded(self, node: Node, fields: tuple[str, ...]) -> Operator:
        """The operator of a node that scores nothing, so that its words are not counted as seen."""
        reader, self._reader = self._reader, Reader(self._analyzer, self._scorer)
        try:
            return self.compile(node, fields)
        finally:
            self._reader = reader

    def _constant(self, matches: bool) -> Operator:
        return FilterOperator([np.full(segment.size, matches) for segment in self._segments])

    def _leaf(self, kind: str, text: str, scores: TermScores) -> Operator:
        return LeafOperator(Leaf(kind, text, scores), self._segments)

    def _phrase(self, text: str, fields: tuple[str, ...]) -> TermScores:
        def counts(segment: Segment) -> Counts:
            return {(name := f"{field}.grams"): find_phrase(segment.postings(name), text) for field in fields}

        return self._scorer.counted(("phrase", text, fields), counts)

    def _pattern(self, pattern: str, fields: tuple[str, ...]) -> TermScores:
        most = self._limits.expansion

        def counts(segment: Segment) -> Counts:
            counted, clipped = find_pattern(segment, fields, pattern, most)
            if clipped:
                self._scorer.clipped.add(pattern)
            return counted

        scores = self._scorer.counted(("pattern", pattern, fields), counts)
        if pattern in self._scorer.clipped:
            self.notes.append(f"{pattern} stands for more than {most} words; the first of them were searched")
        return scores


def _having(segment: Segment, field: str, value: str) -> Mask:
    mask = np.zeros(segment.size, dtype=bool)
    mask[segment.documents_with(field, value)] = True
    return mask


def _dated(segment: Segment, since: str | None, until: str | None) -> Mask:
    mask: Mask = segment.dates != UNKNOWN_DATE
    first, last = period(since) if since else None, period(until) if until else None
    if first:
        mask &= segment.dates >= first[0]
    if last:
        mask &= segment.dates <= last[1]
    return mask
