"""Hits: found documents made ready to be shown, each with its snippet, its marks and the reasons why it is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from ..errors import QueryTimeout
from ..indexer.documents.record import Record
from ..indexer.segments.segment import Segment
from .execution.matches import MatchedClause
from .highlighting.finders import TermsOf
from .highlighting.highlighter import Highlighter, Mark
from .highlighting.snippet import best_window, whole
from .page import Hit
from .rank import Found
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
        highlighter = Highlighter(clauses, self._terms_of)
        made = [self._hit(one, highlighter, clauses) for one in found]
        return tuple(hit for hit, _ in made), sum(not is_marked for _, is_marked in made)

    def _hit(self, found: Found, highlighter: Highlighter, clauses: Sequence[MatchedClause]) -> tuple[Hit, bool]:
        record = self._found_record(found)
        present = [clause for clause in clauses if clause.is_in(*found.place)]
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
            score=found.score,
            complete=found.complete,
            snippet=best_window(record.body, body, self._columns),
            title_highlight=whole(record.title, title),
            why=tuple(_reasons(present, found)),
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


def _reasons(present: Sequence[MatchedClause], found: Found) -> Iterator[str]:
    """The words that a document has; then the best synonym for each word that it lacks.

    A word of which it has only a part is named where no synonym of it is there.
    """
    typed = [clause for clause in present if not clause.is_expanded]
    expanded: dict[str, list[MatchedClause]] = {}
    for clause in present:
        if clause.is_expanded:
            expanded.setdefault(clause.word, []).append(clause)
    whole = {clause.word for clause in typed if clause.is_whole(*found.place)}
    yield from dict.fromkeys(clause.word for clause in typed if clause.word in whole or clause.word not in expanded)
    for word, synonyms in expanded.items():
        if word not in whole and not whole.issuperset(word.split()):
            yield max(synonyms, key=lambda clause: clause.worth(*found.place)).why
