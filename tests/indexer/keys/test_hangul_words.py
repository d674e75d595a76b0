"""Keys of Hangul words: which words have keys, and that those of one length are computed together."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from malmoi.indexer.keys.hangul_words import keys_of_hangul

WORDS = st.lists(st.text("가나힣a國\ud800", max_size=5), max_size=8)


def sums(syllables: NDArray[np.int64]) -> NDArray[np.uint32]:
    """A key that can be computed by hand: the sum of the numbers of the syllables."""
    keys: NDArray[np.uint32] = syllables.sum(axis=1).astype(np.uint32)
    return keys


@given(WORDS, st.integers(1, 3), st.integers(0, 2))
def test_every_word_of_hangul_alone_has_its_key(words: list[str], shortest: int, more: int) -> None:
    """Words of other lengths, or with any other character, have none; a word that occurs twice has two keys."""
    longest = shortest + more
    keys, numbers = keys_of_hangul(words, shortest, longest, sums)
    hangul = [n for n, word in enumerate(words) if shortest <= len(word) <= longest and set(word) <= set("가나힣")]
    wanted = sorted((n, sum(ord(one) - ord("가") for one in words[n])) for n in hangul)
    assert sorted(zip(numbers.tolist(), keys.tolist(), strict=True)) == wanted


def test_words_of_one_length_are_one_call() -> None:
    """Shape (words, length), for the lengths that occur, the shortest first."""
    shapes: list[tuple[int, ...]] = []

    def keys_of(syllables: NDArray[np.int64]) -> NDArray[np.uint32]:
        shapes.append(syllables.shape)
        return sums(syllables)

    keys_of_hangul(["나비", "가", "하늘", "도서관", "책a"], 2, 9, keys_of)
    assert shapes == [(2, 2), (1, 3)]
