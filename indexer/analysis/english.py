"""English: which term is a word of Latin letters found by?

A word is folded (case, accents, apostrophes), brought to its dictionary form where it is irregular, to American
spelling, and stemmed by Snowball. One word may have two terms (lives: life and live).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import Stemmer

_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th"})
_SPELLINGS = (
    (re.compile(r"(?<=.{3})our(?=(?:s|ed|ing|ite|ites|able|ful|hood|hoods|less|er|ers|ist|ists|ly|al)?$)"), "or"),
    (re.compile(r"(?<=.{3})is(?=(?:e|es|ed|ing|er|ers|ation|ations|able)$)"), "iz"),
    (re.compile(r"(?<=.{3})ys(?=(?:e|es|ed|ing|er|ers)$)"), "yz"),
    (re.compile(r"(?<=.{2}[bt])re(?=s?$)"), "er"),
    (re.compile(r"(?<=[aeio]l)ogue(?=s?$)"), "og"),
    (
        re.compile(
            r"(?<=an|uk|yc)ae(?=m)|(?<=^h)ae(?=m)|(?<=[pf])ae(?=[dc])|^ae(?=sth)|(?<=arch)ae|(?<=gyn)ae|^oe(?=str|soph|dem)|(?<=f)oe(?=t)"
        ),
        "e",
    ),
)
"""British spellings, by rule. Where a rule meets another word (promise), it maps that word one to one, in texts and
queries alike, so nothing is confused."""
_DOUBLE_L = re.compile(r"(?<=.{3})ll$")
_ACRONYMS = re.compile("[A-Z]{2,}s")
_CAMEL = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


class English:
    """The analysis of English words."""

    def __init__(self) -> None:
        self._stemmer = Stemmer.Stemmer("english").stemWord
        self.version = f"snowball {Stemmer.version()}, forms 1"

    def terms(self, word: str) -> tuple[str, ...]:
        """The terms of a word, the likeliest first."""
        word = folded(word[:-1] if _ACRONYMS.fullmatch(word) else word)
        return tuple(dict.fromkeys(map(self._stem, dictionary_forms(word))))

    def _stem(self, word: str) -> str:
        return _DOUBLE_L.sub("l", self._stemmer(word))


def parts(word: str) -> Sequence[str]:
    """The parts of a word in camelCase: getUserName has get, User and Name; other words have none."""
    if word.islower() or word.isupper() or word.istitle() or _ACRONYMS.fullmatch(word):
        return ()
    found = _CAMEL.findall(word)
    return found if len(found) > 1 and "".join(found) == word else ()


def folded(word: str) -> str:
    """A word in small letters without accents and apostrophes: café is cafe, don't is dont, and Mary's is Mary."""
    word = word.lower()
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c)).translate(
            _LETTERS
        )
    if "'" in word:
        word = word.removesuffix("'s").replace("'", "")
    return word


def dictionary_forms(word: str) -> tuple[str, ...]:
    """The words that a folded word may be an irregular form of, or else the word, in American spelling."""
    return tuple(american(one) for one in _irregular().get(word, (word,)))


def american(word: str) -> str:
    """The American spelling of a word in small letters."""
    word = _american().get(word, word)
    for pattern, spelling in _SPELLINGS:
        word = pattern.sub(spelling, word)
    return word


@cache
def _irregular() -> dict[str, tuple[str, ...]]:
    """Irregular form -> its dictionary forms, of which the form itself may be one (saw: see, saw)."""
    found: dict[str, tuple[str, ...]] = {}
    for line in files(__package__).joinpath("english_forms.txt").read_text(encoding="utf-8").splitlines():
        base, _, forms = line.partition("\t")
        for form in forms.split() if not line.startswith("#") else ():
            word = form.rstrip("*")
            own = (word,) if word != form else ()
            found[word] = tuple(dict.fromkeys((*found.get(word, ()), base, *own)))
    return found


@cache
def _american() -> dict[str, str]:
    """British word -> American word, where no rule tells."""
    lines = files(__package__).joinpath("english_spellings.txt").read_text(encoding="utf-8").splitlines()
    return {british: us for us, _, many in (line.partition("\t") for line in lines) for british in many.split()}
