"""Keys of words with Hanja."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.keys.hanja import folded_readings, hanja_keys, reading_keys
from malmoi.indexer.keys.hanja_readings import readings
from malmoi.indexer.keys.initial_law import law
from malmoi.indexer.text.normalize import clean
from malmoi.tests.examples import examples


def having(words: list[str], key: int) -> set[str]:
    """The words that have a key."""
    keys, numbers = hanja_keys(words)
    return {words[number] for one, number in zip(keys.tolist(), numbers.tolist(), strict=True) if one == key}


def key(hangul: str) -> int:
    (found,) = reading_keys(list(law(hangul)))
    return found


def test_all_of_ksx1001_is_read() -> None:
    """Every Hanja of the Korean character set has a reading."""
    rows = (bytes([row, cell]).decode("euc-kr") for row in range(0xCA, 0xFE) for cell in range(0xA1, 0xFF))
    assert {character for character in rows if clean(character) not in readings().single} == set()


def test_words_without_hanja_have_no_keys() -> None:
    """They cost nothing either."""
    assert [len(column) for column in hanja_keys(["이주노조", "MTU", "Lee Myung-bak", ""])] == [0, 0]
    assert [len(column) for column in hanja_keys([])] == [0, 0]


def test_parts_have_keys() -> None:
    """Parts of two at the ends, of three and more anywhere, of one where it stands alone."""
    words = ["大韓民國", "反", "反美", "이反저", "\u3400"]
    assert having(words, key("대한")) == having(words, key("민국")) == having(words, key("한민국")) == {"大韓民國"}
    assert not having(words, key("한민"))
    assert having(words, key("반")) == {"反", "이反저"}


def test_long_runs() -> None:
    """A text in classical Chinese has keys for parts of up to eight characters."""
    words = ["大韓民國" * 500]
    assert having(words, key("대한민국대한민국")) == set(words)
    assert not having(words, key("대한민국대한민국대"))


@examples(40)
@given(st.lists(st.text(st.sampled_from("女勞金樂車不北十六月兩率가a "), max_size=9), max_size=6))
def test_keys_are_those_of_the_readings(words: list[str]) -> None:
    """A word in Hanja has the keys of all its readings, whatever stands beside it in the list."""
    for word in words:
        if word and all(character >= "一" and character < "가" for character in word) and len(word) < 5:
            assert all(word in having(words, one) for one in reading_keys(folded_readings(word)))


def test_keys_are_quick(within: Callable[..., None]) -> None:
    """300,000 words, of which a few have Hanja, take a moment."""
    words = [f"낱말{number}" for number in range(300_000)] + ["勞動者"] * 10_000
    hanja_keys(words[-1:])
    within(0.5, lambda: hanja_keys(words))
