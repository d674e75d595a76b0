"""Search parameters: the query string of a request as a search, and back as an address.

The page and the API share them, so that every state of the page has an address.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, get_args
from urllib.parse import urlencode

from ...config import Web
from ...errors import ArgumentError
from ...indexer.documents.document import Language
from ...query.rank import Require, Sort

MOST_SKIPPED = 10_000
"""Maximum number of hits that can be skipped: what is further down was not found, but happened to match."""
MOST_CHARS = 200
"""Maximum length of a filter in characters."""
MOST_TAGS = 20
"""Maximum number of tags, and of variants to leave out."""
MOST_SUGGESTIONS, USUAL_LIMIT = 50, 10
FACETS = ("year", "lang", "tag", "author")
"""Fields whose values are counted. Sources are not among them: they are paths of the machine."""
_SEVERAL = ("tag", "without", "facets")
SORTS, REQUIRES, LANGUAGES = get_args(Sort), get_args(Require), get_args(Language)
_FIELDS = {"tags": "tag"}
"""Parameters with another name than the filter of the library."""
_FLAGS = {"1": True, "true": True, "0": False, "false": False, "": False}
_CHOICES = {"facets": FACETS, "sort": SORTS, "require": REQUIRES, "lang": LANGUAGES}


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A search as a reader asks for it. ``limit`` None is the setting ``search.limit``."""

    q: str = ""
    limit: int | None = None
    offset: int = 0
    sort: str = "relevance"
    since: str = ""
    until: str = ""
    lang: str = ""
    tag: tuple[str, ...] = ()
    author: str = ""
    require: str = ""
    exact: bool = False
    without: tuple[str, ...] = ()
    reposts: bool = False
    facets: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True if there is nothing to search for: no query and no filter."""
        return not self.q.strip() and not self.filters()

    def filters(self) -> dict[str, Any]:
        """The filters of ``Index.search``."""
        given = {"since": self.since, "until": self.until, "lang": self.lang, "author": self.author, "tags": self.tag}
        return {name: value for name, value in given.items() if value}

    def unfiltered(self, name: str) -> SearchRequest:
        """The same search without a filter, by its name in ``filters``."""
        changes: dict[str, Any] = {_FIELDS.get(name, name): () if name == "tags" else ""}
        return replace(self, **changes)

    def toggled(self, name: str, value: str) -> SearchRequest:
        """The same search with a facet's value as a filter, or without it where it is one."""
        if name == "tag":
            tags = tuple(tag for tag in self.tag if tag.casefold() != value.casefold())
            return replace(self, tag=tags if len(tags) < len(self.tag) else (*tags, value))
        if name == "year":
            is_on = self.is_on(name, value)
            return replace(self, since="" if is_on else value, until="" if is_on else value)
        changes: dict[str, Any] = {name: "" if self.is_on(name, value) else value}
        return replace(self, **changes)

    def is_on(self, name: str, value: str) -> bool:
        """True if a facet's value is a filter of this search."""
        if name == "tag":
            return value.casefold() in map(str.casefold, self.tag)
        if name == "year":
            return self.since == self.until == value
        return str(getattr(self, name)).casefold() == value.casefold()

    def cleared(self) -> SearchRequest:
        """The same query without filters, in the usual order."""
        return SearchRequest(q=self.q, limit=self.limit, exact=self.exact)

    def arguments(self) -> dict[str, Any]:
        """The arguments of ``Index.search`` beside the query."""
        return {
            "limit": self.limit,
            "offset": self.offset,
            "sort": self.sort,
            "require": self.require or None,
            "exact": self.exact,
            "without": self.without,
            "near_duplicates": not self.reposts,
            "facets": self.facets,
            **self.filters(),
        }

    def query_string(self, **changes: Any) -> str:
        """The part of an address after the question mark, with some parameters changed. Defaults are left out."""
        changed = replace(self, **{"offset": 0, **changes})
        pairs: list[tuple[str, str]] = []
        for field in fields(changed):
            value = getattr(changed, field.name)
            if value != field.default:
                values = value if isinstance(value, tuple) else (value,)
                pairs += [(field.name, "1" if one is True else str(one)) for one in values]
        return urlencode(pairs)


def read_request(given: Iterable[tuple[str, str]], limits: Web, *, is_strict: bool) -> SearchRequest:
    """The search that a query string asks for. Raises ArgumentError.

    Blank values are left out: a form sends the fields that nobody filled in. ``is_strict``: a parameter that does not
    exist, or twice the same one, is an error as well.
    """
    names = {field.name for field in fields(SearchRequest)}
    values: dict[str, list[str]] = {}
    for name, value in given:
        if name in names:
            values.setdefault(name, []).append(value)
        elif is_strict:
            raise ArgumentError(name, "there is no such parameter", f"Parameters are: {', '.join(sorted(names))}")
    for name, several in values.items():
        if is_strict and name not in _SEVERAL and len(several) > 1:
            raise ArgumentError(name, "it is given twice")
    return SearchRequest(**_checked(values, limits))


def read_suggest(given: Iterable[tuple[str, str]], limits: Web) -> tuple[str, int]:
    """The typed text, and the maximum number of suggestions. Raises ArgumentError."""
    values = _once(given, ("q", "limit"))
    return _short("q", values.get("q", ""), limits.query_chars), _limit(values, MOST_SUGGESTIONS)


def read_similar(given: Iterable[tuple[str, str]], limits: Web) -> int:
    """The maximum number of similar documents. Raises ArgumentError."""
    return _limit(_once(given, ("limit",)), limits.limit)


def _once(given: Iterable[tuple[str, str]], names: Sequence[str]) -> dict[str, str]:
    """Parameters of which each may be given once."""
    values: dict[str, str] = {}
    for name, value in given:
        if name not in names:
            raise ArgumentError(name, "there is no such parameter", f"Parameters are: {', '.join(names)}")
        if name in values:
            raise ArgumentError(name, "it is given twice")
        values[name] = value
    return values


def _limit(values: Mapping[str, str], most: int) -> int:
    return _number("limit", values["limit"], most) if values.get("limit") else min(USUAL_LIMIT, most)


def _checked(values: Mapping[str, list[str]], limits: Web) -> dict[str, Any]:
    found: dict[str, Any] = {name: _several(name, values.get(name, ())) for name in _SEVERAL}
    found["facets"] = tuple(_choice("facets", name) for name in found["facets"])
    for name, several in values.items():
        value = several[-1].strip()
        if name == "q":
            found[name] = _short(name, value, limits.query_chars)
        elif name in ("exact", "reposts"):
            found[name] = _flag(name, value)
        elif name in ("limit", "offset") and value:
            found[name] = _number(name, value, limits.limit if name == "limit" else MOST_SKIPPED)
        elif name in _CHOICES and value:
            found[name] = _choice(name, value)
        elif name in ("since", "until", "author") and value:
            found[name] = _short(name, value, MOST_CHARS)
    return found


def _several(name: str, values: Iterable[str]) -> tuple[str, ...]:
    distinct = tuple(dict.fromkeys(filter(None, map(str.strip, values))))
    if len(distinct) > MOST_TAGS:
        raise ArgumentError(name, f"there are more than {MOST_TAGS}")
    return tuple(_short(name, value, MOST_CHARS) for value in distinct)


def _short(name: str, value: str, most: int) -> str:
    if len(value) > most:
        raise ArgumentError(name, f"it has {len(value):,} characters, more than {most:,}")
    return value


def _flag(name: str, value: str) -> bool:
    if value not in _FLAGS:
        raise ArgumentError(name, f"{value[:40]!r} is neither 1 nor 0")
    return _FLAGS[value]


def _number(name: str, value: str, most: int) -> int:
    least = 1 if name == "limit" else 0
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1
    if not least <= number <= most:
        raise ArgumentError(name, f"{value[:40]!r} is not a whole number from {least} to {most:,}")
    return number


def _choice(name: str, value: str) -> str:
    if value not in _CHOICES[name]:
        raise ArgumentError(name, f"{value[:40]!r} is none of: {', '.join(_CHOICES[name])}")
    return value
