"""Values of fields of one's own in a query: ``price:1000..2000``, ``price:>1000``, ``category:책``, ``rated:true``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from ...errors import QueryError
from ...indexer.documents.data import KINDS, Kind
from ...indexer.documents.data_spans import span_of
from ...indexer.documents.data_terms import Span
from ...indexer.text.narrow import keyword
from .tokens import Token
from .tree import Within

Kinds = Mapping[str, Kind]
"""The kind of each field of one's own, by its name."""
NO_FIELDS: Kinds = MappingProxyType({})
_NUMBER = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_YES = frozenset(("true", "yes", "1", "참", "예"))
_NO = frozenset(("false", "no", "0", "거짓", "아니오"))
_COMPARED = re.compile(r"([<>]=?)\s*(.*)", re.DOTALL)
_RANGE = re.compile(r"\.{2,}|~")
_REMEDIES: dict[Kind, str] = {
    "number": "Write 1000, 1000..2000, 1000.. or >1000",
    "date": "Write 2007, 2007-12, 2007-12-13, 2007..2008 or >2007",
    "boolean": "Write true or false",
}


def own_name(typed: str, kinds: Kinds) -> str | None:
    """The field that a typed name means: that of the same letters, or else in any case; None if there is none."""
    if typed in kinds:
        return typed
    return next((name for name in sorted(kinds) if name.casefold() == typed.casefold()), None)


def own_value(token: Token, field: str, kind: Kind) -> Within:
    """The filter of a value. Raises QueryError for one that the field cannot have."""
    written = f"{field}:{token.text}"
    if kind in ("text", "list"):
        text = token.written.strip()
        return Within(field, kind, (span_of(kind, text),), written, keyword(text))
    span = _yes_or_no(token, field) if kind == "boolean" else _between(token, field, kind)
    return Within(field, kind, (span,), written)


def _yes_or_no(token: Token, field: str) -> Span:
    text = token.text.strip().casefold()
    if text not in _YES | _NO:
        raise _not_a_value(token, field, "boolean", token.text)
    return span_of("boolean", text in _YES)


def _between(token: Token, field: str, kind: Kind) -> Span:
    """The terms of a value, a range, or what is above or below a value."""
    text = token.text.strip()
    if found := _COMPARED.fullmatch(text):
        sign, end = found[1], _value(found[2].strip(), token, field, kind)
        return {"<": (b"", end[0]), "<=": (b"", end[1]), ">": (end[1] or b"", None), ">=": (end[0], None)}[sign]
    ends = [part.strip() for part in _RANGE.split(text)]
    if not any(ends) or len(ends) > 2:
        raise _not_a_value(token, field, kind, text)
    first, last = (_value(end, token, field, kind) if end else None for end in (ends[0], ends[-1]))
    return first[0] if first else b"", last[1] if last else None


def _value(text: str, token: Token, field: str, kind: Kind) -> Span:
    try:
        return span_of(kind, _number(text) if kind == "number" else text)
    except ValueError:
        raise _not_a_value(token, field, kind, text) from None


def _number(text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    text = text.replace(",", "")
    return int(text) if text.lstrip("+-").isdecimal() else float(text)


def _not_a_value(token: Token, field: str, kind: Kind, text: str) -> QueryError:
    return QueryError(f"{field}: needs {KINDS[kind]}, and {text[:40]!r} is not", token.position, _REMEDIES[kind])
