"""Width folding: wide characters as a keyboard types them, one for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.text.narrow import keyword, narrow


@pytest.mark.parametrize(
    ("text", "narrowed"),
    [
        ("“봄　여행”", '"봄 여행"'),
        ("１２．９（日）", "12.9(日)"),
        ("ﾡￇ", "ㄱㅔ"),
        ("㎏ ㆍ …", "㎏ ㆍ …"),
        ("-ａ｜ｂ", "-a|b"),
    ],
)
def test_narrow(text: str, narrowed: str) -> None:
    """Quotation marks, blanks and full-width forms are narrow; units, dots and ellipses are no wide characters."""
    assert narrow(text) == narrowed


@given(st.text())
def test_places_are_the_same(text: str) -> None:
    """A narrow text is as long as the text, and narrow already."""
    assert len(narrow(text)) == len(text)
    assert narrow(narrow(text)) == narrow(text)


def test_keyword() -> None:
    """Tags and authors are compared whatever their case and width."""
    assert keyword("Ｃ언어") == keyword("c언어")
