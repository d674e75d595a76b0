"""The merge policy (tiered, logarithmic): merges segments of similar size, so a document is rewritten only a few times.

New posts come one at a time. Up to ``FLOOR`` documents they all go into one small segment, rewritten with each
commit in a few milliseconds; above it a tier holds segments of up to ``FACTOR`` times the size of the tier below,
and is merged when it has a few of them. A search therefore meets some fifteen segments at most, and each of N
documents is written about log(N / FLOOR) times after it has left the floor.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from ..segments.postings import MAX_DOCUMENTS

FLOOR = 128
FACTOR = 6
FEW, MANY = 4, 8
"""Segments in a tier that are merged: few where they are small, more where it takes long."""
LARGE = 3
"""The first tier where it takes long."""


MEMORY = 2.5
"""Memory that a merge takes for each byte of the segments, measured with 20,000 bills."""

LEAST = 16 << 20
"""Bytes of segments that are merged however little memory is allowed, so that they stay few."""


class Size(NamedTuple):
    """The size of a segment: its live documents, and the bytes of its file."""

    documents: int
    bytes: int


def to_merge(sizes: Sequence[Size], memory: int) -> set[int]:
    """The places of the segments to merge into one within about ``memory`` bytes, or nothing."""
    tiers: dict[int, list[int]] = defaultdict(list)
    for place, size in enumerate(sizes):
        tiers[_tier(size.documents)].append(place)
    for tier, places in sorted(tiers.items()):
        if len(places) >= (2 if tier == 0 else FEW if tier < LARGE else MANY):
            chosen = _fitting(sorted(places, key=sizes.__getitem__), sizes, max(int(memory / MEMORY), LEAST))
            if len(chosen) > 1:
                return set(chosen)
    return set()


def _tier(size: int) -> int:
    tier, top = 0, FLOOR
    while size >= top:
        tier, top = tier + 1, top * FACTOR
    return tier


def _fitting(places: Sequence[int], sizes: Sequence[Size], most_bytes: int) -> list[int]:
    """The smallest of a tier that fit into one segment together."""
    chosen: list[int] = []
    documents = size = 0
    for place in places:
        documents += sizes[place].documents
        size += sizes[place].bytes
        if documents > MAX_DOCUMENTS or size > most_bytes:
            break
        chosen.append(place)
    return chosen
