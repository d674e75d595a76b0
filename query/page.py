"""The result of a search: a page of hits, each with its snippet and the reasons why it was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from ..indexer.documents.data import Data, to_json
from ..indexer.documents.document import Document
from .facets import Facets
from .highlighting.snippet import Snippet


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found. ``why`` lists the words of the query that it has, as typed or as variants."""

    id: str
    title: str
    url: str | None
    date: str | None
    lang: str
    author: str | None
    tags: tuple[str, ...]
    score: float
    complete: bool
    """True if it has every word of the query, as typed or as variants."""
    snippet: Snippet
    title_highlight: Snippet
    """The title with its highlights."""
    why: tuple[str, ...] = ()
    reposts: tuple[str, ...] = ()
    """Ids of at most ten near duplicates, which have no hits of their own."""
    data: Data = field(default_factory=dict, hash=False)
    """Its own fields."""

    def to_json(self) -> dict[str, Any]:
        """As in ``malmoi search --json``."""
        return {
            "id": self.id,
            "title": self.title,
            "url": self.url,
            "date": self.date,
            "lang": self.lang,
            "author": self.author,
            "tags": list(self.tags),
            **({"data": to_json(self.data)} if self.data else {}),
            "score": round(self.score, 6),
            "complete": self.complete,
            "section": self.snippet.section,
            "snippet": self.snippet.text,
            "snippet_lang": self.snippet.lang,
            "marks": [list(mark) for mark in self.snippet.marks],
            "title_marks": [list(mark) for mark in self.title_highlight.marks],
            "why": list(self.why),
            "reposts": list(self.reposts),
            "cut_start": self.snippet.cut_start,
            "cut_end": self.snippet.cut_end,
        }


@dataclass(frozen=True, slots=True)
class HighlightedDocument:
    """A stored document with the marks of a query: (start, end) character offsets, in order and apart."""

    document: Document
    lang: str
    """The language of the document: as given, else as detected."""
    title_marks: tuple[tuple[int, int], ...]
    body_marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Expansion:
    """A variant that was searched for a word of the query."""

    word: str
    term: str
    why: str
    weight: float

    def to_json(self) -> dict[str, Any]:
        """As in ``malmoi search --json``."""
        return {"for": self.word, "term": self.term, "why": self.why, "weight": self.weight}


@dataclass(frozen=True, slots=True)
class Page:
    """The hits from ``offset`` on. Its length, its items and its truth value are those of ``hits``.

    ``total`` is the number of hits that can be paged through, ``complete_count`` (``complete`` in JSON) of those with
    every word. If ``relaxed`` is set, documents with only some of the words are among them. ``notes`` say how the query
    was understood otherwise than typed, and what was clipped or left out. ``facets`` has the fields that ``search`` was
    asked to count: ``page.facets["year"][0].value`` is the year of most hits, and ``.count`` their number.
    """

    query: str
    total: int
    took_ms: float
    hits: tuple[Hit, ...]
    offset: int = 0
    complete_count: int = 0
    relaxed: bool = False
    also_searched: tuple[Expansion, ...] = ()
    did_you_mean: str | None = None
    notes: tuple[str, ...] = ()
    facets: Facets = field(default_factory=dict, hash=False)

    def __len__(self) -> int:
        """The number of hits on this page."""
        return len(self.hits)

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __bool__(self) -> bool:
        """True if this page has hits."""
        return bool(self.hits)

    def to_json(self) -> dict[str, Any]:
        """As in ``malmoi search --json``."""
        counted = {name: [to_json(asdict(count)) for count in counts] for name, counts in self.facets.items()}
        return {
            "query": self.query,
            "total": self.total,
            "took_ms": round(self.took_ms, 2),
            "also_searched": [expansion.to_json() for expansion in self.also_searched],
            "did_you_mean": self.did_you_mean,
            "relaxed": self.relaxed,
            "complete": self.complete_count,
            "offset": self.offset,
            "notes": list(self.notes),
            **({"facets": counted} if counted else {}),
            "hits": [hit.to_json() for hit in self.hits],
        }
