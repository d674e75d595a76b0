"""Mining: which pairs of names texts give, which they only seem to give, and how the pairs keep in step with posts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from malmoi.indexer.keys.name_key import name_key
from malmoi.query.bridges.mining.evidence import Evidence, evidence_of, share_of, spelling_cost
from malmoi.query.bridges.mining.pairs import USED_UNASKED, Pair, keys_of, other_names

from .post_hints import PostHints, mine

SPELLED = {("명동", "Myeong-dong"): 0.1, ("오프라인", "offline"): 0.3}
WORDS = {"이주": ["migrant", "migration"], "노조": ["trade union"], "바다": ["sea"], "모임": ["club"]}
EVIDENCE = Evidence(lambda hangul, latin: SPELLED.get((hangul, latin)), share_of(lambda part: WORDS.get(part, ())))


def pairs(*texts: str) -> dict[frozenset[str], float]:
    """The pairs of texts, each a post, with their scores."""
    return {frozenset(pair.names): pair.score for pair in mine(posts(*texts), EVIDENCE)}


def posts(*texts: str) -> list[tuple[str, str, str]]:
    return [(str(number), "", text) for number, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("어제 전국도자기노동조합(도자노조)이 모였다.", "전국도자기노동조합", "도자노조"),
        ("전국 바느질 노동자 연합회(이하 '전바연'이라 한다)는", "전국 바느질 노동자 연합회", "전바연"),
        ("전국바느질노동자연합회, 일명 '전바연'의 성명", "전국바느질노동자연합회", "전바연"),
        ("The Korean Pottery Workers' Union (KPWU) said", "Korean Pottery Workers' Union", "KPWU"),
        ("KPWU (Korean Pottery Workers' Union) said", "Korean Pottery Workers' Union", "KPWU"),
        ("The Pottery Makers Guild met. Later PMG went home.", "Pottery Makers Guild", "PMG"),
        ("League of Knitters and Sewers, now LKS members", "League of Knitters and Sewers", "LKS"),
        ("we met in 명동(Myeong-dong) at noon", "명동", "Myeong-dong"),
        ("we met in Myeong-dong(명동) at noon", "명동", "Myeong-dong"),
        ("오늘은 이주노조(Migrants Trade Union) 이야기다", "이주노조", "Migrants Trade Union"),
        ("오늘은 '바다모임'(Sea Club)이 열린다", "바다모임", "Sea Club"),
        ("바다모임 / Sea Club\n첫 글", "바다모임", "Sea Club"),
        ("지난주 바다모임/Sea Club 잔치", "바다모임", "Sea Club"),
    ],
)
def test_what_a_text_says_surely(text: str, one: str, other: str) -> None:
    """Short forms, initials, spellings and translations prove a pair at once."""
    assert pairs(text)[frozenset((one, other))] >= USED_UNASKED


@pytest.mark.parametrize(
    "text",
    [
        "바다모임 지도부 기자회견 (MWTV)",
        "바다모임 지도부 강제출국 (한겨레)\n",
        "Members leave the harbour (Yonhap)",
        "마숨同志(MTU) 편지",
        "마숨 동지(MTU)가 보낸 편지",
        "김아무개(민주노총)는 말했다",
        "김철수(KCTU)는 말했다",
        "박 위원장(KCTU)은 말했다",
        "집회를 규탄한다(KCTU)",
        "지난 12월(2007) 집회",
        "12.9(日) 대회, 18일(火) 집회",
        "女性(여성)의 날",
        "it was alarming (sic) and bad (again)",
        "the fact (see below) and 사실(see below)이다",
        "대학(대학원)과 서울(수도)에서",
        "가격은 오천원(5,000원)이다",
        "http://example.org/Sea/Club and/or 그리고/혹은",
    ],
)
def test_what_only_looks_like_a_pair(text: str) -> None:
    """Credits, affiliations, dates, numbers, readings of Hanja and remarks are no aliases."""
    assert not pairs(text)


def test_a_bare_initialism_is_asked_about() -> None:
    """Nothing but the brackets speaks for 도자모임(PMG): it is for the owner to decide."""
    (score,) = pairs("어제 도자모임(PMG)이 열렸다").values()
    assert 0.5 <= score < USED_UNASKED


def test_many_posts_and_both_orders_make_a_pair_sure() -> None:
    """A bare initialism that several posts use, either way round, is sure; four posts of one kind are not enough."""
    one_way = [f"{day}일 도자모임(PMG)이 열렸다" for day in range(4)]
    key = frozenset(("도자모임", "PMG"))
    assert pairs(*one_way[:2])[key] < pairs(*one_way)[key] < USED_UNASKED
    assert pairs(*one_way, "the PMG(도자모임) met")[key] >= USED_UNASKED


def test_a_compound_needs_two_posts() -> None:
    """A Korean name with enough nouns for all the initials is believed the second time."""
    key = frozenset(("세계뜨개질기구", "WKO"))
    assert pairs("어제 세계뜨개질기구(WKO)가 모였다")[key] < USED_UNASKED
    assert pairs("어제 세계뜨개질기구(WKO)가 모였다", "세계뜨개질기구(WKO)의 실")[key] >= USED_UNASKED


def test_an_expansion_proves_a_bare_initialism() -> None:
    """이주노조(MTU) is sure once another post says what MTU stands for, and that translates 이주노조."""
    bare, expansion = "어제 이주노조(MTU)가 모였다", "The Migrants Trade Union (MTU) met"
    key = frozenset(("이주노조", "MTU"))
    assert pairs(bare)[key] < USED_UNASKED
    assert pairs(bare, expansion)[key] >= USED_UNASKED


def test_spellings_of_a_name_count_together() -> None:
    """What differs in case, spacing or apostrophes is one pair, written as where it is surest."""
    found = mine(posts("The Pottery Makers' Guild (PMG) met", "the pottery makers guild (PMG) met"))
    assert [(pair.count, pair.posts) for pair in found] == [(2, ("0", "1"))]


def test_a_long_line_takes_linear_time(within: Callable[..., None]) -> None:
    """A quarter of a megabyte of brackets in one line is mined in seconds."""
    posts = [("a", "", "도자모임(PMG) 바다 (a, b) Sea/Club " * 6_000)]
    within(4, lambda: mine(posts, EVIDENCE))


def test_the_keys_of_a_pair_have_no_order() -> None:
    """A pair is the same whichever name comes first."""
    pair = Pair(("MTU", "이주노조"), 0.9, 1, ("a",))
    assert pair.keys == keys_of(("이주 노조", "M.T.U."))


def test_other_names_of_one_name() -> None:
    """A name by its key gives what posts call the thing, whichever of the two names it is."""
    hints = PostHints(posts("The Pottery Makers' Guild (PMG) met", "어제 도자모임(TDM)이 열렸다"))
    assert list(other_names("PMG", hints, EVIDENCE)) == [("Pottery Makers' Guild", 0.95)]
    assert list(other_names(name_key("pottery makers guilds"), hints, EVIDENCE)) == [("PMG", 0.95)]
    assert [name for name, _ in other_names("도자모임", hints, EVIDENCE)] == ["TDM"]
    assert not list(other_names("PM", hints, EVIDENCE))


@pytest.mark.parametrize(
    ("korean", "english", "share"),
    [
        ("이주노조", "Migrants' Trade Union", 1),
        ("이주 노조", "the migrant trade unions", 1),
        ("바다모임", "Mountain Club", 0.5),
        ("바다모임", "of the", 0),
        ("뜨개질", "Sea Club", 0),
    ],
)
def test_the_share_of_translated_words(korean: str, english: str, share: float) -> None:
    """English words count by their stems, small words not at all, and Korean compounds by their parts."""
    assert EVIDENCE.translated(korean, english) == share


def test_the_cost_of_a_spelling() -> None:
    """A usual spelling costs little, another word is none."""
    cost = spelling_cost("명동", "Myeong-dong")
    assert cost is not None
    assert cost < 0.1
    assert spelling_cost("이명박", "Lee Myung-bak") is not None
    assert spelling_cost("명동", "Sea Club") is None
    assert spelling_cost("명동", "3 4") is None


def test_what_both_dictionaries_know() -> None:
    """Spellings and translations together prove pairs."""
    evidence = evidence_of(lambda part: WORDS.get(part, ()))
    found = mine(posts("명동(Myung-dong)에서 '바다모임'(Sea Club)이 열린다"), evidence)
    assert {pair.names for pair in found if pair.score >= USED_UNASKED} == {
        ("명동", "Myung-dong"),
        ("바다모임", "Sea Club"),
    }
