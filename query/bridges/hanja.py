"""Between Hanja and Hangul: 同志 and 동지, also where only a part is Hanja (反MTU and 반MTU)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product

from ...deadline import check_deadline
from ...indexer.keys.hanja import FIRST, LAST, LONGEST, folded_readings, reading_keys
from ...indexer.keys.hanja_readings import MOST_SPELLINGS, readings, spellings
from ...indexer.keys.initial_law import law
from .bridge import QueryWord, Variant, Vocabulary

_WHOLE, _MIXED = 0.95, 0.8
"""Weights: every syllable is in the other script, or only some are."""
_MOST = 16
_PLURAL = "들"
_WEEKDAYS = frozenset("月火水木金土日")
"""Alone they mostly stand for a day, as in 12.9(日), and whatever follows the bracket is no part of the word."""

_HANJA = re.compile(f"[{chr(FIRST)}-{chr(LAST)}]+")
_SYLLABLES = re.compile(f"[가-힣{chr(FIRST)}-{chr(LAST)}]+")


class HanjaBridge:
    """The variants of a word in Hanja are all its readings; those of a word in Hangul, the words of the index read so.

    The second gives all homophones: 동지 is 同志 and 冬至, and whoever types Hangul has not said which. A single
    character has no variants: 반 is how a hundred others are read, and 금 and 김, for 金, are in a thousand words.
    """

    name = "hanja"
    most_words = 1

    def variants(self, run: Sequence[QueryWord], vocabulary: Vocabulary) -> Iterable[Variant]:
        """The word in the other script, as a whole or in part."""
        found: dict[str, float] = {}
        for text in _texts(run[0]):
            for other, weight in (*_in_hangul(text), *_in_hanja(text, vocabulary)):
                if other != text:
                    found[other] = max(found.get(other, 0), weight)
        best = sorted(found.items(), key=lambda pair: -pair[1])
        return [Variant(text, weight) for text, weight in best[:_MOST]]


def _texts(word: QueryWord) -> Iterable[str]:
    """The forms to look up: the word without its particles, and without the plural too."""
    return [text for text in dict.fromkeys((word.lemma, word.lemma.removesuffix(_PLURAL))) if len(text) > 1]


def _in_hangul(text: str) -> Iterator[tuple[str, float]]:
    """``text`` with its Hanja as they are read, in the South and in the North."""
    pieces = re.split(f"({_HANJA.pattern})", text)
    if len(pieces) > 1:
        choices = [spellings(piece, readings()) if at % 2 else [piece] for at, piece in enumerate(pieces)]
        for choice in islice(product(*choices), MOST_SPELLINGS):
            yield "".join(choice), _WHOLE


def _in_hanja(text: str, vocabulary: Vocabulary) -> Iterator[tuple[str, float]]:
    """``text`` with words of the index in place of what they are read as."""
    parts = [part for run in _SYLLABLES.finditer(text) for part in _parts(*run.span())]
    keys = {key for start, end, _ in parts for key in reading_keys(_folded(text[start:end]))}
    runs = {run for word in vocabulary.words("hanja", keys) for run in _HANJA.findall(word)} if keys else ()
    for run in sorted(runs):
        check_deadline()
        spoken = folded_readings(run)
        for start, end, weight in parts:
            for hanja in _read_as(text[start:end], run, spoken):
                yield text[:start] + hanja + text[end:], weight


def _parts(first: int, last: int) -> Iterator[tuple[int, int, float]]:
    """The parts of a run of syllables that may stand in Hanja: all of it, or some where it begins or ends."""
    for start in range(first, last):
        for end in range(start + 1, min(last, start + LONGEST) + 1):
            if start == first and end == last:
                yield start, end, _WHOLE
            # 道의 in "도(道)의" and the like would be found by every word of two syllables.
            elif (start == first or end == last) and last - first > 2:
                yield start, end, _MIXED


def _folded(syllables: str) -> list[str]:
    """The folded readings of syllables, some of which may be Hanja."""
    return [folded for piece in re.split(f"({_HANJA.pattern})", syllables) for folded in _options(piece)]


def _options(piece: str) -> Iterable[str]:
    return folded_readings(piece) if _HANJA.match(piece) else law(piece)


def _read_as(typed: str, run: str, spoken: Sequence[str]) -> Iterator[str]:
    """The parts of a run of Hanja that are read as ``typed``; a Hanja in it must be the same."""
    folded = law(typed)
    if len(typed) == 1 and (len(run) > 1 or run in _WEEKDAYS):
        return
    for at in range(len(run) - len(typed) + 1):
        pairs = zip(folded, run[at:], spoken[at:], strict=False)
        if all(syllable == hanja or syllable in options for syllable, hanja, options in pairs):
            yield run[at : at + len(typed)]
