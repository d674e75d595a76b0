"""Hints of an index: they come and go with its posts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import malmoi
from malmoi.query.bridges.mining.evidence import Evidence
from malmoi.query.bridges.mining.index import IndexHints
from malmoi.query.bridges.mining.pairs import mined_pairs
from malmoi.tests.examples import examples

from .post_hints import mine

TEXTS = [
    "어제 전국도자기노동조합(도자노조)이 모였다.",
    "도자모임(PMG)과 바다모임(Sea Club)",
    "The Pottery Makers' Guild (PMG) met",
    "PMG(도자모임)",
    "뜨개질을 했다",
]
POSTS = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(TEXTS), max_size=6)


@examples(8)
@given(POSTS, POSTS)
def test_pairs_keep_in_step_with_posts(
    tmp_path_factory: pytest.TempPathFactory, before: dict[str, str], after: dict[str, str]
) -> None:
    """After changes the pairs are those of the posts as they are, however the posts came to be so."""
    folder = tmp_path_factory.mktemp("index")
    with malmoi.open(folder) as index:
        index.add_all(malmoi.Document(id=id_, body=text) for id_, text in before.items())
        index.delete(*(before.keys() - after.keys()))
        for id_, text in after.items():
            index.add(malmoi.Document(id=id_, body=text))
        found = mined_pairs(IndexHints(index.searcher().snapshot.segments), Evidence())
    wanted = mine([(id_, "", text) for id_, text in sorted(after.items())])
    assert [(pair.names, pair.score, pair.count) for pair in found] == [
        (pair.names, pair.score, pair.count) for pair in wanted
    ]
