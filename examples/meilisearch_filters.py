"""Filters as Meilisearch writes them, over malmoi: ``price >= 1000 AND (category = 책 OR NOT rated = true)``.

page = index.search("사전", where=where_of("price 1000 TO 2000 AND category IN [책, 음반]"), sort=sort_of("price:desc"))
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from malmoi import Where

_TOKEN = re.compile(r"""\s*(?:'([^']*)'|"([^"]*)"|(!=|>=|<=|[=<>()\[\],])|([^\s=<>!()\[\],]+))""")
_SIGNS = frozenset("= != > >= < <= ( ) [ ] ,".split())


def where_of(expression: str) -> Where:
    """The conditions of an expression. Raises ValueError for one that Meilisearch would not read."""
    reader = _Reader(_tokens(expression))
    where = reader.either()
    reader.take("")
    return where


def sort_of(rule: str) -> str:
    """The order of a rule such as ``price:desc``."""
    field, _, direction = rule.partition(":")
    return f"-{field}" if direction == "desc" else field


def _tokens(expression: str) -> list[tuple[str, bool]]:
    """The tokens, each with whether it stood in quotation marks; the last one is empty."""
    found = []
    position = 0
    while match := _TOKEN.match(expression, position):
        single, double, sign, word = match.groups()
        quoted = single if single is not None else double
        found.append((sign or word or "", False) if quoted is None else (quoted, True))
        position = match.end()
    if expression[position:].strip():
        raise ValueError(f"{expression[position:]!r} cannot be read")
    return [*found, ("", False)]


class _Reader:
    """Reads an expression by recursive descent: OR of ANDs of comparisons."""

    def __init__(self, tokens: Sequence[tuple[str, bool]]) -> None:
        self._tokens = tokens
        self._at = 0

    def either(self) -> Where:
        """Parts joined by OR."""
        where = self.both()
        while self._skips("OR"):
            where |= self.both()
        return where

    def both(self) -> Where:
        """Parts joined by AND."""
        where = self.part()
        while self._skips("AND"):
            where &= self.part()
        return where

    def part(self) -> Where:
        """A comparison, a negation, or an expression in parentheses."""
        if self._skips("NOT"):
            return ~self.part()
        if self._skips("("):
            where = self.either()
            self.take(")")
            return where
        return self._comparison(self._name())

    def take(self, wanted: str) -> None:
        """Takes a token. Raises ValueError where another one stands."""
        if not self._skips(wanted):
            raise ValueError(f"{self._tokens[self._at][0]!r} stands where {wanted or 'the end'!r} should")

    def _comparison(self, field: str) -> Where:
        has_value = Where({field: (None, None)})
        if self._skips("NOT"):
            return ~self._comparison(field)
        if self._skips("EXISTS"):
            return has_value
        if self._skips("IS"):
            is_not = self._skips("NOT")
            self.take("NULL")
            return has_value if is_not else Where({field: None})
        if self._skips("IN"):
            return Where({field: self._list()})
        for sign in ("=", "!=", ">=", "<=", ">", "<"):
            if self._skips(sign):
                value = self._value()
                return {
                    "=": Where({field: value}), "!=": ~Where({field: value}), ">=": Where({field: (value, None)}),
                    "<=": Where({field: (None, value)}), ">": has_value & ~Where({field: (None, value)}),
                    "<": has_value & ~Where({field: (value, None)}),
                }[sign]  # fmt: skip
        first = self._value()
        self.take("TO")
        return Where({field: (first, self._value())})

    def _list(self) -> list[Any]:
        self.take("[")
        values = []
        while not self._skips("]"):
            values.append(self._value())
            if not self._skips(","):
                self.take("]")
                break
        return values

    def _value(self) -> Any:
        text, is_quoted = self._tokens[self._at]
        if not is_quoted and (not text or text in _SIGNS):
            raise ValueError(f"{text!r} stands where a value should")
        self._at += 1
        if is_quoted:
            return text
        if text in ("true", "false"):
            return text == "true"
        try:
            return float(text)
        except ValueError:
            return text

    def _name(self) -> str:
        return str(self._value())

    def _skips(self, wanted: str) -> bool:
        if self._tokens[self._at] != (wanted, False):
            return False
        self._at += bool(wanted)
        return True
