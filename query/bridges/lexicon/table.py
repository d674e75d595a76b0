"""Word lists: files of ``Korean<TAB>english; english; ...``, as a table of translations.

Korean words stand without their spaces, English ones as stems. A translation has a probability p, which falls with
its rank in its line: the most usual sense stands first. A search that runs alone reads the lists each time, so that
little is done then: a line is cut when its word is asked for, and English is indexed by those first letters that are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, chain
from pathlib import Path

import Stemmer

from ....deadline import loading
from ....indexer.files.bounded_text import read_list
from ....indexer.text.positions import RUN
from .english_forms import other_forms

Translations = Mapping[str, float]
"""Words, each with its p, the most probable first."""

_DISTANT = 0.3
"""Weight of a word that only has the same stem: import, importance."""
_LINE = re.compile(r"^([^#\t\n][^\t\n]*)\t(.+)", re.MULTILINE)
_LEADING = ("be ", "to ", "the ", "a ", "an ")
"""Beginnings of a translation that texts do not have."""
_STEMMER = Stemmer.Stemmer("english", 0)  # no cache of its own: slower than none where each word is asked for once

_Senses = Mapping[str, Sequence[tuple[str, str, int]]]
"""By English stems: the words as they are written, their headword, and their rank there."""


class LexiconTable:
    """The translations of words."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._lines: dict[str, str] = {}
        self._senses: dict[str, _Senses] = {}
        for text in texts:
            for headword, translations in _LINE.findall(_compact(text)):
                known = self._lines.get(headword)
                self._lines[headword] = _once(known + translations) if known else translations

    def english_of(self, words: str) -> Translations:
        """The English for a Korean word."""
        found: dict[str, float] = {}
        for headword in self._headwords.get(words.replace(" ", ""), ()):
            for rank, text in enumerate(_translations(self._lines[headword])):
                found[text] = max(found.get(text, 0.0), 1 / (1 + rank))
        return _ordered(found)

    def korean_of(self, words: str) -> Translations:
        """The Korean for one or several English words."""
        ((plain, stemmed),) = _forms([" ".join(words.split())])
        found = self._korean_of(plain, stemmed)
        for form, share in other_forms(plain):
            ((other, stemmed),) = _forms([form])
            for headword, p in self._korean_of(other, stemmed).items():
                found[headword] = max(found.get(headword, 0.0), share * p)
        return _ordered(found)

    def _korean_of(self, plain: str, stemmed: str) -> dict[str, float]:
        """The Korean for English words in small letters, whose stems are ``stemmed``."""
        beginnings = dict.fromkeys((_beginning(plain), _beginning(stemmed)))  # two for dying and die
        senses = [sense for beginning in beginnings for sense in self._senses_from(beginning).get(stemmed, ())]
        itself = (plain, plain.removesuffix("s"), f"{plain}s")
        is_known = any(written in itself for written, _, _ in senses)
        found: dict[str, float] = {}
        for written, headword, rank in senses:
            # What merely shares its stem counts less where the word itself is known.
            share = _DISTANT if is_known and written not in itself else 1.0
            found[headword] = max(found.get(headword, 0.0), share / (1 + rank))
        return found

    @cached_property
    @loading()
    def _headwords(self) -> Mapping[str, Sequence[str]]:
        """The headwords by what they are without spaces."""
        found: dict[str, list[str]] = {}
        for headword in self._lines:
            found.setdefault(headword.replace(" ", ""), []).append(headword)
        return found

    def _senses_from(self, beginning: str) -> _Senses:
        """The senses of what begins with some letters."""
        if beginning not in self._senses:
            self._senses[beginning] = self._indexed(beginning)
        return self._senses[beginning]

    @loading()
    def _indexed(self, beginning: str) -> _Senses:
        """The senses of what begins with some letters; the lines of all headwords are looked through as one text."""
        lines, ends, headwords = self._small
        pairs = []
        for match in re.finditer(f";({re.escape(beginning)}[^;]*)", lines):
            if _beginning(text := match[1]) == beginning:
                number = bisect_right(ends, match.start())
                rank = lines.count(";", ends[number - 1] if number else 0, match.start())
                pairs.append((headwords[number], rank, text))
        found: dict[str, list[tuple[str, str, int]]] = {}
        forms = _forms([text for *_, text in pairs]) if pairs else []
        for (headword, rank, _), (plain, stemmed) in zip(pairs, forms, strict=True):
            found.setdefault(stemmed, []).append((plain, headword, rank))
        return found

    @cached_property
    @loading()
    def _small(self) -> tuple[str, Sequence[int], Sequence[str]]:
        """The translations of all headwords in small letters, where those of each end, and the headwords."""
        lines = [line.lower() for line in self._lines.values()]
        return "".join(lines), list(accumulate(map(len, lines))), list(self._lines)


@lru_cache(maxsize=4)
@loading()
def read_table(folders: Sequence[Path], stamp: object = None) -> LexiconTable:  # noqa: ARG001  # a key of the cache
    """The lists of some folders as one; ``stamp`` changes when they do."""
    paths = (path for folder in folders for path in sorted(folder.glob("*.tsv")))
    return LexiconTable(map(read_list, paths))


def _compact(text: str) -> str:
    """The lines with a semicolon before each translation, and neither blanks nor such a beginning after it."""
    text = text.replace("; ", ";").replace("\t", "\t;")
    for beginning in _LEADING:
        text = text.replace(f";{beginning}", ";")
    return text


def _once(line: str) -> str:
    """A line with each translation once."""
    return "".join(f";{text}" for text in _translations(line))


def _translations(line: str) -> Iterable[str]:
    """The translations of a line, each once."""
    return dict.fromkeys(line[1:].split(";"))


def _beginning(text: str) -> str:
    """The first two letters; only the first of what is written apart: T-shirt, U.S."""
    return (text[:2] if text[:2].isalpha() else text[:1]).lower()


def _forms(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Each text in small letters without punctuation, and as stems."""
    written = [RUN.findall(text.lower().replace("'s", "")) for text in texts]
    distinct = list(set(chain.from_iterable(written)))
    stems = dict(zip(distinct, _STEMMER.stemWords(distinct), strict=True))
    return [(" ".join(words), " ".join(map(stems.__getitem__, words))) for words in written]


def _ordered(found: Mapping[str, float]) -> Translations:
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))
