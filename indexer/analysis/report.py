"""The analysis of a text for people: the tokens of every run, with their offsets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..text.fold import fold
from ..text.normalize import clean
from ..text.positions import RUN
from .analyzer import STREAMS, Analyzer, Tokens, capitalised_spans


@dataclass(frozen=True, slots=True)
class AnalysedRun:
    """A run: its characters from ``start`` to ``end`` in the cleaned text, and its tokens, each with its position."""

    text: str
    start: int
    end: int
    terms: Tokens
    grams: Tokens
    words: Tokens


@dataclass(frozen=True, slots=True)
class TextAnalysis:
    """A text as the index sees it: cleaned, its runs, and the names that are longer than a run."""

    text: str
    runs: tuple[AnalysedRun, ...]
    names: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """As in ``malmoi analyze --json``."""
        return {
            "text": self.text,
            "runs": [
                {
                    "text": run.text,
                    "start": run.start,
                    "end": run.end,
                    "terms": [list(token) for token in run.terms],
                    "grams": [list(token) for token in run.grams],
                    "words": [list(token) for token in run.words],
                }
                for run in self.runs
            ],
            "names": list(self.names),
        }


def analysis(text: str, analyzer: Analyzer) -> TextAnalysis:
    """``text`` as ``analyzer`` cuts it, for the index and for queries alike."""
    text = clean(text)
    folded = fold(text)
    runs, position = [], 0
    for found in RUN.finditer(folded.text):
        tokens = analyzer.analyze(found[0])
        streams = (tuple((token, position + at) for token, at in stream) for stream in map(tokens.stream, STREAMS))
        runs.append(AnalysedRun(found[0], *folded.span(*found.span()), *streams))
        position += tokens.positions
    return TextAnalysis(text, tuple(runs), tuple(dict.fromkeys(capitalised_spans(folded.text))))
