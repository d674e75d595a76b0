"""Names find each other in Hangul and in Latin letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.query.bridges.bridge import QueryWord
from malmoi.query.bridges.romanized.bridge import Romanized
from malmoi.tests.examples import examples

from ..fake import FakeVocabulary, crossed

PEOPLE = (
    "이명박 노무현 권영길 이회창 정동영 박근혜 박정희 이승만 전두환 김대중 김정일 김일성 문재인 반기문 김영삼 심상정 봉준호 "
    "김연아 이순신 여운형 남궁원 한강 김구 장면 윤석열 안중근"
).split()
PLACES = (
    "명동 목동 종로 청주 정주 부산 대구 대전 인천 광주 경기도 제주도 전라도 평양 개성 금강산 의정부 평택 군산 여의도 동대문 "
    "압구정 청와대 덕수궁 독립문 압록강 신라 백제 고구려 노근리"
).split()
OTHERS = "로동신문 노동신문 조선일보 한겨레 경향신문 연합 다함께 서민 섬인 태권도 아리랑".split()
NOUNS = "고도 인도 도의 시도 자판 정부 파업 이주 노동자 사람 기간 사례 도시 이유 이이 우사 하나 우리 위기 시대 장애인 이자 감기".split()


def never(_: str) -> tuple[str, ...]:
    """No word is known."""
    return ()


def best(typed: str, *words: str) -> list[str]:
    """The variants of the highest weight."""
    found = crossed(Romanized(never, never), typed, *(words or (*PEOPLE, *PLACES, *OTHERS, *NOUNS)))
    return sorted(text for text, weight in found.items() if weight == max(found.values()))


@pytest.mark.parametrize(
    ("hangul", "spellings"),
    [
        ("이명박", "Lee Myung-bak; Yi Myeong-bak; I Myeongbak; Myung-bak Lee; Lee Myung Bak; lee myung-bak; LEE MYUNG BAK"),
        ("노무현", "Roh Moo-hyun; No Muhyeon; Noh Moohyun; roh moo hyun"), ("권영길", "Kwon Young-ghil; Gwon Yeong-gil"),
        ("이회창", "Lee Hoi-chang; Rhee Hoechang"), ("정동영", "Chung Dong-young; Jeong Dong-yeong; Dong-young Chung"),
        ("박정희", "Park Chung-hee; Pak Chong-hui; Bak Jeonghui"), ("이승만", "Syngman Rhee; Yi Sung-man; Rhee Syngman"),
        ("전두환", "Chun Doo-hwan; Jeon Duhwan; Chun Doo-whan"), ("김대중", "Kim Dae-jung; Kim Tae-jung; Kim Daejoong"),
        ("문재인", "Moon Jae-in; moon jae in; Jae-in Moon"), ("남궁원", "Namkoong Won; Won Namgung"), ("한강", "Han Kang"),
        ("명동", "Myeong-dong; Myongdong; Myung-dong"), ("목동", "Mok-dong"), ("종로", "Jongno; Chongno; Jong-ro"),
        ("부산", "Busan; Pusan"), ("대전", "Daejeon; Taejon"), ("인천", "Incheon; Inchon"), ("청주", "Cheongju; Ch'ongju"),
        ("경기도", "Gyeonggi-do; Kyonggido; Kyungki-do"), ("의정부", "Uijeongbu; Uijongbu"), ("신라", "Silla"),
        ("독립문", "Dongnimmun; Doklipmun"), ("압록강", "Amnok-gang; Aprok-kang"), ("노근리", "No Gun Ri; Nogeun-ri"),
        ("조선일보", "Chosun Ilbo; Joseon Ilbo"), ("한겨레", "Hankyoreh; Hangyeore"), ("경향신문", "Kyunghyang Shinmun"),
        ("다함께", "Da ham-kke; Dahamkke"), ("서민", "seomin; Seomin"), ("태권도", "taekwondo"), ("평양", "P'yŏngyang; Pyongyang"),
        ("연합", "Yonhap"), ("로동신문", "Rodong Sinmun; Rodong Shinmun"), ("노동신문", "Nodong Sinmun"),
    ],
)  # fmt: skip
def test_latin_finds_hangul(hangul: str, spellings: str) -> None:
    """People, places and papers in the usual spellings find themselves first, among names and nouns of all kinds."""
    for spelling in spellings.split("; "):
        assert best(spelling) == [hangul], spelling


@pytest.mark.parametrize("typed", ["이명박", "이 명박"])
def test_hangul_finds_every_spelling(typed: str) -> None:
    """A name in Hangul, with or without a space, finds all its spellings and no other name."""
    spellings = {"Lee Myung-bak", "Yi Myeong-bak", "I Myeongbak", "Myung-bak Lee", "LEE Myung Pak"}
    others = ("Lee", "Myung-bak", "Lee Myung", "Lee Myung-soo", "Kim Myung-bak", "Bak", "President Lee")
    assert set(crossed(Romanized(never, never), typed, *spellings, *others)) == spellings


def test_both_ways_to_begin_a_word() -> None:
    """Rodong Sinmun finds the paper as the South and as the North writes it, as it is spelled first."""
    found = crossed(Romanized(never, never), "Rodong Sinmun", *OTHERS)
    assert list(found) == ["로동신문", "노동신문"]
    assert set(crossed(Romanized(never, never), "노동신문", "Rodong Sinmun", "Nodong Shinmun")) == {
        "Rodong Sinmun",
        "Nodong Shinmun",
    }


def test_particles_are_passed_over() -> None:
    """The noun of a word is asked for too."""
    run = [QueryWord("이명박은", "이명박")]
    assert [v.text for v in Romanized(never, never).variants(run, FakeVocabulary("Lee Myung-bak"))] == ["Lee Myung-bak"]


def test_a_surname_stands_last_in_long_names_only() -> None:
    """Of a short one the order is kept: Lee Woo is 이우 and not 우리."""
    assert best("Young-sam Kim", *PEOPLE, *NOUNS) == ["김영삼"]
    assert crossed(Romanized(never, never), "우리", "Lee Woo", "Woo Lee") == {"Woo Lee": pytest.approx(0.8, abs=0.05)}


def test_a_given_name_alone() -> None:
    """It finds the people who are called so, less surely; the word itself goes before them."""
    assert crossed(Romanized(never, never), "Myung-bak", *PEOPLE) == {"이명박": pytest.approx(0.64, abs=0.03)}
    assert best("Myung-bak", *PEOPLE, "명박") == ["명박"]
    assert best("명박", "Myung-bak", "Lee") == ["Myung-bak"]


def test_another_spelling_of_the_same_name() -> None:
    """Where the name stands in Hangul too, one Latin spelling finds the others."""
    spellings = ("Yi Myeong-bak", "Myung-bak Lee", "Lee Myung-soo")
    assert set(crossed(Romanized(never, never), "Lee Myung-bak", *spellings, "이명박")) == {"이명박", *spellings[:2]}
    assert crossed(Romanized(never, never), "Lee Myung-bak", *spellings) == {}


def test_spellings_that_differ_in_hyphens_only_count_once() -> None:
    """What is looked for is the same."""
    spellings = ("Lee Myung-bak", "Lee Myung Bak", "LEE MYUNG-BAK")
    assert len(crossed(Romanized(never, never), "이명박", *spellings)) == 1


@pytest.mark.parametrize(
    "typed",
    "Lee Kim Park of the strike government migrant seoul. go+to into USA in+do To A+B C++ 12 ㅋㅋ 이 同志 Lee+명박".split(),
)
def test_what_is_no_name_finds_nothing(typed: str) -> None:
    """A surname alone, ordinary words, short ones, initialisms, one syllable, other scripts."""
    words = (*PEOPLE, *PLACES, *NOUNS, "Lee", "Kim", "Go", "To")
    assert crossed(Romanized(never, never), typed.replace("+", " "), *words) == {}


def test_known_words_mean_what_they_mean() -> None:
    """A word that the list knows finds what the list says, if it sounds so, and nothing that merely sounds so."""
    korean = {"japan": ["일본"], "busan": ["부산"], "jeju": ["제주", "도"]}
    bridge = Romanized(lambda word: korean.get(word, ()), never)
    assert crossed(bridge, "Japan", "자판", "일본") == {}
    assert crossed(bridge, "자판", "Japan", "Japan-") == {}
    assert set(crossed(bridge, "Busan", "부산", "푸산")) == {"부산"}
    assert set(crossed(bridge, "Jeju", "제주")) == {"제주"}
    assert set(crossed(bridge, "제주", "Jeju", "Cheju")) == {"Jeju", "Cheju"}


def test_a_common_word_is_no_name() -> None:
    """A Korean word that the list translates is no name, unless the list writes the translation like one."""
    english = {"도시": ["city", "town"], "진주": ["pearl", "Jinju"]}
    bridge = Romanized(never, lambda word: english.get(word, ()))
    assert crossed(bridge, "도시", "Doshi") == crossed(bridge, "Doshi", "도시") == {}
    assert set(crossed(bridge, "진주", "Jinju")) == {"Jinju"}
    assert set(crossed(bridge, "Jinju", "진주")) == {"진주"}


def test_words_in_small_letters() -> None:
    """Posts write (seomin) for 서민: no name, so it is looked for as it is usually written."""
    assert set(crossed(Romanized(never, never), "서민", "seomin", "semin")) == {"seomin"}
    assert crossed(Romanized(lambda word: ["쇠사슬"] if word == "chain" else [], never), "차인", "chain") == {}


def test_weights() -> None:
    """0.8 for the spelling that everyone expects; less for each liberty that is taken."""
    weights = [
        crossed(Romanized(never, never), f"Park {given}", "박근혜")["박근혜"]
        for given in ("Geun-hye", "Gun-hye", "Gun-hea")
    ]
    expected, personal, strange = weights
    assert 0.79 < expected <= 0.8
    assert expected > personal > strange > 0.5


def test_a_syllable_is_never_cut() -> None:
    """Spaces and hyphens stand between syllables: An San-ha is 안산하 and not 안사나."""
    assert best("An San-ha", "안산하", "안사나") == ["안산하"]
    assert crossed(Romanized(never, never), "Ansa Nha", "안산하") == {}


@examples(40)
@given(st.lists(st.text(st.sampled_from("LeMyungbak-'ŏ 이명박同1.K"), max_size=20), min_size=1, max_size=4))
def test_anything_may_be_typed(typed: list[str]) -> None:
    """Whatever is typed has variants of good weight in the other script, or none."""
    run = [QueryWord(word, word) for word in typed]
    for variant in Romanized(never, never).variants(
        run, FakeVocabulary("이명박", "명박", "Lee Myung-bak", "Myung-bak")
    ):
        assert 0.5 < variant.weight <= 0.8


@pytest.mark.parametrize("word", ["K" * 100_000, "Bak" * 30_000, "가" * 100_000])
def test_long_words_end(word: str) -> None:
    """A megabyte typed costs nothing."""
    assert crossed(Romanized(never, never), word, *PEOPLE, "Lee") == {}


def test_people(request: pytest.FixtureRequest) -> None:
    """Of some hundred people, each in a spelling of their own, nearly all find themselves among all of them."""
    path = Path(request.config.rootpath).parent / "shared" / "data" / "names" / "people.tsv"
    if not path.exists():
        pytest.skip("no evaluation data here")
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    right = sum(best(name.replace(",", ""), *(hangul for hangul, _ in lines)) == [hangul] for hangul, name in lines)
    assert right / len(lines) >= 0.97
