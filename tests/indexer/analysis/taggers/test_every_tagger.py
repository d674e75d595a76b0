"""What every tagger has to do. A new tagger joins by its line in TAGGERS; each failure says what it lacks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.analysis.taggers.tagger import Morpheme, Tagger
from malmoi.indexer.analysis.taggers.tags import SEJONG
from malmoi.tests.examples import examples

NOUNS = {
    "학교에서는": "학교",
    "노동자를": "노동자",
    "사람이": "사람",
    "평화와": "평화",
    "도시의": "도시",
    "나무가": "나무",
    "컴퓨터로": "컴퓨터",
    "메시지": "메시지",
}
VERBS = {"갔었던": "가", "먹었다": "먹", "아름다워서": "아름답"}
TRICKY = (
    *(
        "",
        " ",
        "   \n\t",
        "\0",
        "가\0나",
        "가\u2028나",
        "가\x85나",
        "\ud800",
        "가\udfff나",
        "😀",
        "좋아요👍🏽",
        "ㅋㅋㅋ ㅠㅠ",
    ),
    *("쀍뿗", "ㅏㅏㅏ", "이주", "漢字와", "㈜삼성", "C++를", "3G폰", "12.18(火): 반MTU", "\ufeff가", "가\u200b", "EOS"),
    *("a\tb", "/", "+", "가/나+다", '"', "'", "\\", "-d x", "가" * 200, "😀" * 50, " " * 200),
)

any_text = st.text(st.characters(), max_size=20) | st.text(
    "가이는을했다갔쁜ㅋㅠㄱ😀\0\u2028\ud800 \n\tAz09漢ᄒ", max_size=30
)


def check(text: str, morphemes: list[Morpheme], name: str) -> None:
    """The promises of ``Tagger.tag``, one message each."""
    end = 0
    for found in morphemes:
        said = f"{name} on {text!r}: {found}"
        assert found.surface, f"{said}: drop what has no surface, or fold it into the morpheme before"
        assert text[found.start : found.end] == found.surface, f"{said}: offsets have to count characters of the text"
        assert found.start >= end, f"{said}: begins before {end}; fold morphemes that share a syllable into one"
        assert found.lemma, f"{said}: the lemma is the surface where there is no other"
        assert found.tag in SEJONG, f"{said}: add its tag to the tagger's table in tags.py"
        end = found.end


@pytest.mark.parametrize("text", TRICKY)
def test_hard_text(tagger: Tagger, text: str) -> None:
    """No text makes a tagger raise or give a place that is not in the text."""
    check(text, tagger.tag(text), tagger.name)


def test_any_text(tagger: Tagger) -> None:
    """The same holds for text nobody thought of, lone surrogates included."""

    @examples(15 if tagger.name == "kkma" else 60)
    @given(any_text)
    def holds(text: str) -> None:
        check(text, tagger.tag(text), tagger.name)

    holds()


@pytest.mark.parametrize(("run", "noun"), NOUNS.items())
def test_plain_nouns(tagger: Tagger, run: str, noun: str) -> None:
    """A plain noun is told from the particle after it, so that 학교에서는 and 학교 find each other."""
    nouns = [found.surface for found in tagger.tag(run) if found.tag.startswith("NN")]
    assert noun in nouns, f"{tagger.name} finds {nouns} in {run}: check its table in tags.py and its offsets"


@pytest.mark.parametrize(("run", "stem"), VERBS.items())
def test_plain_verbs(tagger: Tagger, run: str, stem: str) -> None:
    """An inflected verb or adjective has its stem as the lemma, without 다."""
    stems = [found.lemma for found in tagger.tag(run) if found.tag in ("VV", "VA")]
    assert stems == [stem], f"{tagger.name} finds the stems {stems} in {run}: give the stem as the lemma"


def test_same_text_same_morphemes(tagger: Tagger) -> None:
    """A text gets the same morphemes each time, whatever came in between."""
    first = [tagger.tag(run) for run in NOUNS]
    assert [tagger.tag(run) for run in NOUNS] == first, f"{tagger.name} keeps state between calls: reset it"


def test_threads(tagger: Tagger) -> None:
    """Four threads get what one gets, and none of them waits for good."""
    runs = list(NOUNS) * 8
    alone = [tagger.tag(run) for run in runs]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(tagger.tag, runs, timeout=30))
    assert together == alone, f"{tagger.name} is not thread-safe: hold a lock around its calls"


def test_fingerprint(tagger: Tagger) -> None:
    """The fingerprint names the tagger and the version of what is behind it."""
    fingerprint = tagger.fingerprint()
    assert fingerprint.pop("tagger") == tagger.name
    assert fingerprint, f"{tagger.name} has no version in its fingerprint: give that of its packages"
    assert all(fingerprint.values())
