"""Loan words and foreign names find each other in Hangul and in Latin letters."""

from __future__ import annotations

import pytest

from malmoi.query.bridges.bridge import SURE_WEIGHT, QueryWord
from malmoi.query.bridges.romanized.bridge import Romanized
from malmoi.query.bridges.romanized.loan_spelling import LoanSpelling

from ..fake import FakeVocabulary, crossed

LOANS = {
    "Izmir": "이즈미르", "Vidal": "비달", "Blake": "블레이크", "moose": "무스", "hostel": "호스텔", "Steve": "스티브",
    "kubernetes": "쿠버네티스", "Jenkins": "젠킨스", "websocket": "웹소켓", "thread": "스레드", "Heidegger": "하이데거",
    "Foucault": "푸코", "Tolstoy": "톨스토이", "Dostoevsky": "도스토옙스키", "Spielberg": "스필버그", "Beethoven": "베토벤",
    "Murakami": "무라카미", "Netanyahu": "네타냐후", "Lukashenko": "루카셴코", "Copenhagen": "코펜하겐", "Bordeaux": "보르도",
    "framework": "프레임워크", "festival": "페스티벌", "leadership": "리더십", "rocket": "로켓", "quarter": "쿼터", "tire": "타이어",
    "nation": "네이션", "picture": "픽처", "power": "파워", "science": "사이언스", "phone": "폰즈",
}  # fmt: skip
KOREAN = (
    "도시 자판 서민 무시 호수 기사 사람 노동자 이명박 부산 지하철 미루나무 가로수 세모 보리 나비 비단 우산 시비".split()
)


def never(_: str) -> tuple[str, ...]:
    """No word is known."""
    return ()


@pytest.mark.parametrize("latin", [word for word in LOANS if word != "phone"])
def test_latin_finds_hangul(latin: str) -> None:
    """The Hangul word stands first among others, however the Latin one is capitalised."""
    for typed in (latin, latin.lower(), latin.capitalize()):
        assert next(iter(crossed(Romanized(never, never), typed, *LOANS.values(), *KOREAN))) == LOANS[latin]


@pytest.mark.parametrize("latin", [word for word in LOANS if word != "phone"])
def test_hangul_finds_latin(latin: str) -> None:
    """The Latin word stands first."""
    found = crossed(Romanized(never, never), LOANS[latin], *LOANS, "japan", "people", "government", "workers", "strike")
    assert next(iter(found)).lower() == latin.lower()


@pytest.mark.parametrize(
    ("latin", "spellings"),
    [
        ("contents", "콘텐츠 컨텐츠"), ("workshop", "워크숍 워크샵"), ("thread", "스레드 쓰레드"), ("Ferguson", "퍼거슨 퍼거선"),
        ("Marcuse", "마르쿠제 마르쿠세"), ("metadata", "메타데이터 메타데이타"), ("leadership", "리더십 리더쉽"),
        ("sausage", "소시지 소세지"), ("Lennon", "레넌 레논"), ("Calvino", "칼비노 깔비노"),
    ],
)  # fmt: skip
def test_spellings_beside_the_rules(latin: str, spellings: str) -> None:
    """Both usual Hangul spellings are found."""
    assert set(crossed(Romanized(never, never), latin, *spellings.split(), *KOREAN)) >= set(spellings.split())


def test_it_is_a_guess() -> None:
    """No weight is that of a thing which is surely the same; each liberty that a spelling takes costs some of it."""
    exact, free = crossed(Romanized(never, never), "Lennon", "레논", "레넌").values()
    assert SURE_WEIGHT > exact > free > 0


def test_plural_and_particle() -> None:
    """Hostels finds 호스텔, and 호스텔에서 hostel."""
    assert "호스텔" in crossed(Romanized(never, never), "hostels", "호스텔")
    run = [QueryWord("호스텔에서", "호스텔")]
    assert [v.text for v in Romanized(never, never).variants(run, FakeVocabulary("hostel"))] == ["hostel"]


def test_korean_words_that_sound_so_are_no_loan_words() -> None:
    """A Korean word that a list translates is not found by sound, nor is the word a list knows found by one."""
    english = {"도시": ["city"], "서민": ["ordinary people"], "자판": ["keyboard"]}
    korean = {"japan": ["일본"], "note": ["쪽지"]}
    bridge = Romanized(lambda word: korean.get(word, ()), lambda word: english.get(word, ()))
    for hangul, latin in (("도시", "doshi"), ("서민", "semin"), ("자판", "japan"), ("노트", "note")):
        assert crossed(bridge, hangul, latin) == {}
        assert crossed(bridge, latin, hangul) == {}


def test_a_known_word_may_have_another_form() -> None:
    """A long loan word is found beside the translation that a list has, where it is spelled as the rules say."""
    korean = {"framework": ["틀"], "strike": ["파업"]}
    bridge = Romanized(lambda word: korean.get(word, ()), never)
    assert set(crossed(bridge, "framework", "프레임워크", "틀")) == {"프레임워크"}
    assert set(crossed(bridge, "스트라이크", "strike")) == {"strike"}


@pytest.mark.parametrize("typed", ["USA", "NATO", "UNESCO", "it", "go", "3", "무", "ㅋㅋ", "Steve Jobs Inc"])
def test_what_is_no_loan_word(typed: str) -> None:
    """Initialisms, short words, numbers, one syllable, and several words at once."""
    assert crossed(Romanized(never, never), typed, "우사", "나토", "유네스코", "고", "스티브", "USA", "moo") == {}


@pytest.mark.parametrize(
    ("latin", "hangul"),
    [("vidal", "피탈"), ("robot", "루비트"), ("camera", "고모라"), ("tunnel", "다날"), ("light", "로트")],
)
def test_other_sounds_cost(latin: str, hangul: str) -> None:
    """What is spelled otherwise costs more than a tenth."""
    cost = LoanSpelling(latin).cost(hangul, 1.0)
    assert cost is None or cost > 0.1


def test_a_hangul_word_with_sounds_that_no_loan_word_has() -> None:
    """It is read as nothing."""
    assert LoanSpelling("dark").cost("닭", 1.0) is None
