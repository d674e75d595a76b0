"""The index vocabulary that is suggested: whole words of both languages, weighted by frequency and recency."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from heapq import nlargest
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from ...indexer.segments.fields import TEXT_FIELDS, UNKNOWN_DATE
from ...indexer.segments.postings import Postings
from ...indexer.segments.segment import Segment
from ...indexer.text.positions import HANGUL, HANJA, LETTER

_VERB_WEIGHT = 0.1
"""Weight of a verb in its dictionary form, relative to a noun: people search for nouns."""
_HALF_YEARS = 2.0
_HALF = _HALF_YEARS * 365.25 * 86400
"""Age at which a document weighs three quarters of the newest one; the oldest ones weigh half."""
_MOST = 1 << 20
"""Entries of a stream that are held at a time, a bound on memory: of more, the heavier half is kept."""
_NOUN = re.compile(f"(?:[{HANGUL}]{{2,24}}|[{HANJA}]{{2,16}})")
_NAME = re.compile(rf"{LETTER}[\w'+#-]{{1,39}}(?: [\w'+#-]{{1,40}}){{0,2}}")
_LATIN = re.compile(rf"{LETTER}[\w'+#]{{1,39}}")
_WANTED = {
    "words": re.compile(f"{_NOUN.pattern}|{_NAME.pattern}"),
    "terms": _NOUN,  # verbs, and parts of compounds; of English it has stems
    "grams": _LATIN,  # of Korean it has bigrams
}
"""Which entries of a stream are words that a person would type."""


def word_weights(segments: Sequence[Segment]) -> dict[str, float]:
    """The words of the live documents, each with the sum of the weights of the documents that have it."""
    found: dict[str, dict[bytes, float]] = {stream: defaultdict(float) for stream in _WANTED}
    for segment, weights in zip(segments, document_weights(segments), strict=True):
        for field in TEXT_FIELDS:
            for stream, total in found.items():
                _add(total, segment.postings(f"{field}.{stream}"), weights)
                if len(total) > _MOST:
                    found[stream] = defaultdict(float, nlargest(_MOST // 2, total.items(), key=itemgetter(1)))
    return _joined({stream: dict(_wanted(stream, total)) for stream, total in found.items()})


def document_weights(segments: Sequence[Segment]) -> list[NDArray[np.float64]]:
    """For each segment the weight of each document: 1 for the newest, .5 for the oldest, 0 if it is deleted."""
    newest = max((int(segment.dates.max(initial=UNKNOWN_DATE)) for segment in segments), default=UNKNOWN_DATE)
    return [_weights(segment, newest) for segment in segments]


def _weights(segment: Segment, newest: int) -> NDArray[np.float64]:
    age = np.where(segment.dates == UNKNOWN_DATE, np.inf, newest - segment.dates.astype(np.float64))
    weights: NDArray[np.float64] = (0.5 + 0.5 * np.exp2(-age / _HALF)) * segment.live
    return weights


def _add(total: dict[bytes, float], postings: Postings, weights: NDArray[np.float64]) -> None:
    if not len(postings.terms):
        return
    sums = np.add.reduceat(weights[postings.column("docs")], postings.column("starts")[:-1].astype(np.int64))
    for term, weight in zip(postings.terms, sums.tolist(), strict=True):
        if weight > 0:
            total[term] += weight


def _wanted(stream: str, total: dict[bytes, float]) -> Iterator[tuple[str, float]]:
    fits = _WANTED[stream].fullmatch
    for term, weight in total.items():
        text = term.decode("utf-8", "surrogatepass")
        if fits(text):
            yield text, weight


def _joined(streams: dict[str, dict[str, float]]) -> dict[str, float]:
    """The words of all streams. One of Latin letters is there once, in capitals if it mostly has them."""
    words = streams["words"]
    for text, weight in streams["terms"].items():
        own = weight * _VERB_WEIGHT if text.endswith("다") else weight
        words[text] = max(words.get(text, 0.0), own)
    written: dict[str, str] = {}
    for text in words:
        small = text.lower()
        if small != text and words[text] > words.get(written.get(small, ""), 0.0):
            written[small] = text
    for small, text in written.items():
        weight = words[text]
        for other in [one for one in (small, small.upper(), small.title()) if one != text]:
            words.pop(other, None)
        plain = streams["grams"].pop(small, 0.0)
        if plain > 2 * weight:
            del words[text]
            words[small] = plain
        else:
            words[text] = max(weight, plain)
    for text, weight in streams["grams"].items():
        words[text] = max(words.get(text, 0.0), weight)
    return words
