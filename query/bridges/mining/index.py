"""The alias candidates (hints) of a snapshot, read from its segments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from weakref import WeakKeyDictionary

from ....indexer.maintenance.consistency import detect_corruption
from ....indexer.segments.postings import MAX_DOCUMENTS
from ....indexer.segments.segment import Segment
from ....indexer.segments.terms import Terms

FIELD = "hints"
_END = b"\t"
"""Ends the key of a hint."""


class IndexHints:
    """The hints of some segments; a post is the number of its segment and its own in one number."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments

    def hints(self, prefix: str) -> Iterator[tuple[str, Sequence[int]]]:
        """The terms that begin with ``prefix``, in their order, each with the posts that have it, as numbers."""
        found: dict[str, list[int]] = {}
        with detect_corruption(self._segments):
            for number, segment in enumerate(self._segments):
                postings = segment.postings(FIELD)
                for at, term in _beginning(postings.terms, prefix.encode("utf-8", "surrogatepass")):
                    docs = postings.docs(at)
                    posts = [number * MAX_DOCUMENTS + doc for doc in docs[segment.live[docs]].tolist()]
                    if posts:
                        found.setdefault(term.decode("utf-8", "surrogatepass"), []).extend(posts)
        return iter(sorted(found.items()))

    def id(self, post: int) -> str:
        """The id of a post."""
        number, doc = divmod(post, MAX_DOCUMENTS)
        return self._segments[number].record(doc).id


_keys: WeakKeyDictionary[Terms, frozenset[bytes]] = WeakKeyDictionary()
"""The keys of the hints of a segment, for as long as it is open."""


def _beginning(terms: Terms, prefix: bytes) -> Iterator[tuple[int, bytes]]:
    """The terms that begin with ``prefix``, each with its number. Returns quickly for names without any."""
    keys = _keys.get(terms)
    if keys is None:
        keys = _keys[terms] = frozenset(term.partition(_END)[0] for term in terms)
    key, end, _ = prefix.partition(_END)
    if not end or key in keys:
        first, last = terms.prefix_range(prefix)
        yield from enumerate(terms.slice(first, last), first)
