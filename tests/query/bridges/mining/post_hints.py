"""The hints of posts that are in no index, and the pairs mined from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from malmoi.indexer.keys.hints import hint_terms
from malmoi.query.bridges.mining.evidence import Evidence
from malmoi.query.bridges.mining.pairs import Pair, mined_pairs


def mine(records: Iterable[tuple[str, str, str]], evidence: Evidence | None = None) -> list[Pair]:
    """The pairs of posts, each with its id, title and body; the surest first."""
    return mined_pairs(PostHints(records), evidence or Evidence())


class PostHints:
    """The hints of posts that are in no index."""

    def __init__(self, records: Iterable[tuple[str, str, str]]) -> None:
        self._ids: list[str] = []
        self._terms: dict[str, list[int]] = defaultdict(list)
        for number, (id_, title, body) in enumerate(records):
            self._ids.append(id_)
            for term in hint_terms(f"{title}\n{body}"):
                self._terms[term].append(number)

    def hints(self, prefix: str) -> Iterator[tuple[str, Sequence[int]]]:
        """As in ``Hints``."""
        return ((term, posts) for term, posts in sorted(self._terms.items()) if term.startswith(prefix))

    def id(self, post: int) -> str:
        """As in ``Hints``."""
        return self._ids[post]
