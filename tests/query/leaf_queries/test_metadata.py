"""Filters on metadata: whole values, and one of several authors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import malmoi
from malmoi.query.leaf_queries.metadata import authors

from ..corpora import new_index

LISTED = [
    "Dan Abramov, Lauren Tan",
    "Dan Abramov and Lauren Tan",
    "lauren tan & Dan Abramov",
    "Lauren Tan; Dan Abramov",
]


@pytest.mark.parametrize("author", ["Dan Abramov", *LISTED, "김 민·Dan Abramov", "Dan Abramov와 함께, Dan Abramov"])
def test_an_author_is_found_among_several(author: str) -> None:
    """By the whole name, in any case; and a list as a whole is found too."""
    with new_index() as index:
        index.add_all(
            [
                malmoi.Document(id="a", body="글", author=author),
                malmoi.Document(id="b", body="글", author="Dan Abramovich"),
                malmoi.Document(id="c", body="글", author="Jordan Abramov"),
                malmoi.Document(id="d", body="글"),
            ]
        )
        for sought in ("Dan Abramov", "DAN ABRAMOV", author):
            assert [hit.id for hit in index.search(f'글 author:"{sought}"')] == ["a"]
        assert not index.search("글 author:Dan")


@given(
    st.lists(st.sampled_from(["김 민", "Dan Abramov", "O'Neil", "이-수"]), min_size=1),
    st.sampled_from([", ", " & ", ";", " and "]),
)
def test_a_list_is_its_names(names: list[str], between: str) -> None:
    """Whatever is between them."""
    assert authors(between.join(names)) == names


TYPED = st.lists(
    st.sampled_from(
        [
            "노트북",
            "바지",
            " ",
            " OR ",
            " AND ",
            "NOT ",
            "-",
            "(",
            ")",
            '"',
            "|",
            "*",
            "tag:",
            "lang:en",
            "author:lee",
            "title:",
        ]
    )
).map("".join)


@given(TYPED)
def test_a_filter_that_a_caller_passes_holds(typed: str) -> None:
    """Whatever somebody types, a filter beside the query lets nothing else through."""
    with new_index() as index:
        index.add_all(
            [
                malmoi.Document(
                    id=f"{lang} {tag}", body="노트북 바지", lang=lang, tags=(tag,), date=date, author=author
                )
                for lang in ("ko", "en")
                for tag in ("a", "b")
                for date, author in (("2007-01-01", "lee"),)
            ]
        )
        assert {hit.id for hit in index.search(typed, lang="ko", tags=["a"], since="2006")} <= {"ko a"}
        assert not index.search(typed, until="2006").hits
