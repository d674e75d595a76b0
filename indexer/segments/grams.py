"""The grams of many runs at once: those that ``analyzer.bigrams`` gives of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ..text.positions import are_syllabic, written
from .columns import Array

_CODE_BITS = np.uint64(32)


class Grams(NamedTuple):
    """Bigrams of a sequence of runs.

    Per run: its length in positions and its number of bigrams. ``terms`` are the distinct bigrams; per bigram of a run:
    its index in ``terms`` and its position in the run.
    """

    positions: Array
    counts: Array
    terms: list[str]
    numbers: Array
    offsets: Array


def grams(runs: Sequence[str]) -> Grams:
    """The grams of some runs."""
    codes = np.frombuffer("".join(runs).encode("utf-32-le", "surrogatepass"), np.uint32)
    sizes = np.fromiter(map(len, runs), np.int64, len(runs))
    starts = np.cumsum(sizes) - sizes
    of_syllables = are_syllabic(codes[starts])
    positions = np.where(of_syllables, sizes, 1)
    counts = np.maximum(positions - 1, 1)
    offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    is_pair = np.repeat(of_syllables, counts)
    first = (np.repeat(starts, counts) + offsets)[is_pair]
    second = np.where(np.repeat(positions > 1, counts)[is_pair], codes[(first + 1) % len(codes)], 0)
    pairs, which = np.unique(codes[first].astype(np.uint64) << _CODE_BITS | second, return_inverse=True)
    others = np.flatnonzero(~of_syllables).tolist()
    numbers = np.empty(len(offsets), np.int64)
    numbers[is_pair] = which
    numbers[~is_pair] = np.arange(len(pairs), len(pairs) + len(others))
    return Grams(positions, counts, [*_texts(pairs), *(written(runs[at]) for at in others)], numbers, offsets)


def _texts(pairs: Array) -> list[str]:
    """Pairs of codes as texts; a second one of 0 stands for none."""
    codes = np.stack((pairs >> _CODE_BITS, pairs & np.uint64(0xFFFFFFFF)), axis=1).astype("<u4")
    text = codes.tobytes().decode("utf-32-le", "surrogatepass")
    return [text[at : at + 2].rstrip("\0") for at in range(0, len(text), 2)]
