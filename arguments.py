"""Checks of what a caller gives: a wrong value is an ArgumentError before anything is read or written.

Every public function checks its arguments here, so that each message names the argument, the value, and what it may be.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from .errors import ArgumentError

_SHOWN = 60
"""Characters of a wrong value that a message shows."""

Value = TypeVar("Value")


def check_text(*, optional: bool = False, **values: object) -> None:
    """Raises ArgumentError for a value that is no string, nor None where values are ``optional``."""
    for name, value in values.items():
        if not isinstance(value, str) and not (optional and value is None):
            raise ArgumentError(name, f"{shown(value)} is not text")


def check_id(**values: object) -> None:
    """Raises ArgumentError for a value that is no string, or an empty one."""
    for name, value in values.items():
        check_text(**{name: value}, optional=False)
        if not str(value).strip():
            raise ArgumentError(name, f"{shown(value)} is empty")


def check_whole(least: int = 0, *, optional: bool = False, **values: object) -> None:
    """Raises ArgumentError for a value that is no whole number, or less than ``least``. True is no number."""
    for name, value in values.items():
        if optional and value is None:
            continue
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise ArgumentError(name, f"{shown(value)} is not a whole number of {least} or more")


def check_number(**values: object) -> None:
    """Raises ArgumentError for a value that is no whole number of 1 or more."""
    check_whole(1, optional=False, **values)


def check_flag(**values: object) -> None:
    """Raises ArgumentError for a value that is neither True nor False."""
    for name, value in values.items():
        if not isinstance(value, bool):
            raise ArgumentError(name, f"{shown(value)} is neither True nor False")


def check_choice(name: str, value: object, choices: Sequence[str], *, optional: bool = False) -> None:
    """Raises ArgumentError for a value that is none of some strings, nor None where it is ``optional``."""
    if not (isinstance(value, str) and value in choices) and not (optional and value is None):
        raise ArgumentError(name, f"{shown(value)} is none of: {', '.join(choices)}")


def check_path(**values: object) -> None:
    """Raises ArgumentError for a value that cannot be the path of a file or folder."""
    for name, value in values.items():
        if not isinstance(value, str | Path) or not str(value) or "\0" in str(value):
            raise ArgumentError(name, f"{shown(value)} is not a path")
        _check_encodable(name, value)


def _check_encodable(name: str, path: str | Path) -> None:
    try:
        os.fsencode(path)
    except UnicodeEncodeError:
        raise ArgumentError(name, f"{shown(str(path))} is not a path") from None


def check_instance(wanted: type[Any], *, optional: bool = False, **values: object) -> None:
    """Raises ArgumentError for a value that is no object of a class, nor None where values are ``optional``."""
    for name, value in values.items():
        if not isinstance(value, wanted) and not (optional and value is None):
            raise ArgumentError(name, f"{shown(value)} is not a {wanted.__name__}")


def check_callable(**values: object) -> None:
    """Raises ArgumentError for a value that is neither None nor can be called."""
    for name, value in values.items():
        if value is not None and not callable(value):
            raise ArgumentError(name, f"{shown(value)} is not a function")


def check_columns(**values: object) -> None:
    """Raises ArgumentError for a value that is neither text nor a mapping of fields to columns."""
    for name, value in values.items():
        if not isinstance(value, str | Mapping):
            raise ArgumentError(name, f"{shown(value)} is neither text nor a mapping, such as body=pledge,title=name")


def check_stream(**values: object) -> None:
    """Raises ArgumentError for a value that is no binary stream."""
    for name, value in values.items():
        if not callable(getattr(value, "read", None)) or isinstance(value, io.TextIOBase):
            raise ArgumentError(name, f"{shown(value)} is not a binary stream", "Open the file with: open(path, 'rb')")


def items(name: str, value: Iterable[Value], of: str, check: Callable[..., None] | None = None) -> Iterable[Value]:
    """``value``, which may be given as a whole only where it can be iterated; text is one value and not its letters.

    ``check`` is called with each item, under the name of the argument. ``of`` says what the items are, for the message.
    """
    if isinstance(value, str | bytes) or not isinstance(value, Iterable):
        raise ArgumentError(name, f"{shown(value)} is not a list of {of}")
    if check is None:
        return value
    found = list(value)
    for item in found:
        check(**{name: item})
    return found


def check_query(query: object) -> None:
    """Raises ArgumentError for a query that is neither a string nor a query object of Whoosh."""
    whoosh = sys.modules.get("whoosh.query")  # without that module nobody can have such an object
    if not isinstance(query, str) and not (whoosh and isinstance(query, whoosh.Query)):
        raise ArgumentError("query", f"{shown(query)} is neither text nor a Whoosh query")


def shown(value: object) -> str:
    """A value in a message: its beginning, and its type where it is none of the built-in ones."""
    try:
        text = repr(value)
    except Exception:  # a caller's __repr__ may raise anything
        text = f"a {type(value).__name__}"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
