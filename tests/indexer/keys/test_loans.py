"""Keys of loan words and foreign names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.keys.loans import hangul_loans, latin_loans, loan_keys

HANGUL = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=2, max_size=10)
LETTERS = st.text(st.characters(min_codepoint=ord("a"), max_codepoint=ord("z")), min_size=3, max_size=20)


def hangul_key(word: str) -> int:
    """The key of one Hangul word."""
    keys, numbers = hangul_loans([word])
    assert numbers.tolist() == [0]
    return int(keys[0])


@pytest.mark.parametrize(
    ("latin", "hangul"),
    [
        ("moose", "무스"), ("hostel", "호스텔"), ("blake", "블레이크"), ("vidal", "비달"), ("izmir", "이즈미르"),
        ("kubernetes", "쿠버네티스"), ("strike", "스트라이크"), ("bridge", "브리지"), ("watson", "왓슨"), ("robot", "로봇"),
        ("school", "스쿨"), ("mexico", "멕시코"), ("accessory", "액세서리"), ("card", "카드"), ("carmen", "카르멘"),
        ("wagner", "바그너"), ("wilson", "윌슨"), ("johansson", "요한슨"), ("ghost", "고스트"), ("talk", "토크"),
        ("salinger", "샐린저"), ("tango", "탱고"), ("signal", "시그널"), ("concept", "콘셉트"), ("concept", "컨셉"),
        ("bordeaux", "보르도"), ("wittgenstein", "비트겐슈타인"), ("chopin", "쇼팽"), ("michael", "마이클"), ("fukuda", "후쿠다"),
    ],
)  # fmt: skip
def test_both_scripts_share_a_key(latin: str, hangul: str) -> None:
    """However ambiguous the spelling is, one of the keys of the Latin word is that of the Hangul word."""
    assert hangul_key(hangul) in loan_keys(latin)


def test_other_sounds_have_other_keys() -> None:
    """Another class of consonants is another key."""
    assert len({hangul_key(word) for word in ("무스", "호스텔", "블레이크", "비달", "카드")}) == 5


@pytest.mark.parametrize("word", ["", "a", "go", "Moose", "a" * 21, "it's", "x-ray", "café", "무스", "\ud800ab"])
def test_what_has_no_keys(word: str) -> None:
    """Short and long words, capitals and other signs."""
    assert loan_keys(word) == set()


def test_hangul_that_has_no_keys() -> None:
    """One syllable, eleven, and what is not all Hangul."""
    keys, numbers = hangul_loans(["무", "가" * 11, "무스a", "ㅁㅅ", "moose", "\ud800무", ""])
    assert keys.size == numbers.size == 0


@given(st.lists(HANGUL, min_size=1, max_size=8))
def test_many_words_have_the_keys_that_each_has_alone(words: list[str]) -> None:
    """Words of all lengths at once have the same keys."""
    keys, numbers = hangul_loans(words)
    assert dict(zip(numbers.tolist(), keys.tolist(), strict=True)) == {n: hangul_key(w) for n, w in enumerate(words)}


@given(st.lists(st.one_of(LETTERS, HANGUL), max_size=8))
def test_latin_words_among_others(words: list[str]) -> None:
    """Each Latin word has its keys under its own number, and at most sixteen."""
    keys, numbers = latin_loans(words)
    found: dict[int, set[int]] = {}
    for key, number in zip(keys.tolist(), numbers.tolist(), strict=True):
        found.setdefault(number, set()).add(key)
    assert found == {number: loan_keys(word) for number, word in enumerate(words) if loan_keys(word)}
    assert all(len(keys) <= 16 for keys in found.values())
