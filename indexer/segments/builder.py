"""Building a segment in memory: documents in, columns out."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, compress

import numpy as np

from ..analysis.analyzer import STREAMS
from ..documents.data import kinds_of
from ..documents.data_terms import terms_of
from ..documents.document import DIGEST_BYTES
from ..documents.record import Record
from ..keys.hints import hint_terms
from ..text.fold import fold_text
from ..text.near_duplicates import sketches, title_hash
from .columns import Array
from .field_text import FieldText, Places
from .fields import KEYWORD_FIELDS, TEXT_FIELDS, UNKNOWN_DATE, data_field
from .invert import Tokens, invert
from .keys import key_columns
from .postings import MAX_DOCUMENTS
from .runs import Runs, Stream, cut
from .stored import stored_columns


class SegmentBuilder:
    """Collects up to 65,536 documents and makes the columns of a segment of them.

    A document is whole once its stored bytes are there. One whose ``add`` was interrupted is dropped by the next call.
    """

    def __init__(self, runs: Runs) -> None:
        self._runs = runs
        self._begun = 0
        """Documents whose ``add`` has begun."""
        self._texts = {field: FieldText(runs) for field in TEXT_FIELDS}
        self._keywords: dict[str, list[tuple[str, int]]] = {field: [] for field in KEYWORD_FIELDS}
        self._data: dict[str, list[tuple[bytes, int]]] = {}
        self._dates = array("q")
        self._digests = bytearray()
        self._titles = array("Q")
        self._stored: list[bytes] = []
        self._stored_bytes = 0

    def __len__(self) -> int:
        return len(self._stored)

    @property
    def memory(self) -> int:
        """About how many bytes writing the segment takes: tokens, while they are sorted."""
        return sum(text.size for text in self._texts.values()) * 64 + self._stored_bytes

    @property
    def is_full(self) -> bool:
        """True if another document does not fit."""
        return len(self) >= MAX_DOCUMENTS

    def add(self, record: Record) -> None:
        """Adds a cleaned document."""
        self._cut()
        number = len(self)
        self._begun = number + 1
        texts = {field: fold_text(text) for field, text in record.texts().items()}
        for field, text in texts.items():
            self._texts[field].append(text)
        for field, values in record.keywords().items():
            self._keywords[field].extend((value, number) for value in values)
        self._keywords["hints"].extend((hint, number) for hint in hint_terms(f"{texts['title']}\n{texts['body']}"))
        for name, kind in kinds_of(record.data):
            own = self._data.setdefault(data_field(name, kind), [])
            own.extend((term, number) for term in terms_of(record.data[name]))
        timestamp = record.timestamp
        self._dates.append(UNKNOWN_DATE if timestamp is None else timestamp)
        self._digests += record.digest
        self._titles.append(title_hash(texts["title"]))
        encoded = record.encoded()
        self._stored_bytes += len(encoded)
        self._stored.append(encoded)

    def records(self) -> list[tuple[bytes, bytes]]:
        """The stored bytes and the digest of each whole document, to begin again with."""
        digests = bytes(self._digests)
        starts = range(0, len(self) * DIGEST_BYTES, DIGEST_BYTES)
        return [(stored, digests[at : at + DIGEST_BYTES]) for stored, at in zip(self._stored, starts, strict=True)]

    def _cut(self) -> None:
        """Drops a document that is not whole."""
        documents = len(self)
        if self._begun == documents:
            return
        for text in self._texts.values():
            text.cut(documents)
        for pairs in self._keywords.values():
            while pairs and pairs[-1][1] >= documents:
                pairs.pop()
        for own in self._data.values():
            while own and own[-1][1] >= documents:
                own.pop()
        cut(self._dates, documents)
        cut(self._titles, documents)
        del self._digests[documents * DIGEST_BYTES :]
        self._begun = documents

    def columns(self) -> dict[str, Array]:
        """The columns of the segment; the same again, where writing them failed."""
        self._cut()
        for text in self._texts.values():
            text.settle()  # before numpy looks at the arrays that grow by it
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
                yield f"{field}.{stream}", {**postings, **key_columns(postings, stream)}
        for field, pairs in self._keywords.items():
            yield field, self._keyword_postings([(value.encode("utf-8", "surrogatepass"), doc) for value, doc in pairs])
        for field, own in sorted(self._data.items()):
            yield field, self._keyword_postings(own)

    def _keyword_postings(self, pairs: Sequence[tuple[bytes, int]]) -> Mapping[str, Array]:
        numbers: dict[bytes, int] = {}
        terms = np.array([numbers.setdefault(value, len(numbers)) for value, _ in pairs], dtype=np.uint32)
        docs = np.array([doc for _, doc in pairs], dtype=np.uint16)
        return invert([*numbers], [(terms, docs, docs)], len(self), positions=False)

    def _text_postings(self, places: Places, name: str, spans: list[tuple[int, str]]) -> Mapping[str, Array]:
        stream = self._runs.streams[name]
        is_vocabulary = name == "words"  # the bigrams of a word have its positions
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
