"""One text field of a segment that is being built: from texts to the places of their tokens."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from ..analysis.analyzer import capitalised_spans, joined_words
from ..dates.mentions import moment_tokens
from .columns import Array
from .invert import Tokens
from .runs import Runs, Stream, cut

_BLOCK = 1 << 17
"""Runs that are unfolded at a time."""
_LETTERS = 1 << 19
"""Letters whose runs are found at a time."""


class FieldText:
    """One text field of the documents so far: their runs, and what is longer than a run: names and dates.

    A document is settled once its end is in ``_ends``. An interrupted call may leave runs without an end, and texts
    that wait though they are settled; ``_mend`` drops both.
    """

    def __init__(self, runs: Runs) -> None:
        self._known = runs
        self._runs = array("I")
        self._ends = array("q")
        self._waiting: tuple[int, list[str]] = 0, []
        """The texts whose runs are not looked up yet, and the number of the first one's document."""
        self._letters = 0
        self.spans: list[tuple[int, str]] = []

    def append(self, text: str) -> None:
        """Adds the field's text, folded, of the next document."""
        first, texts = self._waiting
        document = first + len(texts)
        if text:
            self.spans.extend((document, span) for span in capitalised_spans(text))
            self.spans.extend((document, word) for word in joined_words(text, self._known.english))
            self.spans.extend((document, token) for token in moment_tokens(text))
        texts.append(text)
        self._letters += len(text)
        if self._letters > _LETTERS:
            self.settle()

    def cut(self, documents: int) -> None:
        """Drops all but the first ``documents`` documents, whole or not."""
        self._mend()
        first, texts = self._waiting
        if documents < first:
            self._waiting = documents, []
            cut(self._ends, documents)
            self._mend()
        else:
            self._waiting = first, texts[: documents - first]
        while self.spans and self.spans[-1][0] >= documents:
            self.spans.pop()

    @property
    def size(self) -> int:
        """Number of runs, estimated for the waiting texts: about every third letter begins one."""
        return len(self._runs) + self._letters // 3

    @property
    def runs(self) -> Array:
        """The numbers of the runs, document by document."""
        self.settle()
        return np.asarray(self._runs)

    @property
    def ends(self) -> Array:
        """The end of each document, as a number of runs."""
        self.settle()
        return np.asarray(self._ends)

    def settle(self) -> None:
        """Looks up the runs of the texts that wait."""
        self._mend()
        _, texts = self._waiting
        if texts:
            numbers, counts = self._known.numbers(texts)
            ends = np.cumsum(counts) + len(self._runs)
            self._runs.frombytes(numbers.tobytes())
            self._ends.frombytes(ends.tobytes())
            self._mend()
            self._letters = 0

    def _mend(self) -> None:
        cut(self._runs, self._ends[-1] if self._ends else 0)
        first, texts = self._waiting
        if first != len(self._ends):
            self._waiting = len(self._ends), texts[len(self._ends) - first :]

    def places(self) -> Places:
        """The positions of the runs."""
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
