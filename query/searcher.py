"""A searcher: runs queries over one snapshot. Thread-safe."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from ..config import Config
from ..deadline import deadline
from ..indexer.analysis.analyzer import Analyzer
from ..indexer.store.snapshot import Snapshot
from .bridges.bridge import Bridge
from .compile import Compiler
from .execution.explanation import Explanation
from .execution.matches import ExpandedTerm, MatchedClause
from .execution.operators import Operator
from .expansion.expander import QueryExpander
from .explain import explain
from .highlighting.highlighter import stemmer
from .hits import HitBuilder
from .leaf_queries.leaf import LeafQueries
from .page import Expansion, Page
from .rank import Ranker, Sort
from .scoring.scorer import Scorer
from .syntax.parse import parse
from .syntax.tree import And, Node, WhooshQuery

_UNMARKED = "{} of the hits have no marks, because looking for them took longer than {:,} ms (limits.deadline_ms)"


class Searcher:
    """Search over a snapshot with one analysis and one configuration."""

    def __init__(self, snapshot: Snapshot, analyzer: Analyzer, config: Config, bridges: Sequence[Bridge] = ()) -> None:
        self.snapshot = snapshot
        self._config = config
        scorer = Scorer(snapshot.segments, config.ranking)
        self._groups = scorer.groups
        self._leaves = LeafQueries(analyzer, scorer)
        self._expander = QueryExpander(bridges, self._leaves)
        self._literal = self._expander.literal()
        self._ranker = Ranker(scorer.groups, config)
        self._hits = HitBuilder(scorer.groups, stemmer(analyzer), config.search.snippet)

    def search(
        self,
        query: object,
        *,
        limit: int,
        offset: int = 0,
        sort: Sort = "relevance",
        filters: Sequence[Node] = (),
        exact: bool = False,
    ) -> Page:
        """The documents that match ``query``, a string or a Whoosh query object."""
        began = time.perf_counter()
        with deadline(self._config.limits.deadline_ms):
            operator, notes = self._compile(query, filters, exact)
            ranked = self._ranker.rank(operator, offset, limit, sort)
            clauses = operator.clauses()
            hits, unmarked = self._hits.hits(ranked.found, clauses)
        if unmarked:
            notes = (*notes, _UNMARKED.format(unmarked, self._config.limits.deadline_ms))
        return Page(
            query=str(query),
            total=ranked.total,
            took_ms=(time.perf_counter() - began) * 1000,
            hits=hits,
            offset=offset,
            complete_count=ranked.complete_count,
            relaxed=ranked.relaxed,
            also_searched=tuple(_expansions(clauses)),
            notes=notes,
        )

    def explain(self, query: object, id_: str, *, exact: bool = False) -> Explanation | None:
        """Why a document scores what it scores; None where there is no such document."""
        found = self.snapshot.locate(id_)
        if not found:
            return None
        at, doc = next(
            (at, group.number(*found)) for at, group in enumerate(self._groups) if found[0] in group.segments
        )
        with deadline(self._config.limits.deadline_ms):
            operator, _ = self._compile(query, (), exact)
            return explain(operator, self._ranker, at, doc)

    def _compile(self, query: object, filters: Sequence[Node], exact: bool) -> tuple[Operator, tuple[str, ...]]:
        compiler = Compiler(self._leaves, self._literal if exact else self._expander, self._config.limits)
        notes: tuple[str, ...] = ()
        if isinstance(query, str):
            parsed = parse(query, self._config.limits)
            node, notes = parsed.node, parsed.notes
        else:
            node = WhooshQuery(query)
        if filters:
            node = And((*(node.nodes if isinstance(node, And) else (node,)), *filters))
        operator = compiler.compile(node)
        operator.claim(set())
        return operator, tuple(dict.fromkeys((*notes, *compiler.notes)))


def _expansions(clauses: Sequence[MatchedClause]) -> Iterator[Expansion]:
    for clause in clauses:
        if isinstance(clause.what, ExpandedTerm):
            variant = clause.what.variant
            yield Expansion(clause.word, variant.text, clause.what.reason, round(variant.weight, 3))
