"""Under which other forms does a word list have an English word? Those that a stemmer does not join with it.

A plural is the same word (buses, bus). A derived word is another one, which says nearly the same (happily, happy).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....indexer.analysis.english import dictionary_forms

_SAME, _DERIVED = 1.0, 0.3
"""Weight of the translations of the other form, relative to those of the form itself."""

_ENDINGS = (
    (re.compile(r"(?:(?<=[sxz])|(?<=[cs]h))es$"), "", _SAME),
    (re.compile(r"(?<=[^aeiou]o)es$"), "", _SAME),
    (re.compile(r"ically$"), "ic", _DERIVED),
    (re.compile(r"(?<=[^aeiou])ily$"), "y", _DERIVED),
    (re.compile(r"(?<=[^aeiou]l)y$"), "e", _DERIVED),
    (re.compile(r"(?<=...)ly$"), "", _DERIVED),
    (re.compile(r"(?<=[^aeiou])iness$"), "y", _DERIVED),
    (re.compile(r"(?<=...)ness$"), "", _DERIVED),
    (re.compile(r"(?<=ment|tion)al$"), "", _DERIVED),
)


def other_forms(words: str) -> Iterator[tuple[str, float]]:
    """The forms of one or several lower-case words that may be meant by their last word, with that probability.

    An irregular form (women, bought) and a British spelling (colour) are the same word as the dictionary form.
    """
    *_, last = words.split(" ")
    before = words.removesuffix(last)
    for form in dictionary_forms(last):
        if form != last:
            yield before + form, _SAME
    for ending, instead, share in _ENDINGS:
        form, changed = ending.subn(instead, words)
        if changed:
            yield form, share
