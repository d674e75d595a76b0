"""Whoosh analyzers over ours, so that Whoosh's query parser makes the terms that the segments have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whoosh.analysis import Analyzer as WhooshAnalyzer
from whoosh.analysis import Token

from ..analysis.analyzer import Analyzer, capitalised_spans, joined_words
from ..dates.mentions import date_mentions
from ..text.fold import fold
from ..text.narrow import keyword
from ..text.normalize import clean
from ..text.positions import RUN

Spot = tuple[str, int, int, int]
"""A token: its text, its position, and the characters where it begins and ends."""


class StreamAnalyzer(WhooshAnalyzer):
    """One stream of our analyzer. Positions are positions; characters count in the cleaned text."""

    def __init__(self, analyzer: Analyzer, stream: str) -> None:
        self.analyzer = analyzer
        self.stream = stream

    def __call__(
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        start_pos: int = 0,
        start_char: int = 0,
        tokenize: bool = True,
        **options: Any,
    ) -> Iterator[Token]:
        """The tokens of ``value``; with ``tokenize=False`` all of it as one, for patterns and bounds of ranges."""
        text = clean(value)
        spots = self._spots(text) if tokenize else iter([(self._spelled(text), 0, 0, len(text))])
        token = Token(positions, chars, **options)
        for token.text, position, start, end in spots:
            token.boost = 1.0
            token.stopped = False
            if positions:
                token.pos = start_pos + position
            if chars:
                token.startchar, token.endchar = start_char + start, start_char + end
            yield token

    def _spelled(self, text: str) -> str:
        return text if self.stream == "words" else text.lower()

    def _spots(self, text: str) -> Iterator[Spot]:
        position = 0
        folded = fold(text)
        for run in RUN.finditer(folded.text):
            own = self.analyzer.analyze(run.group())
            for term, offset in own.stream(self.stream):
                start = run.start() + offset
                end = run.end() if own.positions == 1 else min(start + len(term), run.end())
                yield term, position + offset, *folded.span(start, end)
            position += own.positions
        if self.stream == "words":
            for span in capitalised_spans(folded.text):
                start = folded.text.find(span)
                yield span, 0, *folded.span(start, start + len(span))
            for word in joined_words(folded.text, self.analyzer.english):
                yield word, 0, 0, len(text)
            for tokens, start, end in date_mentions(folded.text):
                yield from ((token, 0, *folded.span(start, end)) for token in tokens)


class ValueAnalyzer(WhooshAnalyzer):
    """A whole value as one token; ``folded`` where case does not matter."""

    def __init__(self, folded: bool) -> None:
        self.folded = folded

    def __call__(
        self, value: str, positions: bool = False, chars: bool = False, start_char: int = 0, **options: Any
    ) -> Iterator[Token]:
        """``value`` cleaned."""
        text = clean(value)
        token = Token(positions, chars, **options)
        token.text = keyword(text) if self.folded else text
        token.boost = 1.0
        token.stopped = False
        token.pos = 0
        token.startchar, token.endchar = start_char, start_char + len(text)
        yield token
