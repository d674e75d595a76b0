"""Folding: compatibility characters become what they stand for, with the way back to the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.text.fold import fold, fold_text

FOLDED = [
    ("5㎏", "5kg"),
    ("㈜대우", "(주)대우"),
    ("①번", "1번"),
    ("ﬁnal", "final"),
    ("Ⅱ장", "II장"),
    ("84㎡", "84m2"),
    ("m²", "m2"),
    ("ＭＴＵ　２００７（日）", "MTU 2007(日)"),
    ("ｶﾞﾝﾊﾞﾚ", "ガンバレ"),
    ("ﾡﾡ ￇﾤ", "ㄱㄱ ㅔㄴ"),
    ("“말” ‘글’", "\"말\" '글'"),
    ("❤\ufe0f 이주\u200d노조", "❤ 이주노조"),
]
KEPT = ["10²", "½", "서울 Seoul 首爾"]


@pytest.mark.parametrize(("text", "folded"), [*FOLDED, ("한ㆍ미·일", "한·미·일"), *((text, text) for text in KEPT)])
def test_fold(text: str, folded: str) -> None:
    """Units, ligatures, numbers and middle dots are folded; powers and fractions keep their meaning."""
    assert fold(text).text == fold_text(text) == folded


@given(st.text("가A5㎏①ﬁ²·ㆍ㈜ .“Ａｶﾞ\u200d\ufe0f", max_size=20), st.data())
def test_the_way_back(text: str, data: st.DataObject) -> None:
    """A span of the folded text is a span of the text that folds to it, or to more: a character is never cut."""
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    first, last = folded.span(start, end)
    if start < end:
        assert folded.text[start:end] in fold_text(text[:last])[len(fold_text(text[:first])) :]
