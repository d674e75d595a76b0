"""Texts as malmoi's search means to count in them, with counters and lists instead of postings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate

from malmoi.indexer.analysis.analyzer import Analyzer, RunTokens, capitalised_spans, joined_words
from malmoi.indexer.dates.mentions import moment_tokens
from malmoi.indexer.text.fold import fold_text
from malmoi.indexer.text.positions import RUN, Script, script
from malmoi.query.words.units import Entry, Unit


class Text:
    """One field of one document."""

    def __init__(self, text: str, analyzer: Analyzer) -> None:
        text = fold_text(text)
        runs = RUN.findall(text)
        tokens = [analyzer.analyze(run) for run in runs]
        self.terms = Counter(term for run in tokens for term, _ in run.stream("terms"))
        self.grams = Counter(gram for run in tokens for gram, _ in run.grams)
        words = [*(word for run in tokens for word, _ in run.words), *capitalised_spans(text), *moment_tokens(text)]
        words += joined_words(text, analyzer.english)
        starts = [0, *accumulate(run.positions for run in tokens)]
        self.places = {
            (stream, token, start + offset)
            for run, start in zip(tokens, starts, strict=False)
            for stream in ("terms", "grams")
            for token, offset in run.stream(stream)
        }
        """Stream, token and position of every token."""
        self.end = starts[-1]
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


def count_sequence(text: Text, units: Sequence[Unit]) -> int:
    """How often units stand at their distances; where a stream has no positions, whether a single one is there."""
    entries = [entry for unit in units for entry in unit.entries]
    if any(entry.stream == "words" for entry in entries):
        return int(any(getattr(text, entry.stream)[entry.text] for entry in entries))
    return len(sequence_places(text, units))


def sequence_places(text: Text, units: Sequence[Unit]) -> list[int]:
    """The positions at which a sequence begins: an entry that is found after it stands may stand at the last one."""
    return [start for start in range(text.end + 1) if all(_stands(text, unit, start) for unit in units)]


def _stands(text: Text, unit: Unit, start: int) -> bool:
    return any(_stands_there(text, entry, start + unit.at - entry.inset) for entry in unit.entries)


def _stands_there(text: Text, entry: Entry, place: int) -> bool:
    if entry.is_prefix:
        return any(
            stream == entry.stream and at == place and token.startswith(entry.text) for stream, token, at in text.places
        )
    return (entry.stream, entry.text, place) in text.places


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
