"""Recognises prose: a sentence or a question that was typed or pasted as a query.

In prose, quotation marks, brackets, ``-``, ``*`` and ``?`` are punctuation and not operators: nobody who pastes a
sentence means its signs as conditions. A text is prose in each of these cases:

* It has at least three words, and ends as a sentence does: with punctuation, or with a final ending of a Korean verb
  (무엇인가요, 했다).
* It has at least five words, two of which are small function words of English (the, of).
* It has at least eight words, and no ``OR``, ``AND``, ``NOT`` or ``|``.

Words in quotation marks do not count, unless the quotation ends as speech does (``"We are here," he said``) or is never
closed. A text that is one quotation is no prose. Fields stay filters in prose, where they have a valid value (lang:ko, since:2007).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...errors import QueryError
from ...indexer.text.positions import RUN
from .lex import DATES, FIELDS, Kind, Token
from .values import Notes, value

_QUOTED = re.compile(r'"([^"]*)"')
_SPEECH = re.compile(r"\S\s+\S.*[.,?!…]\s*\Z", re.DOTALL)
_FIELD = re.compile(rf'(?i:-?(?:{"|".join(FIELDS)})):(?:"[^"]*"|[^\s()|"]+)')
_OPERATOR = re.compile(r"(?:^|(?<=\s))(?:OR|AND|NOT)(?=\s)|\|")
_END = re.compile(r"""\w[.!?…。]+["')\]}»」』”’]*\s*\Z""")
_KOREAN_END = re.compile(r"[가-힣](?:니다|는가|은가|인가|[가나까]요|[아어여해워예에]요|니까|을까|ㄹ까|[했었았였]다|한다|된다|있다|없다|이다|죠)\s*\Z")
_SMALL = re.compile(
    r"(?<!\S)(?:an?|the|of|to|in|on|at|by|for|from|with|into|is|are|was|were|be|been|do|does|did|has|have|had|and|or|that|"
    r"this|it|its|their|his|her|as|not|will|can|would|which|what|who|how|when|where|why)(?![^\s,.;:!?])"
)
_ENDED, _SMALL_ENOUGH, _LONG = 3, 5, 8
"""Words from which a text is prose: with a final sign, with function words, always."""
_TOKEN = re.compile(rf"(?P<field>{_FIELD.pattern})(?=[\s()|]|\Z)|(?P<word>[^\s()\[\]{{}}|\"“”«»「」『』《》〈〉]+)")
_EDGES = "'‘’`,.;:!?…·-–—~*/\\<>"


def is_prose(text: str) -> bool:
    """Whether a text is a sentence, a question or another piece of prose."""
    without_fields = _FIELD.sub(" ", text)
    if _QUOTED.fullmatch(without_fields.strip()):
        return False
    outside = _QUOTED.sub(lambda quoted: f" {quoted[1]} " if _SPEECH.search(quoted[1]) else " ", without_fields)
    operators = _OPERATOR.findall(outside)
    count = sum(bool(RUN.search(word)) for word in outside.split()) - sum(one != "|" for one in operators)
    if count < _ENDED:
        return False
    if _END.search(without_fields) or _KOREAN_END.search(without_fields):
        return True
    if count >= _SMALL_ENOUGH and len(_SMALL.findall(outside)) > 1:
        return True
    return count >= _LONG and not operators


def prose_tokens(text: str) -> Iterator[Token]:
    """The words of prose, without the signs around them, and its fields, each with its value."""
    for found in _TOKEN.finditer(text):
        if found["field"] and (tokens := list(_field(found["field"], found.start()))):
            yield from tokens
            continue
        word = found[0].strip(_EDGES)
        if RUN.search(word):
            yield Token(Kind.WORD, word, found.start() + found[0].index(word))


def _field(text: str, position: int) -> Iterator[Token]:
    """The tokens of a field with its value; none where the value is none of that field."""
    name, _, given = text.partition(":")
    kind = Kind.PHRASE if given.startswith('"') else Kind.WORD
    typed = Token(kind, given.strip('"'), position + len(name) + 1)
    field = name.removeprefix("-").lower()
    if field in DATES:
        try:
            value(typed, field, Notes())
        except QueryError:
            return
    if name.startswith("-"):
        yield Token(Kind.NOT, "-", position)
    yield Token(Kind.FIELD, field, position + name.startswith("-"))
    yield typed
