"""One text field of a segment that is being built: from texts to the places of their tokens."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from ..analysis.analyzer import capitalised_spans
from ..dates.mentions import moment_tokens
from .columns import Array
from .invert import Tokens
from .runs import Runs, Stream

_BLOCK = 1 << 17
"""Runs that are unfolded at a time."""
_LETTERS = 1 << 19
"""Letters whose runs are found at a time."""


class FieldText:
    """One text field of the documents so far: their runs, and what is longer than a run: names and dates."""

    def __init__(self, runs: Runs) -> None:
        self._known = runs
        self._runs = array("I")
        self._ends = array("q")
        self._waiting: list[str] = []
        self._letters = 0
        self.spans: list[tuple[int, str]] = []

    def append(self, text: str) -> None:
        """Adds the field's text of the next document."""
        document = len(self._ends) + len(self._waiting)
        if text:
            self.spans.extend((document, span) for span in capitalised_spans(text))
            self.spans.extend((document, token) for token in moment_tokens(text))
        self._waiting.append(text)
        self._letters += len(text)
        if self._letters > _LETTERS:
            self._settle()

    @property
    def size(self) -> int:
        """How many runs there are; about every third letter of those that wait begins one."""
        return len(self._runs) + self._letters // 3

    @property
    def runs(self) -> Array:
        """The numbers of the runs, document by document."""
        self._settle()
        return np.asarray(self._runs)

    @property
    def ends(self) -> Array:
        """Where the runs of each document end."""
        self._settle()
        return np.asarray(self._ends)

    def _settle(self) -> None:
        if self._waiting:
            numbers, counts = self._known.numbers(self._waiting)
            self._ends.frombytes((np.cumsum(counts) + len(self._runs)).tobytes())
            self._runs.frombytes(numbers.tobytes())
            self._waiting.clear()
            self._letters = 0

    def places(self) -> Places:
        """Where the runs are."""
        runs, ends = self.runs, self.ends
        sizes = np.diff(ends, prepend=0)
        ended = np.cumsum(self._known.positions[runs], dtype=np.uint32)
        before = np.concatenate((np.zeros(1, dtype=np.uint32), ended))
        starts = before[:-1] - np.repeat(before[ends - sizes], sizes)
        return Places(runs, np.repeat(np.arange(len(sizes), dtype=np.uint16), sizes), starts)


class Places(NamedTuple):
    """The runs of a field in their order: the number of each, its document, and its first position there."""

    runs: Array
    docs: Array
    starts: Array

    def tokens(self, stream: Stream) -> Iterator[Tokens]:
        """The tokens of a stream, in blocks that take little memory."""
        for at in range(0, len(self.runs), _BLOCK):
            runs, docs, starts = (column[at : at + _BLOCK] for column in self)
            counts, numbers, offsets = stream.unfold(runs)
            yield numbers, np.repeat(docs, counts), np.repeat(starts, counts) + offsets
