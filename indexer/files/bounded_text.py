"""Reads files that anybody may have written: settings, aliases and word lists. Bounded in size, depth and time."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from ...errors import SourceError
from .regular_file import read_bounded

MAX_LIST = 64 << 20
"""Bytes of a word list at most."""
_MAX_TOML = 4 << 20
"""Bytes of a file of settings or aliases at most."""
_KEY_PARTS = 10_000_000
"""Sum over all lines of the square of the number of dots: a dotted key takes squared time."""


def read_list(path: Path) -> str:
    """The text of a word list. Raises SourceError where it cannot be read."""
    try:
        return _lines(read_bounded(path, MAX_LIST, follow=True).decode("utf-8-sig", "replace"))
    except OSError as error:
        raise SourceError(path, f"cannot be read: {error.strerror or error}") from error
    except OverflowError as error:
        raise SourceError(path, str(error)) from error


def _lines(text: str) -> str:
    """``text`` with the line ends of Unix."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_toml(path: Path) -> str:
    """The text of a TOML file. Raises OSError where it cannot be read, ValueError where it is no UTF-8 or too large."""
    try:
        data = read_bounded(path, _MAX_TOML, follow=True)
    except OverflowError as error:
        raise ValueError(str(error)) from None
    try:
        return _lines(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8 (byte {error.start}); save it as UTF-8") from None


def load_toml(text: str) -> dict[str, Any]:
    """The values in ``text``. Raises ValueError with the reason where it is no TOML, or more than anybody writes."""
    if sum(line.count(".") ** 2 for line in text.split("\n")) > _KEY_PARTS:
        raise ValueError("has keys of too many parts")
    try:
        return tomllib.loads(text)
    except ValueError as error:
        raise ValueError(f"is not TOML: {error}") from None
    except RecursionError:
        raise ValueError("is nested too deep") from None
