"""Native Korean numerals and counters: 두 개 is 2개, and 스무 살 is 20살."""

from __future__ import annotations

from functools import cache

from .particles import may_follow_counter

_ONES = " 한 두 세 네 다섯 여섯 일곱 여덟 아홉".split(" ")
_TENS = " 열 스물 서른 마흔 쉰 예순 일흔 여든 아흔".split(" ")
_TWENTY = "스무"
_COUNTERS = frozenset(
    """
    개 명 번 살 시 시간 주 달 해 마리 권 장 대 채 벌 켤레 그루 송이 자루 잔 병 그릇 가지 사람 분 군데 곳 차례 판 편
    척 통 포기 쪽 줄 칸 층 배 끼 모금 줌 쌍 짝 톨 알 조각 모 단 되 말 필 가닥 다발 묶음 상자 봉지 갑 근 냥 돈 평 뼘
    방울 토막 바퀴 걸음 마디 글자 자 돌 식구 나라 마을 학교 가게 건 점 구 입 술 접시 컵 봉 팩 세트 가구 세대 집 팀
    """.split()
)
"""Nouns that things are counted by."""


@cache
def numerals() -> dict[str, int]:
    """The numerals before a counter, from 1 to 99: 한, 두, 스무, 스물한."""
    found = {f"{ten}{one}": 10 * tens + ones for tens, ten in enumerate(_TENS) for ones, one in enumerate(_ONES)}
    del found[""]
    return found | {_TWENTY: 20}


@cache
def numeral_of() -> dict[int, str]:
    """The numeral of a number before a counter: 스무 for 20."""
    return {number: text for text, number in numerals().items()}


def counter_of(run: str) -> str:
    """The counter that a run of Hangul is, with or without an ending (명이, 번째); nothing where it is another word."""
    return next(
        (
            run[:end]
            for end in range(len(run), 0, -1)
            if run[:end] in _COUNTERS and (end == len(run) or may_follow_counter(run[:end], run[end:]))
        ),
        "",
    )
