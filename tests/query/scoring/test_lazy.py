"""Lazy scores: those of candidates, and the memory that all take."""

from __future__ import annotations

import numpy as np
import pytest

from malmoi.query.scoring.accumulators import Candidates, ScoreAccumulator
from malmoi.query.scoring.docsets import document_set
from malmoi.query.scoring.lazy import LazyScores

SIZE = 4000


@pytest.mark.parametrize("step", [1, 3, 7, 9, 100, 3999])
def test_memory_is_told_as_it_is_taken(step: int) -> None:
    """What its arrays take is told: at first those of its documents, and of the scores once they are there."""
    docs = np.arange(0, SIZE, step, dtype=np.uint16)
    grown: list[int] = []
    scores = LazyScores(
        document_set(docs, SIZE),
        lambda some: np.ones(len(some), np.float32),
        lambda: np.ones(SIZE, np.float32),
        grown.append,
    )
    are_few = 8 * len(docs) <= SIZE
    assert scores.bytes == (docs.nbytes if are_few else SIZE)
    for _ in range(2):
        scores.add(ScoreAccumulator(Candidates(np.ones(SIZE, dtype=bool))), 1.0)
    assert grown == [4 * len(docs) if are_few else 4 * SIZE]


def test_all_are_worked_out_once_that_is_as_cheap() -> None:
    """A few are worked out by themselves, until that has cost as much as all; the scores are the same either way."""
    docs = np.arange(0, 60_000, 2, dtype=np.uint16)
    asked: list[int] = []

    def some(wanted: np.ndarray) -> np.ndarray:
        asked.append(len(wanted))
        return wanted.astype(np.float32)

    every = np.arange(60_000, dtype=np.float32)
    scores = LazyScores(document_set(docs, 60_000), some, lambda: every, lambda _: None)
    mask = np.zeros(60_000, dtype=bool)
    mask[[4, 5, 1000]] = True
    for _ in range(20):
        accumulator = ScoreAccumulator(Candidates(mask))
        scores.add(accumulator, 2.0, 0.5)
        assert (accumulator.scores.tolist(), accumulator.covered.tolist()) == ([8, 0, 2000], [0.5, 0, 0.5])
    assert asked == [2] * 6
