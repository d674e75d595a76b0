"""Particles: what may follow a noun, by its last sound."""

from __future__ import annotations

import pytest

from malmoi.indexer.analysis.particles import are_particles, may_follow, may_follow_counter


@pytest.mark.parametrize(
    ("stem", "tails", "others"),
    [
        ("책", "이 을 은 과 으로 에서도 까지는 이라고 이었다 만", "가 를 는 와 로 다 갈피"),
        ("배", "가 를 는 와 로 에서 처럼 다 였다", "이 을 은 과 으로 이다 낭"),
        ("길", "이 을 로 로서 에도", "으로 가 를"),
    ],
)
def test_the_shape_of_a_particle(stem: str, tails: str, others: str) -> None:
    """A particle has one shape after a vowel, one after a consonant, and 로 after ㄹ."""
    assert [tail for tail in tails.split() if not may_follow(stem, tail)] == []
    assert [tail for tail in others.split() if may_follow(stem, tail)] == []


def test_after_a_counter() -> None:
    """A number and its counter may be followed by more than particles."""
    assert all(may_follow_counter("명", tail) for tail in "이 가량 정도의 짜리 이상이 씩".split())
    assert not may_follow_counter("명", "함")


def test_after_a_word_of_another_script() -> None:
    """How MTU sounds is not known: both shapes may follow."""
    assert all(map(are_particles, "와 과 이란 가 는 에서".split()))
    assert not are_particles("지도부")
