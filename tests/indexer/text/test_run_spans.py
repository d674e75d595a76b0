"""The spans of runs found at once are those that the expression finds one after the other."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from malmoi.indexer.text.positions import MARKS, RUN
from malmoi.indexer.text.run_spans import joined, run_spans, text_of
from malmoi.tests.examples import examples

SIGNS = st.text(f"가힣ㄱㅏᄀ각々漢\ufa70\ufa6e𠀀豈Aé_'+#-12.,٣²́{MARKS[:2]} \n\ud800\udc00😀𝐀𝟎ア", max_size=40)


def runs(text: str) -> list[str]:
    """The runs of a text, by their spans."""
    found, _ = joined([text])
    return [text_of(found[slice(*span)]) for span in zip(*map(list, run_spans(found)), strict=True)]


@examples(400)
@given(SIGNS | st.text(st.characters(), max_size=40))
@example("C++ c+++d C#x C#_ C# C#𝐀 F##")
@example("don't rock'n'roll a''b ' 'tis 1'2")
@example("1.2,3 1..2 .1 1. 1,٣ 𝟎.𝟎")
@example("é\u0301\u0301's \u0301a 가\u0301 '\u0301a")
def test_as_the_expression(text: str) -> None:
    """Whatever characters a text has, in whatever order."""
    whole = text_of(joined([text])[0])  # halves that lie beside each other are one character now
    assert runs(text) == RUN.findall(whole)


@pytest.mark.parametrize("block", range(0, 0x110000, 0x10000))
def test_every_character(block: int) -> None:
    """Each character there is, between others of each kind."""
    text = "".join(f"가{chr(code)}a{chr(code)}1 " for code in range(block, block + 0x10000, 1 + 6 * (block > 0x3FFFF)))
    assert runs(text) == RUN.findall(text)


def test_counted_in_units() -> None:
    """A character beyond U+FFFF counts twice."""
    assert [found.tolist() for found in run_spans(joined(["😀 𠀀 a"])[0])] == [[3, 6], [5, 7]]


def test_of_nothing() -> None:
    """An empty text has no runs, and so does no text."""
    assert [len(found) for texts in ([""], []) for found in run_spans(joined(texts)[0])] == [0, 0, 0, 0]
