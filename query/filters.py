"""Filters that a caller gives beside the query: they hold whatever the query says."""

from __future__ import annotations

from ..errors import ArgumentError
from ..indexer.dates.ranges import period
from ..indexer.text.narrow import keyword
from .syntax.tree import Dated, Has, Node


def metadata_filters(
    since: str | None = None, until: str | None = None, lang: str | None = None, tag: str | None = None
) -> list[Node]:
    """The nodes to search for beside the query. Raises ArgumentError at what is not an ISO date."""
    for name, date in (("since", since), ("until", until)):
        if date and not period(date):
            raise ArgumentError(name, f"{date[:40]!r} is not a date", "Write 2007, 2007-12 or 2007-12-13")
    filters: list[Node] = []
    if since or until:
        filters.append(Dated(since, until))
    if lang:
        filters.append(Has("lang", lang.casefold()))
    if tag:
        filters.append(Has("tag", keyword(tag)))
    return filters
