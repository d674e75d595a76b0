"""Neighbouring words of a query, as a text has them that has one beside the other: 봄 여행 and 봄여행."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ...indexer.analysis.analyzer import Analyzer
from ...indexer.text.fold import fold_text
from ...indexer.text.positions import RUN, Script, script
from .readings import length, stem, written_units
from .units import Entry, Unit, UnitSequence

_SYLLABIC = (Script.HANGUL, Script.HANJA)


class Neighbours(NamedTuple):
    """Two words side by side, with or without a blank; and the two as one word, where they can be one."""

    near: UnitSequence
    joined: UnitSequence | None


def neighbours(words: tuple[str, str], analyzer: Analyzer) -> Neighbours | None:
    """Two words as neighbours; None where one of them has no letters."""
    near, joined = near_units(*words, analyzer)
    return Neighbours(UnitSequence(near), UnitSequence(joined) if joined else None) if near else None


def near_units(left: str, right: str, analyzer: Analyzer) -> tuple[Sequence[Unit], Sequence[Unit]]:
    """The units of two words side by side, and of the two as one word; none where they cannot be."""
    first, second = fold_text(left), stem(fold_text(right), analyzer)
    if not RUN.search(first) or not RUN.search(second):
        return (), ()
    may_join = script(first[-1]) in _SYLLABIC and script(second[0]) is script(first[-1])
    units: list[Unit] = []
    at = 0
    for run in RUN.findall(f"{first}{'' if may_join else ' '}{second}"):
        units.extend(written_units(run, at, analyzer))
        at += length(run)
    return units, _at_border(units, first, second) if may_join else ()


def _at_border(units: list[Unit], first: str, second: str) -> list[Unit]:
    """The units of a pair that is one word: the syllables on both sides of the border are in one bigram."""
    border = sum(map(length, RUN.findall(first))) - 1
    bigram = Entry("grams", first[-1] + second[0])
    return [Unit((bigram,), border) if unit.at == border else unit for unit in units]
