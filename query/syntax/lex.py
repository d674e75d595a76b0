"""The lexer of queries: words, phrases, fields, operators and parentheses, each with its place.

What a character means depends on where it stands, and a text that was only pasted should stay text:

* ``-`` is NOT at the start of a word with something right after it. ``e-mail`` and ``서울 - 부산`` have none.
* ``OR``, ``AND`` and ``NOT`` are operators in capitals and on their own; ``|`` is OR wherever it stands.
* ``"`` opens a phrase up to the next one, or up to the end where there is none; after a letter, one that is never
  closed belongs to the word (``12"``). ``“ ”`` mean the same. Brackets such as 「」 and 《》 are punctuation: they
  come with pasted titles, and a phrase would keep 《노동신문》 from finding 로동신문.
* Parentheses that touch a word and hold no blank belong to it: ``12.9(日)``, ``반(反)MTU``, ``(주)대우``.
* ``name:`` with a value right after it is a field where the name is one of FIELDS, in any case. Another name of two
  or more small letters before a letter, digit, quote or parenthesis is an unknown field. Fields of one's own are
  fields, too, in an index that has them. The rest is text:
  ``http://x.com``, ``12:30``, ``C:\\x``, ``std::sort``, ``note:``, ``MTU:지도부``, ``공지:내용``.
* Right after ``field:`` there are no operators and no fields: the value of ``id:a:b`` is ``a:b``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ...errors import QueryError
from ...indexer.text.narrow import narrow
from .own_fields import NO_FIELDS, Kinds, own_name
from .tokens import Kind, Token

TEXTS = ("title", "body", "tags")
"""Text fields, to which a part of the query can be limited."""
KEYWORDS = ("tag", "lang", "author", "id")
"""Keyword fields: a filter compares their whole value."""
DATES = ("since", "until", "date")
FIELDS = TEXTS + KEYWORDS + DATES


_APART = r'(?=[\s("]|\Z)'
_PLAIN = r'[^\s()|"]'
_LAST_QUOTE = r'"(?![^"]*")'
_MINUS = r"-++(?=[^\s)|])"
_WORD = (
    rf"(?:\({_PLAIN}+\)(?=\w)(?!(?:OR|AND|NOT){_APART}))?"  # (주)대우, but not (a)OR(b)
    rf"{_PLAIN}(?:{_PLAIN}|\({_PLAIN}*\)|{_LAST_QUOTE})*+"
)
_OPERATORS = {
    Kind.OR: rf"\|+|OR{_APART}",
    Kind.AND: f"AND{_APART}",
}
_NOT = rf"NOT{_APART}|{_MINUS}"
_VALUES = {
    Kind.PHRASE: r'"[^"]*+(?:"|\Z)',
    Kind.WORD: _WORD,
    Kind.OPEN: r"\(",
    Kind.CLOSE: r"\)",
}


def _pattern(kinds: dict[Kind, str]) -> re.Pattern[str]:
    return re.compile(r"\s*+(?:" + "|".join(f"(?P<{kind.name}>{pattern})" for kind, pattern in kinds.items()) + ")")


@lru_cache(maxsize=64)
def _anywhere(own: tuple[str, ...]) -> re.Pattern[str]:
    """The pattern of a token, in an index with some fields of one's own."""
    names = "|".join(map(re.escape, sorted((*FIELDS, *own), key=len, reverse=True)))
    return _pattern(_OPERATORS | {Kind.NOT: _NOT, Kind.FIELD: rf"(?i:{names}):(?=[^\s)|])"} | _VALUES)


_AFTER_FIELD = _pattern({Kind.NOT: _MINUS} | _VALUES)
_AFTER_NUMBER_FIELD = _pattern({Kind.NOT: r"-++(?=[^\s)|0-9.])"} | _VALUES)
_UNKNOWN_FIELD = re.compile(r'([a-z]{2,}+):(?=[\w"(])')


def tokens(text: str, kinds: Kinds = NO_FIELDS) -> Iterator[Token]:
    """The tokens of a cleaned text, whatever the width of its signs. Raises QueryError at an unknown field.

    ``kinds`` are those of the fields of one's own, which are fields as well.
    """
    written, text = text, narrow(text)
    position, value_follows, field = 0, False, ""
    anywhere = _anywhere(tuple(sorted(kinds)))
    after_field = {"number": _AFTER_NUMBER_FIELD}
    while found := (after_field.get(kinds.get(field, ""), _AFTER_FIELD) if value_follows else anywhere).match(
        text, position
    ):
        kind = Kind[found.lastgroup or ""]
        start, position = found.span(kind.name)
        if kind is Kind.WORD and not value_follows:
            _refuse_unknown_field(text, start, kinds)
        value_follows = kind is Kind.FIELD or (value_follows and kind is Kind.NOT)
        inner = _inner(kind, found[kind.name], kinds)
        field = inner if kind is Kind.FIELD else field
        yield Token(kind, inner, start, _unquoted(kind, written[start:position]))


def _unquoted(kind: Kind, written: str) -> str:
    """A token as it was written, without the quotation marks around a phrase."""
    if kind is not Kind.PHRASE:
        return written
    return written[1:-1] if len(written) > 1 and narrow(written[-1]) == '"' else written[1:]


def _inner(kind: Kind, text: str, kinds: Kinds) -> str:
    if kind is Kind.PHRASE:
        return text.strip('"')
    return field_name(text[:-1], kinds) if kind is Kind.FIELD else text


def field_name(typed: str, kinds: Kinds) -> str:
    """The field of a typed name."""
    return typed.lower() if typed.lower() in FIELDS else own_name(typed, kinds) or typed


def _refuse_unknown_field(text: str, start: int, kinds: Kinds) -> None:
    found = _UNKNOWN_FIELD.match(text, start)
    if found:
        names = ", ".join((*FIELDS, *sorted(kinds)))
        raise QueryError(
            f"there is no field {found[1]!r}",
            start,
            f'Fields are {names}. To search it as text, put it in quotation marks: "{found[0]}..."',
        )
