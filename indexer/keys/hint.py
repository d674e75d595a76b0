"""A hint: an alias candidate, two names that a post may use for one thing, and the term that stores it.

Each hint is stored under the key of either name, so that all hints about a name are neighbouring terms:

    key, other key, how (one character), score in percent, name, other name        parted by tabs
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from .name_key import name_key


class Proof(Enum):
    """The kind of evidence for a hint; its value is part of the term."""

    PROVEN = "p"
    BARE = "b"
    """An initialism that nothing but its place speaks for."""
    OPEN = "o"
    """Two languages, to be judged by their dictionaries."""


@dataclass(frozen=True, slots=True)
class Hint:
    """Two names, the first one first in the text, and how surely they are one thing, 0 to 1, by themselves."""

    first: str
    second: str
    proof: Proof
    score: float

    def terms(self) -> Iterator[str]:
        """The terms of this hint: one for each of its names."""
        keys = name_key(self.first), name_key(self.second)
        how = f"{self.proof.value}{round(self.score * 100)}"
        yield "\t".join((*keys, how, self.first, self.second))
        yield "\t".join((*keys[::-1], how.upper(), self.second, self.first))

    @classmethod
    def of_term(cls, term: str) -> Hint:
        """The hint of a term. Raises ValueError where it is none."""
        _, _, how, name, other = term.split("\t")
        first, second = (other, name) if how[0].isupper() else (name, other)
        return cls(first, second, Proof(how[0].lower()), int(how[1:]) / 100)
