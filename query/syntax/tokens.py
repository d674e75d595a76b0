"""Tokens of a query: their kinds, and their places in the text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """The kind of a token. If several patterns match, the first in the order of the tables below wins."""

    OR = auto()
    AND = auto()
    NOT = auto()
    FIELD = auto()
    PHRASE = auto()
    WORD = auto()
    OPEN = auto()
    CLOSE = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One token. ``text`` is narrow, and has no quotes, and no colon after a field; ``written`` is as it was written.

    ``position`` counts characters from 0. Several ``-`` in a row are one token.
    """

    kind: Kind
    text: str
    position: int
    written: str = ""
