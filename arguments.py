"""Checks of what a caller gives: a value of the wrong type is an ArgumentError before anything is read or written."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from .errors import ArgumentError

_SHOWN = 60
"""Characters of a wrong value that a message shows."""


def check_text(*, optional: bool = False, **values: object) -> None:
    """Raises ArgumentError for a value that is no string, nor None where values are ``optional``."""
    for name, value in values.items():
        if not isinstance(value, str) and not (optional and value is None):
            raise ArgumentError(name, f"{shown(value)} is not text")


def check_whole(**values: object) -> None:
    """Raises ArgumentError for a value that is no whole number."""
    for name, value in values.items():
        if not isinstance(value, int):
            raise ArgumentError(name, f"{shown(value)} is not a whole number")


def check_choice(name: str, value: object, choices: Sequence[str]) -> None:
    """Raises ArgumentError for a value that is none of some strings."""
    if not isinstance(value, str) or value not in choices:
        raise ArgumentError(name, f"{shown(value)} is none of: {', '.join(choices)}")


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
