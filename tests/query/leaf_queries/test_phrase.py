"""Phrases against a matcher that walks over the positions of every text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.documents.document import Document
from malmoi.indexer.text.normalize import clean
from malmoi.query.leaf_queries.phrase import find_phrase, phrase_places
from malmoi.tests.examples import examples

from ..corpora import new_index, new_segment
from ..naive_text import count_phrase, position_spans

_SYLLABLES = st.text("가나다 志同", min_size=1, max_size=8)
_MIXED = st.lists(
    st.sampled_from(
        ["가", "나", "다", "가나", "同", "志", "MTU", "mtu", "Union", "12", "12.9", " ", " ", "\n", ", ", "ㄱ"]
    ),
    min_size=1,
    max_size=8,
).map("".join)
TEXTS = _SYLLABLES | _MIXED


@examples(250, quick=80)
@given(st.lists(TEXTS, min_size=1, max_size=8), st.lists(TEXTS, min_size=1, max_size=8), st.booleans())
def test_a_phrase_is_its_atoms_in_their_order(texts: list[str], phrases: list[str], is_cut: bool) -> None:
    """Exactly the documents that have the positions of the phrase in a row, as often as they have them, however spaced."""
    if is_cut:  # pieces of the texts are found more often than other phrases
        phrases = [text[len(text) // 3 :] for text in texts]
    with new_segment(texts) as segment:
        grams = segment.postings("body.grams")
        for phrase in phrases:
            wanted = list(position_spans(clean(phrase)))
            counts = {at: count_phrase(list(position_spans(clean(text))), wanted) for at, text in enumerate(texts)}
            docs, found = find_phrase(grams, phrase)
            assert dict(zip(docs.tolist(), found.tolist(), strict=True)) == {at: n for at, n in counts.items() if n}
            assert len(phrase_places(grams, phrase)) == sum(counts.values())


@pytest.mark.parametrize(
    ("text", "phrase", "places"),
    [
        ("강제출국 반대", "강제 출국", [0]),
        ("강 제 출 국", "강제출국", [0]),
        ("서울역에서 서울 역", "서울역", [0, 5]),
        ("가가가가", "가가", [0, 1, 2]),
        ("MTU지도부", "mtu 지도부", [0]),
        ("同志! 동지", "同 志 동", [0]),
        ("20,7과 20.7", "20.7", [2]),
        ("나가나", "나가다", []),
        ("이주노조", "노", [2]),
        ("union", "unions", []),
        ("가 나", "", []),
    ],
)
def test_where_a_phrase_stands(text: str, phrase: str, places: list[int]) -> None:
    """A phrase is found at the position where it begins; spacing, case and punctuation do not matter."""
    with new_segment([text]) as segment:
        assert phrase_places(segment.postings("body.grams"), phrase).tolist() == places


def test_a_phrase_does_not_reach_from_one_field_into_another() -> None:
    """Nor from one document into the next."""
    with new_index() as index:
        index.add_all([Document(id="a", title="봄", body="여행", tags=("봄",)), Document(id="b", body="봄")])
        index.add(Document(id="c", body="여행을 하며"))
        assert index.search('"봄 여행"').complete_count == 0
        assert index.search('"여행 하"').complete_count == 0
