"""Texts as malmoi's search means to count in them, with counters and lists instead of postings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from malmoi.indexer.analysis.analyzer import Analyzer, RunTokens, capitalised_spans
from malmoi.indexer.dates.mentions import moment_tokens
from malmoi.indexer.text.positions import RUN, Script, script


class Text:
    """One field of one document."""

    def __init__(self, text: str, analyzer: Analyzer) -> None:
        runs = RUN.findall(text)
        tokens = [analyzer.analyze(run) for run in runs]
        self.terms = Counter(term for run in tokens for term, _ in run.terms)
        self.grams = Counter(gram for run in tokens for gram, _ in run.grams)
        words = [*(word for run in tokens for word, _ in run.words), *capitalised_spans(text), *moment_tokens(text)]
        self.words = Counter(set(words))  # the index knows whether a word is there, not how often
        self._length_in_words = len(words)
        self.positions = list(position_spans(text))
        self.row = [
            _stem(run, analyzed) for run, analyzed in zip(runs, tokens, strict=True) for _ in range(analyzed.positions)
        ]

    def length(self, stream: str) -> int:
        """Tokens of a stream."""
        return self._length_in_words if stream == "words" else sum(getattr(self, stream).values())


def position_spans(text: str) -> Iterator[str]:
    """Syllables, Hanja, and words of other scripts in lower case."""
    for run in RUN.findall(text):
        if script(run) in (Script.HANGUL, Script.HANJA):
            yield from run
        else:
            yield run.lower()


def count_phrase(text: list[str], phrase: list[str]) -> int:
    """How often the positions of ``phrase`` follow each other in ``text``."""
    return sum(text[at : at + len(phrase)] == phrase for at in range(len(text))) if phrase else 0


def count_row(text: list[str], stems: list[str]) -> int:
    """How often words with these stems follow each other in ``text``, the stems of its positions."""
    return count_phrase(text, stems)


def _stem(run: str, tokens: RunTokens) -> str:
    """The stem of a run that is one position; syllables have none."""
    return "" if script(run) in (Script.HANGUL, Script.HANJA) else tokens.terms[0][0]


def is_match(pattern: str, text: str) -> bool:
    """Whether ``*`` for any characters and ``?`` for one make ``pattern`` the whole ``text``."""
    if not pattern:
        return not text
    if pattern[0] == "*":
        return is_match(pattern[1:], text) or (bool(text) and is_match(pattern, text[1:]))
    return bool(text) and pattern[0] in ("?", text[0]) and is_match(pattern[1:], text[1:])


def count_pattern(text: Text, pattern: str) -> int:
    """How often words of ``text`` match: Hangul and Hanja as nouns or morphemes, others as they are written."""
    lower = pattern.lower()
    if stream_of(pattern) == "grams":
        return sum(count for gram, count in text.grams.items() if is_match(lower, gram))
    morphemes = sum(count for term, count in text.terms.items() if is_match(lower, term))
    return max(morphemes, sum(is_match(lower, word) for word in text.words))


def stream_of(pattern: str) -> str:
    """The stream that a pattern is matched against, and whose lengths discount it."""
    syllabic = any(script(run) in (Script.HANGUL, Script.HANJA) for run in RUN.findall(pattern))
    return "terms" if syllabic else "grams"
