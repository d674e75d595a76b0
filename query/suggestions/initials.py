"""Initial consonants (choseong): words by the first consonants of their syllables, ㅇㅈㄴㅈ for 이주노조.

Syllables that are typed whole have to be there, so 이주ㄴㅈ finds it too. A consonant is given by its key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from ...indexer.text.hangul import ONSETS, decompose, is_syllable
from .keyboard import CLUSTERS, KEYS_OF
from .keyed_words import KeyedWords

_CONSIDERED = 1000
"""The heaviest words with the same initial consonants that are compared with syllables that are typed whole."""


@cache
def _initial_table() -> dict[int, str]:
    """The initial consonant of every syllable and consonant, by its key, for ``str.translate``."""
    syllables = {code: KEYS_OF[decompose(chr(code))[0]] for code in range(ord("가"), ord("힣") + 1)}
    return syllables | {ord(onset): KEYS_OF[onset] for onset in ONSETS}


def initials(text: str) -> str:
    """The keys of the initial consonants of a text."""
    return text.translate(_initial_table())


def spread(typed: str) -> str | None:
    """The typed text, if it has consonants that stand for syllables: with ㄳ as ㄱㅅ. Else None."""
    one_by_one = "".join(CLUSTERS.get(one, one) for one in typed)
    are_initials = all(is_syllable(one) or one in ONSETS for one in one_by_one)
    return one_by_one if are_initials and not all(map(is_syllable, one_by_one)) else None


def words_with_initials(typed: str, words: KeyedWords, most: int) -> Iterator[int]:
    """The numbers of the heaviest words that begin so; ``words`` are in the order of their initials."""
    syllables = re.compile("".join(one if is_syllable(one) else "." for one in typed))
    numbers = words.best(initials(typed), _CONSIDERED if any(map(is_syllable, typed)) else most)
    return islice((number for number in numbers if syllables.match(words.texts[number])), most)
