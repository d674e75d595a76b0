"""The term dictionary of a field: terms in byte order, found by bisection over every 64th of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np

from .columns import Array, Column, smallest

_STRIDE = 64
_CACHED = 4096


class Terms:
    """Sorted UTF-8 terms: ``text`` holds them end to end, ``offsets`` (terms + 1) where each begins."""

    def __init__(self, text: Column, offsets: Column) -> None:
        self._text = text
        self._offsets = offsets
        self._found: dict[bytes, int] = {}
        self._ending: dict[bytes, Sequence[int]] = {}

    def __len__(self) -> int:
        return max(len(self._offsets) - 1, 0)

    def __getitem__(self, number: int) -> bytes:
        start, end = self._offsets[number : number + 2].tolist()
        return self._text[start:end].tobytes()

    def __iter__(self) -> Iterator[bytes]:
        return self.slice(0, len(self))

    def slice(self, first: int, last: int) -> Iterator[bytes]:
        """Terms number ``first`` up to ``last``."""
        for at in range(first, last, _STRIDE):
            yield from self._block(at, min(at + _STRIDE, last))

    def find(self, term: bytes) -> int:
        """The number of ``term``, or -1."""
        number = self._found.get(term)
        if number is None:
            at = self.lower_bound(term)
            number = at if at < len(self) and self[at] == term else -1
            if len(self._found) >= _CACHED:
                self._found.clear()
            self._found[term] = number
        return number

    def lower_bound(self, term: bytes) -> int:
        """The number of the first term that is not below ``term``."""
        first = max(bisect_right(self._fences, term) - 1, 0) * _STRIDE
        return first + bisect_left(self._block(first, min(first + _STRIDE, len(self))), term)

    def prefix_range(self, prefix: bytes) -> tuple[int, int]:
        """The numbers of the terms that begin with ``prefix``: first, and one past the last."""
        # 0xff never occurs in UTF-8, so it is above every continuation of the prefix.
        return self.lower_bound(prefix), self.lower_bound(prefix + b"\xff")

    def ending(self, suffix: bytes) -> Sequence[int]:
        """The numbers of the terms that end with ``suffix`` and are longer."""
        found = self._ending.get(suffix)
        if found is None:
            text, ends = self._text.all(), self._offsets.all()[1:].astype(np.int64)
            fits = np.flatnonzero(np.diff(ends, prepend=0) > len(suffix))
            for back, byte in enumerate(reversed(suffix), start=1):
                fits = fits[text[ends[fits] - back] == byte]
            found = self._ending[suffix] = fits.tolist()
        return found

    @cached_property
    def _fences(self) -> Sequence[bytes]:
        return [self[at] for at in range(0, len(self), _STRIDE)]

    def _block(self, first: int, last: int) -> list[bytes]:
        if first >= last:
            return []
        offsets = self._offsets[first : last + 1].tolist()
        text = self._text[offsets[0] : offsets[-1]].tobytes()
        base = offsets[0]
        return [text[start - base : end - base] for start, end in pairwise(offsets)]


def term_columns(terms: Sequence[bytes]) -> dict[str, Array]:
    """The two columns of a dictionary of sorted ``terms``."""
    offsets = np.zeros(len(terms) + 1, dtype=np.int64)
    np.cumsum([len(term) for term in terms], out=offsets[1:])
    return {"text": np.frombuffer(b"".join(terms), dtype="u1"), "offsets": smallest(offsets)}
