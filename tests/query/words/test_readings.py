"""Readings of a query word: their units, and that a text which has the word has one of them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.query.words.readings import prefix_units, readings, stem, without_particles
from malmoi.query.words.units import Entry, Unit
from malmoi.tests.examples import examples

from ..corpora import WORDS, analyzer
from ..naive_text import Text, count_sequence

READINGS = """
학교에서  | 학+교@0; 학@0 교@1
김치      | 김+치@0; 김@0 치@1
봤다      | [보다]@0; ?[~보다]@0; 봤+다|봤@0 봤+다-1|다@1
women     | [woman]@0; [woman]|=-woman@0
R&D       | [r]@0 [d]@1; =RD|=-rd@0
U.S.      | [u]@0 [s]@1; =US|=-us@0
e-mail    | [e]@0 [mail]@1; [email]|=-email@0
138명     | [138]|138@0 [명]|[~명]|[#명]|명@1; [138]|138@0 [명]|명@1; ?[138]|138@0 [~명]@1
2명       | [2]|2@0 [명]|[~명]|[#명]|명@1; [2]|2@0 [명]|명@1; ?[2]|2@0 [~명]@1; 두@0 [명]|[~명]|[#명]|명@1; ?두+명|두@0 두+명-1|명|[명]|[~명]|[#명]|명@1
약        | [약]|약@0; ?[~약]@0
同志      | 同+志|同@0 同+志-1|志@1
"""
"""A term ``[명]``, a bigram 학+교, a word ``=RD``, one with signs left out ``=-rd``;
``-1``: one position after the entry's own; ``?``: likely; ``@``: the distance."""

ROWS = [[cell.strip() for cell in line.split("|", 1)] for line in READINGS.strip().splitlines()]
SYLLABLES = st.text("가각나다라마바사아자차카타파하은는을이", min_size=1, max_size=5)


def shown(entry: Entry) -> str:
    match entry.stream:
        case "terms":
            text = f"[{entry.text}]"
        case "words":
            text = f"={entry.text}"
        case _:
            text = "+".join(entry.text) if len(entry.text) == 2 and not entry.text.isascii() else entry.text
    return text + ("-1" if entry.inset else "") + ("*" if entry.is_prefix else "")


def printed(units: Sequence[Unit]) -> str:
    return " ".join(f"{'|'.join(map(shown, unit.entries))}@{unit.at}" for unit in units)


@pytest.mark.parametrize(("word", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_readings(word: str, expected: str) -> None:
    """A word is read as it is written, without its particles, by its dictionary form, and with its signs left out."""
    found = ("" if reading.is_sure else "?" for reading in readings(word, analyzer()))
    units = (printed(reading.units) for reading in readings(word, analyzer()))
    assert "; ".join(map("".join, zip(found, units, strict=True))) == expected


@examples(200)
@given(st.sampled_from(WORDS) | SYLLABLES)
def test_a_word_finds_itself(word: str) -> None:
    """A text that is the word has one of its readings."""
    text = Text(word, analyzer())
    assert any(count_sequence(text, reading.units) for reading in readings(word, analyzer()))


@examples(100)
@given(st.text(max_size=8))
def test_any_word(word: str) -> None:
    """Readings are different, and each begins at its first unit; a word without letters has none."""
    found = readings(word, analyzer())
    assert len(set(found)) == len(found)
    assert all(min(unit.at for unit in reading.units) == 0 for reading in found)
    assert bool(found) == bool(list(Text(word, analyzer()).positions))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17대", "[17]|17@0 대*@1"),
        ("CVE-2024", "[cve]@0 2024*@1"),
        ("학교", "학+교|학@0 학+교-1|교*@1"),
    ],
)
def test_prefix_units(text: str, expected: str) -> None:
    """Of a prefix of several runs only the last position may go on."""
    assert printed(prefix_units(text, analyzer())) == expected


@pytest.mark.parametrize(
    ("word", "noun"),
    [("학교에서", "학교"), ("MTU위원장이", "MTU위원장"), ("봤다", "봤다"), ("2,000", "2,000"), ("!", "!")],
)
def test_stem(word: str, noun: str) -> None:
    """The stem of a word is the noun that its last run begins with; a verb and a word without letters stay."""
    assert stem(word, analyzer()) == noun


@pytest.mark.parametrize(
    ("word", "bare"),
    [("API와", "API"), ("git이란", "git"), ("同志는", "同志"), ("학교는", "학교는"), ("API서버", "API서버")],
)
def test_without_particles(word: str, bare: str) -> None:
    """Particles after Latin letters or Hanja are cut off; a noun there stays, and so do particles after Hangul."""
    assert without_particles(word) == bare
