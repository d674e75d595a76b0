"""Operators against sets and dictionaries: which documents match, surely and in part, and what they score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.query.execution.boolean import AndOperator, OrOperator, WordRunOperator
from malmoi.query.execution.conditions import FilterOperator, NotOperator
from malmoi.query.execution.explanation import Explanation
from malmoi.query.execution.matches import MatchedClause
from malmoi.query.execution.operators import Matches, Operator
from malmoi.query.execution.synonyms import SynonymOperator
from malmoi.query.leaf_queries.leaf import LeafKey
from malmoi.query.scoring.accumulators import Candidates, ScoreAccumulator
from malmoi.tests.examples import examples

from ..naive_found import Found, best_of, either, every, joined

SIZE = 6
ALL = set(range(SIZE))


def mask(documents: set[int]) -> np.ndarray:
    return np.isin(np.arange(SIZE), sorted(documents))


@dataclass
class FakeOperator:
    """An operator that finds what it is given."""

    found: Found
    claimed: list[set[LeafKey]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.is_relaxable, self.is_required = self.found.is_word, self.found.is_required

    @property
    def coverage_weight(self) -> float:
        return self.found.coverage_weight

    @property
    def boost(self) -> float:
        return self.found.boost

    @property
    def max_score(self) -> float:
        return self.found.max_score

    def claim(self, claimed: set[LeafKey]) -> None:
        self.claimed.append(claimed.copy())
        claimed.add(("terms", f"{id(self)}", ()))

    def match(self, at: int) -> Matches:
        assert at == 0
        return Matches(mask(self.found.full), mask(self.found.sure), mask(self.found.some))

    def score(self, at: int, accumulator: ScoreAccumulator) -> None:
        docs = range(SIZE) if accumulator.wanted.are_many else accumulator.wanted.docs.tolist()
        accumulator.scores += np.array([self.found.scores.get(doc, 0.0) for doc in docs], dtype=np.float32)
        accumulator.covered += np.array([self.found.covered.get(doc, 0.0) for doc in docs], dtype=np.float32)

    def clauses(self) -> Sequence[MatchedClause]:
        return ()

    def explain(self, at: int, doc: int) -> Iterator[Explanation]:
        if doc in self.found.scores:
            yield Explanation("part", self.found.scores[doc])


_DOCUMENTS = st.sets(st.integers(0, SIZE - 1))


@st.composite
def founds(draw: st.DrawFn) -> Found:
    """What a word or a phrase may have found."""
    full, weight = draw(_DOCUMENTS), draw(st.sampled_from([0.5, 1.0, 2.0]))
    is_word = draw(st.booleans())
    sure = full & draw(_DOCUMENTS) if is_word else full
    some = full | draw(_DOCUMENTS) if is_word else full
    scores = {doc: draw(st.sampled_from([0.25, 1.5, 3.0])) for doc in sorted(some)}
    is_required = not is_word or draw(st.booleans())
    return Found(full, some, sure, scores, dict.fromkeys(scores, weight), weight, 1.0, 2.0, is_word, is_required)


FOUNDS = st.lists(founds(), min_size=1, max_size=4)


def assert_same(operator: Operator, expected: Found, shown: set[int]) -> None:
    """An operator matches and scores what the naive one does, whichever documents are wanted."""
    matches = operator.match(0)
    sets = [set(np.flatnonzero(one).tolist()) for one in (matches.mask, matches.sure, matches.some | matches.mask)]
    assert sets == [expected.full, expected.sure, expected.some | expected.full]
    numbers = (operator.coverage_weight, operator.boost, operator.max_score)
    assert numbers == (expected.coverage_weight, expected.boost, expected.max_score)
    wanted = Candidates(mask(shown))
    accumulator = ScoreAccumulator(wanted)
    operator.score(0, accumulator)
    for name, items in (("scores", accumulator.scores), ("covered", accumulator.covered)):
        assert wanted.of(items).tolist() == [getattr(expected, name).get(doc, 0.0) for doc in sorted(shown)]
    for doc, score in zip(sorted(shown), wanted.of(accumulator.scores).tolist(), strict=True):
        assert sum(part.value for part in operator.explain(0, doc)) == pytest.approx(score)


@examples(200)
@given(FOUNDS, _DOCUMENTS)
def test_and(parts: list[Found], shown: set[int]) -> None:
    """AND is the intersection, of conditions and required words; some of it is any required word; scores add up."""
    assert_same(AndOperator([FakeOperator(part) for part in parts]), every(parts, ALL), shown)


@examples(100)
@given(st.lists(founds().filter(lambda found: found.is_word), min_size=1, max_size=3), _DOCUMENTS)
def test_a_run_of_words(parts: list[Found], shown: set[int]) -> None:
    """A run of words that mean one thing is sure only where each of them is."""
    expected = joined(parts, ALL)
    expected.sure &= expected.full
    assert_same(WordRunOperator([FakeOperator(part) for part in parts]), expected, shown)


@examples(100)
@given(FOUNDS, _DOCUMENTS)
def test_or(parts: list[Found], shown: set[int]) -> None:
    """OR is the union; its scores add up, and one operand covers as much as all."""
    assert_same(OrOperator([FakeOperator(part) for part in parts]), either(parts), shown)


@examples(100)
@given(founds(), founds(), _DOCUMENTS)
def test_synonyms(typed: Found, other: Found, shown: set[int]) -> None:
    """A synonym group is the union, and scores the better of its sides."""
    assert_same(SynonymOperator([FakeOperator(typed), FakeOperator(other)]), best_of(typed, other), shown)


@examples(50)
@given(founds(), _DOCUMENTS)
def test_conditions(found: Found, shown: set[int]) -> None:
    """NOT leaves out what is sure and keeps guesses; neither it nor a filter scores."""
    rest = ALL - found.sure
    assert_same(NotOperator(FakeOperator(found)), Found(rest, rest, rest), shown)
    assert_same(FilterOperator([mask(found.full)]), Found(found.full, found.full, found.full), shown)


def test_what_is_excluded_claims_nothing() -> None:
    """A word that is also excluded scores where it is wanted; each side of a synonym group claims for itself."""
    one, excluded, typed, variant = (FakeOperator(Found(set(), set(), set(), is_word=True)) for _ in range(4))
    operator = AndOperator([NotOperator(excluded), one, SynonymOperator([typed, variant])])
    claimed: set[LeafKey] = set()
    operator.claim(claimed)
    assert excluded.claimed == [set()]
    assert one.claimed == [set()]
    assert typed.claimed == variant.claimed == [{("terms", f"{id(one)}", ())}]
    assert {int(key[1]) for key in claimed} == {id(one), id(typed), id(variant)}
