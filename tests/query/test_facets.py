"""Facets: the counts of a field's values over all hits of a search."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import malmoi
from malmoi import Document, FacetCount, Index

from ..examples import examples

WORDS = ("서울", "부산", "제주", "harbour")
AUTHORS = ("Kim Min, Lee Su", "Lee Su", "김 민·이 수", None)
NAMES = ("year", "lang", "tag", "author", "source")
LONG = " ".join(f"{first}{last}" for first in "가나다라마바사" for last in "강들꽃물불산")


def post(number: int) -> Document:
    """A post; every fifth has the text of the one before it, and another year and tag."""
    text = number - number % 5 // 4
    return Document(
        id=f"{number}",
        title=f"글 {text}",
        body=f"{WORDS[text % 3]} {WORDS[text % 4]} {LONG} {text * 'ㅋ '}",
        date=None if number % 7 == 6 else f"{1995 + number % 6}-03",
        tags=("Aa", "b")[: number % 3],
        author=AUTHORS[number % 4],
    )


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Three segments, with a deleted document in one of them."""
    with malmoi.open(tmp_path_factory.mktemp("facets") / "index", config=malmoi.Config()) as opened:
        for part in range(3):
            opened.add_all(post(number) for number in range(part * 20, part * 20 + 20))
        opened.delete("3", "31")
        yield opened


@given(query=st.lists(st.sampled_from([*WORDS, "-제주", "tag:b"]), min_size=1, max_size=3), near=st.booleans())
@examples(60, quick=15)
def test_a_count_is_the_total_of_the_value_as_a_filter(index: Index, query: list[str], near: bool) -> None:
    """So whoever chooses a value of a facet finds what the facet promised."""
    typed = " ".join(query)
    page = index.search(typed, limit=1, require="any", near_duplicates=near, facets=NAMES)
    assert tuple(page.facets) == NAMES
    for name, counts in page.facets.items():
        assert list(counts) == sorted(counts, key=lambda one: (-one.count, one.value))
        for value, count in map(astuple, counts):
            if name == "source":
                continue  # no filter of a search
            chosen = {"year": {"since": value, "until": value}, "tag": {"tags": [value]}}.get(name, {name: value})
            assert index.count(typed, require="any", near_duplicates=near, **chosen) == count > 0
    dated = sum(one.count for one in page.facets["year"])
    assert near or dated == index.count(typed, require="any", since="1900", near_duplicates=False)


def test_facets_count_all_hits(index: Index) -> None:
    """Not those of the page alone, and with those that have only some of the words where they are shown."""
    for limit in (0, 1, 100):
        page = index.search("harbour", limit=limit, near_duplicates=False, facets=["lang", "tag"])
        assert sum(one.count for one in page.facets["lang"]) >= page.total > 1
    relaxed = index.search("harbour 없는낱말", facets=["tag"])
    assert relaxed.relaxed
    assert relaxed.facets == index.search("harbour", facets=["tag"]).facets


def test_a_field_of_many_values(tmp_path: Path) -> None:
    """Values are counted in another way where there are many; the result is the same."""
    with malmoi.open(tmp_path / "index", config=malmoi.Config()) as opened:
        opened.add_all(
            Document(id=f"{number}", body="서울", tags=(f"{number % 70}", f"{number % 3}")) for number in range(140)
        )
        facets = opened.search("서울", facets=["tag"]).facets["tag"]
        assert len(facets) == 70
        assert {one.value: one.count for one in facets} == {
            f"{tag}": opened.count("서울", tags=[f"{tag}"]) for tag in range(70)
        }


def test_each_author_counts(index: Index) -> None:
    """A post of two authors counts for both, as the filter finds it by either; hand-added posts have no source."""
    facets = index.search("서울 부산 제주", require="any", near_duplicates=False, facets=("author", "source")).facets
    assert [count.value for count in facets["author"]] == ["lee su", "kim min", "김 민", "이 수"]
    assert facets["source"] == ()


def test_sources_are_counted(tmp_path: Path) -> None:
    """A source is the path of its folder or file."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "post.txt").write_text(f"서울 {name}", encoding="utf-8")
    with malmoi.open(tmp_path / "index", config=malmoi.Config()) as opened:
        opened.sync(tmp_path / "a", tmp_path / "b")
        found = opened.search("서울", facets=["source"]).facets["source"]
    assert found == (FacetCount(str(tmp_path / "a"), 1), FacetCount(str(tmp_path / "b"), 1))


def test_json_has_facets_only_when_asked(index: Index) -> None:
    """As objects in their order, so that any reader keeps it."""
    assert "facets" not in index.search("서울").to_json()
    facets = json.loads(json.dumps(index.search("서울", facets=("tag", "tag")).to_json()))["facets"]
    assert list(facets) == ["tag"]
    assert list(facets["tag"][0]) == ["value", "count"]
    assert {one["value"] for one in facets["tag"]} == {"aa", "b"}


def test_an_empty_index_has_nothing_to_count(tmp_path: Path) -> None:
    """Every field that was asked for is there, without values."""
    with malmoi.open(tmp_path / "index", config=malmoi.Config()) as opened:
        assert opened.search("서울", facets=NAMES).facets == dict.fromkeys(NAMES, ())


@pytest.mark.parametrize("wrong", ["year", ["colour"], [1], 5, [None]])
def test_wrong_names_are_refused(index: Index, wrong: object) -> None:
    """A text alone is no list of names, and only fields with values can be counted."""
    with pytest.raises(malmoi.ArgumentError, match="facets"):
        index.search("서울", facets=wrong)  # type: ignore[arg-type]  # deliberately wrong
