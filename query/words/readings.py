"""Readings of a query word: alternatives, each a sequence of units for one way in which a text may write it.

A document has the word where it has any of them.

as it is written    its letters side by side, in any spacing: 김치찌개, 김치 찌개; 한미일, 한·미·일; R&D
without particles   the same of its stem: 학교에서 is 학교, API와 is API
by dictionary form  봤다 is 보다, bought is buy; a noun of one syllable is the term of a run that begins with it
in pieces           the terms of a run at their distances: 힘냈다 is 힘 and 내다
with signs left out e-mail is email

Pieces of one word that stand apart are not the word. A reading that the tagger is sure of is *sure*; one that only a
rule gives is likely.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...indexer.analysis.analyzer import JOINED, Analyzer
from ...indexer.analysis.conjugation import is_verb, lemmas
from ...indexer.analysis.english import parts
from ...indexer.analysis.korean import COUNTED, LIKELY, VERBS, content_terms, noun_end
from ...indexer.analysis.numerals import counter_of, numeral_of, numerals
from ...indexer.analysis.particles import are_particles, may_follow, may_follow_counter
from ...indexer.analysis.taggers.tagger import Morpheme
from ...indexer.text.fold import fold_text
from ...indexer.text.positions import RUN, Script, script, written
from .units import Entry, Unit

_SYLLABIC = (Script.HANGUL, Script.HANJA)
_DETERMINERS = ("MM", "NR")
"""Tags of a numeral before its counter."""
_CERTAIN = 3
"""Syllables from which what is left of an unknown word without a particle is sure: 워라밸이 is 워라밸."""


class WordReading(NamedTuple):
    """A sequence of units that says the word."""

    units: tuple[Unit, ...]
    is_sure: bool = True


def without_particles(word: str) -> str:
    """A word without the particles after its last run of Latin letters or Hanja: API와 is API, git이란 is git."""
    *_, before, last = (None, None, *RUN.finditer(word))
    if before is None or last is None or before.end() != last.start():
        return word
    is_noun = script(before[0]) in (Script.LATIN, Script.HANJA)
    return word[: before.end()] if is_noun and script(last[0]) is Script.HANGUL and are_particles(last[0]) else word


def readings(word: str, analyzer: Analyzer) -> list[WordReading]:
    """The readings of one typed word, the surest first."""
    runs = RUN.findall(fold_text(word))
    if not runs:
        return []
    *before, last = runs
    leading: list[Unit] = []
    at = 0
    for run in before:
        leading.extend(written_units(run, at, analyzer))
        at += length(run)
    follows_number = bool(before) and script(before[-1]) is Script.NUMBER
    found = [
        WordReading((*leading, *moved(reading.units, at)), reading.is_sure)
        for reading in _last(last, analyzer, counted=follows_number)
    ]
    if before:
        found = _across(runs, found)
    found.extend(_counted(runs, analyzer))
    if all(script(run) is Script.LATIN for run in runs):
        found.extend(_joined(runs, analyzer))
    return list(dict.fromkeys(found))


def _counted(runs: Sequence[str], analyzer: Analyzer) -> Iterator[WordReading]:
    """A number and its counter the other way: 2개 as 두 개, and 두 개 or 두개 as 2개; each with endings."""
    number, counter, is_sure = _number_and_counter(runs, analyzer)
    if not counter:
        return
    if not runs[0].isdecimal():
        digits = Unit((Entry("terms", str(number)), Entry("grams", str(number))))
        yield WordReading((digits, *moved(_counter_units(counter), 1)), is_sure)
    yield from _counted_by(numeral_of()[number], counter)


def _number_and_counter(runs: Sequence[str], analyzer: Analyzer) -> tuple[int, str, bool]:
    """The number from 1 to 99 and the counter that a word is, and if that is sure; no counter in another word."""
    if len(runs) == 2 and script(runs[1]) is Script.HANGUL:
        first, second = runs
        if first.isdecimal() and len(first) <= 2 and int(first) in numeral_of():
            return int(first), second, True
        return (numerals()[first], counter_of(second), True) if first in numerals() else (0, "", False)
    if len(runs) == 1 and script(runs[0]) is Script.HANGUL:
        (first, tag, *_), *rest = analyzer.tagger.tag(runs[0])
        if rest and tag in _DETERMINERS and first in numerals():  # 두개, and not 세대
            return numerals()[first], counter_of(runs[0][len(first) :]), False
    return 0, "", False


def _counted_by(numeral: str, counter: str) -> Iterator[WordReading]:
    """A numeral and a counter, with or without an ending: apart, or as one, which is doubtful: 두개골."""
    yield WordReading((*literal(numeral), *moved(_counter_units(counter), len(numeral))))
    *before, last = literal(numeral + counter)
    one = Unit((*last.entries, *_counter_units(counter)[-1].entries), last.at)
    yield WordReading((*before, one), is_sure=False)


def _counter_units(counter: str) -> tuple[Unit, ...]:
    return one_syllable(counter, (LIKELY, COUNTED)) if len(counter) == 1 else literal(counter)


def _across(runs: Sequence[str], found: list[WordReading]) -> list[WordReading]:
    """Hangul and Hanja of neighbouring runs may also stand in one: 한·미 is 한미."""
    if all(script(run) in _SYLLABIC for run in runs):
        return [WordReading(literal("".join(runs))), *found]
    return found


def _joined(runs: Sequence[str], analyzer: Analyzer) -> Iterator[WordReading]:
    """The word with its signs left out, as it is or as a text with signs has it."""
    joined = "".join(runs)
    is_acronym = len(runs) > 1 and joined.isupper() and len(joined) == len(runs)
    for term in analyzer.english.terms(joined):
        whole = Entry("words", joined) if is_acronym else Entry("terms", term)  # U.S. is US, and not us
        yield WordReading((Unit((whole, Entry("words", JOINED + term))),))
    if len(runs) == 1 and (pieces := parts(runs[0])):
        units = (Unit(_terms(piece, analyzer), at) for at, piece in enumerate(pieces))
        yield WordReading(tuple(units))


def _last(run: str, analyzer: Analyzer, *, counted: bool) -> Iterator[WordReading]:
    """The readings of the last run of a word, which may have an ending."""
    kind = script(run)
    if kind is Script.HANGUL:
        yield from _counter(run) if counted else ()
        yield from _hangul(run, analyzer.tagger.tag(run))
    elif kind is Script.HANJA:
        yield WordReading(literal(run))
    else:
        yield WordReading(tuple(written_units(run, 0, analyzer)))


def stem(word: str, analyzer: Analyzer) -> str:
    """A word without the particles or endings of its last run, where that begins with a noun: 학교에서 is 학교."""
    *_, last = (None, *RUN.finditer(word))
    if last is None or script(last[0]) is not Script.HANGUL:
        return word
    return word[: last.start() + noun_end(last[0], analyzer.tagger.tag(last[0]))] or word


def is_known(run: str, analyzer: Analyzer) -> bool:
    """True if the tagger knows a run of Hangul as a word, and does not only know pieces of it."""
    morphemes = analyzer.tagger.tag(run)
    if noun_end(run, morphemes) or is_verb(run) or morphemes[0][1] in VERBS:
        return True
    return any(_pieces(morphemes)) or not content_terms(morphemes)


def _counter(run: str) -> Iterator[WordReading]:
    """Readings of a run after a number: the counter, with or without an ending."""
    for end in range(1, len(run)):
        if may_follow_counter(run[:end], run[end:]):
            yield WordReading(one_syllable(run[0], (LIKELY, COUNTED)) if end == 1 else literal(run[:end]))
    if len(run) == 1:
        yield WordReading(one_syllable(run, (LIKELY, COUNTED)))


def _hangul(run: str, morphemes: Sequence[Morpheme]) -> Iterator[WordReading]:
    end = noun_end(run, morphemes)
    if len(run) == 1 or end == 1:
        yield WordReading(one_syllable(run[0]))
        yield WordReading((Unit((Entry("terms", LIKELY + run[0]),)),), is_sure=False)
    elif end:
        yield from _noun(run[:end])
    if len(run) > 1 or morphemes[0][1] in VERBS:
        yield from _verbs(run, morphemes)
    if not end and len(run) > 1 and not is_verb(run):
        yield from _pieces(morphemes)
        yield from _without_particle(run)
    if len(run) > 1 and end < 2 and not is_verb(run):
        yield WordReading(literal(run))


def _verbs(run: str, morphemes: Sequence[Morpheme]) -> Iterator[WordReading]:
    """The verbs that a run is a form of. Sure is a typed dictionary form, or else what the tagger says."""
    tagged = {f"{lemma}다" for _, tag, start, _, lemma, _ in morphemes[:1] if tag in VERBS and not start}
    is_only = len(content_terms(morphemes)) == 1
    sure = {run} if is_verb(run) else tagged if is_only else set()
    end = noun_end(run, morphemes)
    if any(start == end and tag in ("XSV", "XSA") and lemma == "하" for _, tag, start, _, lemma, _ in morphemes if end):
        sure.add(f"{run[:end]}하다")
    for verb in dict.fromkeys((*sure, *lemmas(run))):
        yield WordReading((Unit((Entry("terms", verb),)),), is_sure=verb in sure)
        yield WordReading((Unit((Entry("terms", LIKELY + verb),)),), is_sure=False)


def _pieces(morphemes: Sequence[Morpheme]) -> Iterator[WordReading]:
    """The content morphemes at their distances, where they begin the run and there are several."""
    first = {start: lemma for lemma, start in reversed(content_terms(morphemes))}
    if len(first) > 1 and 0 in first and not _has_inner_particle(morphemes):
        yield WordReading(tuple(Unit((Entry("terms", lemma),), at) for at, lemma in sorted(first.items())))


def _has_inner_particle(morphemes: Sequence[Morpheme]) -> bool:
    """True if a particle stands before a content morpheme, as where an unknown word was cut: 민식이법."""
    tags = [morpheme[1] for morpheme in morphemes]
    last = max((number for number, tag in enumerate(tags) if tag[0] in "NVX" and tag[:2] != "XS"), default=0)
    return any(tag[0] == "J" for tag in tags[:last])


def _without_particle(run: str) -> Iterator[WordReading]:
    """Readings of a run that the tagger does not know, without each particle that it may end with."""
    for end in range(len(run) - 1, 1, -1):
        if may_follow(run[:end], run[end:]):
            yield WordReading(literal(run[:end]), is_sure=end >= _CERTAIN)


def one_syllable(syllable: str, marks: Sequence[str] = ("",)) -> tuple[Unit, ...]:
    """A noun of one syllable: as a term, likely or not, or as a run of its own."""
    entries = [Entry("terms", mark + syllable) for mark in dict.fromkeys(("", *marks))]
    return (Unit((*entries, Entry("grams", syllable))),)


def literal(text: str) -> tuple[Unit, ...]:
    """Syllables side by side, whatever blanks and signs stand between them; each is seen in the bigrams it is in."""
    return tuple(_syllables(text))


def _noun(text: str) -> Iterator[WordReading]:
    """A noun as it is written. Two syllables are one bigram, or, as in 남·북, two runs."""
    if len(text) != 2:
        yield WordReading(literal(text))
        return
    yield WordReading((Unit((Entry("grams", text),)),))
    yield WordReading(tuple(Unit((Entry("grams", syllable),), at) for at, syllable in enumerate(text)))


def _syllables(text: str) -> Iterator[Unit]:
    for at, syllable in enumerate(text):
        entries = []
        if at + 1 < len(text):
            entries.append(Entry("grams", syllable + text[at + 1]))
        if at:
            entries.append(Entry("grams", text[at - 1] + syllable, 1))
        entries.append(Entry("grams", syllable))
        yield Unit(tuple(entries), at)


def written_units(run: str, at: int, analyzer: Analyzer) -> Iterator[Unit]:
    """The units of a run that has no ending, ``at`` positions after the beginning."""
    match script(run):
        case Script.HANGUL | Script.HANJA:
            yield from moved(literal(run), at)
        case Script.NUMBER:
            number = analyzer.analyze(run).terms[0][0]
            yield Unit((Entry("terms", number), Entry("grams", written(run))), at)
        case Script.LATIN:
            yield Unit(_terms(run, analyzer), at)


def _terms(word: str, analyzer: Analyzer) -> tuple[Entry, ...]:
    return tuple(Entry("terms", term) for term in analyzer.english.terms(word))


def prefix_units(text: str, analyzer: Analyzer) -> list[Unit]:
    """The units of a text of several runs whose last run may go on: 17대*, CVE-2024*."""
    *before, last = RUN.findall(text)
    units: list[Unit] = []
    at = 0
    for run in before:
        units.extend(written_units(run, at, analyzer))
        at += length(run)
    *syllables, end = literal(last) if script(last) in _SYLLABIC else (Unit((Entry("grams", written(last)),)),)
    beginning = Entry("grams", end.entries[-1].text, 0, True)
    return [*units, *moved((*syllables, Unit((*end.entries[:-1], beginning), end.at)), at)]


def moved(units: Sequence[Unit], by: int) -> Iterator[Unit]:
    return (Unit(unit.entries, unit.at + by) for unit in units)


def length(run: str) -> int:
    return len(run) if script(run) in _SYLLABIC else 1
