"""Autocomplete: words in the order of their keys, of which those that begin with some keys are found by bisection."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

_WIDTH = 40
"""Bytes of a word's keys that are ordered: thirteen syllables. What follows is compared one by one."""


class KeyedWords:
    """Words with their keys and weights. ``texts``, ``keys`` and ``weights`` are in the order of the keys."""

    def __init__(self, texts: Sequence[str], keys: Sequence[str], weights: Iterable[float]) -> None:
        encoded = [one.encode("utf-8", "surrogatepass") for one in keys]
        fixed = np.array(encoded, dtype=f"S{_WIDTH}")
        order = np.argsort(fixed, kind="stable")
        self._fixed = fixed[order]
        self.texts = [texts[at] for at in order.tolist()]
        self.keys = [keys[at] for at in order.tolist()]
        self.weights: NDArray[np.float32] = np.fromiter(weights, dtype=np.float32, count=len(keys))[order]

    def __len__(self) -> int:
        return len(self.texts)

    def range(self, prefix: str) -> tuple[int, int]:
        """The words whose keys begin with ``prefix``: the first, and one past the last."""
        encoded = prefix.encode("utf-8", "surrogatepass")[:_WIDTH]
        first = int(np.searchsorted(self._fixed, np.bytes_(encoded)))
        last = int(np.searchsorted(self._fixed, np.bytes_(encoded.ljust(_WIDTH, b"\xff")), side="right"))
        return first, last

    def best(self, prefix: str, most: int) -> list[int]:
        """The numbers of the heaviest words whose keys begin with ``prefix``, the heaviest first."""
        found = self.heaviest(np.arange(*self.range(prefix)), most)
        return [number for number in found if self.keys[number].startswith(prefix)]

    def heaviest(self, numbers: NDArray[np.int64], most: int) -> list[int]:
        """The heaviest of some words, the heaviest first; of equal ones the shortest."""
        weights = self.weights[numbers]
        if len(numbers) > most:
            kept = weights >= np.partition(weights, len(weights) - most)[len(weights) - most]
            numbers, weights = numbers[kept], weights[kept]
        lengths = np.array([len(self.keys[number]) for number in numbers.tolist()], dtype=np.int64)
        found: list[int] = numbers[np.lexsort((numbers, lengths, -weights))][:most].tolist()
        return found
