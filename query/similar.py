"""More like this: the words that tell a document from the others, by which similar ones are searched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import log

from ..deadline import check_deadline
from ..indexer.analysis.analyzer import Analyzer
from ..indexer.analysis.report import AnalysedRun, analysis
from ..indexer.documents.record import Record
from ..indexer.segments.fields import TEXT_FIELDS
from ..indexer.text.positions import Script, script
from .expansion.expander import QueryExpander
from .leaf_queries.leaf import LeafQueries
from .words.stop_words import is_stop_word

_MOST = 12
"""Words that are searched. More make the search slower, and each says less."""
_CANDIDATES = 400
"""The commonest words of a document, of which these are chosen."""
_WEIGHTS = {"title": 3, "body": 1, "tags": 2}
"""Weight of an occurrence in a field."""

_Word = tuple[str, str]
"""A stream, and a term of it."""


def telling_words(record: Record, leaves: LeafQueries, expander: QueryExpander) -> list[Sequence[str]]:
    """The words of a document by which similar ones are searched, best first; a name of several words is one item.

    They are chosen by tf-idf: (1 + ln tf) idf. A word that no other document has is left out, unless a variant of it is
    in the index.
    """
    counts: Counter[_Word] = Counter()
    written: dict[_Word, Sequence[str]] = {}
    for field, text in record.texts().items():
        for word, typed in _words(text, leaves.analyzer, expander):
            counts[word] += _WEIGHTS[field]
            written.setdefault(word, typed)
    weights = {word: _weight(word, count, leaves) for word, count in counts.most_common(_CANDIDATES)}
    chosen: list[Sequence[str]] = []
    for word in sorted(weights, key=lambda word: (-weights[word], word)):
        check_deadline()
        typed = written[word]
        if len(chosen) < _MOST and not (len(typed) == 1 and is_stop_word(typed[0], leaves.analyzer)):
            stream, text = word
            if leaves.scorer.term(stream, text, TEXT_FIELDS).frequency > 1 or expander.variants(typed, TEXT_FIELDS):
                chosen.append(typed)
    return chosen


def _weight(word: _Word, count: int, leaves: LeafQueries) -> float:
    check_deadline()
    stream, text = word
    return (1 + log(count)) * leaves.scorer.term(stream, text, TEXT_FIELDS).idf


def _words(text: str, analyzer: Analyzer, expander: QueryExpander) -> Iterator[tuple[_Word, Sequence[str]]]:
    """Each occurrence of a word, as a term and as it may be typed in a query; and each name that has variants."""
    found = analysis(text, analyzer)
    for run in found.runs:
        yield from _of_run(run)
    for name in found.names:
        check_deadline()
        words = name.split()
        if len(words) > 1 and len(expander.run(words, TEXT_FIELDS)) == len(words):
            yield ("words", name), words


def _of_run(run: AnalysedRun) -> Iterator[tuple[_Word, Sequence[str]]]:
    match script(run.text):
        case Script.HANGUL | Script.HANJA:
            for noun, _ in run.words:
                if len(noun) > 1:
                    yield ("words", noun), [noun]
        case Script.NUMBER:
            return
        case _:
            for term, _ in run.terms[:1]:
                if len(term) > 1:
                    yield ("terms", term), [run.text]
