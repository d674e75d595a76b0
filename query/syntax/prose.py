"""Recognises prose: a sentence or a question that was typed or pasted as a query.

In prose, quotation marks, brackets, ``-``, ``*`` and ``?`` are punctuation and not operators: nobody who pastes a
sentence means its signs as conditions. A text is prose in each of these cases:

* It has at least three words, and ends as a sentence does: with punctuation, or with a final ending of a Korean verb
  (무엇인가요, 했다).
* It has at least five words, two of which are small function words of English (the, of).
* It has at least eight words, and no ``OR``, ``AND``, ``NOT`` or ``|``.

Words in quotation marks do not count, unless the quotation ends as speech does (``"We are here," he said``) or is never
closed. A text that is one quotation is no prose. Fields stay filters in prose, where they have a valid value (lang:ko,
since:2007).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ...errors import QueryError
from ...indexer.text.fold import fold_text
from ...indexer.text.narrow import narrow
from ...indexer.text.positions import RUN
from .lex import DATES, FIELDS, field_name
from .own_fields import NO_FIELDS, Kinds
from .tokens import Kind, Token
from .values import Notes, value

_QUOTED = re.compile(r'"([^"]*)"')
_SPEECH = re.compile(r"\S\s+\S.*[.,?!…]\s*\Z", re.DOTALL)
_OPERATOR = re.compile(r"(?:^|(?<=\s))(?:OR|AND|NOT)(?=\s)|\|")
_END = re.compile(r"""\w[.!?…。]+["')\]}»」』”’]*\s*\Z""")
_KOREAN_END = re.compile(
    r"[가-힣](?:니다|니까|[는은인]가|[나가까세래네군]요|[아어여해워예에]요|죠|[을할]까|[했었았였한된있없이]다)\s*\Z"
)
_SMALL = re.compile(
    r"(?<!\S)(?:an?|the|of|to|in|on|at|by|for|from|with|is|are|was|were|be|do|does|did|has|have|had|and|or|that|this|it|"
    r"its|their|his|her|as|not|will|can|which|what|who|how|when|where|why)(?![^\s,.;:!?])"
)
"""Function words of which every English sentence has some."""
_ENDED, _SMALL_ENOUGH, _LONG = 3, 5, 8
"""Words from which a text is prose: with a final sign, with function words, always."""
_WORD = r"(?P<word>[^\s()\[\]{}|\"“”«»「」『』《》〈〉]+)"
_EDGES = "'‘’`,.;:!?…·-–—~*/\\<>"


@lru_cache(maxsize=64)
def _patterns(own: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The patterns of a field with its value, and of a token, in an index with some fields of one's own."""
    names = "|".join(map(re.escape, sorted((*FIELDS, *own), key=len, reverse=True)))
    field = rf'(?i:-?(?:{names})):(?:"[^"]*"|[^\s()|"]+)'
    return re.compile(field), re.compile(rf"(?P<field>{field})(?=[\s()|]|\Z)|{_WORD}")


def is_prose(text: str, kinds: Kinds = NO_FIELDS) -> bool:
    """True if a text is a sentence, a question or another piece of prose."""
    without_fields = _patterns(tuple(sorted(kinds)))[0].sub(" ", text)
    if _QUOTED.fullmatch(without_fields.strip()):
        return False
    outside = _QUOTED.sub(lambda quoted: f" {quoted[1]} " if _SPEECH.search(quoted[1]) else " ", without_fields)
    operators = _OPERATOR.findall(outside)
    count = sum(bool(RUN.search(word)) for word in fold_text(outside).split()) - sum(one != "|" for one in operators)
    if count < _ENDED:
        return False
    if _END.search(without_fields) or _KOREAN_END.search(without_fields):
        return True
    if count >= _SMALL_ENOUGH and len(_SMALL.findall(outside)) > 1:
        return True
    return count >= _LONG and not operators


def prose_tokens(text: str, kinds: Kinds) -> Iterator[Token]:
    """The words of prose, without the signs around them, and its fields, each with its value."""
    for found in _patterns(tuple(sorted(kinds)))[1].finditer(narrow(text)):
        if found["field"] and (tokens := list(_field(found["field"], text, found.start(), kinds))):
            yield from tokens
            continue
        word = found[0].strip(_EDGES)
        if RUN.search(fold_text(word)):
            yield Token(Kind.WORD, word, found.start() + found[0].index(word), word)


def _field(typed: str, text: str, position: int, kinds: Kinds) -> Iterator[Token]:
    """The tokens of a field with its value, at a position of a text; none where that is no value of the field."""
    name, _, given = typed.partition(":")
    start = position + len(name) + 1
    kind = Kind.PHRASE if given.startswith('"') else Kind.WORD
    written = text[start + 1 : start + len(given) - 1] if kind is Kind.PHRASE else text[start : start + len(given)]
    value_token = Token(kind, given.strip('"'), start, written)
    field = field_name(name.removeprefix("-"), kinds)
    if field in DATES or field in kinds:
        try:
            value(value_token, field, Notes(), kinds)
        except QueryError:
            return
    if name.startswith("-"):
        yield Token(Kind.NOT, "-", position, "-")
    yield Token(Kind.FIELD, field, position + name.startswith("-"), field)
    yield value_token
