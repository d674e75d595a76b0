"""Hits: found documents made ready to be shown, each with its snippet, its marks and the reasons why it is there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import compress

import numpy as np

from ..errors import QueryTimeout
from ..indexer.documents.data import copied
from ..indexer.documents.record import Record
from ..indexer.segments.segment import Segment
from .execution.matches import MatchedClause
from .highlighting.finders import TermsOf
from .highlighting.highlighter import Highlighter, Mark
from .highlighting.snippet import apart, best_window, whole
from .page import HighlightedDocument, Hit
from .rank import Found
from .scoring.docsets import Documents, Mask
from .scoring.segment_groups import SegmentGroup

_REMEMBERED = 1024
"""Stored documents that are kept unpacked; the same ones tend to be found again."""
_SHORT = 1 << 13
"""Only those that take fewer bytes packed."""
_REPOSTS = 10
"""Maximum number of reposts that are named with a hit."""


class HitBuilder:
    """Makes hits of found documents, over one snapshot."""

    def __init__(self, groups: Sequence[SegmentGroup], terms_of: TermsOf, columns: int) -> None:
        self._groups = groups
        self._terms_of = terms_of
        self._columns = columns
        self._remembered = lru_cache(maxsize=_REMEMBERED)(_record)

    def hits(self, found: Sequence[Found], clauses: Sequence[MatchedClause]) -> tuple[tuple[Hit, ...], int]:
        """The hits, and how many of them have no marks because the deadline passed while they were looked for."""
        places = (self._groups[one.group].place(one.doc) for one in found)
        highlighter = Highlighter(clauses, self._terms_of, places)
        present = having(found, clauses, MatchedClause.which)
        whole = having(found, [clause for clause in clauses if not clause.is_expanded], MatchedClause.which_whole)
        made = [
            self._hit(one, highlighter, clauses, {clause.word for clause in typed})
            for one, clauses, typed in zip(found, present, whole, strict=True)
        ]
        return tuple(hit for hit, _ in made), sum(not is_marked for _, is_marked in made)

    def highlighted(self, found: Found, clauses: Sequence[MatchedClause]) -> HighlightedDocument:
        """The whole document with its marks; without any where the deadline passes."""
        place = self._groups[found.group].place(found.doc)
        record = self._found_record(found)
        (present,) = having([found], clauses, MatchedClause.which)
        marks = self._marks(found, record, Highlighter(clauses, self._terms_of, [place]), present) or ([], [])
        title, body = (
            tuple((start, end) for start, end in apart(one, 0, len(text)))
            for one, text in zip(marks, (record.title, record.body), strict=True)
        )
        return HighlightedDocument(record.document(), record.lang, title, body)

    def _hit(
        self, found: Found, highlighter: Highlighter, present: Sequence[MatchedClause], words: Collection[str]
    ) -> tuple[Hit, bool]:
        """A document as a hit, and whether it has marks; ``words`` are those of the query that it has whole."""
        record = self._found_record(found)
        marks = self._marks(found, record, highlighter, present)
        title, body = marks or ([], [])
        hit = Hit(
            id=record.id,
            title=record.title,
            url=record.url,
            date=record.date,
            lang=record.lang,
            author=record.author,
            tags=record.tags,
            data=copied(record.data),
            score=found.score,
            complete=found.complete,
            snippet=best_window(record.body, body, self._columns),
            title_highlight=whole(record.title, title),
            why=tuple(_reasons(present, words, found)),
            reposts=tuple(self._found_record(one).id for one in found.reposts[:_REPOSTS]),
        )
        return hit, marks is not None

    def _marks(
        self, found: Found, record: Record, highlighter: Highlighter, present: Iterable[MatchedClause]
    ) -> tuple[list[Mark], list[Mark]] | None:
        """The marks of title and body; None once the deadline has passed."""
        segment, doc = self._groups[found.group].place(found.doc)
        try:
            title = highlighter.marks(present, record.title, segment, doc, "title")
            return title, highlighter.marks(present, record.body, segment, doc, "body")
        except QueryTimeout:
            return None

    def _found_record(self, found: Found) -> Record:
        segment, doc = self._groups[found.group].place(found.doc)
        is_short = segment.stored.size(doc) < _SHORT
        return (self._remembered if is_short else _record)(segment, doc)


def _record(segment: Segment, doc: int) -> Record:
    return segment.record(doc)


def having(
    found: Sequence[Found], clauses: Sequence[MatchedClause], which: Callable[[MatchedClause, int, Documents], Mask]
) -> list[list[MatchedClause]]:
    """For each document the clauses that it has, by ``which`` documents have one."""
    result: list[list[MatchedClause]] = [[] for _ in found]
    for group in {one.group for one in found}:
        own = [number for number, one in enumerate(found) if one.group == group]
        docs = np.array([found[number].doc for number in own], dtype=np.uint16)
        for clause in clauses:
            for number in compress(own, which(clause, group, docs).tolist()):
                result[number].append(clause)
    return result


def _reasons(present: Sequence[MatchedClause], whole: Collection[str], found: Found) -> Iterator[str]:
    """The words that a document has; then the best synonym for each word that it lacks.

    A word of which it has only a part is named where no synonym of it is there.
    """
    typed = [clause for clause in present if not clause.is_expanded]
    expanded: dict[str, list[MatchedClause]] = {}
    for clause in present:
        if clause.is_expanded:
            expanded.setdefault(clause.word, []).append(clause)
    yield from dict.fromkeys(clause.word for clause in typed if clause.word in whole or clause.word not in expanded)
    for word, synonyms in expanded.items():
        if word not in whole and not set(word.split()) <= set(whole):
            yield max(synonyms, key=lambda clause: clause.worth(*found.place)).why
