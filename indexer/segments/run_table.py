"""A hash table from runs to their numbers, which looks up many runs at once by array operations.

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
Numbers = NDArray[np.int32]
_Table = tuple[Hashes, Numbers]
"""A slot each: a hash, 0 where the slot is free, and its number."""

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
    """A hash table with open addressing: hashes of runs, and the number of each, from 0 in the order they were added.

    An ``add`` that was interrupted at any point has added nothing.
    """

    def __init__(self) -> None:
        self._slots = _table(_LEAST)
        self._count = 0
        self._is_torn = False
        """True if an ``add`` began and did not end. Its entries have numbers from ``_count`` on."""

    def __len__(self) -> int:
        return self._count

    def find(self, hashes: Hashes) -> Numbers:
        """The number of each of some hashes, -1 where it is new."""
        if self._is_torn:
            self._mend()
        table, table_numbers = self._slots
        slots = _first_slots(table, hashes)
        there = table[slots]
        numbers = np.where(there == hashes, table_numbers[slots], np.int32(-1))
        others = np.flatnonzero((there != hashes) & (there != 0))
        while len(others):
            slots[others] = (slots[others] + 1) & (len(table) - 1)
            there = table[slots[others]]
            is_found = there == hashes[others]
            numbers[others[is_found]] = table_numbers[slots[others[is_found]]]
            others = others[~is_found & (there != 0)]
        return numbers

    def add(self, hashes: Hashes) -> None:
        """Gives the next numbers to some hashes, all of them different and new."""
        if self._is_torn:
            self._mend()
        numbers = np.arange(self._count, self._count + len(hashes), dtype=np.int32)
        self._is_torn = True
        if 2 * (self._count + len(hashes)) > len(self._slots[0]):
            known, known_numbers = self._entries()
            larger = _table(1 << (4 * (self._count + len(hashes)) - 1).bit_length())
            _insert(larger, np.concatenate((known, hashes)), np.concatenate((known_numbers, numbers)))
            self._slots = larger
        else:
            _insert(self._slots, hashes, numbers)
        self._count += len(hashes)
        self._is_torn = False

    def _mend(self) -> None:
        """Drops the entries of an ``add`` that was interrupted."""
        table = _table(len(self._slots[0]))
        _insert(table, *self._entries())
        self._slots = table
        self._is_torn = False

    def _entries(self) -> _Table:
        hashes, numbers = self._slots
        is_known = (hashes != 0) & (numbers < self._count)
        return hashes[is_known], numbers[is_known]


def _table(size: int) -> _Table:
    return np.zeros(size, np.uint64), np.zeros(size, np.int32)


def _insert(table: _Table, hashes: Hashes, numbers: Numbers) -> None:
    """Puts entries into free slots. A slot gets its number before its hash: one that has a hash is whole."""
    table_hashes, table_numbers = table
    slots = _first_slots(table_hashes, hashes)
    while len(hashes):
        is_free = table_hashes[slots] == 0
        table_numbers[slots[is_free]] = numbers[is_free]  # of several that want one slot the last has it
        table_hashes[slots[is_free]] = hashes[is_free]
        is_out = table_hashes[slots] != hashes
        hashes, numbers, slots = hashes[is_out], numbers[is_out], slots[is_out] + 1
        slots &= len(table_hashes) - 1


def _first_slots(table: Hashes, hashes: Hashes) -> NDArray[np.int64]:
    bits = len(table).bit_length() - 1
    return (hashes >> np.uint64(64 - bits)).astype(np.int64)
