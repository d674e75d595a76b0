"""Languages: told by the scripts of a text, so that names and quoted words do not make it bilingual."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.text.language import language

TOLD = """
제주에서 봄 여행을 했다                                | ko
We walked along the coast in spring                    | en
봄 여행 이야기 A story of a spring walk                | ko+en
제주에서 만난 사람들이 우리에게 들려준 오래된 이야기 MTU | ko
The old harbour of Jeju, which the islanders call 제주, is quiet in spring and loud in summer | en
東京の春                                               | other
Весна на острове                                       | other
人民                                                   | other
2007 12.9 !                                            | other
ㅋㅋㅋ                                                 | ko
"""


@pytest.mark.parametrize("line", TOLD.strip().splitlines())
def test_told(line: str) -> None:
    """A text is Korean, English, both or something else by the share of its scripts."""
    text, _, expected = line.rpartition("|")
    assert language(text.strip()) == expected.strip()


def test_as_much_of_either_counts_as_both() -> None:
    """A page with its own translation is bilingual whichever side is a little longer."""
    assert language("봄이 온다 " * 30 + "spring is coming " * 20) == "ko+en"
    assert language("봄이 온다 " * 20 + "spring is coming " * 30) == "ko+en"


@given(st.text())
def test_any_text_has_a_language(text: str) -> None:
    """Every text has one of the four codes."""
    assert language(text) in {"ko", "en", "ko+en", "other"}
