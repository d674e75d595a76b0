"""The deadline of a query: it ends the search, and never changes what the query means."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import malmoi
from malmoi import deadline as module
from malmoi.config import Config, Limits
from malmoi.deadline import check_deadline, deadline

from .query.corpora import new_index

DOCUMENTS = [
    malmoi.Document(
        id="a", title="이주노조 집회", body="The migrant trade union (MTU) met on 12.9(日). 노동신문 보도."
    ),
    malmoi.Document(id="b", title="로동신문", body="이주노조는 오늘 집회를 열었다. 同志들의 노래와 deportation."),
    malmoi.Document(id="c", title="Deported", body="강제추방 반대! They were deported. 노동조합"),
]
QUERY = '이주노조 "노동 신문" OR deport* OR title:(집회 -없는말)'


class Clock:
    """A clock that stands still, and is beyond any deadline from one look at it on."""

    def __init__(self, looks: int | None) -> None:
        self._left = looks
        self.looks = 0

    def thread_time(self) -> float:
        """The thread never works."""
        return 0.0

    def monotonic(self) -> float:
        """0 at first."""
        self.looks += 1
        return 0.0 if self._left is None or self.looks <= self._left else 1e9


@pytest.fixture
def index() -> Iterator[malmoi.Index]:
    """An index of a few documents."""
    with new_index(Config()) as made:
        made.add_all(DOCUMENTS)
        yield made


def search(index: malmoi.Index, monkeypatch: pytest.MonkeyPatch, looks: int | None) -> tuple[malmoi.Page | None, int]:
    """The page, None where the search ended in QueryTimeout, and how often it looked at the clock."""
    index._state._searcher = None  # nothing is remembered
    clock = Clock(looks)
    with monkeypatch.context() as patch:
        patch.setattr(module, "time", clock)
        try:
            return index.search(QUERY), clock.looks
        except malmoi.QueryTimeout:
            return None, clock.looks


@pytest.mark.parametrize("stride", [5, pytest.param(1, marks=pytest.mark.slow)])
def test_whenever_it_passes_the_answer_is_the_same_or_an_error(
    index: malmoi.Index, monkeypatch: pytest.MonkeyPatch, stride: int
) -> None:
    """Before the order is known the search ends in QueryTimeout. After that hits lack their marks, and a note says so."""
    search(index, monkeypatch, None)  # what a process remembers, such as word lists, is read
    whole, looks = search(index, monkeypatch, None)
    assert whole and looks > 100
    ended, lacking = [], []
    for at in range(1, looks, stride):  # the first look sets the deadline
        page, seen = search(index, monkeypatch, at)
        ended.append(page is None)
        assert seen <= at + 2 * (1 + len(DOCUMENTS))  # once it has passed: two looks, and two for each hit
        if page:
            assert [(hit.id, hit.score, hit.why) for hit in page.hits] == [
                (hit.id, hit.score, hit.why) for hit in whole.hits
            ]
            unmarked = [hit for hit in page.hits if not (hit.snippet.marks or hit.title_highlight.marks)]
            assert bool(unmarked) == any("limits.deadline_ms" in note for note in page.notes)
            lacking.append(bool(unmarked))
    assert ended == sorted(ended, reverse=True)
    assert {True, False} == set(ended)
    assert any(lacking)  # and none where it passes while a better query is looked for


def test_an_explanation_has_a_deadline_too(index: malmoi.Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a search has."""
    monkeypatch.setattr(module, "time", Clock(5))
    with pytest.raises(malmoi.QueryTimeout, match="took longer than 2,000 ms"):
        index.explain(QUERY, "a")


def test_it_is_over_with_the_query() -> None:
    """What runs after a query, or beside it in another one, is not stopped."""
    check_deadline()
    with deadline(10_000), deadline(0):
        time.sleep(0.001)
        with pytest.raises(malmoi.QueryTimeout):
            check_deadline()
    check_deadline()


def hanja(count: int) -> str:
    """A word of many Hanja."""
    return "".join(map(chr, range(0x4E00, 0x4E00 + count)))


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index with a word of 7,000 Hanja and three texts of half a million letters."""
    folder = tmp_path_factory.mktemp("hard") / "index"
    text = "가나 다라마 바 사 abc de " * 30_000
    with malmoi.open(folder) as index:
        index.add_all([*DOCUMENTS, malmoi.Document(id="h", body=hanja(4000) + hanja(3000)[::-1])])
        index.add_all([malmoi.Document(id=str(number), body=f"{number} {text}") for number in range(3)])
    return folder


@pytest.mark.parametrize(
    "query",
    [
        hanja(4000),
        "노동신문" * 1000,
        " OR ".join("가나다라마바사"),
        " OR ".join(f'"{word} abc"' for word in "가나다라마바사"),
        "가* OR *나 OR a* OR *e",
        "abc de " * 100,
    ],
    ids=lambda query: query[:12],
)
def test_hard_queries_end_in_time(hard: Path, query: str, within: Callable[..., None]) -> None:
    """Soon after the deadline, whatever takes the time: variants of a long word, or marks in long texts."""
    config = replace(Config(), limits=Limits(deadline_ms=100))

    def search() -> None:
        with malmoi.Index(hard, config) as index:
            try:
                page = index.search(query)
                assert page.hits or not page.total
            except malmoi.QueryTimeout:
                pass

    within(1.5, search)
