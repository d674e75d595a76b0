"""Particles (조사): which endings of a run may follow a noun?

The set is closed: case particles, auxiliary particles, forms of the copula 이다, and what they may be combined to. Many
have two shapes, one after a vowel (가, 를, 는, 와, 로) and one after a consonant (이, 을, 은, 과, 으로).
"""

from __future__ import annotations

from functools import cache
from itertools import product

from ..text.hangul import coda, is_syllable

_ANY = """
    의 에 에서 에게 에게서 께 께서 한테 한테서 더러 보고 도 만 까지 부터 마다 처럼 보다 밖에 조차 마저 하고 뿐
    대로 만큼 같이 씩 쯤 끼리 커녕 마냥 치고 들 들이 들을 들은 들의 들도 들에게 들과 입니다 입니까 이던 인데
    인지
""".split()
_AFTER_VOWEL = """
    가 를 는 와 로 로서 로써 로부터 라 라고 라는 라도 라면 라서 라며 란 나 나마 랑 며 고 든지 든가 야 야말로 여
    다 였다 였고 였던 였는데 예요 였습니다 지만 면 니까 면서 네요 니 군 거나 더라 였을 였지만 여서
""".split()
_AFTER_CONSONANT = """
    이 을 은 과 으로 으로서 으로써 으로부터 이라 이라고 이라는 이라도 이라면 이라서 이라며 이란 이나 이나마
    이랑 이며 이고 이든지 이든가 아 이야 이야말로 이여 이다 이었다 이었고 이었던 이었는데 이에요 이었습니다
    이지만 이면 이니까 이면서 이네요 이니 이군 이거나 이더라 이었을 이었지만 이어서 인 일
""".split()
_COMBINING = """
    에 에서 에게 에게서 께 한테 까지 부터 로 으로 로서 으로서 로써 으로써 만 뿐 처럼 보다 대로 만큼 밖에 하고
    마다 씩 쯤 와 과 라고 이라고 조차 마저 끼리 들
""".split()
_COMBINED = (
    "는 은 도 만 만이 만을 만은 의 이 까지 까지도 부터 밖에 조차 라도 이라도 나 이나 만의 뿐 다 이다 서도 를 을".split()
)
_COUNTED = "쯤 이내 이상 이하 미만 초과 정도 가량 짜리 째 당 간 여 남짓 안팎 내외".split()
"""Suffixes, besides particles, that follow a number and its counter: 27명가량, 27원짜리."""


@cache
def _shapes() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Sequences of particles after a vowel, after a consonant, and after ㄹ."""
    combined = {first + second for first, second in product(_COMBINING, _COMBINED) if first not in second}
    both = {*_ANY, *combined}
    not_after_vowel = {one for one in both if one.startswith(("으로", "과", "이라"))}
    not_after_consonant = {one for one in both if one.startswith(("로", "와", "라고"))}
    vowel = {*_AFTER_VOWEL, *both} - not_after_vowel
    consonant = {*_AFTER_CONSONANT, *both} - not_after_consonant
    rieul = {*consonant, *(one for one in {*_AFTER_VOWEL, *both} if one.startswith("로"))}
    rieul -= {one for one in rieul if one.startswith("으로")}
    return frozenset(vowel), frozenset(consonant), frozenset(rieul)


def may_follow(stem: str, tail: str) -> bool:
    """True if ``tail`` is a particle, or several, that may follow a stem: 이 follows 책 and not 배."""
    if not is_syllable(stem[-1]):
        return False
    vowel, consonant, rieul = _shapes()
    last = coda(stem[-1])
    return tail in (rieul if last == "ㄹ" else consonant if last else vowel)


def are_particles(tail: str) -> bool:
    """True if ``tail`` is a particle, or several, after a word of another script, whose sound is not known."""
    return any(tail in shape for shape in _shapes())


def are_counted(tail: str) -> bool:
    """True if ``tail`` is a suffix of a counter, maybe with particles: 쯤, 가량이."""
    return tail in _counted_tails()


def may_follow_counter(stem: str, tail: str) -> bool:
    """True if ``tail`` may follow a number and its counter, a noun of one syllable: 27명이, 27명가량."""
    return may_follow(stem, tail) or tail in _counted_tails()


@cache
def _counted_tails() -> frozenset[str]:
    return frozenset(
        word + particle
        for word in _COUNTED
        for particle in ("", *frozenset().union(*_shapes()))
        if not particle or may_follow(word, particle)
    )
