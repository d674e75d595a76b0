"""A searcher: runs queries over one snapshot. Thread-safe."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ..config import Config
from ..errors import QueryError
from ..indexer.analysis.analyzer import Analyzer
from ..indexer.dates.ranges import period
from ..indexer.record import Record
from ..indexer.segments.segment import Segment
from ..indexer.store.snapshot import Snapshot
from ..indexer.text.normalize import clean
from .bridges.bridge import Bridge
from .compile import Compiler
from .execution.clauses import LeafQueries
from .execution.explanation import Explanation
from .execution.matches import ExpandedTerm, MatchedClause
from .execution.operators import Operator
from .expansion.expander import QueryExpander
from .explain import explain
from .highlighting.highlighter import Highlighter, stemmer
from .highlighting.snippet import best_window, whole
from .page import Expansion, Hit, Page
from .rank import Found, Ranker, Sort
from .scoring.scorer import Scorer
from .syntax.parse import parse
from .syntax.tree import And, Dated, Has, Node, WhooshQuery

_REMEMBERED = 1024
"""Documents that are kept unpacked; the same posts tend to be found again."""
_REPOSTS = 10
"""Reposts that are named with a hit."""
_SHORT = 1 << 13
"""Only those that take fewer bytes packed."""


class Searcher:
    """Search over a snapshot with one analysis and one configuration."""

    def __init__(self, snapshot: Snapshot, analyzer: Analyzer, config: Config, bridges: Sequence[Bridge] = ()) -> None:
        self.snapshot = snapshot
        self._stem_of = stemmer(analyzer)
        self._config = config
        scorer = Scorer(snapshot.segments, config.ranking)
        self._groups = scorer.groups
        self._leaves = LeafQueries(analyzer, scorer)
        self._expander = QueryExpander(bridges, self._leaves)
        self._literal = self._expander.literal()
        self._ranker = Ranker(scorer.groups, config)
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._record)

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
        operator, notes = self._compile(query, filters, exact)
        ranked = self._ranker.rank(operator, offset, limit, sort)
        clauses = operator.clauses()
        highlighter = Highlighter(clauses, self._stem_of)
        hits = tuple(self._hit(found, highlighter, clauses) for found in ranked.found)
        return Page(
            query=str(query),
            total=ranked.total,
            took_ms=(time.perf_counter() - began) * 1000,
            hits=hits,
            offset=offset,
            complete=ranked.complete,
            relaxed=ranked.relaxed,
            also_searched=tuple(_expansions(clauses)),
            notes=notes,
        )

    def explain(self, query: object, id_: str, *, exact: bool = False) -> Explanation | None:
        """Why a document scores what it scores; None where there is no such document."""
        found = self.snapshot.locate(id_)
        if not found:
            return None
        operator, _ = self._compile(query, (), exact)
        at, doc = next(
            (at, group.number(*found)) for at, group in enumerate(self._groups) if found[0] in group.segments
        )
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

    def _record(self, segment: Segment, doc: int) -> Record:
        return segment.record(doc)

    def _found_record(self, found: Found) -> Record:
        segment, doc = self._groups[found.group].place(found.doc)
        is_short = segment.stored.size(doc) < _SHORT
        return (self._remembered if is_short else self._record)(segment, doc)

    def _hit(self, found: Found, highlighter: Highlighter, clauses: Sequence[MatchedClause]) -> Hit:
        record = self._found_record(found)
        present = [clause for clause in clauses if clause.is_in(*found.place)]
        segment, doc = self._groups[found.group].place(found.doc)
        title = highlighter.marks(present, record.title, segment, doc, "title")
        body = highlighter.marks(present, record.body, segment, doc, "body")
        return Hit(
            id=record.id,
            title=record.title,
            url=record.url,
            date=record.date,
            lang=record.lang,
            author=record.author,
            tags=record.tags,
            score=found.score,
            snippet=best_window(record.body, body, self._config.search.snippet),
            title_highlight=whole(record.title, title),
            why=tuple(_reasons(present, found)),
            reposts=tuple(self._found_record(one).id for one in found.reposts[:_REPOSTS]),
        )


def _reasons(present: Sequence[MatchedClause], found: Found) -> Iterator[str]:
    """The words that a document has, and of the variants the best for each word that it lacks."""
    literal = [clause for clause in present if not isinstance(clause.what, ExpandedTerm)]
    expanded = {clause.word for clause in present if isinstance(clause.what, ExpandedTerm)}
    typed = {clause.word for clause in literal if clause.is_whole(*found.place)}
    yield from dict.fromkeys(clause.word for clause in literal if clause.word in typed or clause.word not in expanded)
    best: dict[str, MatchedClause] = {}
    for clause in present:
        if isinstance(clause.what, ExpandedTerm) and clause.word not in typed and not typed >= set(clause.word.split()):
            known = best.setdefault(clause.word, clause).what
            if isinstance(known, ExpandedTerm) and known.worth(*found.place) < clause.what.worth(*found.place):
                best[clause.word] = clause
    yield from (clause.why for clause in best.values())


def _expansions(clauses: Sequence[MatchedClause]) -> Iterator[Expansion]:
    for clause in clauses:
        if isinstance(clause.what, ExpandedTerm):
            variant = clause.what.variant
            yield Expansion(clause.word, variant.text, clause.what.reason, round(variant.weight, 3))


def metadata_filters(
    since: str | None = None, until: str | None = None, lang: str | None = None, tag: str | None = None
) -> list[Node]:
    """The filters that a caller gives beside the query. Raises QueryError at what is not an ISO date."""
    filters: list[Node] = []
    for name, date in (("since", since), ("until", until)):
        if date and not period(date):
            raise QueryError(
                f"{name}= needs a date, and {date[:40]!r} is not one", 0, "Write 2007, 2007-12 or 2007-12-13"
            )
    if since or until:
        filters.append(Dated(since, until))
    if lang:
        filters.append(Has("lang", lang.casefold()))
    if tag:
        filters.append(Has("tag", clean(tag).casefold()))
    return filters
