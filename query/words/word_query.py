"""A word query: the readings that match a typed word, and the terms, bigrams and whole nouns that score it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ...indexer.analysis.analyzer import Analyzer
from ...indexer.analysis.korean import LIKELY
from ...indexer.analysis.taggers.tagger import Morpheme
from ...indexer.text.fold import fold_text
from ...indexer.text.positions import RUN, Script, script
from .readings import WordReading, is_known, readings
from .units import Entry, Unit, UnitSequence

_AUXILIARIES = frozenset("VX VCP VCN XSV XSA".split())
"""Tags of what is no noun and no verb of its own."""


class Term(NamedTuple):
    """Entries that score as one term, by the name of ``text``."""

    text: str
    sequence: UnitSequence


@dataclass(frozen=True, slots=True)
class WordQuery:
    """One word as any index is searched for it; ``AnalysedWord`` says what each part is for."""

    sure: tuple[UnitSequence, ...]
    likely: tuple[UnitSequence, ...]
    terms: tuple[Term, ...]
    grams: tuple[str, ...]
    words: tuple[str, ...]
    is_required: bool


def word_query(word: str, analyzer: Analyzer) -> WordQuery:
    """The word query of ``word``."""
    runs = RUN.findall(fold_text(word))
    tokens = [analyzer.analyze(run) for run in runs]
    found = readings(word, analyzer)
    contents = dict.fromkeys(text for run in tokens for text, _ in run.terms)
    return WordQuery(
        sure=tuple(UnitSequence(reading.units) for reading in found if reading.is_sure),
        likely=tuple(UnitSequence(reading.units) for reading in found if not reading.is_sure),
        terms=tuple(_terms(runs, found, [*contents], analyzer)),
        grams=tuple(dict.fromkeys(text for run in runs for text in inner_grams(run, analyzer))),
        words=tuple(dict.fromkeys(text for run in tokens for text, _ in run.words)),
        is_required=bool(contents),
    )


def _terms(runs: list[str], found: list[WordReading], contents: list[str], analyzer: Analyzer) -> Iterator[Term]:
    """The terms that score.

    A verb scores as well where only a rule sees it. A word that the tagger does not know is scored as it is written, as
    its pieces say nothing.
    """
    if len(runs) == 1 and script(runs[0]) is Script.LATIN:
        yield any_of(analyzer.english.terms(runs[0]))
        return
    if len(runs) == 1 and script(runs[0]) is Script.HANGUL and not is_known(runs[0], analyzer):
        yield Term(runs[0], UnitSequence(found[-1].units))
        return
    entries = {entry.text for reading in found if len(reading.units) == 1 for entry in reading.units[0].entries}
    for text in contents:
        yield any_of((text, LIKELY + text) if LIKELY + text in entries else (text,))


def inner_grams(run: str, analyzer: Analyzer) -> Iterator[str]:
    """The bigrams of a run that score: those before its particles and endings, where it has a content morpheme.

    One of a noun and its particle (템이 of 시스템이) is rare and means nothing.
    """
    tokens = analyzer.analyze(run)
    end = _end(analyzer.tagger.tag(run)) if script(run) is Script.HANGUL and tokens.terms else len(run)
    return (text for text, at in tokens.grams if at + len(text) <= end)


def _end(morphemes: Sequence[Morpheme]) -> int:
    """Where the particles and endings after the last noun or verb of a run begin."""
    contents = [end for _, tag, _, end, *_ in morphemes if tag[0] not in "JE" and tag not in _AUXILIARIES]
    return contents[-1] if contents else morphemes[-1][3]


def any_of(texts: tuple[str, ...]) -> Term:
    """A term with others that say the same."""
    return Term(texts[0], UnitSequence((Unit(tuple(Entry("terms", text) for text in texts)),)))
