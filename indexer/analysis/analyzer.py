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

from ...config import Config
from ..dates.ranges import time_zone
from ..text.positions import LETTER, Script, position_count, script, written
from . import korean
from .english import English, parts
from .taggers.make import make_tagger
from .taggers.tagger import Tagger
from .taggers.user_words import read_user_words, user_words_of

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
_JOINED = re.compile(rf"(?<![\w'@.-])(?:{LETTER}{{1,16}}[-.&/_]){{1,4}}{LETTER}{{1,16}}(?![\w@-])")
_INNER_SIGN = re.compile(rf"[-.&/_](?<={LETTER}.)(?={LETTER})")
"""Finds quickly whether a text has any such word."""
_SIGNS = re.compile("[-.&/_]")
JOINED = "-"
"""Stands before the term of a word that is written with signs inside."""


class RunTokens(NamedTuple):
    """The tokens of one run in each stream, and its length in positions."""

    positions: int
    terms: Tokens
    grams: Tokens
    words: Tokens
    likely: Tokens = ()
    """Terms that only a rule gives, each with its mark (see ``korean``)."""

    def stream(self, name: str) -> Tokens:
        """The tokens of a stream as the index has them: likely terms are among the terms."""
        tokens: Tokens = getattr(self, name)
        return (*tokens, *self.likely) if name == "terms" else tokens


def make_analyzer(config: Config) -> Analyzer:
    """The analyzer of some settings: its tagger, with the user's words, and its time zone."""
    settings = config.analysis
    if isinstance(settings.user_words, str):
        words = read_user_words(Path(settings.user_words)) if settings.user_words else ()
    else:
        words = user_words_of(settings.user_words)
    return Analyzer(make_tagger(settings.tagger, words), time_zone(config.sources.timezone))


class Analyzer:
    """The tokenizer and the time zone of an index: runs into tokens. One object serves documents and queries."""

    def __init__(self, tagger: Tagger, zone: tzinfo = UTC) -> None:
        self.tagger = tagger
        self.zone = zone
        self.english = English()
        self.analyze = lru_cache(maxsize=_REMEMBERED)(self._analyze)
        """The tokens of one run (see ``positions.RUN``)."""

    def fingerprint(self) -> dict[str, str]:
        """Everything that decides the tokens and the days; an index made with another one is refused."""
        return {
            "streams": "4",
            "english": self.english.version,
            "timezone": str(self.zone),
            **self.tagger.fingerprint(),
        }

    def _analyze(self, run: str) -> RunTokens:
        terms, words = self.meaning(run)
        positions = position_count(run)
        grams = bigrams(run) if positions > 1 else [(written(run), 0)]
        likely = tuple(term for term in terms if term[0][0] in korean.MARKS and len(term[0]) > 1)
        sure = tuple(term for term in terms if term not in likely)
        return RunTokens(positions, sure, tuple(grams), tuple(words), likely)

    def meaning(self, run: str) -> tuple[Sequence[Token], Sequence[Token]]:
        """The terms and the words of one run."""
        match script(run):
            case Script.HANGUL:
                return korean.tokens(run, self.tagger.tag(run))
            case Script.HANJA:
                return [(run, 0)], [(run, 0)]
            case Script.NUMBER:
                number = run.replace(",", "") if _THOUSANDS.fullmatch(run) else written(run)
                return [(number, 0)], []
            case Script.LATIN:
                acronym = run.removesuffix("s")
                words = [(acronym, 0)] if _ACRONYM.fullmatch(acronym) else []
                return [(term, 0) for term in self._latin(run)], words

    def _latin(self, run: str) -> Iterator[str]:
        yield from self.english.terms(run)
        for part in parts(run):
            yield from self.english.terms(part)


def bigrams(run: str) -> Iterator[tuple[str, int]]:
    """Overlapping pairs of characters; a single character is its own gram."""
    if len(run) == 1:
        return iter([(run, 0)])
    return zip(map(add, run, run[1:]), count(), strict=False)


def joined_words(text: str, english: English) -> Iterator[str]:
    """The terms of words with signs inside, as if they were written without: -email of e-mail, -un of U.N.

    The mark before them keeps them apart from words that are written so.
    """
    return (term for term, _, _ in joined_spans(text, english))


def joined_spans(text: str, english: English) -> Iterator[tuple[str, int, int]]:
    """The terms of words with signs inside, each with the start and the end of the word."""
    for found in _JOINED.finditer(text) if _INNER_SIGN.search(text) else ():
        pieces = _SIGNS.split(found[0])
        if "." not in found[0] or len(pieces) == 2 or all(len(piece) == 1 for piece in pieces):
            yield JOINED + english.terms("".join(pieces))[0], *found.span()


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
