"""Filters that a caller gives beside the query: they hold whatever the query says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypedDict, get_args

from ..arguments import check_choice, check_id, check_text, items, shown
from ..errors import ArgumentError
from ..indexer.dates.parse import parse_date
from ..indexer.dates.ranges import local, period
from ..indexer.documents.document import Language
from ..indexer.text.narrow import keyword
from ..indexer.text.normalize import clean
from .syntax.tree import Dated, Has, HasAny, Node
from .where import KindOf, Where, checked_where, node_of

Date = str | dt.date
"""An ISO date or another one that is written year first, a ``date`` or a ``datetime``."""


class Filters(TypedDict, total=False):
    """The filters of a search. None, and a filter that is left out, restrict nothing."""

    since: Date | None
    """The first date, which is included. ``until`` is the last one, also included."""
    until: Date | None
    lang: str | None
    """``ko``, ``en``, ``ko+en`` or ``other``. A document in both languages has ``ko`` and ``en``, too."""
    tags: Iterable[str] | None
    """All of these tags, in any case."""
    author: str | None
    """This author, in any case, alone or as one of several."""
    ids: Iterable[str] | None
    """One of these ids. An empty list finds nothing."""
    where: Mapping[str, object] | Where | None
    """Conditions on fields of one's own (see ``Where``)."""


@dataclass(frozen=True, slots=True)
class CheckedFilters:
    """Filters whose values were checked, but for the kinds of fields of one's own, which are those of an index."""

    plain: tuple[Node, ...]
    where: Where | None

    def __bool__(self) -> bool:
        """True if any restricts a search."""
        return bool(self.plain) or self.where is not None

    def nodes(self, kind_of: KindOf) -> list[Node]:
        """The nodes to search for beside the query. Raises ArgumentError for a value that a field cannot have."""
        return [*self.plain, node_of(self.where, kind_of)] if self.where else [*self.plain]


def checked_filters(filters: Mapping[str, object]) -> CheckedFilters:
    """The filters of a search. Raises ArgumentError for a value that a filter cannot have."""
    where = filters.get("where")
    return CheckedFilters(tuple(_plain_nodes(filters)), None if where is None else checked_where(where) or None)


def _plain_nodes(filters: Mapping[str, object]) -> list[Node]:
    for name in filters:
        if name not in Filters.__annotations__:
            raise ArgumentError(name, "there is no such argument", f"Filters are: {', '.join(Filters.__annotations__)}")
    given = {name: value for name, value in filters.items() if value is not None}
    nodes: list[Node] = [Has("tag", tag) for tag in _texts("tags", given.get("tags", ()))]
    if "lang" in given:
        lang = given["lang"].casefold() if isinstance(given["lang"], str) else given["lang"]
        check_choice("lang", lang, get_args(Language))
        nodes.append(Has("lang", str(lang)))
    if "author" in given:
        check_id(author=given["author"])
        nodes.append(Has("author", keyword(str(given["author"]))))
    if "ids" in given:
        nodes.append(HasAny("id", tuple(_cleaned("ids", given["ids"], check_text))))
    return [*_dates(given), *nodes]


def _texts(name: str, value: object) -> list[str]:
    return [keyword(text) for text in _cleaned(name, value, check_id)]


def _cleaned(name: str, value: object, check: Callable[..., None]) -> list[str]:
    given: Iterable[object] = value  # type: ignore[assignment]  # ``items`` checks it
    return [clean(str(text)) for text in items(name, given, "texts", check)]


def _dates(given: Mapping[str, object]) -> list[Node]:
    since, until = (_iso(name, given.get(name)) for name in ("since", "until"))
    if not since and not until:
        return []
    # What a UTC offset means is known with the zone of the index only.
    first, last = (period(date) if date and local(date, dt.UTC) == date else None for date in (since, until))
    if first and last and first[0] > last[1]:
        raise ArgumentError("since", f"{since!r} is later than until, {until!r}")
    return [Dated(since, until)]


def _iso(name: str, value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, dt.date):
        return parse_date(value)
    check_text(optional=False, **{name: value})
    date = str(value).strip()
    iso = date if period(date) else parse_date(date)
    if not iso:
        remedy = "Write 2007, 2007-12 or 2007-12-13"
        raise ArgumentError(name, f"{shown(value)} is not a date", remedy)
    return iso
