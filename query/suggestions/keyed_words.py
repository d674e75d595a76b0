"""Autocomplete: words in the order of their keys, of which those that begin with some keys are found by bisection."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

_WIDTH = 40
"""Bytes of a word's keys that are ordered: thirteen syllables or more. What follows is compared one by one."""


class KeyedWords:
    """Words with their weights: ``texts``, ``weights`` and ``lengths`` (of the keys) are in the order of the keys.

    ``key_of`` gives the keys of a text, each line of it by itself.
    """

    def __init__(self, texts: Sequence[str], weights: NDArray[np.float32], key_of: Callable[[str], str]) -> None:
        self.key_of = key_of
        encoded = (
            [one.encode("utf-8", "surrogatepass") for one in key_of("\n".join(texts)).split("\n")] if texts else []
        )
        fixed = np.array(encoded, dtype=f"S{_WIDTH}")
        order = np.argsort(fixed, kind="stable")
        self._fixed = fixed[order]
        self.texts = [texts[at] for at in order.tolist()]
        self.weights = weights[order]
        self.lengths = np.fromiter(map(len, encoded), dtype=np.int16, count=len(texts))[order]

    def __len__(self) -> int:
        return len(self.texts)

    def keys(self, number: int) -> str:
        """The keys of a word."""
        return self.key_of(self.texts[number])

    def weight(self, keys: str) -> float:
        """The weight of the heaviest word with exactly these keys; 0 if there is none."""
        firsts, lasts = self.ranges([keys])
        numbers = np.arange(firsts[0], lasts[0])
        return float(self.weights[numbers[self.lengths[numbers] == len(keys)]].max(initial=0.0))

    def ranges(self, prefixes: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The words whose keys begin with each of some prefixes: the first, and one past the last.

        Only the first ``_WIDTH`` bytes of a prefix are compared.
        """
        encoded = [one.encode("utf-8", "surrogatepass")[:_WIDTH] for one in prefixes]
        ends = [one.ljust(_WIDTH, b"\xff") for one in encoded]
        firsts = np.searchsorted(self._fixed, np.array(encoded, dtype=self._fixed.dtype))
        return firsts, np.searchsorted(self._fixed, np.array(ends, dtype=self._fixed.dtype), side="right")

    def best(self, prefix: str, most: int) -> list[int]:
        """The numbers of the heaviest words whose keys begin with ``prefix``, the heaviest first."""
        firsts, lasts = self.ranges([prefix])
        found = self.heaviest(np.arange(firsts[0], lasts[0]), most)
        return found if len(prefix) * 4 <= _WIDTH else [one for one in found if self.keys(one).startswith(prefix)]

    def heaviest(self, numbers: NDArray[np.int64], most: int) -> list[int]:
        """The heaviest of some words, the heaviest first; of equal ones the shortest."""
        weights = self.weights[numbers]
        if len(numbers) > most:
            kept = weights >= np.partition(weights, len(weights) - most)[len(weights) - most]
            numbers, weights = numbers[kept], weights[kept]
        found: list[int] = numbers[np.lexsort((numbers, self.lengths[numbers], -weights))][:most].tolist()
        return found
