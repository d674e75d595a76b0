"""Building a segment in memory: documents in, columns out."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, compress
from typing import NamedTuple

import numpy as np

from ..analyzer import STREAMS, capitalised_spans
from ..keys.hints import hint_terms
from ..moments import moment_tokens
from ..record import Record
from ..similarity import sketches, title_hash
from .columns import Array
from .fields import KEYWORD_FIELDS, TEXT_FIELDS, UNKNOWN_DATE
from .invert import Tokens, invert
from .keys import key_columns
from .postings import MAX_DOCUMENTS
from .runs import Runs, Stream
from .stored import stored_columns

_BLOCK = 1 << 17
"""Runs that are unfolded at a time."""
_LETTERS = 1 << 19
"""Letters whose runs are found at a time."""


class _Text:
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

    def places(self) -> _Places:
        """Where the runs are."""
        runs, ends = self.runs, self.ends
        sizes = np.diff(ends, prepend=0)
        ended = np.cumsum(self._known.atoms[runs], dtype=np.uint32)
        before = np.concatenate((np.zeros(1, dtype=np.uint32), ended))
        starts = before[:-1] - np.repeat(before[ends - sizes], sizes)
        return _Places(runs, np.repeat(np.arange(len(sizes), dtype=np.uint16), sizes), starts)


class _Places(NamedTuple):
    """The runs of a field in their order: the number of each, its document, and its first atom there."""

    runs: Array
    docs: Array
    starts: Array

    def tokens(self, stream: Stream) -> Iterator[Tokens]:
        """The tokens of a stream, in blocks that take little memory."""
        for at in range(0, len(self.runs), _BLOCK):
            runs, docs, starts = (column[at : at + _BLOCK] for column in self)
            counts, numbers, offsets = stream.unfold(runs)
            yield numbers, np.repeat(docs, counts), np.repeat(starts, counts) + offsets


class SegmentBuilder:
    """Collects up to 65,536 documents and writes them as one segment file."""

    def __init__(self, runs: Runs) -> None:
        self._runs = runs
        self._texts = {field: _Text(runs) for field in TEXT_FIELDS}
        self._keywords: dict[str, list[tuple[str, int]]] = {field: [] for field in KEYWORD_FIELDS}
        self._dates = array("q")
        self._digests = bytearray()
        self._titles = array("Q")
        self._stored: list[bytes] = []
        self._stored_bytes = 0

    def __len__(self) -> int:
        return len(self._dates)

    @property
    def memory(self) -> int:
        """About how many bytes writing the segment takes: tokens, while they are sorted."""
        return sum(text.size for text in self._texts.values()) * 64 + self._stored_bytes

    @property
    def is_full(self) -> bool:
        """Whether another document does not fit."""
        return len(self) >= MAX_DOCUMENTS

    def add(self, record: Record) -> None:
        """Adds a cleaned document."""
        number = len(self)
        for field, text in record.texts().items():
            self._texts[field].append(text)
        for field, values in record.keywords().items():
            self._keywords[field].extend((value, number) for value in values)
        self._keywords["hints"].extend((hint, number) for hint in hint_terms(f"{record.title}\n{record.body}"))
        timestamp = record.timestamp
        self._dates.append(UNKNOWN_DATE if timestamp is None else timestamp)
        self._digests += record.digest
        self._titles.append(title_hash(record.title))
        self._stored.append(record.encoded())
        self._stored_bytes += len(self._stored[-1])

    def columns(self) -> dict[str, Array]:
        """The columns of the segment; the same again, where writing them failed."""
        columns: dict[str, Array] = {
            **stored_columns(self._stored),
            "digests": np.frombuffer(self._digests, "<u8"),
            "sketches": self._sketches(),
            "dates": np.array(self._dates, "<i8"),
        }
        for name, postings in self._postings():
            columns |= {f"{name}.{column}": array for column, array in postings.items()}
        return columns

    def _sketches(self) -> Array:
        """The title's hash and the body's sketch of each document."""
        body = self._texts["body"]
        runs = body.runs  # which may be new ones
        bodies = sketches(self._runs.hashes[runs], body.ends)
        return np.stack((np.array(self._titles, dtype="<u8"), bodies), axis=1).ravel()

    def _postings(self) -> Iterator[tuple[str, Mapping[str, Array]]]:
        for field, text in self._texts.items():
            places = text.places()
            for stream in STREAMS:
                postings = self._text_postings(places, stream, text.spans)
                yield f"{field}.{stream}", {**postings, **(key_columns(postings) if stream == "words" else {})}
        for field, pairs in self._keywords.items():
            numbers: dict[str, int] = {}
            terms = np.array([numbers.setdefault(value, len(numbers)) for value, _ in pairs], dtype=np.uint32)
            docs = np.array([doc for _, doc in pairs], dtype=np.uint16)
            yield field, invert(_encoded(numbers), [(terms, docs, docs)], len(self), positions=False)

    def _text_postings(self, places: _Places, name: str, spans: list[tuple[int, str]]) -> Mapping[str, Array]:
        stream = self._runs.streams[name]
        is_vocabulary = name == "words"  # where a word stands is told by its grams
        longer = _tokens_of_spans(spans if is_vocabulary else [], stream)
        used = np.zeros(len(stream.numbers), dtype=bool)
        used[stream.unfold(np.flatnonzero(np.bincount(places.runs)))[1]] = True
        used[longer[0]] = True
        ranks = np.cumsum(used, dtype=np.uint32) - np.uint32(1)
        terms = _encoded(compress(stream.numbers, used.tolist()))
        tokens = ((ranks[numbers], docs, at) for numbers, docs, at in chain(places.tokens(stream), [longer]))
        return invert(terms, tokens, len(self), positions=not is_vocabulary)


def _tokens_of_spans(spans: list[tuple[int, str]], stream: Stream) -> Tokens:
    """The tokens of spans that are longer than a run, which have no positions."""
    numbers = np.array([stream.numbers[span] for _, span in spans], dtype=np.uint32)
    docs = np.array([doc for doc, _ in spans], dtype=np.uint16)
    return numbers, docs, docs


def _encoded(terms: Iterable[str]) -> list[bytes]:
    return [term.encode("utf-8", "surrogatepass") for term in terms]
