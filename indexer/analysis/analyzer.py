"""The analyzer: cuts text into the tokens of three streams (sub-fields): terms, bigrams and whole words.

terms   content morphemes and compound parts, stems of English words, numbers        meaning
grams   syllable bigrams of every Hangul and Hanja run, other runs as they are       recall, exact phrases
words   noun runs without particles, acronyms, capitalised spans, Hanja words        what bridges cross
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, tzinfo
from functools import lru_cache
from itertools import count
from operator import add
from pathlib import Path
from typing import NamedTuple

import Stemmer

from ...config import Config
from ..dates.ranges import time_zone
from ..text.positions import Script, position_count, script
from .korean import content_terms, noun_words
from .taggers.make import make_tagger
from .taggers.tagger import Tagger
from .taggers.user_words import read_user_words

STREAMS = ("terms", "grams", "words")

Token = tuple[str, int]
"""A token of a run: text and offset in positions from the start of the run."""
Tokens = tuple[Token, ...]

_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_CAPITALISED = re.compile(r"[A-Z]\w*+(?:[-']\w++)*+(?: [A-Z]\w*+(?:[-']\w++)*+)*+", re.ASCII)
_SPAN_WORDS = 3
_REMEMBERED = 1 << 12
"""Runs whose tokens are remembered: a search asks for each of its own several times."""
_ACRONYM = re.compile("[A-Z]{2,}")


class RunTokens(NamedTuple):
    """What one run gives to each stream, and how many positions long it is."""

    positions: int
    terms: Tokens
    grams: Tokens
    words: Tokens


def make_analyzer(config: Config) -> Analyzer:
    """The analyzer of some settings: its tagger, with the user's words, and its time zone."""
    settings = config.analysis
    words = read_user_words(Path(settings.user_words)) if settings.user_words else ()
    return Analyzer(make_tagger(settings.tagger, words), time_zone(config.sources.timezone))


class Analyzer:
    """Cuts runs into tokens, and knows by whose clocks days are told. One object serves documents and queries."""

    def __init__(self, tagger: Tagger, zone: tzinfo = UTC) -> None:
        self.tagger = tagger
        self.zone = zone
        self._stem = Stemmer.Stemmer("english").stemWord
        self.analyze = lru_cache(maxsize=_REMEMBERED)(self._analyze)
        """The tokens of one run (see ``positions.RUN``)."""

    def fingerprint(self) -> dict[str, str]:
        """Everything that decides the tokens and the days; an index made with another one is refused."""
        return {
            "streams": "2",
            "english": f"snowball {Stemmer.version()}",
            "timezone": str(self.zone),
            **self.tagger.fingerprint(),
        }

    def _analyze(self, run: str) -> RunTokens:
        terms, words = self.meaning(run)
        positions = position_count(run)
        grams = bigrams(run) if positions > 1 else [(run.lower(), 0)]
        return RunTokens(positions, tuple(terms), tuple(grams), tuple(words))

    def meaning(self, run: str) -> tuple[Sequence[Token], Sequence[Token]]:
        """The terms and the words of one run."""
        match script(run):
            case Script.HANGUL:
                morphemes = self.tagger.tag(run)
                return content_terms(morphemes), noun_words(run, morphemes)
            case Script.HANJA:
                return [(run, 0)], [(run, 0)]
            case Script.NUMBER:
                number = run.replace(",", "") if _THOUSANDS.fullmatch(run) else run
                return [(number, 0)], []
            case Script.LATIN:
                return [(self._stem(run.lower()), 0)], [(run, 0)] if _ACRONYM.fullmatch(run) else []


def bigrams(run: str) -> Iterator[tuple[str, int]]:
    """Overlapping pairs of characters; a single character is its own gram."""
    if len(run) == 1:
        return iter([(run, 0)])
    return zip(map(add, run, run[1:]), count(), strict=False)


def capitalised_spans(text: str) -> Iterator[str]:
    """Names as they are written in Latin letters: spans of one to three capitalised words.

    An acronym alone is a word of its run already.
    """
    for found in _CAPITALISED.findall(text):
        words = found.split(" ")
        for first in range(len(words)):
            for last in range(first, min(first + _SPAN_WORDS, len(words))):
                span = " ".join(words[first : last + 1])
                if not _ACRONYM.fullmatch(span):
                    yield span
