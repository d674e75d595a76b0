"""Fields of one's own in sources: the keys and columns that ``[fields]`` of the settings names, as values of a kind."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import isfinite
from typing import Any

from ...arguments import shown
from ...errors import ConfigError
from ...indexer.dates.parse import parse_date
from ...indexer.dates.ranges import period
from ...indexer.documents.data import KINDS, MAX_FIELDS_OF_INDEX, Kind, kind_of, name_problem
from ...indexer.documents.document import Document, Skipped
from .fields import scalar, words
from .file import File

OwnFields = tuple[tuple[str, Kind], ...]
"""Names of fields, each with its kind."""
_NUMBER = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)?(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")
_DIGITS = 40
"""Characters of a number at most."""
_YES = frozenset("true yes on y 1 참 예".split())
_NO = frozenset("false no off n 0 거짓 아니오".split())
_MARKS = re.compile(r"[\W_]+")
_EPOCH = dt.datetime(1970, 1, 1)


def own_fields(kinds: Iterable[tuple[str, str]]) -> OwnFields:
    """The fields in settings. Raises ConfigError for a name that no field can have, and for an unknown kind."""
    found = [(name, next((known for known in KINDS if known == kind), None)) for name, kind in kinds]
    for (name, kind), (_, given) in zip(found, kinds, strict=True):
        if problem := name_problem(name):
            raise ConfigError(f"fields.{name}", problem)
        if kind is None:
            raise ConfigError(f"fields.{name}", f"{shown(given)} is none of: {', '.join(KINDS)}")
    if len(found) > MAX_FIELDS_OF_INDEX:
        raise ConfigError("fields", f"there are {len(found)}, more than {MAX_FIELDS_OF_INDEX}")
    return tuple((name, kind) for name, kind in found if kind)


def with_own_fields(
    found: Document, values: Iterable[tuple[str, Any]], file: File, place: str
) -> tuple[Document, list[Skipped]]:
    """A document with the fields among some keys and values, and a note for each value that is of another kind.

    A key is that of a field if it has the same letters and digits, in any case.
    """
    if not file.fields:
        return found, []
    data: dict[str, Any] = {}
    notes = []
    given = {_key(name): value for name, value in reversed([*values])}
    for name, kind in file.fields:
        value = given.get(_key(name))
        if value is None or value == "":
            continue
        made = _converted(value, kind)
        if kind_of(made) is None:
            notes.append(Skipped(place, f"{name}: {shown(value)} is not {KINDS[kind]}", "note"))
        else:
            data[name] = made
    return (replace(found, data=data) if data else found), notes


def with_notes(
    found: Document, values: Iterable[tuple[str, Any]], file: File, place: str
) -> Iterator[Document | Skipped]:
    """As ``with_own_fields``, the document first."""
    document, notes = with_own_fields(found, values, file, place)
    yield document
    yield from notes


def _key(name: str) -> str:
    return _MARKS.sub("", name.lower()) or name


def _converted(value: Any, kind: Kind) -> object:
    """A value as one of a kind; None where it is none."""
    match kind:
        case "text":
            return value if isinstance(value, str) else scalar(value) or None
        case "number":
            return _number(value)
        case "boolean":
            text = str(value).strip().lower() if isinstance(value, str | int) else ""
            return text in _YES if text in _YES | _NO else None
        case "date":
            return _date(value)
        case "list":
            return list(words(value)) if isinstance(value, str | list | tuple | int | float) else None


def _number(value: Any) -> float | None:
    if isinstance(value, str):
        text = value.strip()
        if not (any(map(str.isdigit, text)) and len(text) <= _DIGITS and _NUMBER.fullmatch(text)):
            return None
        text = text.replace(",", "")
        value = int(text) if text.lstrip("+-").isdecimal() else float(text)
    return value if kind_of(value) == "number" and isfinite(value) else None


def _date(value: Any) -> dt.date | None:
    """The date, or the moment where a time is written. A year or a month is its first day."""
    iso = parse_date(value)
    if iso and len(iso) > len("2007-12-13"):
        return dt.datetime.fromisoformat(iso)
    span = period(iso) if iso else None
    return (_EPOCH + dt.timedelta(seconds=span[0])).date() if span else None
