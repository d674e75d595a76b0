"""Keys of names: two names are the same but for spacing, case, hyphens, apostrophes and English endings.

The key of an initialism is the initialism in capitals (MTU, A.T. as AT), that of a name with Hangul or Hanja its
characters without spaces, and that of any other name the stems of its words. Only stems are in small letters, so that
ITS and its never meet.
"""

from __future__ import annotations

import re
from functools import cache

import Stemmer

from ..text.positions import HANGUL, HANJA

SMALL_WORDS = frozenset("of and for the in on to a an de".split())
"""Words of English names that their initials leave out."""
_SYLLABIC = re.compile(f"[{HANGUL}{HANJA}]")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s.]+(?=\d)")
_NOT_A_CHARACTER = re.compile(r"(?<!\d)[^\w]+|[^\w]+(?!\d)|_+")
_INITIALISM = re.compile(r"[A-Z][A-Z\d]+")
_BETWEEN_INITIALS = re.compile(r"[.\s&-]+")
_POSSESSIVE = re.compile(r"'s?(?![^\W_])")
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")


def name_key(name: str) -> str:
    """The key of a name, which is clean already; empty where it has neither letters nor digits."""
    if _SYLLABIC.search(name) or not any(map(str.isalpha, name)):
        return _NOT_A_CHARACTER.sub("", _BETWEEN_DIGITS.sub(".", name)).casefold()
    return _initials(name) or stems(name)


def _initials(name: str) -> str:
    if not name[-1:].isupper() and not name[-1:].isdigit() and not name.endswith("."):
        return ""  # nearly all names, and quicker than the expressions
    joined = _BETWEEN_INITIALS.sub("", name)
    return joined if _INITIALISM.fullmatch(joined) else ""


def stems(name: str) -> str:
    """The stems of the words of a name in Latin letters, without a "the" before them."""
    words = _WORD.findall(_POSSESSIVE.sub("", name.casefold()))
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(_stemmer().stemWords(words))


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")
