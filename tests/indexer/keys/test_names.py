"""Keys of names."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.keys.names import LONGEST_LATIN, hangul_names, latin_key, latin_names
from malmoi.tests.examples import examples

ONSETS = "g kk n d tt r m b pp s ss - j jj ch k t p h".replace("-", "").split(" ")
VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
CODAS = "- k k k n n n t l k m l l l p l m p p s s ng j ch k t p h".replace("-", "").split(" ")


def hangul_key(word: str) -> int:
    """The key of one Hangul word."""
    keys, numbers = hangul_names([word])
    assert numbers.tolist() == [0]
    return int(keys[0])


def letters(word: str) -> str:
    """A Hangul word letter by letter in Latin ones."""
    codes = [ord(syllable) - 0xAC00 for syllable in word]
    return "".join(ONSETS[c // 588] + VOWELS[c % 588 // 28] + CODAS[c % 28] for c in codes)


@pytest.mark.parametrize(
    ("hangul", "latin"),
    [
        ("김구", "Kim Koo; Gim Gu; KIM GU"), ("이명박", "Lee Myung-bak; Yi Myeong-bak; I Myeongbak; Rhee Myoung Bahk"),
        ("부산", "Busan; Pusan"), ("종로", "Jongno; Chongno; Jongro"), ("신라", "Silla; Sinra; Shilla"),
        ("독립문", "Dongnimmun; Doklipmun; Dongnip-mun"), ("압록강", "Amnok-gang; Aprokgang; Amrokkang"),
        ("노동", "Nodong; Rodong"), ("로동", "Nodong; Rodong"), ("한겨레", "Hankyoreh; Hangyeore"), ("안나", "Anna; Ana"),
        ("강기", "Kang Ki; Gangi"), ("인민", "Inmin; Immin"), ("선영", "Sunyoung; Seon-yeong"), ("진희", "Jinhee; Chin-hui"),
        ("꽃", ""), ("꽃길", "Kkotgil; Kkokkil; Ggot-kil"), ("맛이", "Masi; Massi"), ("해돋이", "Haedodi"), ("좋다", "Jota; Chota"),
    ],
)  # fmt: skip
def test_spellings_of_a_name_have_its_key(hangul: str, latin: str) -> None:
    """However it is spelled: voice, doubled letters, h, and what consonants do to each other do not matter."""
    for spelling in filter(None, latin.split("; ")):
        assert latin_key(spelling) == hangul_key(hangul), spelling


def test_different_names_have_different_keys() -> None:
    """Keys tell places of articulation and nasals apart."""
    names = ["김구", "박구", "정구", "신구", "문구", "강구", "안구", "김부", "김두", "김주", "김수", "김무"]
    assert len({hangul_key(name) for name in names}) == len(names)


@examples(60)
@given(st.text(st.sampled_from([chr(c) for c in range(0xAC00, 0xD7A4, 7)]), min_size=2, max_size=6))
def test_the_scripts_agree(word: str) -> None:
    """A Hangul word has the key of its plain transcription."""
    assert hangul_key(word) == latin_key(letters(word))


@examples(40)
@given(st.lists(st.text(st.sampled_from("가힣독립문로𝐀語 aZ\ud800"), max_size=8), max_size=6))
def test_words_do_not_disturb_each_other(words: list[str]) -> None:
    """A word has the same keys alone and among others; what is no name in Hangul has none."""
    keys, numbers = hangul_names(words)
    found = dict(zip(numbers.tolist(), keys.tolist(), strict=True))
    for number, word in enumerate(words):
        alone, _ = hangul_names([word])
        assert alone.tolist() == [found[number]] if number in found else not len(alone)
        assert (number in found) == (2 <= len(word) <= 6 and all("가" <= syllable <= "힣" for syllable in word))


def test_only_capitals_have_latin_keys() -> None:
    """Words of the other scripts, small letters and what is too long for a name cost nothing."""
    words = ["Lee Myung-bak", "lee", "이명박", "", "K" * LONGEST_LATIN, "K" * (LONGEST_LATIN + 1), "同志", "MTU"]
    keys, numbers = latin_names(words)
    assert numbers.tolist() == [0, 4, 7]
    assert keys[0] == latin_key("Lee Myung-bak")


def test_any_letters_have_a_key() -> None:
    """Whatever is typed: no letters at all, foreign ones, and a very long word."""
    assert latin_key("") == latin_key("1 & 2") == latin_key("aeiou") == 0
    assert 0 <= latin_key("Kŭmgang" + "xyzzy" * 12) < 1 << 32


def test_many_words_are_quick(within: Callable[..., None]) -> None:
    """All nouns of an archive have keys in a moment."""
    words = [chr(0xAC00 + n % 11172) + chr(0xAC00 + n * 31 % 11172) + "문" * (n % 4) for n in range(100_000)]
    keys, _ = hangul_names(words)
    assert len(keys) == len(words)
    assert keys.dtype == np.uint32
    within(1, lambda: hangul_names(words))
