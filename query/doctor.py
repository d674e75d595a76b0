"""Recall check: does every word that stands in a stored text find its document?

Words are drawn from the stored texts, as they stand between blanks and without the signs around them. Each is searched
as it is, without variants. A document that its own word does not find is a fault of the tokenizer or of the query.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..config import Limits
from ..errors import QueryError
from ..indexer.analysis.analyzer import Analyzer
from ..indexer.documents.record import Record
from ..indexer.segments.segment import Segment
from ..indexer.text.fold import fold_text
from ..indexer.text.positions import RUN
from .syntax.parse import parse
from .syntax.tree import Node, Word
from .words.word_query import word_query

_SEED = 0
_WORDS_OF_A_DOCUMENT = 5
"""Words that are taken of a document, or more where the index has few documents."""
_LONGEST = 200
"""Characters of a word that is searched; what is longer is no word that anybody types."""


@dataclass(frozen=True, slots=True)
class LostWord:
    """A word that does not find a document that has it. ``field`` is ``title``, ``body`` or ``tags``."""

    word: str
    id: str
    field: str
    reason: str

    def to_json(self) -> dict[str, str]:
        """As in ``malmoi doctor --json``."""
        return {"word": self.word, "id": self.id, "field": self.field, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class DoctorReport:
    """The words that ``Index.doctor`` searched, and those that it did not find."""

    words: int
    """Number of words that were searched."""
    documents: int
    """Number of documents that they were taken from."""
    lost: tuple[LostWord, ...] = ()

    @property
    def is_fine(self) -> bool:
        """True if every word found its document."""
        return not self.lost

    def to_json(self) -> dict[str, Any]:
        """As in ``malmoi doctor --json``."""
        return {"words": self.words, "documents": self.documents, "lost": [one.to_json() for one in self.lost]}


class StoredPlace(NamedTuple):
    """A live document: its segment, and its number there."""

    segment: Segment
    doc: int


Finds = Callable[[Node, StoredPlace], bool]


def examine(segments: Sequence[Segment], words: int, finds: Finds, analyzer: Analyzer, limits: Limits) -> DoctorReport:
    """Searches about ``words`` different words of documents drawn at random; the same index gives the same words.

    ``finds`` says whether a query finds a document.
    """
    draw = random.Random(_SEED)  # no secret
    places = [StoredPlace(segment, doc) for segment in segments for doc in segment.live.nonzero()[0].tolist()]
    draw.shuffle(places)
    share = max(_WORDS_OF_A_DOCUMENT, 2 * words // max(len(places), 1))
    known: set[str] = set()
    lost: list[LostWord] = []
    documents = 0
    for place in places:
        if len(known) >= words:
            break
        record = place.segment.record(place.doc)
        found = [(word, field) for word, field in sorted(_words(record, limits)) if word not in known]
        if found:
            documents += 1
        for word, field in draw.sample(found, min(len(found), share, words - len(known))):
            known.add(word)
            if not finds(Word(word), place):
                lost.append(LostWord(word, record.id, field, _reason(word, analyzer)))
    return DoctorReport(len(known), documents, tuple(lost))


def _words(record: Record, limits: Limits) -> Iterator[tuple[str, str]]:
    """The words of a document, each once with its field. One that the query language reads otherwise is left out."""
    seen = set()
    for field, text in record.texts().items():
        for piece in text.split():
            runs = list(RUN.finditer(piece))
            word = piece[runs[0].start() : runs[-1].end()] if runs else ""
            if word and word not in seen and len(word) <= _LONGEST and _is_one_word(word, limits):
                seen.add(word)
                yield word, field


def _is_one_word(text: str, limits: Limits) -> bool:
    try:
        return parse(text, limits).node == Word(text)
    except QueryError:
        return False


def _reason(word: str, analyzer: Analyzer) -> str:
    """The readings by which the word is searched, and the tokens of a text that has it alone."""
    query = word_query(word, analyzer)
    sought = ", ".join(dict.fromkeys(reading.text for reading in (*query.sure, *query.likely))) or "nothing"
    runs = [analyzer.analyze(run) for run in RUN.findall(fold_text(word))]
    has = ", ".join(dict.fromkeys(text for run in runs for text, _ in (*run.terms, *run.likely, *run.grams)))
    return f"it is searched as {sought}; a text with it has {has or 'nothing'}"
