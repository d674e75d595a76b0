"""A searcher: runs queries over one snapshot. Thread-safe."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import get_args

from ..arguments import shown
from ..config import Config
from ..deadline import deadline
from ..errors import ArgumentError, QueryError, QueryTimeout
from ..indexer.analysis.analyzer import Analyzer
from ..indexer.documents.data import Kind
from ..indexer.segments.segment import Segment
from ..indexer.store.snapshot import Snapshot
from .bridges.bridge import Bridge
from .compile import Compiler
from .doctor import DoctorReport, StoredPlace, examine
from .execution.conditions import FilterOperator
from .execution.explanation import Explanation
from .execution.matches import ExpandedTerm, MatchedClause
from .execution.operators import Operator
from .expansion.expander import QueryExpander
from .explain import explain
from .facets import FACETS, FacetCounter
from .highlighting.highlighter import stemmer
from .hits import HitBuilder
from .leaf_queries.leaf import LeafQueries
from .page import Expansion, HighlightedDocument, Page
from .rank import Found, Order, Ranked, Ranker, Require, Sort
from .scoring.docsets import Mask
from .scoring.scorer import Scorer
from .similar import telling_words
from .sort_keys import SortKeys
from .suggestions.did_you_mean import QueryCorrector
from .suggestions.suggester import Suggester
from .suggestions.suggestion import Suggestion
from .syntax.as_words import as_words, has_conditions
from .syntax.parse import parse
from .syntax.tree import And, Everything, Node, Or, Pattern, Phrase, WhooshQuery

_WARMING = ("이주노조 노동신문 토요일", "deportation Lee Myung-bak Izmir", "同志 2007-12-09", '"강제 출국" 노동*')
"""Queries that ask every bridge, both languages and every kind of leaf."""
_UNMARKED = "{} of the hits have no marks, because looking for them took longer than {:,} ms (limits.deadline_ms)"
_INSTEAD = "no post has {}: {} was searched instead"
_SHARE = 0.25
"""A similar document has at least this share of the words of a document by which it is searched."""
_SIMILAR = "similar to {} by these words of it: {}"
_NO_WORDS = "{} has no word that any other document has"
_AS_WORDS = "no post has what stands in quotation marks or is a pattern: its words are searched instead"


class Searcher:
    """Search over a snapshot with one analysis and one configuration."""

    def __init__(
        self,
        snapshot: Snapshot,
        analyzer: Analyzer,
        config: Config,
        bridges: Sequence[Bridge] = (),
        notes: Sequence[str] = (),
    ) -> None:
        self.snapshot = snapshot
        self._notes = notes
        self._config = config
        scorer = Scorer(snapshot.segments, config.ranking)
        self._groups = scorer.groups
        self._leaves = LeafQueries(analyzer, scorer)
        self._expander = QueryExpander(bridges, self._leaves)
        self._literal = self._expander.literal()
        self._ranker = Ranker(scorer.groups, config)
        self._facets = FacetCounter(scorer.groups, self._ranker.reposts)
        self._sort_keys = SortKeys(scorer.groups)
        self._hits = HitBuilder(scorer.groups, stemmer(analyzer), config.search.snippet)
        self._suggester = Suggester(scorer.groups, self._masks, partial(self._masks, exact=True), config.typing)
        self._corrector = QueryCorrector(self._suggester, analyzer, self._masks, config.typing)

    def search(
        self,
        query: object,
        *,
        limit: int,
        offset: int = 0,
        sort: str = "relevance",
        filters: Sequence[Node] = (),
        exact: bool = False,
        require: Require | None = None,
        near_duplicates: bool = True,
        facets: Sequence[str] = (),
        without: Sequence[str] = (),
    ) -> Page:
        """The documents that match ``query``, a string or a Whoosh query object; ``without`` some variants of it.

        Where none does, those of a better query, if there is one, and a note says so.
        """
        began = time.perf_counter()

        def found(query: object) -> Page:
            operator, notes, fell_back = self._resolve(
                query, filters, exact, strictly=require is not None, without=without
            )
            order = self._order(sort)
            ranked = self._ranker.rank(operator, offset, limit, order, require=require, near_duplicates=near_duplicates)
            kinds = {name: None if name in FACETS else self.kind_of(name, "facets") for name in facets}
            counted = self._facets.count(kinds, ranked.masks, near_duplicates=near_duplicates) if facets else {}
            if fell_back:
                ranked = ranked.without_conditions()
            return replace(self._page(str(query), operator, ranked, notes), facets=counted)

        with deadline(self._config.limits.deadline_ms):
            page = found(query)
            better = None
            with suppress(QueryTimeout):  # what was found stands
                if isinstance(query, str) and not exact:
                    better = self._corrector.better(query, filters, page.complete_count, self.snapshot.kinds)
                is_one_word = len(str(query).split()) == 1  # of which only pieces were found
                if better and not (page.complete_count if is_one_word else page.total):
                    page = found(better)
                    hits = tuple(replace(hit, complete=False) for hit in page.hits)  # they have other words
                    notes = (_INSTEAD.format(query, better), *page.notes)
                    page = replace(page, query=str(query), hits=hits, complete_count=0, relaxed=True, notes=notes)
        took_ms = (time.perf_counter() - began) * 1000
        return replace(page, took_ms=took_ms, offset=offset, did_you_mean=better)

    def similar(self, id_: str, *, limit: int, offset: int = 0, filters: Sequence[Node] = ()) -> Page | None:
        """The documents that are most like one, in either language; None if there is no such document.

        Neither the document nor its near duplicates are among them. The query of the page is the words that
        were searched.
        """
        began = time.perf_counter()
        place = self._place(id_)
        if not place:
            return None
        with deadline(self._config.limits.deadline_ms):
            at, doc = place
            texts = self._ranker.reposts.texts
            others = FilterOperator([own != texts[at][doc] for own in texts])
            segment, number = self._groups[at].place(doc)
            runs = telling_words(segment.record(number), self._leaves, self._expander)
            compiler = Compiler(self._leaves, self._expander, self._config.limits)
            operator = compiler.several_of(runs, [others, *map(compiler.compile, filters)], _SHARE)
            operator.claim(set())
            ranked = self._ranker.rank(operator, offset, limit, Order("relevance"), require="any")
            words = [" ".join(run) for run in runs]
            note = _SIMILAR.format(id_, ", ".join(words)) if words else _NO_WORDS.format(id_)
            page = self._page(" ".join(words), operator, replace(ranked, relaxed=False), (note,))
        return replace(page, took_ms=(time.perf_counter() - began) * 1000, offset=offset)

    def _page(self, query: str, operator: Operator, ranked: Ranked, notes: Sequence[str]) -> Page:
        clauses = operator.clauses()
        hits, unmarked = self._hits.hits(ranked.found, clauses)
        if unmarked:
            notes = (*notes, _UNMARKED.format(unmarked, self._config.limits.deadline_ms))
        return Page(
            query=query,
            total=ranked.total,
            took_ms=0,
            hits=hits,
            complete_count=ranked.complete_count,
            relaxed=ranked.relaxed,
            also_searched=tuple(_expansions(clauses)),
            notes=(*self._notes, *notes),
        )

    def kind_of(self, name: str, argument: str = "where") -> Kind | None:
        """The kind of a field of one's own; None where there are no documents.

        Raises ArgumentError, which names the ``argument``, where no document has such a field.
        """
        kinds = self.snapshot.kinds
        if name not in kinds and (len(self.snapshot) or argument == "sort"):
            others = {"sort": get_args(Sort), "facets": FACETS}.get(argument, ())
            names = ", ".join((*others, *sorted(kinds))) or "there are none"
            raise ArgumentError(argument, f"no document has a field {shown(name)}", f"Fields are: {names}")
        return kinds.get(name)

    def _order(self, sort: str) -> Order:
        """The order of an argument ``sort``."""
        if sort in get_args(Sort):
            return Order(sort)
        name = sort.removeprefix("-")
        kind = self.kind_of(name, "sort")
        return Order(sort, self._sort_keys.keys(name, kind), sort != name) if kind else Order("relevance")

    def warm(self) -> None:
        """Loads the dictionaries, the word lists and the columns that searches need, whatever time that takes."""
        with deadline(None):
            for query in _WARMING:
                self.search(query, limit=1)
            self.suggest("이주노조", limit=10)

    def suggest(self, text: str, limit: int) -> list[Suggestion]:
        """Completions of a typed text, the most likely first."""
        with deadline(self._config.limits.deadline_ms):
            return self._suggester.suggest(text, limit)

    def doctor(self, words: int) -> DoctorReport:
        """Searches words of the stored texts, each as it is typed, for the documents that they stand in."""

        def finds(node: Node, place: StoredPlace) -> bool:
            at, doc = self._numbered(*place)
            return bool(self._compile(node, (), exact=True)[0].match(at).mask[doc])

        with deadline(None):
            return examine(self.snapshot.segments, words, finds, self._leaves.analyzer, self._config.limits)

    def _masks(self, query: str, filters: Sequence[Node] = (), *, exact: bool = False) -> Sequence[Mask]:
        """For each group the live documents that have every word of a query, as typed or as variants."""
        operator, _, _ = self._resolve(query, filters, exact)
        return [operator.match(at).mask & group.live for at, group in enumerate(self._groups)]

    def matching(self, query: object, filters: Sequence[Node] = ()) -> Iterator[str]:
        """The ids of all documents that have every word of ``query``, without variants.

        Raises QueryError where some of the query would be left out.
        """
        with deadline(self._config.limits.deadline_ms):
            node, _ = self._parsed(query, filters, is_whole=True)
            operator, notes = self._compile(node, filters, exact=True, keep_stop_words=True)
            if notes:
                raise _incomplete(notes[0])
            masks = [operator.match(at).mask & group.live for at, group in enumerate(self._groups)]
        for group, mask in zip(self._groups, masks, strict=True):
            for segment, start in zip(group.segments, group.starts, strict=True):
                yield from segment.ids(mask[start : start + segment.size].nonzero()[0].tolist())

    def explain(self, query: object, id_: str, *, exact: bool = False) -> Explanation | None:
        """Why a document scores what it scores; None where there is no such document."""
        place = self._place(id_)
        if not place:
            return None
        with deadline(self._config.limits.deadline_ms):
            operator, _, _ = self._resolve(query, (), exact)
            return explain(operator, self._ranker, *place)

    def highlight(
        self, query: object, id_: str, *, exact: bool = False, without: Sequence[str] = ()
    ) -> HighlightedDocument | None:
        """A whole document with the marks of a query; None where there is no such document."""
        place = self._place(id_)
        if not place:
            return None
        with deadline(self._config.limits.deadline_ms):
            operator, _, _ = self._resolve(query, (), exact, without=without)
            return self._hits.highlighted(Found(*place), operator.clauses())

    def _place(self, id_: str) -> tuple[int, int] | None:
        """The number of a document's group, and its number there; None where there is no such document."""
        found = self.snapshot.locate(id_)
        return self._numbered(*found) if found else None

    def _numbered(self, segment: Segment, doc: int) -> tuple[int, int]:
        """The number of the group of a segment's document, and the document's number there."""
        return next(
            (at, group.number(segment, doc)) for at, group in enumerate(self._groups) if segment in group.segments
        )

    def _resolve(
        self,
        query: object,
        filters: Sequence[Node],
        exact: bool,
        *,
        strictly: bool = False,
        without: Sequence[str] = (),
    ) -> tuple[Operator, tuple[str, ...], bool]:
        """The operator of a query, notes, and whether its phrases and patterns became words.

        They become words where no document has them, unless ``strictly``.
        """
        node, notes = self._parsed(query)
        operator, more = self._compile(node, filters, exact, without=without)
        notes = (*notes, *more)
        fell_back = not strictly and has_conditions(node, Phrase, Pattern) and not self._ranker.finds_any(operator)
        if fell_back:
            words, _ = self._compile(as_words(node), filters, exact, without=without)
            fell_back = self._ranker.finds_any(words)
            operator, notes = (words, (*notes, _AS_WORDS)) if fell_back else (operator, notes)
        return operator, tuple(dict.fromkeys(notes)), fell_back

    def _parsed(
        self, query: object, filters: Sequence[Node] = (), *, is_whole: bool = False
    ) -> tuple[Node, tuple[str, ...]]:
        """The tree of a query, and notes. ``is_whole``: raises QueryError where some of it would be left out."""
        if not isinstance(query, str):
            return WhooshQuery(query), ()
        parsed = parse(query, self._config.limits, self.snapshot.kinds)
        if is_whole and parsed.losses and not (filters and not query.strip()):
            raise _incomplete(parsed.losses[0])
        return parsed.node, parsed.notes

    def _compile(
        self,
        node: Node,
        filters: Sequence[Node],
        exact: bool,
        *,
        keep_stop_words: bool = False,
        without: Sequence[str] = (),
    ) -> tuple[Operator, Sequence[str]]:
        if filters and node == Or(()):
            node = Everything()
        if filters:
            node = And((*(node.nodes if isinstance(node, And) else (node,)), *filters))
        expander = self._literal if exact else self._expander.without(without)
        compiler = Compiler(self._leaves, expander, self._config.limits, keep_stop_words=keep_stop_words)
        operator = compiler.compile(node)
        operator.claim(set())
        return operator, compiler.notes


def _incomplete(note: str) -> QueryError:
    return QueryError(f"this is not searched as it is typed: {note}", None)


def _expansions(clauses: Sequence[MatchedClause]) -> Iterator[Expansion]:
    for clause in clauses:
        if isinstance(clause.what, ExpandedTerm):
            variant = clause.what.variant
            yield Expansion(clause.word, variant.text, clause.what.reason, round(variant.weight, 3))
