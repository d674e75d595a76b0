"""Reading an index: searches, single documents, and statistics. The base of ``Index``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import blake2b
from typing import Unpack, get_args

from .arguments import check_choice, check_flag, check_id, check_query, check_text, check_whole, items
from .errors import MalmoiError
from .index_state import IndexState
from .indexer.analysis.report import TextAnalysis, analysis
from .indexer.documents.document import Document
from .indexer.maintenance.stats import Stats, statistics
from .indexer.store.source_state import IndexedSource, sources_of
from .query.doctor import DoctorReport
from .query.execution.explanation import Explanation
from .query.filters import Filters, checked_filters
from .query.page import HighlightedDocument, Page
from .query.rank import Require
from .query.searcher import Searcher
from .query.suggestions.suggestion import Suggestion


class IndexReader:
    """The part of ``Index`` that changes nothing. Every call sees the last commit at its start."""

    def __init__(self, state: IndexState) -> None:
        self._state = state
        self.folder = state.folder
        self.config = state.config

    def search(
        self,
        query: object,
        *,
        limit: int | None = None,
        offset: int = 0,
        sort: str = "relevance",
        require: Require | None = None,
        near_duplicates: bool = True,
        exact: bool = False,
        facets: Iterable[str] = (),
        without: Iterable[str] = (),
        **filters: Unpack[Filters],
    ) -> Page:
        """A page of the documents that match ``query``, a string in malmoi's query language or a Whoosh query object.

        ``limit`` (default: the setting ``search.limit``) and ``offset`` count hits. ``require="all"`` finds documents
        with every word only, ``"any"`` those with at least one; by default the latter follow where fewer than
        ``search.enough`` have every word. ``near_duplicates=False`` makes each repost a hit of its own. ``exact``
        searches the typed words only, without variants; ``without`` names variants that are left out. The filters
        ``since``, ``until``, ``lang``, ``tags``,
        ``author`` and ``ids`` hold whatever the query says; an empty query with a filter finds all that pass it.
        ``facets`` names fields (``year``, ``lang``, ``tag``, ``author``, ``source``) whose values ``Page.facets``
        counts over all hits. Raises QueryError.
        """
        check_query(query)
        check_whole(limit=limit, optional=True)
        check_whole(offset=offset)
        check_id(sort=sort)
        check_choice("require", require, get_args(Require), optional=True)
        check_flag(near_duplicates=near_duplicates, exact=exact)
        checked = checked_filters(filters)
        fields = list(dict.fromkeys(items("facets", facets, "names of fields", check_id)))
        with self._state.reading() as searcher:
            nodes = checked.nodes(searcher.kind_of)
            return searcher.search(
                query,
                limit=self.config.search.limit if limit is None else limit,
                offset=offset,
                sort=sort,
                require=require,
                near_duplicates=near_duplicates,
                filters=nodes,
                exact=exact,
                facets=fields,
                without=_variants(without),
            )

    def count(
        self,
        query: object = "",
        *,
        require: Require | None = None,
        near_duplicates: bool = True,
        exact: bool = False,
        without: Iterable[str] = (),
        **filters: Unpack[Filters],
    ) -> int:
        """The number of hits that ``search`` would page through: ``total`` of its page."""
        page = self.search(
            query,
            limit=0,
            require=require,
            near_duplicates=near_duplicates,
            exact=exact,
            without=without,
            **filters,
        )
        return page.total

    def suggest(self, prefix: str, limit: int = 10) -> list[Suggestion]:
        """At most ``limit`` texts that a typed text may become, the most likely first, each with a document count.

        They are words of live documents, so that each finds something. The last word of ``prefix`` may be unfinished.
        The first call reads the words of the index; ``warm`` does so before.
        """
        check_text(prefix=prefix)
        check_whole(limit=limit)
        with self._state.reading() as searcher:
            return searcher.suggest(prefix, limit)

    def similar(self, id: str, limit: int = 10, *, offset: int = 0, **filters: Unpack[Filters]) -> Page | None:
        """A page of the documents that are most like one, in either language; None if there is no such document.

        Its ``query`` is the words of the document that were searched: those that are frequent in it and rare elsewhere.
        The document itself and its near duplicates are left out. The filters are those of ``search``.
        """
        check_id(id=id)
        check_whole(limit=limit, offset=offset)
        checked = checked_filters(filters)
        with self._state.reading() as searcher:
            nodes = checked.nodes(searcher.kind_of)
            return searcher.similar(id, limit=limit, offset=offset, filters=nodes)

    def doctor(self, words: int = 1000) -> DoctorReport:
        """Searches ``words`` different words that stand in the stored texts, drawn at random, for their documents.

        What is not found is listed with its reason: a fault of the tokenizer that you may report. The same index gives
        the same words.
        """
        check_whole(words=words)
        with self._state.reading() as searcher:
            return searcher.doctor(words)

    def explain(self, query: object, id: str, *, exact: bool = False) -> Explanation | None:
        """The score of one document as a tree whose leaves add up to it; None if there is no such document."""
        check_query(query)
        check_id(id=id)
        check_flag(exact=exact)
        with self._state.reading() as searcher:
            return searcher.explain(query, id, exact=exact)

    def highlight(
        self, query: object, id: str, *, exact: bool = False, without: Iterable[str] = ()
    ) -> HighlightedDocument | None:
        """A whole document with the marks of a query in its title and its body; None if there is no such document."""
        check_query(query)
        check_id(id=id)
        check_flag(exact=exact)
        with self._state.reading() as searcher:
            return searcher.highlight(query, id, exact=exact, without=_variants(without))

    def version(self) -> str:
        """A text that changes whenever a search may find something else: with a commit, or a list of the owner.

        Where it is the same, an earlier answer still holds. It is the same in every process.
        """
        commit = self.searcher().snapshot.commit
        state = f"{commit.identity} {commit.number} {self._state.lists.stamp}"
        return blake2b(state.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()

    def updated(self) -> datetime:
        """The time of the last commit, in UTC."""
        return self._state.updated()

    def stats(self) -> Stats:
        """Statistics: counts of documents, languages, segments and bytes, and the skipped files."""
        with self._state.reading() as searcher:
            return statistics(searcher.snapshot)

    def analyze(self, text: str) -> TextAnalysis:
        """The tokens of a text, the same in a document and in a query."""
        check_text(text=text)
        self._state.check_open()
        return analysis(text, self._state.analyzer)

    def get(self, id: str) -> Document | None:
        """The stored document with this id, as normalised plain text; None if there is none."""
        check_id(id=id)
        with self._state.reading() as searcher:
            record = searcher.snapshot.record(id)
            return record.document() if record else None

    def get_many(self, ids: Iterable[str]) -> list[Document | None]:
        """The stored documents with these ids, of one commit, in the order of ``ids``; None where there is none."""
        wanted = items("ids", ids, "ids", check_id)
        with self._state.reading() as searcher:
            records = [searcher.snapshot.record(one) for one in wanted]
            return [record.document() if record else None for record in records]

    def ids(self) -> list[str]:
        """The ids of all documents of the last commit, in the order of ``documents``."""
        with self._state.reading() as searcher:
            return list(searcher.snapshot.ids())

    def documents(self) -> Iterator[Document]:
        """All documents of the last commit, one by one, whatever is written meanwhile."""
        with self._state.reading() as searcher:
            records = searcher.snapshot.records()
        return (record.document() for record in records)

    def __len__(self) -> int:
        """Number of documents."""
        return len(self._state.searcher().snapshot)

    def __bool__(self) -> bool:
        return True

    def __contains__(self, id: object) -> bool:
        """True if there is a document with this id."""
        if not isinstance(id, str):
            return False
        with self._state.reading() as searcher:
            return searcher.snapshot.locate(id) is not None

    def __repr__(self) -> str:
        if self._state.is_closed:
            return f"<malmoi.Index {str(self.folder)!r}, closed>"
        try:
            return f"<malmoi.Index {str(self.folder)!r}, {len(self):,} documents>"
        except MalmoiError:
            return f"<malmoi.Index {str(self.folder)!r}, which cannot be read>"

    def warm(self) -> None:
        """Loads what the first search would load: the dictionaries, the word lists and the columns of the index."""
        with self._state.reading() as searcher:
            searcher.warm()

    def sources(self) -> list[IndexedSource]:
        """The folders and files that ``sync`` has read, with the state of each file."""
        with self._state.reading() as searcher:
            return sources_of(searcher.snapshot.sources)

    def searcher(self) -> Searcher:
        """The searcher over the current commit, cached until there is a newer one."""
        return self._state.searcher()


def _variants(without: Iterable[str]) -> list[str]:
    return list(items("without", without, "texts", check_text))
