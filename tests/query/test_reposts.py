"""Reposts: a text that is there many times takes one place on a page, and says where else it is."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

import malmoi
from malmoi.config import Config

WORDS = [f"{first}{last}" for first in "가나다라마바사" for last in "강들꽃물불산"]
TEXTS, PAGE = 8, 3


@pytest.fixture
def index(tmp_path: Path) -> Iterator[malmoi.Index]:
    """Text 0 once, text 1 twice and so on, some with a line more, in two segments; id and title tell which."""
    with malmoi.open(tmp_path / "index", config=Config()) as opened:
        for part in (0, 1):
            opened.add_all(post(text, copy) for text in range(TEXTS) for copy in range(text + 1) if copy % 2 == part)
        yield opened


def post(text: int, copy: int) -> malmoi.Document:
    """A copy of a text."""
    words = random.Random(text).choices(WORDS, k=120)
    return malmoi.Document(
        id=f"{text}.{copy}",
        title=f"[펌] 글 {text}" if copy else f"글 {text}",
        body=" ".join([*words, "제주 여행", *(["퍼온 글"] if copy % 2 else [])]),
    )


def test_a_text_takes_one_place(index: malmoi.Index) -> None:
    """Page after page each text is shown once, with all its copies; the total is what can be paged through."""
    shown: list[str] = []
    for offset in range(0, 12, PAGE):
        page = index.search("제주", limit=PAGE, offset=offset)
        assert page.total == page.complete_count == index.count("제주") == TEXTS
        for hit in page.hits:
            text = hit.id.partition(".")[0]
            assert sorted((hit.id, *hit.reposts)) == [f"{text}.{copy}" for copy in range(int(text) + 1)]
            shown.append(text)
    assert sorted(shown) == [str(text) for text in range(TEXTS)]


def test_each_copy_may_be_a_hit(index: malmoi.Index) -> None:
    """Then the total counts posts, and the order is the same."""
    page = index.search("제주", limit=100, near_duplicates=False)
    assert len(page) == page.total == index.count("제주", near_duplicates=False) == 36
    assert not any(hit.reposts for hit in page)
    firsts = dict.fromkeys(hit.id.partition(".")[0] for hit in page)
    assert list(firsts) == [hit.id.partition(".")[0] for hit in index.search("제주", limit=100)]
    assert len(index.search("제주", limit=5, offset=34, near_duplicates=False)) == 2


def test_a_deleted_copy_is_not_counted(index: malmoi.Index) -> None:
    """A text of which one copy is left is one hit without reposts."""
    index.delete("1.0")
    assert index.count("제주") == TEXTS
    (hit,) = index.search("제주", ids=["1.1"])
    assert not hit.reposts
    index.delete("1.1")
    assert index.count("제주") == TEXTS - 1


def test_the_copies_are_counted_and_told(index: malmoi.Index) -> None:
    """Statistics count all but one of each text, and what a search prints as JSON names them."""
    assert index.stats().reposts == 36 - TEXTS
    hits = json.loads(json.dumps(index.search("제주", limit=TEXTS).to_json()))["hits"]
    assert sum(len(hit["reposts"]) for hit in hits) == 36 - TEXTS


def test_a_copy_that_alone_fits_the_filters_is_shown(index: malmoi.Index) -> None:
    """A copy is no worse than the original where the original is not looked for."""
    index.add(malmoi.Document(id="new", title="글 3", body=post(3, 0).body, date="2024"))
    page = index.search("제주", since="2020")
    assert [(hit.id, hit.reposts) for hit in page.hits] == [("new", ())]


def test_deleted_copies_are_gone(index: malmoi.Index) -> None:
    """What was deleted is told nowhere."""
    index.delete("2.1", "2.2")
    assert index.stats().reposts == 36 - TEXTS - 2
    hits = {hit.id: hit.reposts for hit in index.search("제주", limit=TEXTS).hits}
    assert hits["2.0"] == ()


def test_more_copies_than_fit(tmp_path: Path) -> None:
    """However many copies come first, a page is filled with other texts where there are any; ten copies are named."""
    with malmoi.open(tmp_path / "many", config=Config()) as opened:
        opened.add_all([post(9, 2 * copy) for copy in range(300)] + [post(text, 0) for text in range(TEXTS)])
        page = opened.search("제주", limit=9)
        assert len(page.hits) == 9
        assert [len(hit.reposts) for hit in page.hits if hit.id.startswith("9.")] == [10]
