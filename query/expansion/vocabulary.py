"""The index vocabulary: the words of a snapshot, as bridges query them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ...deadline import check_deadline
from ...indexer.segments.fields import TEXT_FIELDS
from ..bridges.mining.index import IndexHints
from ..leaf_queries.leaf import LeafQueries


class IndexVocabulary:
    """The words of all segments of a snapshot; what it does is described in ``bridges.bridge.Vocabulary``."""

    def __init__(self, leaves: LeafQueries) -> None:
        self._leaves = leaves

    def words(self, kind: str, keys: Iterable[int]) -> set[str]:
        """The words with any of some keys of a kind."""
        check_deadline()
        wanted = set(keys)
        segments = self._leaves.scorer.segments
        return {
            word for segment in segments for field in TEXT_FIELDS for word in segment.words_with(field, kind, wanted)
        }

    def hints(self, prefix: str) -> Iterator[tuple[str, Sequence[int]]]:
        """The alias candidates of names that begin with ``prefix``, each with the posts that give it."""
        check_deadline()
        return IndexHints(self._leaves.scorer.segments).hints(prefix)

    def has(self, text: str) -> bool:
        """True if any document has ``text``."""
        check_deadline()
        return self._leaves.has(*self._leaves.sought(text), TEXT_FIELDS)
