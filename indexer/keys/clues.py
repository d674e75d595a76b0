"""Alias candidate extraction by patterns: brackets, slashes and words such as "a.k.a." between two names.

A clue has the texts on both sides, not yet scored. Each side is a list of readings, because the text does not say how
far to the left the name in 강제 추방(deportation) begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from ..text.positions import HANGUL, HANJA
from .name_key import SMALL_WORDS

INITIALISM = re.compile(r"[A-Z][A-Za-z&.-]{0,6}[A-Z]")


class Form(Enum):
    """The form in which two names stand side by side."""

    BRACKETS = "이주노조(MTU)"
    SAID = "일명 이주노조, a.k.a. MTU, or (이하 이주노조)"
    SLASH = "이주노조/MTU"
    PARALLEL = "이주노조 / MTU, alone in its line"
    INITIALS = "Migrants' Trade Union and MTU, in one text"


@dataclass(frozen=True, slots=True)
class Clue:
    """Two names, with single blanks: all readings of the first, the shortest first, and the second."""

    form: Form
    first: tuple[str, ...]
    second: str


_BRACKETS = re.compile(r"\(([^()\n]{2,60})\)")
_MOST_BEFORE = 60
_BOUNDARY = re.compile(r"[,;:!?\"《》<>\[\]{}()…|/*#=~]|(?<![A-Z])\.(?=\s)|\s[-–—]\s")
_QUOTED = re.compile(r"[\"'《「『]([^\"'《》「」『』\n]{2,40})[\"'》」』]$")
_LINE_END = re.compile(r"[ \t.…*]*(?:\n|$)")
_CUE = re.compile(r"^(?:이하|약칭|일명|줄여서|줄임말|속칭|구|옛|현|a\.?k\.?a\.?|also known as)[\s:,]+", re.IGNORECASE)
_QUOTES_AND_BLANKS = " \t\"'「」『』《》"
_SO_CALLED = re.compile(r"[\"'」』》]?\s?(?:이?라고? ?(?:한다|함|칭함|부른다)|로 약칭)\.?$")
_PARTS = re.compile(r"\s*[,/]\s*")
_HANGUL_END = re.compile(f"[{HANGUL}]$")
_HANGUL_WORD = re.compile(f"[A-Z]*[{HANGUL}][{HANGUL}A-Z&-]*")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9 .,&'-]*[A-Za-z0-9.]")
_MOST_WORDS = 4
_MOST_LATIN_WORDS = 8

_SIDE = rf"(?:[{HANGUL}]{{2,14}}|[A-Z][A-Za-z'-]+(?: [A-Z]?[a-z'-]+){{0,3}}|[A-Z]{{2,8}})"
_SLASH = re.compile(rf"(?<![/\w.:{HANJA}])({_SIDE})\s?/\s?({_SIDE})(?![/\w{HANJA}])")
_TITLE_SIDE = rf"([{HANGUL}][{HANGUL} ]{{1,30}}|[A-Z][A-Za-z '&-]{{1,60}})"
_PARALLEL = re.compile(rf"^[ \t]*{_TITLE_SIDE}\s[/|]\s{_TITLE_SIDE}[ \t]*$", re.MULTILINE)
_SAYING = ("일명", "속칭", "줄여서", "약칭", "a.k.a", "aka ", "also known as")
_SAID = re.compile(
    rf"(?:\ba\.?k\.?a\.?|\balso known as|(?<![{HANGUL}])(?:일명|속칭|줄여서|약칭))\s+"
    rf"(?:[\"'《「『]([^\"'《》「」『』\n]{{2,40}})[\"'》」』]|({_SIDE}))"
)
_CAPITALS = re.compile(r"[A-Z]{3,8}(?!\w)")
_PHRASE = re.compile(r"\b[A-Z][a-z]\w*'?s?(?:[ -](?:of|and|for|the|in|on|[A-Z][\w']+)){1,8}", re.ASCII)
_OPENERS = frozenset("The This That Our In At On A An".split())
_CHANCE = 3
"""Initials of this many words are ambiguous."""


def clues(text: str) -> Iterator[Clue]:
    """Every clue of a folded text."""
    if "(" in text:
        for found in _BRACKETS.finditer(text):
            yield from _in_brackets(text, found)
    if "/" in text or "|" in text:
        yield from (Clue(Form.PARALLEL, (first,), second) for first, second in _PARALLEL.findall(text))
        yield from (Clue(Form.SLASH, (first,), second) for first, second in _SLASH.findall(text))
    if any(word in text for word in _SAYING):
        for found in _SAID.finditer(text):
            second = _bare(found[1] or found[2])
            if _is_name(second):
                yield from (Clue(Form.SAID, first, second) for first in _before(text, found.start()))
    yield from _by_initials(text)


def _in_brackets(text: str, found: re.Match[str]) -> Iterator[Clue]:
    inner = _bare(found[1])
    cue = _CUE.match(inner)
    if cue:
        inner = _SO_CALLED.sub("", inner[cue.end() :])
    parts = [part for part in map(_bare, _PARTS.split(inner)) if _is_name(part)]
    if parts and (cue or not _is_credit(text, found)):
        form = Form.SAID if cue else Form.BRACKETS
        yield from (Clue(form, first, part) for first in _before(text, found.start()) for part in parts)


def _bare(part: str) -> str:
    return " ".join(part.strip(_QUOTES_AND_BLANKS).split())


def _is_credit(text: str, found: re.Match[str]) -> bool:
    """True if the brackets stand apart at the end of a line, as the name of a source does: 기자회견 (MWTV)."""
    return text[max(0, found.start() - 1)].isspace() and bool(_LINE_END.match(text, found.end()))


def _is_name(part: str) -> bool:
    if _LATIN.fullmatch(part):
        return len(part.split()) <= _MOST_LATIN_WORDS
    words = part.split()
    return 0 < len(words) <= _MOST_WORDS and all(map(_HANGUL_WORD.fullmatch, words))


def _before(text: str, end: int) -> Iterator[tuple[str, ...]]:
    """The readings of a name that ends before ``end``, if one does; a quoted name has one reading only."""
    left = text[max(0, end - _MOST_BEFORE) : end].rpartition("\n")[2].rstrip(" ,")
    quoted = _QUOTED.search(left)
    if quoted and _is_name(quoted[1]):
        yield (_bare(quoted[1]),)
        return
    piece = _BOUNDARY.split(left)[-1]
    endings = _hangul_endings if _HANGUL_END.search(piece) else _latin_endings
    readings = tuple(endings(piece.split()))
    if readings:
        yield readings


def _hangul_endings(words: Sequence[str]) -> Iterator[str]:
    for count in range(1, min(len(words), _MOST_WORDS) + 1):
        if not _HANGUL_WORD.fullmatch(words[-count]):
            return
        yield " ".join(words[-count:])


def _latin_endings(words: Sequence[str]) -> Iterator[str]:
    """The last words, in small letters too: how a phrase is written is judged with what it is to be the same as."""
    for count in range(1, min(len(words), _MOST_LATIN_WORDS) + 1):
        reading = " ".join(words[-count:])
        if not _LATIN.fullmatch(reading):
            return
        yield reading


def _by_initials(text: str) -> Iterator[Clue]:
    """Capitalised phrases whose initials stand elsewhere in the text in capitals."""
    capitals = set(_CAPITALS.findall(text))
    if not capitals:
        return
    for phrase in set(_PHRASE.findall(text)):
        words = phrase.replace("-", " ").split()
        first = words[0] in _OPENERS
        for start, end in _spans(words, first):
            letters = "".join(word[0] for word in words[start:end] if word not in SMALL_WORDS)
            if letters in capitals:
                yield Clue(Form.INITIALS, (_written(phrase, start, end),), letters)


def _spans(words: Sequence[str], first: int) -> Iterator[tuple[int, int]]:
    """The whole phrase, and each part that is long enough not to be a chance."""
    for start in range(first, len(words) - 1):
        for end in range(start + 2, len(words) + 1):
            is_whole = (start, end) == (first, len(words))
            if (is_whole or end - start > _CHANCE) and not {words[start], words[end - 1]} & SMALL_WORDS:
                yield start, end


def _written(phrase: str, start: int, end: int) -> str:
    """The words of a phrase from ``start`` to ``end``, with the hyphens between them."""
    pieces = re.split("([ -])", phrase)
    return "".join(pieces[2 * start : 2 * end - 1])
