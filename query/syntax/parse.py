"""The parser of the query language: from a string to a tree.

    서울 여행            both words                       -제주  NOT 제주      without it; also -"..", -tag:x, -( .. )
    "봄 여행"            exactly this                     서울 OR 부산  서울|부산
    노동*  *노조  이?노조  any characters, one character     ( .. )              grouping
    title:x body:x tags:x          only in that text; also title:"a b" and title:(a b)
    tag:x lang:ko author:"A B" id:x    the whole value
    since:2007 until:2007-12 date:2007-12-13 date:2007..2008    also 2007/12/13, 2007.12.13 and 20071213

AND binds tighter than OR, and OR tighter than a blank, as in Whoosh and on the web: ``봄 서울 OR 부산`` is spring
in one of the two. A query is read as far as it can be understood, with a note on what was left out or clipped; only
an unknown field and a bad date are errors. ``lex`` says when a character is an operator, ``values`` what a word means,
and ``prose`` which queries are sentences: these have no operators.

A query without a word, or with exclusions only, starts from every document; an empty one finds none, so it is
``Or(())``. ``Not`` stands only inside an ``And`` that has something else too. Positions are those in the cleaned text:
where a character that cleaning drops or splits comes before them, they differ from the text as it was typed.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass

from ...config import Limits
from ...errors import QueryError
from ...indexer.text.narrow import narrow
from ...indexer.text.normalize import clean
from .as_words import has_conditions
from .conditions import as_typed
from .group import Group, conjunction, looks_for_something, marked
from .lex import FIELDS, TEXTS, field_name, tokens
from .own_fields import NO_FIELDS, Kinds
from .prose import is_prose, prose_tokens
from .tokens import Kind, Token
from .tree import Everything, Node, Not, Or, Pattern, Phrase, Word
from .values import Notes, value

_PROSE = 'read as a sentence: signs such as " - * | and capitals such as OR are text in it, and no operators'
_SIGNS = re.compile(r'["*?|:-]|\b(?:OR|NOT)\b')


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query as it was understood. ``notes`` says, in plain English, where that is not as it was typed."""

    node: Node
    notes: tuple[str, ...]
    losses: tuple[str, ...] = ()
    """The notes on what was left out or understood otherwise than typed."""


def parse(text: str, limits: Limits, kinds: Kinds = NO_FIELDS) -> Parsed:
    """The tree of a query. Raises QueryError at an unknown field and at a value that its field cannot have.

    ``kinds`` are those of the fields of one's own.
    """
    notes = Notes()
    text = clean(_clipped(text, limits.query_chars, notes))
    typed = narrow(text)
    if is_prose(typed, kinds):
        node = _Parser(limits, notes, kinds, is_prose=True).read(text)
        if _has_signs(typed, limits, kinds):
            notes.add(_PROSE)
    else:
        if typed.count('"') % 2:
            notes.add("a quotation mark is not closed", typed.rindex('"'))
        node = _Parser(limits, notes, kinds).read(text)
    if node is None:
        notes.add("there are no words to search for")
        node = Or(())
    elif not looks_for_something(node):
        notes.explain("there is nothing to look for but filters: every document that passes them is found")
        node = conjunction([Everything(), node])
    return Parsed(node, tuple(notes), tuple(notes.losses()))


def _has_signs(text: str, limits: Limits, kinds: Kinds) -> bool:
    """True if a text would have conditions if its signs were operators."""
    if not _SIGNS.search(text):
        return False
    try:
        node = _Parser(limits, Notes(), kinds).read(text)
    except QueryError:
        return True
    return node is not None and has_conditions(node, Phrase, Pattern, Not, Or)


def _clipped(text: str, most: int, notes: Notes) -> str:
    """The first ``most`` characters of ``text`` at most, without a half word at the end."""
    if len(text) <= most:
        return text
    kept = text[:most]
    if not text[most].isspace() and len(kept.split(maxsplit=1)) > 1:
        kept = kept.rsplit(maxsplit=1)[0]
    notes.add(f"the query has {len(text):,} characters, more than {most:,}, and is cut", len(kept))
    return kept


class _Parser:
    """Reads tokens with a stack of groups, never by recursion, so no nesting is too deep for it.

    A tree is at most three nodes deep for each level of ``query_depth``: an And of Ors of Ands. A negation and a field
    before a parenthesis count as a level each.
    """

    def __init__(self, limits: Limits, notes: Notes, kinds: Kinds, *, is_prose: bool = False) -> None:
        self._limits = limits
        self._kinds = kinds
        self._is_prose = is_prose
        self._notes = notes
        self._groups = [Group()]
        self._negated = False
        self._is_minus = False
        self._field = ""
        self._prefix: Token | None = None
        self._count = 0
        self._unpaired: frozenset[int] = frozenset()

    def read(self, text: str) -> Node | None:
        """The node of the whole text, or None where nothing in it can be looked for."""
        typed = narrow(text)
        if not self._is_prose and ("(" in typed or ")" in typed):
            self._unpaired = _unpaired(typed, self._kinds)
        for token in prose_tokens(text, self._kinds) if self._is_prose else tokens(text, self._kinds):
            if token.kind in (Kind.WORD, Kind.PHRASE) and self._count >= self._limits.query_clauses:
                message = (
                    f"a query has at most {self._limits.query_clauses} words, phrases and filters: the rest is cut"
                )
                self._notes.add(message, token.position)
                break
            self._step(token)
        while len(self._groups) > 1:
            self._close()
        self._drop_dangling()
        return self._node(self._groups[0])

    def _step(self, token: Token) -> None:
        match token.kind:
            case Kind.NOT:
                is_even = token.text[0] == "-" and len(token.text) % 2 == 0
                self._negated, self._prefix = self._negated == is_even, token
                self._is_minus = token.text[0] == "-"
            case Kind.FIELD:
                self._field, self._prefix = token.text, token
            case Kind.OR | Kind.AND:
                self._operator(token)
            case Kind.OPEN | Kind.CLOSE if token.position in self._unpaired:
                kind, other = ("an opening", "a closing") if token.kind is Kind.OPEN else ("a closing", "an opening")
                self._notes.add(f"{kind} parenthesis without {other} one is left out", token.position)
            case Kind.OPEN:
                self._open(token)
            case Kind.CLOSE:
                self._close()
            case Kind.WORD | Kind.PHRASE:
                self._value(token)

    def _value(self, token: Token) -> None:
        group = self._groups[-1]
        if self._negated and self._is_minus:
            self._note_minus(token)
        negated, written = self._taken_prefix()
        if token.kind is Kind.WORD and token.text[-1] == ":" and self._is_field(token.text[:-1]):
            self._notes.add(f"{token.text} has no value right after it and is read as a word", token.position)
        is_text = self._is_prose and not written
        node = Word(token.text) if is_text else value(token, written or group.context, self._notes, self._kinds)
        if node is not None:
            self._count += 1
            group.add(marked(node, written, negated))

    def _is_field(self, name: str) -> bool:
        return field_name(name, self._kinds) in (*FIELDS, *self._kinds)

    def _operator(self, token: Token) -> None:
        self._drop_dangling()
        group = self._groups[-1]
        if group.clauses:
            group.operator = token
        else:
            self._note_dangling(token)

    def _open(self, token: Token) -> None:
        group = self._groups[-1]
        depth = group.depth + 1 + self._negated + (self._field in TEXTS)  # each is one more node in the tree
        if depth > self._limits.query_depth:
            message = f"parentheses deeper than {self._limits.query_depth} are read as if they were not there"
            self._notes.add(message, token.position)
            group.unread += 1
            return
        by_minus = self._negated and self._is_minus
        negated, written = self._taken_prefix()
        self._groups.append(Group(token.position, written or group.context, written, negated, by_minus, depth))

    def _close(self) -> None:
        self._drop_dangling()
        group = self._groups[-1]
        if group.unread:
            group.unread -= 1
            return
        self._groups.pop()
        node = self._node(group)
        if node is None:
            self._notes.add("parentheses without words are left out", group.position)
            return
        if group.by_minus:
            field = f"{group.inside}:" if group.inside else ""
            self._notes.explain(f"-{field}(...) leaves out posts that match what is in the parentheses")
        self._groups[-1].add(marked(node, group.inside, group.negated))

    def _node(self, group: Group) -> Node | None:
        """The node of a group, with a note for each filter that an OR does not make an alternative."""
        for node in group.moved:
            filters = as_typed(node)
            self._notes.add(f"{filters} is a filter: it holds for everything beside it, whatever OR joins it with")
        return group.node()

    def _taken_prefix(self) -> tuple[bool, str]:
        """True if the next operand is negated, and the field written before it."""
        taken = self._negated, self._field
        self._negated, self._field, self._prefix = False, "", None
        return taken

    def _drop_dangling(self) -> None:
        """Forgets operators that nothing follows."""
        group = self._groups[-1]
        for token in (group.operator, self._prefix):
            if token:
                self._note_dangling(token)
        group.operator = None
        self._taken_prefix()

    def _note_dangling(self, token: Token) -> None:
        self._notes.add(f"{token.text} joins nothing here and is left out", token.position)

    def _note_minus(self, token: Token) -> None:
        """Says what a minus leaves out: somebody may have meant an option, as in ``grep -r``."""
        field = f"{self._field}:" if self._field else ""
        what = field + (f'"{token.text}"' if token.kind is Kind.PHRASE else token.text)
        message = f'-{what} leaves out posts with {what}; to search for it as text, write "-{token.text}"'
        self._notes.explain(message)


def _unpaired(text: str, kinds: Kinds) -> frozenset[int]:
    """The positions of parentheses without a partner."""
    waiting: list[int] = []
    closing: list[int] = []
    with suppress(QueryError):  # which is raised when the text is read
        for token in tokens(text, kinds):
            if token.kind is Kind.OPEN:
                waiting.append(token.position)
            elif token.kind is Kind.CLOSE and waiting:
                waiting.pop()
            elif token.kind is Kind.CLOSE:
                closing.append(token.position)
    return frozenset((*waiting, *closing))
