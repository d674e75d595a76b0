"""A hash table from runs to their numbers, for many runs at once: a quarter of the time of a dictionary.

Runs are told apart by a hash of 64 bits. Those of up to four code units (nearly all of Hangul) have different ones in
any case; two longer ones have the same with a probability of 2^-64, whatever they are: the hash has factors that are
drawn anew in every process.
"""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from ..text.run_spans import Places, Units

Hashes = NDArray[np.uint64]

_WORD = 4
"""Code units in 64 bits, of which a step of hashing takes as many."""
_STEPS = 8
_KEPT = np.array([(1 << 16 * count) - 1 for count in range(_WORD + 1)], np.uint64)
"""Masks for as many units."""
_DRAWN = np.random.default_rng()
_FACTORS = _DRAWN.integers(1 << 64, size=_STEPS, dtype=np.uint64) | np.uint64(1)
_KEY = _DRAWN.bytes(16)
_LEAST = 1 << 12


def run_hashes(units: Units, starts: Places, ends: Places) -> Hashes:
    """The hash of each of some runs of a text; none is 0."""
    sizes = ends - starts
    padded = np.concatenate((units, np.zeros(_WORD, np.uint16)))
    words = np.ndarray(len(units) + 1, "<u8", padded, strides=(2,))
    hashes = _step(words[starts], sizes, 0)
    longer = np.flatnonzero(sizes > _WORD)
    for step in range(1, _STEPS):
        if not len(longer):
            break
        hashes[longer] += _step(words[starts[longer] + step * _WORD], sizes[longer] - step * _WORD, step)
        longer = longer[sizes[longer] > (step + 1) * _WORD]
    for at in longer.tolist():
        run = units[starts[at] : ends[at]].tobytes()
        hashes[at] = int.from_bytes(blake2b(run, digest_size=8, key=_KEY).digest(), "little")
    return np.maximum(hashes, np.uint64(1))


def _step(words: Hashes, sizes: Places, step: int) -> Hashes:
    words = words & _KEPT[np.minimum(sizes, _WORD)]
    # Multiplying carries what differs to the left only, so the high half goes into the low one.
    words ^= words >> np.uint64(32)
    words *= _FACTORS[step]
    words ^= words >> np.uint64(29)
    words *= _FACTORS[step - 1]
    return words


class RunTable:
    """Hashes of runs and the number of each, from 0 in the order they were added."""

    def __init__(self) -> None:
        self._hashes = np.zeros(_LEAST, np.uint64)
        self._numbers = np.zeros(_LEAST, np.int32)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def find(self, hashes: Hashes) -> NDArray[np.int32]:
        """The number of each of some hashes, -1 where it is new."""
        slots = self._first_slots(hashes)
        there = self._hashes[slots]
        numbers = np.where(there == hashes, self._numbers[slots], np.int32(-1))
        others = np.flatnonzero((there != hashes) & (there != 0))
        while len(others):
            slots[others] = (slots[others] + 1) & (len(self._hashes) - 1)
            there = self._hashes[slots[others]]
            is_found = there == hashes[others]
            numbers[others[is_found]] = self._numbers[slots[others[is_found]]]
            others = others[~is_found & (there != 0)]
        return numbers

    def add(self, hashes: Hashes) -> None:
        """Gives the next numbers to some hashes, all of them different and new."""
        numbers = np.arange(self._count, self._count + len(hashes), dtype=np.int32)
        self._count += len(hashes)
        if 2 * self._count > len(self._hashes):
            is_used = self._hashes != 0
            hashes = np.concatenate((self._hashes[is_used], hashes))
            numbers = np.concatenate((self._numbers[is_used], numbers))
            size = 1 << (4 * self._count - 1).bit_length()
            self._hashes, self._numbers = np.zeros(size, np.uint64), np.zeros(size, np.int32)
        slots = self._first_slots(hashes)
        while len(hashes):
            is_free = self._hashes[slots] == 0
            self._hashes[slots[is_free]] = hashes[is_free]  # of several that want one slot the last has it
            is_in = self._hashes[slots] == hashes
            self._numbers[slots[is_in]] = numbers[is_in]
            hashes, numbers, slots = hashes[~is_in], numbers[~is_in], slots[~is_in] + 1
            slots &= len(self._hashes) - 1

    def _first_slots(self, hashes: Hashes) -> NDArray[np.int64]:
        bits = len(self._hashes).bit_length() - 1
        return (hashes >> np.uint64(64 - bits)).astype(np.int64)
