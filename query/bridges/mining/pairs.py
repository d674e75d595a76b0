"""Alias mining: pairs of names that posts give for one thing, each with a score.

One post that names both gives a hint (``indexer/keys/hints.py``). Several posts, or a post in each direction, raise the
score. Hints are terms of the index, so they are added and deleted with their posts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from ....indexer.keys.hint import Hint, Proof
from ....indexer.keys.name_key import name_key
from .evidence import Evidence

USED_UNASKED = 0.85
"""The score from which a pair is searched without its owner having accepted it."""
WORTH_ASKING = 0.5
"""Below this a pair is not even shown."""
_MOST = 0.99
_PROVEN_BY_EXPANSION = 0.9
_SHOWN = 3

Keys = tuple[str, str]
"""The keys of two names, in order."""


class Hints(Protocol):
    """The hints of an index."""

    def hints(self, prefix: str) -> Iterable[tuple[str, Sequence[int]]]:
        """The terms that begin with ``prefix``, in their order, each with the posts that have it, as numbers."""


class NamedHints(Hints, Protocol):
    """The hints of an index, and whose they are."""

    def id(self, post: int) -> str:
        """The id of a post."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names that posts use for one thing; ``posts`` are some of the ``count`` posts that do."""

    names: tuple[str, str]
    score: float
    count: int
    posts: tuple[str, ...]

    @property
    def keys(self) -> Keys:
        """The keys of both names, which identify this pair."""
        return keys_of(self.names)


def keys_of(names: Iterable[str]) -> Keys:
    """The keys of two names, whichever comes first."""
    first, second = sorted(map(name_key, names))
    return first, second


def other_names(key: str, hints: Hints, evidence: Evidence) -> Iterator[tuple[str, float]]:
    """Other names, in posts, of the thing with a name of this ``key``, each with its probability."""
    for terms in _by_other(hints.hints(f"{key}\t")):
        weighed = _weighed(terms, hints, evidence)
        if weighed:
            yield weighed.other, weighed.score


def mined_pairs(hints: NamedHints, evidence: Evidence) -> list[Pair]:
    """All pairs that are worth asking about, the surest first."""
    pairs = []
    for terms in _by_other(hints.hints("")):
        key, other_key = _keys(terms[0][0])
        weighed = _weighed(terms, hints, evidence) if key < other_key else None
        if weighed:
            shown = tuple(sorted(map(hints.id, weighed.posts[:_SHOWN])))
            pairs.append(Pair(weighed.names, weighed.score, len(weighed.posts), shown))
    return sorted(pairs, key=lambda pair: (-pair.score, -pair.count, pair.names))


_Terms = list[tuple[str, Sequence[int]]]


@dataclass(frozen=True, slots=True)
class _Weighed:
    """All hints about two names put together; ``other`` is the name that the key was not of."""

    names: tuple[str, str]
    other: str
    score: float
    posts: Sequence[int]


def _by_other(terms: Iterable[tuple[str, Sequence[int]]]) -> Iterator[_Terms]:
    """The terms of each two keys."""
    return (list(group) for _, group in groupby(terms, key=lambda found: _keys(found[0])))


def _keys(term: str) -> Keys:
    key, other, _ = term.split("\t", 2)
    return key, other


def _weighed(terms: _Terms, hints: Hints, evidence: Evidence) -> _Weighed | None:
    """The joint evidence of several hints; None if it is too weak."""
    found = [(Hint.of_term(term), term, posts) for term, posts in terms]
    scored = [(evidence.score(hint), hint, term, posts) for hint, term, posts in found]
    scored = [one for one in scored if one[0] >= WORTH_ASKING]
    if not scored:
        return None
    best, hint, term, _ = max(scored, key=lambda one: (one[0], one[1].first, one[1].second))
    posts = sorted({post for one in scored for post in one[3]})
    orders = {name_key(one[1].first) for one in scored}
    score = best + 0.1 * (len(posts) > 1) + 0.1 * (len(posts) > 3) + 0.15 * (len(orders) > 1)
    if hint.proof is Proof.BARE and score < _PROVEN_BY_EXPANSION and _is_expanded(hint, hints, evidence):
        score = _PROVEN_BY_EXPANSION
    return _Weighed((hint.first, hint.second), term.rpartition("\t")[2], min(round(score, 2), _MOST), posts)


def _is_expanded(hint: Hint, hints: Hints, evidence: Evidence) -> bool:
    """True if posts say what the initialism stands for, and that translates the Korean name."""
    korean, short = (hint.second, hint.first) if hint.first.isascii() else (hint.first, hint.second)
    others = (Hint.of_term(term) for term, _ in hints.hints(f"{name_key(short)}\t"))
    phrases = {max(other.first, other.second, key=len) for other in others if other.proof is Proof.PROVEN}
    return any(evidence.translated(korean, phrase) > 0.5 for phrase in phrases if phrase.isascii())
