"""Any text ends as a query or as a query error, in time, and as a tree that is not too deep."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from malmoi.config import Limits
from malmoi.errors import QueryError
from malmoi.indexer.text.narrow import narrow
from malmoi.indexer.text.normalize import clean
from malmoi.query.syntax.lex import tokens
from malmoi.query.syntax.parse import Parsed, parse
from malmoi.query.syntax.tree import And, In, Node, Not, Or, Phrase

LIMITS = Limits()


def _timed(query: str, limits: Limits = LIMITS) -> tuple[Parsed, float]:
    """What a query gives, and the seconds of the best of three times."""
    seconds = []
    for _ in range(3):
        start = time.process_time()
        parsed = parse(query, limits)
        seconds.append(time.process_time() - start)
    return parsed, min(seconds)


HOSTILE = {
    "parentheses": "(" * 2000 + "봄" + ")" * 2000,
    "open only": "봄 (" * 2000,
    "close only": ")" * 2000 + "봄",
    "nested negation": "봄 여름 OR 가을 AND -title:(" * 150 + "겨울",
    "nested operators": "봄 여름 OR 가을 AND (" * 100 + "겨울",
    "NOT": "NOT " * 1000 + "봄",
    "minus": "-" * 1001 + "봄",
    "minus apart": "- " * 1000 + "봄",
    "OR": " OR ".join(["봄"] * 10_000),
    "fields": "title:" * 1000 + "봄",
    "quotes": '"' * 4001 + "봄",
    "stars": "*" * 4000 + "봄",
    "questions": "봄" + "?" * 4000,
    "wild": "?!" * 2000 + "=봄",
    "one word": "가" * (1 << 20),
    "megabyte": "봄 여름 " * (1 << 18),
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_query_is_clipped_in_milliseconds(query: str) -> None:
    """However long or nested a query is, its tree is made quickly, is not deep, and can be printed."""
    parsed, seconds = _timed(query)
    assert seconds < 0.1
    assert parsed.node != Or(())
    assert _depth(parsed.node) <= 3 * (LIMITS.query_depth + 1) + 3
    assert len(str(parsed.node)) < 10 * LIMITS.query_chars
    assert len(parsed.notes) < 8
    assert len(query) <= LIMITS.query_chars or "is cut" in parsed.notes[0]


@pytest.mark.parametrize(("characters", "seconds"), [(1 << 14, 0.25), pytest.param(1 << 17, 2, marks=pytest.mark.slow)])
@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
def test_a_limit_that_is_raised_does_not_make_it_slow(query: str, characters: int, seconds: float) -> None:
    """Time grows with the length of a query, not with its square."""
    limits = replace(LIMITS, query_chars=characters, query_clauses=characters)
    assert _timed(query, limits)[1] < seconds


def test_a_query_is_cut_between_words() -> None:
    """Half a word at the end of a cut query would be another word."""
    cut = parse("서울 부산 대구", replace(LIMITS, query_chars=7))
    assert (str(cut.node), cut.notes) == (
        "(and 서울 부산)",
        ("the query has 8 characters, more than 7, and is cut (at character 6)",),
    )
    assert str(parse("서울 부산 대구", replace(LIMITS, query_chars=5)).node) == "(and 서울 부산)"


def test_clauses_over_the_limit_are_cut() -> None:
    """What comes after the last clause is not read, so it is no error either."""
    parsed = parse("(봄 여름 OR 가을 foo:bar", replace(LIMITS, query_clauses=2))
    assert str(parsed.node) == "(and 봄 여름)"
    assert parsed.notes[1] == "a query has at most 2 words, phrases and filters: the rest is cut (at character 10)"


def test_deep_parentheses_are_read_as_if_they_were_not_there() -> None:
    """The closing ones of those are not taken for others."""
    parsed = parse("(봄 OR (여름 (가을)) OR 겨울)", replace(LIMITS, query_depth=1))
    assert str(parsed.node) == "(and (or 봄 여름) (or 가을 겨울))"
    assert parsed.notes == ("parentheses deeper than 1 are read as if they were not there (at character 7)",)


_PIECES = [
    "봄",
    "x",
    "-",
    "NOT ",
    " OR ",
    "|",
    "AND",
    "(",
    ")",
    '"',
    " ",
    "title:",
    "tag:",
    "date:",
    "2007",
    "*",
    "?",
    ".",
]
QUERIES = st.text() | st.lists(st.sampled_from(_PIECES)).map("".join)


@given(QUERIES)
def test_any_text_is_a_query_or_a_query_error(text: str) -> None:
    """Nothing that is typed raises anything else, and the position of an error is inside the query."""
    try:
        parsed = parse(text, replace(LIMITS, query_depth=2))
    except QueryError as error:
        assert error.position is not None and 0 <= error.position < len(clean(text))
        assert error.remedy
    else:
        assert _depth(parsed.node) <= 12
        _assert_well_formed(parsed.node)


@given(st.text(alphabet="봄a-|(). ?*NOTRAD"))
def test_every_character_is_in_a_token(text: str) -> None:
    """Only blanks are between tokens."""
    assert "".join(token.text for token in tokens(text)) == "".join(text.split())


@given(st.text().map(clean).filter(lambda text: '"' not in narrow(text)))
@example("\xa0")
def test_everything_in_quotes_is_a_phrase(text: str) -> None:
    """Between quotation marks no character has a meaning of its own."""
    assert parse(f'"봄{text}"', LIMITS).node == Phrase(narrow(clean(f"봄{text}")).strip())


def _inner(node: Node) -> tuple[Node, ...]:
    match node:
        case And(nodes) | Or(nodes):
            return nodes
        case In(_, inner) | Not(inner):
            return (inner,)
    return ()


def _depth(node: Node) -> int:
    level, depth = [node], 0
    while level:
        level, depth = [inner for outer in level for inner in _inner(outer)], depth + 1
    return depth


def _assert_well_formed(node: Node, outer: Node | None = None) -> None:
    """No And in an And, nor an Or in an Or, nor one of a single node; Not only beside something else in an And."""
    inner = _inner(node)
    if isinstance(node, And | Or):
        assert type(node) is not type(outer)
        assert len(inner) != 1
        assert inner or outer is None
    if isinstance(node, Not):
        assert isinstance(outer, And)
        assert not all(isinstance(beside, Not) for beside in outer.nodes)
    for part in inner:
        _assert_well_formed(part, node)
