"""Search parameters: the query string of a request as a search, and back as an address.

The page and the API share them, so that every state of the page has an address.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, get_args
from urllib.parse import urlencode

from ..config import Web
from ..errors import ArgumentError
from ..indexer.documents.document import Language
from ..query.rank import Require, Sort

MOST_SKIPPED = 10_000
"""Maximum number of hits that can be skipped: what is further down was not found, but happened to match."""
MOST_CHARS = 200
"""Maximum length of a filter in characters."""
MOST_TAGS = 20
SORTS, REQUIRES, LANGUAGES = get_args(Sort), get_args(Require), get_args(Language)
_FIELDS = {"tags": "tag"}
"""Parameters with another name than the filter of the library."""
_FLAGS = {"1": True, "true": True, "0": False, "false": False, "": False}
_CHOICES = {"sort": SORTS, "require": REQUIRES, "lang": LANGUAGES}


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
    reposts: bool = False

    @property
    def is_empty(self) -> bool:
        """True if there is nothing to search for: no query and no filter."""
        return not self.q.strip() and not self.filters()

    def filters(self) -> dict[str, Any]:
        """The filters of ``Index.search``."""
        given = {"since": self.since, "until": self.until, "lang": self.lang, "author": self.author, "tags": self.tag}
        return {name: value for name, value in given.items() if value}

    def without(self, name: str) -> SearchRequest:
        """The same search without a filter, by its name in ``filters``."""
        changes: dict[str, Any] = {_FIELDS.get(name, name): () if name == "tags" else ""}
        return replace(self, **changes)

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
            "near_duplicates": not self.reposts,
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
        if is_strict and name != "tag" and len(several) > 1:
            raise ArgumentError(name, "it is given twice")
    return SearchRequest(**_checked(values, limits))


def _checked(values: Mapping[str, list[str]], limits: Web) -> dict[str, Any]:
    tags = tuple(dict.fromkeys(tag for tag in map(str.strip, values.get("tag", ())) if tag))
    if len(tags) > MOST_TAGS:
        raise ArgumentError("tag", f"there are more than {MOST_TAGS}")
    found: dict[str, Any] = {"tag": tuple(_short("tag", tag, MOST_CHARS) for tag in tags)} if tags else {}
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
