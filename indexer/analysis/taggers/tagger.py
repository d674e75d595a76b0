"""The protocol of a tagger (morphological analyser, part-of-speech tagger): Korean text in, morphemes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol


class Morpheme(NamedTuple):
    """One morpheme of a run of Hangul.

    ``tag`` is a Sejong tag (NNG common noun, NNP name, NNB dependent noun, VV verb, VA adjective, XR root, MAG
    adverb, JX particle, EF ending, XSN suffix, ...); a tagger with another tag set translates. ``start`` and
    ``end`` are character offsets into the text. ``lemma`` is the stem where the surface is inflected (했 -> 하),
    else the surface. ``parts`` are the words of a compound (강제출국 -> 강제, 출국), or empty.
    """

    surface: str
    tag: str
    start: int
    end: int
    lemma: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UserWord:
    """A word of the user dictionary: never cut other than into ``parts``."""

    word: str
    tag: str = "NNP"
    parts: tuple[str, ...] = ()


class Tagger(Protocol):
    """A Korean morphological analyser. Thread-safe: one object serves documents and queries."""

    name: str

    def fingerprint(self) -> dict[str, str]:
        """Names and versions that decide its output: package, dictionary, options."""

    def tag(self, text: str) -> list[Morpheme]:
        """The morphemes of ``text`` in order. Never raises on any text; an unknown stretch is one NA morpheme."""
