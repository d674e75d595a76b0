"""Segment groups: documents of neighbouring segments numbered through."""

from __future__ import annotations

import numpy as np
import pytest

from malmoi.query.scoring import segment_groups as module
from malmoi.query.scoring.segment_groups import SegmentGroup, segment_groups

from ..corpora import new_segment


def test_documents_are_numbered_through() -> None:
    """A document's number says its segment and its place there, and the other way round."""
    with new_segment(["가", "나"]) as one, new_segment(["다"]) as other:
        group = SegmentGroup([one, other])
        assert group.size == 3
        assert [group.place(doc) for doc in range(3)] == [(one, 0), (one, 1), (other, 0)]
        assert [group.number(*group.place(doc)) for doc in range(3)] == [0, 1, 2]
        assert group.documents_with("id", "0").tolist() == [0, 2]
        assert group.documents_with("id", "1").tolist() == [1]


def test_what_is_known_of_documents_is_joined() -> None:
    """Dates, digests, sketches and what is deleted stand in the order of the numbers."""
    with new_segment(["가", "나"]) as one, new_segment(["다"]) as whole:
        other = whole.with_deleted(np.array([0], "<u2"))
        group = SegmentGroup([one, other])
        assert group.live.tolist() == [True, True, False]
        assert group.has_deleted
        assert not SegmentGroup([one]).has_deleted
        assert group.dates.tolist() == [*one.dates, *other.dates]
        assert group.digests.tolist() == [*one.digests[:, 0], *other.digests[:, 0]]
        assert group.sketches.tolist() == [*one.sketches.tolist(), *other.sketches.tolist()]


@pytest.mark.parametrize(
    ("room", "sizes"), [(1, [2, 1, 1, 3]), (3, [3, 1, 3]), (4, [4, 3]), (100, [7]), (7, [7]), (2, [2, 2, 3])]
)
def test_a_group_has_what_fits(room: int, sizes: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """Segments follow each other as long as their numbers do; one that is larger stands alone."""
    monkeypatch.setattr(module, "MAX_DOCUMENTS", room)
    with new_segment(["가"] * 2) as a, new_segment(["가"]) as b, new_segment(["나"]) as c, new_segment(["다"] * 3) as d:
        assert [group.size for group in segment_groups([a, b, c, d])] == sizes
        assert segment_groups([]) == []
