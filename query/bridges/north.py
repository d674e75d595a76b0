"""Between the words of the South and of the North: 노동 and 로동, 부르주아 and 부르죠아."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product

from ...indexer.keys.initial_law import law, softened
from ...indexer.keys.north import beginning_key
from .bridge import QueryWord, Variant, Vocabulary

_WEIGHT = 0.95
_MOST = 8
_MOST_PLACES = 3
"""Pairs of syllables that are changed in one word."""
_PLURAL = "들"


class NorthBridge:
    """A word as the other side writes it.

    A table of the beginnings of Sino-Korean words decides which ㄹ and ㄴ the South has changed, so 나디오 is not
    looked for. Many beginnings are met by chance in the South too, as 리용 is in 관리용, so one is only put in where
    a word of the index begins with it. The table of pairs has what is hardly met by chance.
    """

    name = "north"
    most_words = 1

    def variants(self, run: Sequence[QueryWord], vocabulary: Vocabulary) -> Iterable[Variant]:
        """The northern and southern spellings of the word."""
        word, tables = run[0], _tables()
        nouns = (word.lemma.removesuffix(_PLURAL) or word.lemma, word.lemma)
        texts = dict.fromkeys((*nouns, word.typed))
        found: dict[str, None] = {}
        for text in texts:
            found |= dict.fromkeys(_changed(text, tables.northern, lambda pair: _begins_a_word(pair, vocabulary)))
            found |= dict.fromkeys(_changed(text, tables.southern))
            found |= dict.fromkeys(_replaced(text, tables.pairs))
        others = [text for text in found if text not in texts]
        return [Variant(text, _WEIGHT) for text in others[:_MOST]]


def _begins_a_word(pair: str, vocabulary: Vocabulary) -> bool:
    """True if a word of the index begins with two syllables, where words of the South do not."""
    return law(pair[0]) == pair[0] or bool(vocabulary.words("north", [beginning_key(pair)]))


def _changed(
    text: str, table: Mapping[str, Sequence[str]], is_wanted: Callable[[str], bool] = lambda _: True
) -> Iterator[str]:
    """``text`` with one or more of its pairs of syllables as a table has them, all of them first.

    The first syllable of a pair begins a word, which may be inside a compound, but not after a single syllable.
    """
    places = []
    for at in range(len(text) - 1):
        made = [
            pair for pair in table.get(text[at : at + 2], ()) if (at != 1 or pair[0] == text[1]) and is_wanted(pair)
        ]
        if made:
            places.append((at, made))
    for chosen in product(*([*made, ""] for _, made in places[:_MOST_PLACES])):
        other = text
        for (at, _), pair in zip(places, chosen, strict=False):
            other = other[:at] + pair + other[at + 2 :] if pair else other
        if other != text:
            yield other


def _replaced(text: str, pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    """``text`` with a word of one side in place of the other's."""
    for north, south in pairs:
        if north in text:
            yield text.replace(north, south)
        if south in text:
            yield text.replace(south, north)


@dataclass(frozen=True, slots=True)
class _Tables:
    """Two syllables by how the other side writes them, and pairs of words."""

    northern: Mapping[str, Sequence[str]]
    southern: Mapping[str, Sequence[str]]
    pairs: Sequence[tuple[str, str]]


@cache
def _tables() -> _Tables:
    northern: dict[str, list[str]] = {}
    southern: dict[str, list[str]] = {}
    for first, following in _rows("north_initials.txt"):
        for second in following:
            south = law(first) + softened(law(first), second)
            northern.setdefault(south, []).append(first + second)
            southern[first + second] = [south]
    return _Tables(northern, southern, [*_rows("north.tsv")])


def _rows(name: str) -> Iterator[tuple[str, str]]:
    """The lines of a table: two columns."""
    for line in files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines():
        left, tab, right = line.partition("\t")
        if tab and not line.startswith("#"):
            yield left, right
