"""Places of morphemes in what is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.analysis.taggers.align import places
from malmoi.tests.examples import examples


@pytest.mark.parametrize(
    ("run", "forms", "expected"),
    [
        ("학교에", "학교 에", "학교=학교 에=에"),
        ("규탄했다", "규탄 하 었 다", "규탄=규탄 했=하 다=다"),
        ("갔었던", "가 았 었 던", "갔=가 었=었 던=던"),
        ("예쁜", "예쁘 ㄴ", "예쁜=예쁘"),
        ("가까운", "가깝 ㄴ", "가까운=가깝"),
        ("걸어서", "걷 어서", "걸=걷 어서=어서"),
        ("도와줬어요", "돕 어 주 었 어요", "도=돕 와=어 줬=주 어요=어요"),
        ("민주주의라고", "민주주의 이 라고", "민주주의=민주주의 라고=라고"),
        ("해졌다고", "하 어 지 었 다고", "해=하 졌=지 다고=다고"),
        ("그럼으로써", "그러 ㅁ 으로써", "그럼=그러 으로써=으로써"),
    ],
)
def test_places(run: str, forms: str, expected: str) -> None:
    """A morpheme lies where its letters are; one without a syllable of its own is left out."""
    said = forms.split()
    assert " ".join(f"{run[start:end]}={said[index]}" for index, start, end in places(run, said)) == expected


hangul = st.text("가각갔겠나는다라를마메민버쁜사서씨아야어었오와왜웃으이자줬지하했ㄱㄴㅋㅏ", min_size=1, max_size=8)


@examples(200)
@given(hangul, st.lists(hangul, min_size=1, max_size=5))
def test_whole_run(run: str, forms: list[str]) -> None:
    """Whatever a tagger says, the places cover the run once, in the order of the forms."""
    found = places(run, forms)
    assert "".join(run[start:end] for _, start, end in found) == run
    indexes = [index for index, _, _ in found]
    assert indexes == sorted(set(indexes))
    assert all(start < end for _, start, end in found)
