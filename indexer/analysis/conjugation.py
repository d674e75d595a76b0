"""Conjugation: which verb or adjective may a run be a form of?

A lemmatizer by rule, for what a tagger gets wrong where it sees one word alone (마시다, 여는, 도와요). A form is
a *head*, the stem as it is written there (마시, 마셔, 마셨, 도우, 도와), and a *tail*, an ending that this kind of head
may have. The heads of every verb in verbs.txt are made once, regular and irregular ones (ㄷ ㅂ ㅅ ㅎ 르 ㄹ 으, and
contractions), as the standard grammar has them (한글 맞춤법, section 18).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from ..text.hangul import coda, compose, decompose, with_coda

PLAIN, FREE, SOFT, FUSED_N, FUSED_L, FUSED_M, FUSED_B, INFINITIVE, PAST = range(9)
"""Kinds of heads: the bare stem (먹-고); the stem before 는, 니, 네 (아-는 of 알다); the stem before 으 endings
(먹으-면, 가-면); the stem with a fused coda (간, 갈, 감, 갑); the infinitive (먹어, 가); the past (먹었, 갔)."""

_D_IRREGULAR = frozenset("걷 듣 묻 싣 깨닫 긷 일컫 붇 엿듣 알아듣 되묻 캐묻 치닫".split())
_S_IRREGULAR = frozenset("짓 낫 붓 잇 긋 젓 잣 퍼붓 결론짓 농사짓 한숨짓".split())
_B_REGULAR = frozenset(
    "잡 입 씹 집 접 좁 뽑 꼽 업 굽 꼬집 헤집 비집 붙잡 손잡 로잡 바로잡 사로잡 자리잡 따라잡 뵙 수줍 비좁".split()
)
_BOTH = frozenset("묻 굽 걷 붓".split())
"""Two verbs in one spelling, of which one is regular: 묻다 (ask, bury), 굽다 (roast, bend), 걷다 (walk, roll up)."""
_EU_NOT_REU = frozenset("따르 치르 들르 다다르 잇따르 뒤따르 우러르".split())
_REO = frozenset("이르 푸르 누르 노르".split())
"""르 that becomes 르러: 이르러, 푸르러; 이르다 and 누르다 also have a verb with ㄹㄹ."""

_PLAIN_TAILS = """
    다 고 지 게 던 거나 기 자 자마자 도록 든지 든가 거든 거든요 구나 군 군요 지만 지요 죠 더라 더라고 던데 더니
    겠다 겠어요 겠습니다 겠지 겠네 겠고 겠지만 고서 고는 고도 고요 고자 길 기도 기를 기가 기는 기에 기로 기만
    기까지 기부터 기도 기엔 게끔 지는 지도 지를 지가 지마는 듯 듯이 다가 다는 다고 다며 다면 다니 다지만 답니다
    잖아 잖아요 거라 거니와 건만 소 노라
""".split()
_AFTER_CODA = "습니다 습니까 습디다 는다 는다고 는다는 는다면 소 읍시다".split()
_FREE_TAILS = """
    는 는데 는데요 는지 는지도 는지를 는가 는구나 는군 는걸 는대로 는데도 는데서 느냐 느라 느라고 니 니까 네
    네요 냐 냐고 냐는 냐면
""".split()
_SOFT_TAILS = """
    면 면서 면은 며 니 니까 려고 려는 려면 려 러 라 라고 라는 라도 라면 라니 나 나마 시 시고 시는 시면 시다
    십니다 십시오 세요 셨 셨다 셨습니다 므로 ㄹ지 리라 리 마 오 신 실 셔서 셨고 셨던 셨어요
""".split()
_N_TAILS = (
    "데 데도 지 가 다 다고 다는 다면 다며 대 대요 들 걸 채 후 뒤 적 것 건 게 줄 데다 다니 만큼 답니다 단다".split()
)
_L_TAILS = """
    까 까요 까봐 게 게요 지 지도 지라도 래 래요 걸 텐데 수록 수 줄 거야 거예요 겁니다 것 만큼 뿐 때 지언정 는지
    라 려고 러
""".split()
_M_TAILS = "은 을 이 의 에 과 도 으로 에도 에서 만".split()
_B_TAILS = "니다 니까 시다 디다 니다만 니다라고".split()
_INFINITIVE_TAILS = """
    서 요 도 야 라 야지 야만 야겠다 야죠 봐 봐요 보니 보면 보자 줘 줘요 주세요 주는 주고 서는 서도 선 버려 버린
    버렸다 라도 라고 야하는 지다 진 진다 졌다 있다 있는 있어 있던 놓고 두고 가며 오는 가는 주다 준 줄 졌 볼 본
    보고 보는 보았다 봤다 주었다 줬다 하다 한 했다 하는
""".split()
_PAST_TAILS = """
    다 고 지 지만 는데 는데요 던 습니다 습니까 어 어요 어도 어야 어서 음 음을 음에도 을 을까 을지 을지도 을때
    을텐데 으니 으니까 으면 으며 으나 으므로 기 기에 기도 기를 네 네요 냐 니 는지 는가 나 나요 거든 거든요 더라
    더니 던데 군 구나 지요 죠 다가 다는 다고 다며 다면 다니 단 답니다 었다 었고 었던 잖아 잖아요 을뿐 겠다 겠지
    거나 든지 든 는지도 다지만 을게
""".split()


_FUSED = dict(zip("ㄴㄹㅁㅂ", (FUSED_N, FUSED_L, FUSED_M, FUSED_B), strict=True))
"""The kind of a head by the coda that is fused to it."""
_TAILS = {
    PLAIN: frozenset((*_PLAIN_TAILS, *_AFTER_CODA)),
    FREE: frozenset(_FREE_TAILS),
    SOFT: frozenset(_SOFT_TAILS),
    FUSED_N: frozenset(("", *_N_TAILS)),
    FUSED_L: frozenset(("", *_L_TAILS)),
    FUSED_M: frozenset(("", *_M_TAILS)),
    FUSED_B: frozenset(_B_TAILS),
    INFINITIVE: frozenset(("", *_INFINITIVE_TAILS)),
    PAST: frozenset(_PAST_TAILS),
}
"""The endings that each kind of head may have."""
_MOST = 8
"""Syllables of the longest run that is looked at."""
_LONGEST_HEAD = 5

Head = tuple[str, int]
"""A dictionary form, and the kind of head."""


@cache
def _heads() -> dict[str, tuple[Head, ...]]:
    """Every head of every known verb."""
    found: defaultdict[str, dict[Head, None]] = defaultdict(dict)
    for lemma in _lemmas():
        for head, kind in heads(lemma):
            found[head][lemma, kind] = None
    return {head: tuple(known) for head, known in found.items()}


@cache
def _first_syllables() -> frozenset[str]:
    """The first syllables of all forms. Most runs begin with another one, so they are no form of a verb."""
    return frozenset(head[0] for head in _heads())


@cache
def _lemmas() -> frozenset[str]:
    return frozenset(files(__package__).joinpath("verbs.txt").read_text(encoding="utf-8").split())


def is_verb(word: str) -> bool:
    """True if a word is the dictionary form of a known verb or adjective."""
    return word in _lemmas()


def lemmas(run: str) -> tuple[str, ...]:
    """The dictionary forms of the verbs and adjectives that ``run``, a run of Hangul, may be a form of."""
    if is_verb(run):
        return (run,)
    known = _heads()
    if len(run) > _MOST or run[0] not in _first_syllables():
        return ()
    return tuple(
        dict.fromkeys(
            lemma
            for end in range(1, min(len(run), _LONGEST_HEAD) + 1)
            for lemma, kind in known.get(run[:end], ())
            if run[end:] in _TAILS[kind]
        )
    )


def heads(lemma: str) -> Iterator[Head]:
    """The heads of a dictionary form, each with its kind: (마시, PLAIN), (마셔, INFINITIVE), (마셨, PAST) ..."""
    stem = lemma[:-1]
    yield stem, PLAIN
    last = coda(stem[-1])
    yield (stem[:-1] + with_coda(stem[-1], "") if last == "ㄹ" else stem), FREE
    for soft in _soft(stem):
        yield soft, SOFT
        open_ = soft[:-1] + with_coda(soft[-1], "")
        yield from ((open_[:-1] + with_coda(open_[-1], last), kind) for last, kind in _FUSED.items())
        if coda(soft[-1]) == "ㄹ":  # 아시다, 압니다, 안
            yield soft[:-1] + with_coda(soft[-1], ""), SOFT
    for infinitive in _infinitives(stem):
        yield infinitive, INFINITIVE
        if not coda(infinitive[-1]):
            yield infinitive[:-1] + with_coda(infinitive[-1], "ㅆ"), PAST


def _soft(stem: str) -> Iterator[str]:
    """The stem before endings that begin with 으: 먹으, 가, 걸으, 도우, 지으, 그러, 알."""
    before, last = stem[:-1], coda(stem[-1])
    open_ = before + with_coda(stem[-1], "") if last else stem
    if not last or last == "ㄹ":
        yield stem
    elif last == "ㄷ" and stem in _D_IRREGULAR:
        yield before + with_coda(stem[-1], "ㄹ") + "으"
    elif last == "ㅂ" and stem not in _B_REGULAR:
        yield open_ + "우"
    elif last == "ㅅ" and stem in _S_IRREGULAR:
        yield open_ + "으"
    elif last == "ㅎ" and stem != "좋" and len(stem) > 1:
        yield open_
    if last and last != "ㄹ" and (not _is_irregular(stem) or stem in _BOTH):
        yield stem + "으"


def _is_irregular(stem: str) -> bool:
    last = coda(stem[-1])
    return (
        (last == "ㄷ" and stem in _D_IRREGULAR)
        or (last == "ㅂ" and stem not in _B_REGULAR)
        or (last == "ㅅ" and stem in _S_IRREGULAR)
        or (last == "ㅎ" and stem != "좋" and len(stem) > 1)
    )


def _infinitives(stem: str) -> Iterator[str]:
    """The stem with 아 or 어, fused or not: 먹어, 가, 봐 and 보아, 마셔, 걸어, 도와, 지어, 파래, 몰라, 써."""
    before, (onset, vowel, last) = stem[:-1], decompose(stem[-1])
    if stem == "하" or stem.endswith("하"):
        yield from (before + "해", before + "하여")
        return
    if last:
        yield from _closed_infinitives(stem)
        return
    if vowel == "ㅡ":
        yield from _eu_infinitives(stem)
        return
    fused = {"ㅏ": "ㅏ", "ㅓ": "ㅓ", "ㅐ": "ㅐ", "ㅔ": "ㅔ", "ㅕ": "ㅕ", "ㅗ": "ㅘ", "ㅜ": "ㅝ", "ㅣ": "ㅕ", "ㅚ": "ㅙ"}
    if vowel in fused and stem != "푸":
        yield before + compose(onset, fused[vowel])
    if stem == "푸":
        yield "퍼"
    if vowel not in "ㅏㅓㅕ":
        yield stem + ("아" if vowel == "ㅗ" else "어")


def _closed_infinitives(stem: str) -> Iterator[str]:
    before, (onset, vowel, last) = stem[:-1], decompose(stem[-1])
    ending = "아" if vowel in "ㅏㅗㅑ" else "어"
    if last == "ㄷ" and stem in _D_IRREGULAR:
        yield before + compose(onset, vowel, "ㄹ") + ending
    elif last == "ㅂ" and stem not in _B_REGULAR:
        yield before + compose(onset, vowel) + ("와" if stem in ("돕", "곱") else "워")
    elif last == "ㅅ" and stem in _S_IRREGULAR:
        yield before + compose(onset, vowel) + ending
    elif last == "ㅎ" and stem != "좋" and len(stem) > 1:
        yield before + compose(onset, {"ㅑ": "ㅒ", "ㅕ": "ㅖ"}.get(vowel, "ㅐ"))
    if not _is_irregular(stem) or stem in _BOTH:
        yield stem + ending


def _eu_infinitives(stem: str) -> Iterator[str]:
    """써, 꺼, 바빠, 몰라, 불러, 푸르러, 따라."""
    before, (onset, _, _) = stem[:-1], decompose(stem[-1])
    is_bright = bool(before) and decompose(before[-1])[1] in "ㅏㅗ"
    vowel = "ㅏ" if is_bright else "ㅓ"
    if onset == "ㄹ" and before and stem not in _EU_NOT_REU:
        if stem in _REO:
            yield stem + "러"
        if not coda(before[-1]):
            yield before[:-1] + with_coda(before[-1], "ㄹ") + compose("ㄹ", vowel)
        return
    yield before + compose(onset, vowel)
