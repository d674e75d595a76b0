"""Fields of one's own: the values that a document carries beside its text, and their kinds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any, Literal

from ...arguments import shown

Kind = Literal["text", "number", "boolean", "date", "list"]
"""The kind of the values of a field. A list has texts. An index has one kind for each field."""
Value = str | int | float | bool | dt.date | list[str] | None
"""A value as it may be given. A ``datetime`` is a date as well; None is no value."""
Data = Mapping[str, Any]
"""The values by their names: each a ``Value``."""

KINDS: dict[Kind, str] = {
    "text": "text",
    "number": "a number",
    "boolean": "true or false",
    "date": "a date",
    "list": "a list of texts",
}
"""Each kind as messages name it."""
RESERVED = frozenset(
    "id title body date url tags tag lang author format source since until year relevance newest oldest".split()
)
"""Names with a meaning of their own in a search."""
MAX_FIELDS_OF_INDEX = 64
"""Fields of an index at most. Each is five columns of every segment."""
_LONGEST = 64
_NAME = re.compile(r"[^\W\d][\w-]*")
_WHOLE_NUMBERS = 1 << 64
_DATE = "date"
"""The only key of an object that stands for a date in stored JSON."""


def kind_of(value: object) -> Kind | None:
    """The kind of a value; None where it is no value that a document may carry, or where it is None."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "number" if abs(value) < _WHOLE_NUMBERS else None
    if isinstance(value, float):
        return "number" if isfinite(value) else None
    if isinstance(value, str):
        return "text"
    if isinstance(value, dt.date):
        return "date"
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return "list"
    return None


def name_problem(name: object) -> str | None:
    """Why a field cannot have a name; None if it can."""
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        return f"{shown(name)} is no name: it has a letter, and then letters, digits, _ and -"
    if len(name) > _LONGEST:
        return f"{shown(name)} has more than {_LONGEST} characters"
    if name.casefold() in RESERVED:
        return f"{shown(name)} is a field that every document has"
    return None


def data_problem(data: object) -> tuple[str, str] | None:
    """The field and what is wrong with it, in the fields of a document; None if nothing is."""
    if not isinstance(data, Mapping):
        return "data", f"{shown(data)} is no mapping of names to values"
    for name, value in data.items():
        if problem := name_problem(name):
            return "data", problem
        if value is not None and kind_of(value) is None:
            return f"data.{name}", f"{shown(value)} is none of: {', '.join(KINDS.values())}"
    if len(data) > MAX_FIELDS_OF_INDEX:
        return "data", f"it has {len(data)} fields, more than {MAX_FIELDS_OF_INDEX}"
    return None


def copied(data: Data) -> dict[str, Value]:
    """A copy that shares no list with ``data``."""
    return {name: list(value) if isinstance(value, list | tuple) else value for name, value in data.items()}


def kinds_of(data: Data) -> Iterator[tuple[str, Kind]]:
    """The name and kind of each field that has a value."""
    for name, value in data.items():
        if kind := kind_of(value):
            yield name, kind


def to_stored(data: Data) -> dict[str, Any]:
    """``data`` as values of JSON that ``from_stored`` reads."""
    return {name: {_DATE: value.isoformat()} if isinstance(value, dt.date) else value for name, value in data.items()}


def from_stored(values: object) -> dict[str, Value]:
    """The data that ``to_stored`` was given. Raises ValueError on anything else."""
    if not isinstance(values, dict):
        raise ValueError("the data of a record is no object")  # noqa: TRY004  # readers of records expect it
    found = {
        name: _date(value[_DATE]) if isinstance(value, dict) and value.keys() == {_DATE} else value
        for name, value in values.items()
    }
    if problem := data_problem(found):
        raise ValueError(": ".join(problem))
    return found


def to_json(data: Data) -> dict[str, Any]:
    """``data`` for people and programs: a date is ISO 8601."""
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in data.items()}


def _date(text: object) -> dt.date:
    if not isinstance(text, str):
        raise ValueError("a date is no text")  # noqa: TRY004  # as above
    return dt.date.fromisoformat(text) if len(text) == len("2007-12-13") else dt.datetime.fromisoformat(text)
