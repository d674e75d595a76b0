"""Building a segment in memory: documents in, columns out."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import compress

import numpy as np

from ..analyzer import STREAMS, capitalised_spans
from ..atoms import RUN
from ..record import Record
from .columns import Array
from .postings import MAX_DOCUMENTS, invert
from .runs import Runs, Stream
from .stored import stored_columns

TEXT_FIELDS = ("title", "body", "tags")
"""The searched fields; each has the postings of every stream, as ``title.terms``."""
KEYWORD_FIELDS = ("id", "tag", "lang", "author", "source")
"""Fields of whole values, for filters."""
UNKNOWN_DATE = np.iinfo(np.int64).min


class _Text:
    """One text field of the documents so far: their runs, and the names that are longer than a run."""

    def __init__(self, runs: Runs) -> None:
        self._numbers = runs
        self.runs = array("I")
        self.ends = array("Q")
        self.spans: list[tuple[int, str]] = []

    def append(self, text: str) -> None:
        """Adds the field's text of the next document."""
        self.runs.extend(map(self._numbers.__getitem__, RUN.findall(text)))
        self.spans.extend((len(self.ends), span) for span in capitalised_spans(text))
        self.ends.append(len(self.runs))


class SegmentBuilder:
    """Collects up to 65,536 documents and writes them as one segment file."""

    def __init__(self, runs: Runs) -> None:
        self._runs = runs
        self._texts = {field: _Text(runs) for field in TEXT_FIELDS}
        self._keywords: dict[str, list[tuple[str, int]]] = {field: [] for field in KEYWORD_FIELDS}
        self._dates = array("q")
        self._digests = bytearray()
        self._stored: list[bytes] = []
        self._stored_bytes = 0

    def __len__(self) -> int:
        return len(self._dates)

    @property
    def memory(self) -> int:
        """About how many bytes writing the segment takes: tokens, while they are sorted."""
        return sum(len(text.runs) for text in self._texts.values()) * 150 + self._stored_bytes

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
        self._dates.append(record.timestamp if record.timestamp is not None else UNKNOWN_DATE)
        self._digests += record.digest
        self._stored.append(record.encoded())
        self._stored_bytes += len(self._stored[-1])

    def columns(self) -> dict[str, Array]:
        """The columns of the segment. The builder is spent."""
        columns: dict[str, Array] = {
            **stored_columns(self._stored),
            "digests": np.frombuffer(self._digests, "<u8"),
            "dates": np.array(self._dates, "<i8"),
        }
        for name, postings in self._postings():
            columns |= {f"{name}.{column}": array for column, array in postings.items()}
        return columns

    def _postings(self) -> Iterator[tuple[str, Mapping[str, Array]]]:
        for field, text in self._texts.items():
            for stream in STREAMS:
                yield f"{field}.{stream}", self._text_postings(text, stream)
        for field, pairs in self._keywords.items():
            numbers: dict[str, int] = {}
            terms = np.array([numbers.setdefault(value, len(numbers)) for value, _ in pairs], dtype=np.uint32)
            docs = np.array([doc for _, doc in pairs], dtype=np.uint32)
            yield field, invert(_encoded(numbers), terms, docs, None, len(self))

    def _text_postings(self, text: _Text, name: str) -> Mapping[str, Array]:
        stream = self._runs.streams[name]
        runs = np.array(text.runs, dtype=np.uint32)
        ends = np.array(text.ends, dtype=np.int64)
        runs_in_doc = ends - np.concatenate(([0], ends[:-1]))
        run_docs = np.repeat(np.arange(len(self), dtype=np.uint32), runs_in_doc)
        atoms = np.array(self._runs.atoms, dtype=np.uint32)[runs]
        before = np.cumsum(atoms, dtype=np.int64) - atoms
        first = np.repeat(ends - runs_in_doc, runs_in_doc)  # the first run of each run's document
        run_starts = (before - before[first]).astype(np.uint32)
        place, numbers, offsets = stream.unfold(runs)
        docs = run_docs[place]
        positions: Array | None = run_starts[place] + offsets
        if name == "words":
            numbers, docs = _with_spans(text.spans, stream, numbers, docs)
            positions = None  # the words are a vocabulary: where one stands is told by its grams
        used = np.zeros(len(stream.numbers), dtype=bool)
        used[numbers] = True
        terms = _encoded(compress(stream.numbers, used.tolist()))
        return invert(terms, (np.cumsum(used, dtype=np.uint32) - np.uint32(1))[numbers], docs, positions, len(self))


def _with_spans(spans: list[tuple[int, str]], stream: Stream, numbers: Array, docs: Array) -> tuple[Array, Array]:
    """The tokens with those of spans that are longer than a run, in the order of documents."""
    added = [stream.numbers.setdefault(span, len(stream.numbers)) for _, span in spans]
    numbers = np.concatenate((numbers, np.array(added, dtype=np.uint32)))
    docs = np.concatenate((docs, np.array([doc for doc, _ in spans], dtype=np.uint32)))
    order = np.argsort(docs, kind="stable")
    return numbers[order], docs[order]


def _encoded(terms: Iterable[str]) -> list[bytes]:
    return [term.encode("utf-8", "surrogatepass") for term in terms]
