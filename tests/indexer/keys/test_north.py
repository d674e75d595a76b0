"""Keys of words that begin as those of the North and loanwords do."""

from __future__ import annotations

from malmoi.indexer.keys.north import beginning_key, beginning_keys


def test_only_such_words_have_keys() -> None:
    """로동당, 녀성 and 라디오 have the key of their first two syllables; 노동당, 로 and MTU have none."""
    words = ["노동당", "로동당", "로", "MTU", "", "녀성", "라디오", "😀", "로\0"]
    keys, numbers = beginning_keys(words)
    assert numbers.tolist() == [1, 5, 6]
    assert keys.tolist() == [beginning_key("로동"), beginning_key("녀성"), beginning_key("라디")]


def test_no_words() -> None:
    """An empty dictionary has no keys."""
    assert [len(column) for column in beginning_keys([])] == [0, 0]
