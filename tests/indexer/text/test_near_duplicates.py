"""Similarity: what is one text once more, and what only comes from the same mould."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest

from malmoi.indexer.text.near_duplicates import Numbers, firsts, run_hash, sketches, title_hash
from malmoi.indexer.text.positions import RUN

WORDS = [f"{first}{last}" for first in "가나다라마바사아자차" for last in "강문별산집길달꽃물불말밭밤봄"]


def sketch(*bodies: str) -> Numbers:
    """The sketches of some bodies, as a segment makes them."""
    runs = [RUN.findall(body) for body in bodies]
    hashes = np.array([run_hash(run) for found in runs for run in found], np.uint32)
    return sketches(hashes, np.cumsum([len(found) for found in runs], dtype=np.int64))


def body(seed: int, length: int = 200) -> list[str]:
    """The words of an invented body."""
    return random.Random(seed).choices(WORDS, k=length)


def near(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two bodies are told to be nearly the same."""
    titles = np.zeros(2, np.uint64)
    return not firsts(titles, sketch(" ".join(one), " ".join(other))).any()


def test_the_same_text() -> None:
    """Spacing between sentences, line ends and signs make no other text."""
    words = body(1)
    assert (sketch(" ".join(words)) == sketch(", ".join(words) + ".\n\n")).all()


def test_a_line_more() -> None:
    """A long text with a line about its origin before or after it is nearly the same."""
    for seed in range(50):
        words = body(seed, 400)
        assert near(words, ["퍼온", "글", "출처", *words])
        assert near(words, [*words, "무단", "전재", "금지"])


def test_another_text() -> None:
    """Texts of the same words in another order, and those with every tenth word changed, are others."""
    for seed in range(50):
        words = body(seed)
        shuffled = random.Random(seed).sample(words, len(words))
        changed = [word if at % 10 else "바뀐" for at, word in enumerate(words)]
        assert not near(words, shuffled)
        assert not near(words, changed)


@pytest.mark.parametrize(("length", "is_compared"), [(0, False), (1, False), (23, False), (24, True)])
def test_short_texts(length: int, is_compared: bool) -> None:
    """A greeting, a caption, a notice of two lines may be in many posts, and is never called the same text."""
    assert near(body(1, length), body(1, length)) is is_compared


@pytest.mark.parametrize("block", [1, 2, 100])
def test_sketches_do_not_depend_on_neighbours(monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    """A body has the same sketch in whatever segment it is, so that sketches may be merged as they are."""
    monkeypatch.setattr("malmoi.indexer.text.near_duplicates._BLOCK", block)
    bodies = [" ".join(body(seed, length)) for seed, length in ((1, 0), (2, 1), (3, 90), (4, 2), (5, 30), (6, 24))]
    assert sketch(*bodies).tolist() == [int(sketch(one)[0]) for one in bodies]
    assert sketch().tolist() == []


def test_titles() -> None:
    """Case, signs and brackets make no other title; one in brackets alone is a title too."""
    assert len({title_hash(title) for title in ("봄 여행, Jeju", "[펌] 봄 여행 (jeju)", "봄여행 (2) - 제주")}) == 3
    assert len({title_hash(title) for title in ("봄 여행, Jeju", "[펌] 봄여행 jeju", "봄 여행 JEJU (재게시)")}) == 1
    assert title_hash("(알림)") != title_hash("[사진]")


def test_firsts() -> None:
    """Each copy leads to the first of its text; under another title it is another document."""
    text, other = " ".join(body(1)), " ".join(body(2))
    bodies = [text, other, text + " 퍼온 글", other, text, text]
    titles = np.array([title_hash(title) for title in ("a", "b", "[펌] a", "c", "a", "d")], np.uint64)
    assert firsts(titles, sketch(*bodies)).tolist() == [0, 1, 0, 3, 0, 5]


def test_many_copies() -> None:
    """Each of many near copies is found, whatever lies between them."""
    texts = [body(seed, 300) for seed in range(40)]
    copies = [[*text, "덧붙임"] for text in texts]
    titles = np.array([title_hash(f"글 {at % 40 % 7}") for at in range(120)], np.uint64)
    found = firsts(titles, sketch(*map(" ".join, [*texts, *copies, *texts])))
    assert found.tolist() == [*range(40)] * 3


def test_one_text_very_often() -> None:
    """Ten thousand copies of a text are one text, found at once."""
    titles, bodies = np.zeros(10_001, np.uint64), np.repeat(sketch(" ".join(body(1))), 10_001)
    assert not firsts(titles, bodies).any()
    assert firsts(titles[:0], bodies[:0]).tolist() == []
