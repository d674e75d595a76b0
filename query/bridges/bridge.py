"""What a bridge is: words of a query in, other ways to write the same out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word of the query, or a part of one.

    ``typed`` is how it was typed, cleaned; ``lemma`` is its noun without particles (이주노조 of 이주노조에서), the stem
    of a verb or an adjective (막 of 막았다), where ``is_stem`` is set, else the same as ``typed``.
    """

    typed: str
    lemma: str
    is_stem: bool = False


@dataclass(frozen=True, slots=True)
class Variant:
    """Another way to write what was typed.

    ``text`` is looked for as a word, or as a phrase where it is several; where ``token`` is given, that entry of the
    ``words`` stream is looked for in its place (as dates have). ``weight``, above 0 and at most 1, is how surely it
    means the same; from ``SURE`` on it does. ``why`` says more than the name of the bridge where there is more to say.
    """

    text: str
    weight: float
    token: str = ""
    why: str = ""


SURE = 0.75
"""Variants of this weight or more are the same thing in another spelling; those below are guesses and translations."""


class Vocabulary(Protocol):
    """The words of an index."""

    def words(self, kind: str, keys: Iterable[int]) -> set[str]:
        """The words that have any of some keys (see ``indexer/keys/kinds.py``)."""

    def hints(self, prefix: str) -> Iterable[tuple[str, Sequence[int]]]:
        """What posts hint at about names, in terms that begin with ``prefix``, each with the posts that do."""

    def has(self, text: str) -> bool:
        """Whether any document has ``text``, as a word or a phrase, also inside longer words."""


class Bridge(Protocol):
    """One way to cross. It never fails: what it does not know has no variants."""

    @property
    def name(self) -> str:
        """What it is called in settings and reasons."""

    @property
    def most_words(self) -> int:
        """The longest run of words it takes at once."""

    def variants(self, run: Sequence[QueryWord], vocabulary: Vocabulary) -> Iterable[Variant]:
        """What else ``run`` is called: one word, or up to ``most_words`` that stood side by side.

        A variant need not be in the index: what no document has is left out by the caller. What was typed may be among
        them, and is left out too.
        """
