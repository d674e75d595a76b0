"""Turns one word or phrase of a query into a node: text, a pattern, or a filter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...errors import QueryError
from ...indexer.dates.ranges import period
from ...indexer.text.fold import fold_text
from ...indexer.text.narrow import keyword
from ...indexer.text.positions import RUN
from .lex import DATES, KEYWORDS
from .own_fields import Kinds, own_value
from .tokens import Kind, Token
from .tree import Dated, Everything, Has, Node, Or, Pattern, Phrase, Word

_WILDCARDS_AT_AN_END = re.compile(r"(?<![*?])[*?]++(?!\w)")
_WITHOUT_PUNCTUATION_AROUND = re.compile(r"[\w*?](?:.*[\w*?])?", re.DOTALL)
_PATTERN = re.compile(r"[\w*?.,'-]+")

_MAY_BE_A_QUESTION = re.compile(r"[\w.,'-]+\?")

_COMPACT_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_DATE = re.compile(r"([0-9]{4})(?:([-/.])([0-9]{1,2})(?:\2([0-9]{1,2}))?)?\.?")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:.+")
_RANGE = re.compile(r"\.{2,}|~")
_DATE_REMEDY = "Write 2007, 2007-12, 2007-12-13, 2007/12/13 or 2007.12.13; a range is date:2007..2008"


class Notes:
    """Notes on what was clipped or understood otherwise than typed. Each note is kept once, with its first place."""

    def __init__(self) -> None:
        self._first: dict[str, int | None] = {}
        self._explanations: set[str] = set()

    def add(self, message: str, position: int | None = None) -> None:
        """Adds a note about the character at ``position``, or about the whole query."""
        self._first.setdefault(message, position)

    def explain(self, message: str) -> None:
        """Adds a note about something that is searched as it was typed."""
        self._explanations.add(message)
        self.add(message)

    def __iter__(self) -> Iterator[str]:
        return (self._text(message) for message in self._first)

    def losses(self) -> Iterator[str]:
        """The notes on what was clipped or understood otherwise."""
        return (self._text(message) for message in self._first if message not in self._explanations)

    def _text(self, message: str) -> str:
        position = self._first[message]
        return message if position is None else f"{message} (at character {position + 1})"


def value(token: Token, field: str, notes: Notes, kinds: Kinds) -> Node | None:
    """The node of a word or phrase in ``field`` (empty: in no field); None if it has nothing to search for.

    ``kinds`` are those of the fields of one's own. Raises QueryError if the field cannot have the value.
    """
    if kind := kinds.get(field):
        if token.written.strip():
            return own_value(token, field, kind)
        notes.add(f"{field}: without a value is left out", token.position)
        return None
    if field in DATES:
        return _dated(token, field, notes)
    if field in KEYWORDS:
        return _has(token, field, notes)
    if RUN.search(fold_text(token.text)):
        return Phrase(token.text.strip()) if token.kind is Kind.PHRASE else _word(token.text)
    if token.kind is Kind.PHRASE:
        notes.add("a phrase without words is left out", token.position)
    elif set(token.text) == {"*"}:
        return Everything()
    else:
        notes.add("symbols on their own cannot be searched and are left out", token.position)
    return None


def _word(text: str) -> Word | Pattern | Or:
    """A pattern where ``*`` or ``?`` stands among letters; in addresses and formulas it is a character like others.

    A question mark at the end ends a question. After a word of several scripts or signs, GPU서?, it may be either.
    """
    if _MAY_BE_A_QUESTION.fullmatch(text) and len(RUN.findall(text)) > 1:
        return Or((Word(text), Pattern(text)))
    statement = _WILDCARDS_AT_AN_END.sub(lambda found: found[0].replace("?", ""), text)
    found = _WITHOUT_PUNCTUATION_AROUND.search(statement)
    pattern = found[0] if found else ""
    if _PATTERN.fullmatch(pattern) and ("*" in pattern or "?" in pattern):
        return Pattern(re.sub(r"\*+", "*", pattern))
    return Word(text)


def _has(token: Token, field: str, notes: Notes) -> Has | None:
    whole = token.written.strip()
    if not whole:
        notes.add(f"{field}: without a value is left out", token.position)
        return None
    if "*" in whole and token.kind is Kind.WORD:
        notes.add(f"{field}: compares whole values, so * is a character like others there", token.position)
    return Has(field, whole if field == "id" else keyword(whole))


def _dated(token: Token, field: str, notes: Notes) -> Dated:
    ends = [end.strip() for end in _RANGE.split(token.text)] if field == "date" else [token.text.strip()]
    if not any(ends) or len(ends) > 2:
        raise _not_a_date(token, field, token.text)
    first, last = (_iso(ends[at], token, field) for at in (0, -1))
    if field != "date":
        return Dated(first, None) if field == "since" else Dated(None, last)
    if first and last and _begin(first) > _begin(last):
        notes.add("the dates of a range were the wrong way round and are swapped", token.position)
        first, last = last, first
    return Dated(first, last)


def _iso(value: str, token: Token, field: str) -> str | None:
    """``value`` as an ISO date; None where it is the open end of a range."""
    if not value:
        return None
    found = _DATE.fullmatch(_COMPACT_DATE.sub(r"\1-\2-\3", value))
    if found:
        year, _, *rest = found.groups()
        iso = "-".join([year, *(part.zfill(2) for part in rest if part)])
    else:
        iso = value if _MOMENT.fullmatch(value) else ""
    if not period(iso):
        raise _not_a_date(token, field, value)
    return iso


def _begin(iso: str) -> int:
    span = period(iso)
    return span[0] if span else 0


def _not_a_date(token: Token, field: str, value: str) -> QueryError:
    return QueryError(f"{field}: needs a date, and {value[:40]!r} is not one", token.position, _DATE_REMEDY)
