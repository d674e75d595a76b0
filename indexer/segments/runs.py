"""The runs that an indexing session has seen, each analysed once and kept as numbers.

Texts repeat themselves: of the runs of 60,000 bills 95 % were seen before. A document is therefore only a
sequence of run numbers until its segment is written, and its tokens are unfolded there, all at once.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from itertools import count

import numpy as np

from ..analysis.analyzer import STREAMS, Analyzer, Token
from ..text.near_duplicates import run_hash
from ..text.run_spans import joined, run_spans, text_of
from .columns import Array
from .grams import Grams, grams
from .run_table import RunTable, run_hashes

_RUN_BYTES, _TERM_BYTES = 120, 170
"""Memory of a run with its tokens and of a term with its entry in a dictionary, measured with 60,000 bills."""


class Stream:
    """The tokens of every run in one stream: term numbers and offsets in positions, one run after the other."""

    def __init__(self) -> None:
        self.numbers: defaultdict[str, int] = defaultdict(count().__next__)
        """Term -> its number; a new one gets the next."""
        self.ends = array("q")
        self._tokens = array("I")
        self._offsets = array("I")

    def append(self, tokens: Sequence[Token]) -> None:
        """Adds the tokens of the next run."""
        for text, offset in tokens:
            self._tokens.append(self.numbers[text])
            self._offsets.append(offset)
        self.ends.append(len(self._tokens))

    def cut(self, runs: int) -> None:
        """Drops the tokens of all but the first ``runs`` runs, whole or not."""
        cut(self.ends, runs)
        tokens = self.ends[-1] if self.ends else 0
        cut(self._tokens, tokens)
        cut(self._offsets, tokens)
        self.numbers.default_factory = count(len(self.numbers)).__next__  # a number may have been drawn and not used

    def extend(self, grams: Grams) -> None:
        """Adds the grams of the next runs."""
        numbers = np.fromiter(map(self.numbers.__getitem__, grams.terms), np.uint32, len(grams.terms))
        ends = np.cumsum(grams.counts, dtype=np.int64) + len(self._tokens)
        self._tokens.frombytes(numbers[grams.numbers].tobytes())
        self._offsets.frombytes(grams.offsets.astype(np.uint32).tobytes())
        self.ends.frombytes(ends.tobytes())

    def unfold(self, runs: Array) -> tuple[Array, Array, Array]:
        """The tokens of a sequence of runs: how many each run has, and the term and the offset in the run of each."""
        ends = np.asarray(self.ends)
        counts = np.diff(ends, prepend=0)[runs]
        token = np.repeat(ends[runs] - np.cumsum(counts), counts)
        token += np.arange(len(token))
        return counts, np.asarray(self._tokens)[token], np.asarray(self._offsets)[token]


class Runs:
    """The runs of all texts so far, each with a number.

    A run is known once it is in the table. What else an interrupted call has left is dropped by the next one.
    """

    def __init__(self, analyzer: Analyzer) -> None:
        self._meaning = analyzer.meaning
        self.english = analyzer.english
        self._table = RunTable()
        self.streams = {name: Stream() for name in STREAMS}
        """The streams by their names."""
        self._positions = array("I")
        self._hashes = array("I")

    def __len__(self) -> int:
        return len(self._table)

    @property
    def memory(self) -> int:
        """About how many bytes the table takes."""
        terms = sum(len(stream.numbers) for stream in self.streams.values())
        return len(self) * _RUN_BYTES + terms * _TERM_BYTES

    @property
    def positions(self) -> Array:
        """Number of positions of each run."""
        return np.asarray(self._positions)

    @property
    def hashes(self) -> Array:
        """The hash of each run, for sketches."""
        return np.asarray(self._hashes)

    def numbers(self, texts: Sequence[str]) -> tuple[Array, Array]:
        """The numbers of the runs of some texts, one text after the other, and how many runs each text has."""
        units, ends_of_texts = joined(texts)
        starts, ends = run_spans(units)
        hashes = run_hashes(units, starts, ends)
        numbers = self._table.find(hashes)
        missing = np.flatnonzero(numbers < 0)
        if len(missing):
            new, firsts = np.unique(hashes[missing], return_index=True)
            spans = np.stack((starts, ends), axis=1)[missing[firsts]].tolist()
            # In their order, MeCab finds most of what it needs in the processor's cache.
            runs = sorted(zip([text_of(units[start:end]) for start, end in spans], new.tolist(), strict=True))
            self._cut()
            self._analyse([run for run, _ in runs])
            self._table.add(np.array([own for _, own in runs], np.uint64))
            numbers[missing] = self._table.find(hashes[missing])
        return numbers, np.diff(starts.searchsorted(ends_of_texts), prepend=0)

    def _cut(self) -> None:
        for stream in self.streams.values():
            stream.cut(len(self._table))
        cut(self._positions, len(self._table))
        cut(self._hashes, len(self._table))

    def _analyse(self, runs: Sequence[str]) -> None:
        for run in runs:
            terms, words = self._meaning(run)
            self.streams["terms"].append(terms)
            self.streams["words"].append(words)
        made = grams(runs)
        self.streams["grams"].extend(made)
        self._positions.frombytes(made.positions.astype(np.uint32).tobytes())
        self._hashes.extend(map(run_hash, runs))


def cut(values: array[int], length: int) -> None:
    """Drops what is beyond the first ``length`` values. An array that numpy looks at may be cut where that is none."""
    if len(values) > length:
        del values[length:]
