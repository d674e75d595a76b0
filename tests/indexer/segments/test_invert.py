"""Inverting gives the same columns however the tokens are cut into blocks and in whatever order these come."""

from __future__ import annotations

import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.segments import invert as module
from malmoi.indexer.segments.invert import Tokens, invert, stable_order
from malmoi.tests.examples import examples

TOKENS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5), st.integers(0, 300)), max_size=60)
CUTS = st.lists(st.integers(0, 60), max_size=4)


def blocks(tokens: list[tuple[int, int, int]], cuts: list[int]) -> list[Tokens]:
    """The tokens cut at some places."""
    terms, docs, places = np.array(tokens, dtype=np.uint32).reshape(-1, 3).T
    edges = [0, *sorted(cuts), len(tokens)]
    parts = [slice(start, end) for start, end in pairwise(edges)]
    return [(terms[part], docs[part].astype(np.uint16), places[part]) for part in parts]


@examples(150)
@given(TOKENS, CUTS, st.booleans(), st.randoms(use_true_random=False))
def test_blocks_in_any_order(
    tokens: list[tuple[int, int, int]], cuts: list[int], positions: bool, chance: random.Random
) -> None:
    """Sorted and in one block, sorted and in many, and shuffled."""
    known = sorted({term for term, _, _ in tokens})
    numbers = {term: at for at, term in enumerate(known)}
    text = [f"{term * 7 % 10}".encode() for term in known]
    flat = sorted((doc, at, numbers[term]) for term, doc, at in tokens)
    ordered = [(term, doc, at) for doc, at, term in flat]
    shuffled = list(ordered)
    chance.shuffle(shuffled)
    one, many, mixed = (
        invert(text, blocks(own, where), 6, positions=positions)
        for own, where in ((ordered, []), (ordered, cuts), (shuffled, cuts))
    )
    for name, column in one.items():
        assert (column.dtype, column.tolist()) == (many[name].dtype, many[name].tolist())
        assert (column.dtype, column.tolist()) == (mixed[name].dtype, mixed[name].tolist())


def test_tokens_in_order_are_not_sorted_by_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """That would take longer than all the rest."""
    monkeypatch.setattr(module, "_ascending", None)
    ordered = [(0, 0, 1), (1, 0, 1), (0, 0, 2), (1, 2, 0), (0, 5, 9)]
    assert invert([b"a", b"b"], blocks(ordered, [2, 2, 4]), 6)["positions"].tolist() == [1, 2, 9, 1, 0]


@given(st.lists(st.integers(0, 1 << 20), max_size=50), st.sampled_from([0, 17]))
def test_stable_order(numbers: list[int], shift: int) -> None:
    """As Python sorts, with numbers of one digit and of two."""
    small = np.array(numbers, dtype=np.uint32) >> shift
    expected = sorted(range(len(small)), key=small.tolist().__getitem__)
    assert stable_order(small, int(small.max(initial=0)) + 1).tolist() == expected
