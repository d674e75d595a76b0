"""The runs that an indexing session has seen, each analysed once and kept as numbers.

Texts repeat themselves: of the runs of 60,000 bills 95 % were seen before. A document is therefore only a
sequence of run numbers until its segment is written, and its tokens are unfolded there, all at once.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import count

import numpy as np

from ..analyzer import STREAMS, Analyzer, Token
from ..run_spans import joined, run_spans, text_of
from ..similarity import run_hash
from .columns import Array
from .grams import Grams, grams
from .run_table import RunTable, run_hashes

_BATCH = 1 << 13
"""Runs that are analysed together."""


class Stream:
    """The tokens of every run in one stream: term numbers and offsets in atoms, one run after the other."""

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
    """The runs of all texts so far, each with a number. New ones are analysed later, many together and in their order:
    MeCab then finds what it needs in the processor's cache.
    """

    def __init__(self, analyzer: Analyzer) -> None:
        self._meaning = analyzer.meaning
        self._table = RunTable()
        self._new: list[str] = []
        self._letters = 0
        self._streams = {name: Stream() for name in STREAMS}
        self._atoms = array("I")
        self._hashes = array("I")

    def __len__(self) -> int:
        return len(self._table)

    def numbers(self, texts: Sequence[str]) -> tuple[Array, Array]:
        """The numbers of the runs of some texts, one text after the other, and how many runs each text has."""
        units, ends_of_texts = joined(texts)
        starts, ends = run_spans(units)
        hashes = run_hashes(units, starts, ends)
        numbers = self._table.find(hashes)
        missing = np.flatnonzero(numbers < 0)
        if len(missing):
            new, firsts = np.unique(hashes[missing], return_index=True)
            self._table.add(new)
            numbers[missing] = self._table.find(hashes[missing])
            spans = np.stack((starts, ends), axis=1)[missing[firsts]].tolist()
            self._add(text_of(units[start:end]) for start, end in spans)
        return numbers, np.diff(starts.searchsorted(ends_of_texts), prepend=0)

    def _add(self, runs: Iterable[str]) -> None:
        for run in runs:
            self._new.append(run)
            self._letters += len(run)
            if len(self._new) == _BATCH:
                self._settle()

    @property
    def terms(self) -> int:
        """How many terms the runs have; a letter of those that wait is as good as one."""
        return sum(len(stream.numbers) for stream in self._streams.values()) + self._letters

    @property
    def streams(self) -> dict[str, Stream]:
        """The streams by their names."""
        self._settle()
        return self._streams

    @property
    def atoms(self) -> Array:
        """How many atoms each run has."""
        self._settle()
        return np.asarray(self._atoms)

    @property
    def hashes(self) -> Array:
        """The hash of each run, for sketches."""
        self._settle()
        return np.asarray(self._hashes)

    def _settle(self) -> None:
        if self._new:
            meanings = {run: self._meaning(run) for run in sorted(self._new)}
            for terms, words in map(meanings.__getitem__, self._new):
                self._streams["terms"].append(terms)
                self._streams["words"].append(words)
            made = grams(self._new)
            self._streams["grams"].extend(made)
            self._atoms.frombytes(made.atoms.astype(np.uint32).tobytes())
            self._hashes.extend(map(run_hash, self._new))
            self._new.clear()
            self._letters = 0
