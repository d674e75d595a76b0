"""Compiling: the tree of a query made ready to run over one snapshot."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from math import ceil

import numpy as np

from ..config import Limits
from ..deadline import check_deadline
from ..indexer.segments.fields import TEXT_FIELDS
from ..indexer.segments.segment import Segment
from .bridges.bridge import SURE_WEIGHT
from .execution.boolean import AndOperator, OrOperator, SeveralOperator, WordRunOperator
from .execution.conditions import FilterOperator, NotOperator
from .execution.leaf_operators import LeafOperator, WordOperator
from .execution.nearness import NearPair, near_pair
from .execution.operators import Operator
from .execution.synonyms import ExpansionOperator, SynonymOperator
from .expansion.expander import QueryExpander
from .leaf_queries.leaf import LeafQueries, LeafQuery
from .leaf_queries.metadata import dated, having, within
from .leaf_queries.pattern import beginning, find_pattern, is_scattered
from .leaf_queries.query_words import analysed_word
from .scoring.docsets import Mask
from .scoring.scorer import Counts, TermScores
from .scoring.segment_groups import SegmentGroup
from .syntax.tree import (
    And,
    Dated,
    Everything,
    Has,
    HasAny,
    In,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    WhooshQuery,
    Within,
    Word,
)
from .words.readings import prefix_units, without_particles
from .words.units import UnitSequence


class Compiler:
    """Turns the nodes of one query into operators for one snapshot."""

    def __init__(
        self, leaves: LeafQueries, expander: QueryExpander, limits: Limits, *, keep_stop_words: bool = False
    ) -> None:
        self._leaves = leaves
        self._expander = expander
        self._scorer = leaves.scorer
        self._groups = leaves.scorer.groups
        self._limits = limits
        self._keep_stop_words = keep_stop_words
        self.notes: list[str] = []

    def compile(self, node: Node, fields: tuple[str, ...] = TEXT_FIELDS) -> Operator:  # noqa: C901  # one case a node
        """The operator of a node; words and phrases look into ``fields``."""
        check_deadline()
        match node:
            case Word(text):
                return self._word(without_particles(text), fields)
            case Phrase(text):
                literal = LeafOperator(self._leaves.leaf("phrase", text, fields), self._groups)
                return self._expanded(text.split(), literal, fields)
            case Pattern(pattern):
                return self._matching(pattern, fields)
            case In(field, inner):
                return self.compile(inner, (field,))
            case Has() | HasAny() | Dated() | Within():
                return FilterOperator([self._passing(node, group) for group in self._groups])
            case Not(inner):
                return NotOperator(self.compile(inner, fields))
            case And(nodes):
                return self._all(nodes or (Everything(),), fields)
            case Or(nodes):
                return OrOperator([self.compile(inner, fields) for inner in nodes]) if nodes else self._constant(False)
            case Everything():
                return self._constant(True)
            case WhooshQuery(query):
                from .leaf_queries.whoosh_query import (
                    whoosh_scores,  # Whoosh's searcher is loaded only for those who bring a query of its
                )

                scores = whoosh_scores(query, self._scorer, self._leaves.analyzer)
                return self._leaf("whoosh", str(query), fields, scores)

    def _passing(self, node: Has | HasAny | Dated | Within, group: SegmentGroup) -> Mask:
        """The documents that pass a filter."""
        match node:
            case Has(field, value):
                return having(group, field, (value,))
            case HasAny(field, values):
                return having(group, field, values)
            case Dated(since, until):
                return dated(group, since, until, self._leaves.analyzer.zone)
            case Within():
                return within(group, node)

    def several_of(self, runs: Sequence[Sequence[str]], conditions: Sequence[Operator], share: float) -> Operator:
        """At least a share of some runs of words, in no order, beside conditions; nothing where there is no run."""
        if not runs:
            return self._constant(False)
        words = [
            self._expanded(run, WordRunOperator([self._typed(word, TEXT_FIELDS) for word in run]), TEXT_FIELDS)
            for run in runs
        ]
        return SeveralOperator(words, conditions, ceil(share * len(words)))

    def _all(self, nodes: Sequence[Node], fields: tuple[str, ...]) -> AndOperator:
        """Nodes side by side; words that mean something together are one operand, other neighbours a pair."""
        operands: list[Operator] = []
        near: list[NearPair] = []
        for are_words, group in groupby(nodes, key=lambda node: isinstance(node, Word)):
            if not are_words:
                operands.extend(self.compile(node, fields) for node in group)
                continue
            words = [without_particles(node.text) for node in group if isinstance(node, Word)]
            are_stop_words = self._are_stop_words(words, nodes)
            before = ""
            while words:
                check_deadline()
                run = self._expander.run(words, fields)
                is_stop_word = len(run) == 1 and are_stop_words[-len(words)]
                del words[: len(run)]
                if is_stop_word:
                    before = ""
                    continue
                operands.append(self._run(run, fields))
                if before and (pair := near_pair(operands[-2], operands[-1], (before, run[0]), fields, self._leaves)):
                    near.append(pair)
                before = run[-1]
        return AndOperator(operands, near)

    def _are_stop_words(self, words: Sequence[str], nodes: Sequence[Node]) -> list[bool]:
        """For each of neighbouring words: True if it is left out, because it is a stop word and others are not."""
        found = [False] * len(words)
        if self._keep_stop_words or len(nodes) == 1:
            return found
        found = [*self._leaves.stop_words(tuple(words))]
        has_content = not all(found) or any(isinstance(node, Phrase | Pattern | In | Or) for node in nodes)
        return found if has_content else [False] * len(words)

    def _run(self, run: Sequence[str], fields: tuple[str, ...]) -> Operator:
        """A run of words with one meaning; where that is sure, its words are not expanded one by one as well."""
        if len(run) == 1:
            return self._word(run[0], fields)
        is_sure = self._expander.variants(run, fields)[0].variant.weight >= SURE_WEIGHT
        typed = WordRunOperator([self._typed(word, fields) if is_sure else self._word(word, fields) for word in run])
        return self._expanded(run, typed, fields)

    def _typed(self, text: str, fields: tuple[str, ...]) -> WordOperator:
        return WordOperator(analysed_word(text, fields, self._leaves), self._groups)

    def _word(self, text: str, fields: tuple[str, ...]) -> Operator:
        """A word: as typed, or as something else that says the same, whole or piece by piece."""
        typed = self._typed(text, fields)
        synonyms = self._expanded([text], typed, fields)
        pieces = self._expander.pieces(text, fields) if synonyms is typed else ()
        if not pieces:
            return synonyms
        run = [self._expanded([piece], self._typed(piece, fields), fields) for piece in pieces]
        pairs = zip(pairwise(run), pairwise(pieces), strict=True)
        near = [near_pair(left, right, words, fields, self._leaves, pieces=True) for (left, right), words in pairs]
        return SynonymOperator([typed, WordRunOperator(run, [pair for pair in near if pair])])

    def _expanded(self, words: Sequence[str], typed: Operator, fields: tuple[str, ...]) -> Operator:
        """The operator of the typed text, or a synonym group if it has variants."""
        expansions = self._expander.expansions(words, fields)
        if not expansions:
            return typed
        return SynonymOperator([typed, ExpansionOperator(expansions, typed, [group.size for group in self._groups])])

    def _constant(self, matches: bool) -> Operator:
        return FilterOperator([np.full(group.size, matches) for group in self._groups])

    def _leaf(self, kind: str, text: str, fields: tuple[str, ...], scores: TermScores) -> Operator:
        return LeafOperator(LeafQuery(kind, text, fields, scores), self._groups)

    def _matching(self, pattern: str, fields: tuple[str, ...]) -> Operator:
        """A pattern: of one run by the terms, of several by where they stand."""
        if is_scattered(pattern):
            self.notes.append(f"{pattern}: * and ? inside a word of several scripts or signs cannot be searched")
            return self._word(pattern.replace("*", " ").replace("?", " "), fields)
        if text := beginning(pattern):
            leaf = self._leaves.sequence(UnitSequence(prefix_units(text, self._leaves.analyzer)), fields)
            return self._leaf("pattern", pattern, fields, leaf.scores)
        return self._leaf("pattern", pattern, fields, self._pattern(pattern, fields))

    def _pattern(self, pattern: str, fields: tuple[str, ...]) -> TermScores:
        most = self._limits.expansion

        def counts(segment: Segment) -> Counts:
            return find_pattern(segment, fields, pattern, most)

        scores = self._scorer.counted(("pattern", pattern, fields), counts)
        if scores.is_clipped:
            self.notes.append(f"{pattern} stands for more than {most} words; the first of them were searched")
        return scores
