"""The protocol of a bridge, a query expander of one kind: query words in, variants out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word of the query, or a part of one.

    ``typed`` is how it was typed, cleaned; ``lemma`` is its noun without particles (이주노조 of 이주노조에서), the stem
    of a verb or an adjective (막 of 막았다), where ``is_stem`` is set, else the same as ``typed``. ``verbs`` are the
    dictionary forms of the verbs that it may be a form of (걷다 and 걸다 of 걸었다).
    """

    typed: str
    lemma: str
    is_stem: bool = False
    verbs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """A weighted synonym of the typed words.

    ``text`` is searched as a word, or as a phrase if it has several words. If ``token`` is given, that entry of the
    stream ``words`` is searched instead (dates use this). ``weight``, above 0 and at most 1, is the probability that it
    means the same; a weight of ``SURE_WEIGHT`` or more counts as certain. ``why`` adds details to the name of
    the bridge.
    """

    text: str
    weight: float
    token: str = ""
    why: str = ""


SURE_WEIGHT = 0.75
"""Variants of this weight or more are the same thing in another spelling; those below are guesses and translations."""


class Vocabulary(Protocol):
    """The index vocabulary, as bridges query it."""

    def words(self, kind: str, keys: Iterable[int]) -> set[str]:
        """The words that have any of some keys (see ``indexer/keys/kinds.py``)."""

    def hints(self, prefix: str) -> Iterable[tuple[str, Sequence[int]]]:
        """The terms of alias candidates that begin with ``prefix``, each with the numbers of the posts that have it."""

    def has(self, text: str) -> bool:
        """True if any document contains ``text`` as a word or a phrase, including inside longer words."""


class Bridge(Protocol):
    """A query expander of one kind. It never fails: an unknown word has no variants."""

    @property
    def name(self) -> str:
        """Its name in settings and reasons."""

    @property
    def most_words(self) -> int:
        """The maximum number of query words that it takes at once."""

    def variants(self, run: Sequence[QueryWord], vocabulary: Vocabulary) -> Iterable[Variant]:
        """Other texts for ``run``, one to ``most_words`` neighbouring words of the query.

        The caller drops variants that no document has, and those that equal the typed words.
        """
