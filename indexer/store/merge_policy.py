"""The merge policy (tiered, logarithmic): merges segments of similar size, so a document is rewritten only a few times.

New posts come one at a time. Up to ``FLOOR`` documents they all go into one small segment, rewritten with each
commit in a few milliseconds; above it a tier holds segments of up to ``FACTOR`` times the size of the tier below,
and is merged when it has a few of them. A search therefore meets some fifteen segments at most, and each of N
documents is written about log(N / FLOOR) times after it has left the floor.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ..segments.postings import MAX_DOCUMENTS

FLOOR = 128
FACTOR = 6
FEW, MANY = 4, 8
"""Segments in a tier that are merged: few where they are small, more where it takes long."""
LARGE = 3
"""The first tier where it takes long."""


def to_merge(sizes: Sequence[int]) -> set[int]:
    """The places in ``sizes`` (live documents of each segment) of those to merge into one, or nothing."""
    tiers: dict[int, list[int]] = defaultdict(list)
    for place, size in enumerate(sizes):
        tiers[_tier(size)].append(place)
    for tier, places in sorted(tiers.items()):
        if len(places) >= (2 if tier == 0 else FEW if tier < LARGE else MANY):
            chosen = _fitting(sorted(places, key=sizes.__getitem__), sizes)
            if len(chosen) > 1:
                return set(chosen)
    return set()


def _tier(size: int) -> int:
    tier, top = 0, FLOOR
    while size >= top:
        tier, top = tier + 1, top * FACTOR
    return tier


def _fitting(places: Sequence[int], sizes: Sequence[int]) -> list[int]:
    """The smallest of a tier that fit into one segment together."""
    chosen, total = [], 0
    for place in places:
        total += sizes[place]
        if total > MAX_DOCUMENTS:
            break
        chosen.append(place)
    return chosen
