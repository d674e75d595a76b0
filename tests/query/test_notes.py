"""Notes on a query in Korean: every note that the library gives has its translation, with its values."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from malmoi.config import Limits
from malmoi.index_state import STALE
from malmoi.query import searcher
from malmoi.query.notes import NOTES, in_korean
from malmoi.query.syntax.parse import parse

ROOT = Path(__file__).resolve().parent.parent.parent
QUERIES = (
    '"가', "(가", "가)", "()", '""', "(" * 900 + "가" + ")" * 900,
    "가 !!", "", "lang:ko", "가" * 9000, " ".join(map(str, range(3000))), "가 -나", "가 -title:(나 다)", "title:", "tag:",
    "tag:가*", "가 OR lang:ko", "가 AND", "date:2008..2007", '그는 "가자" 하고 말했다. 그래서 우리는 함께 갔다!',
)  # fmt: skip


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query[:12])
def test_notes_of_the_parser_are_translated(query: str) -> None:
    """Each has Korean letters, and the place in the query."""
    notes = parse(query, Limits()).notes
    assert notes
    for note in notes:
        korean = in_korean(note)
        assert korean, note
        place = re.search(r"\(at character (\d+)\)$", note)
        assert not place or korean.endswith(f"({place[1]}번째 글자)")


def test_every_note_of_the_code_has_a_template() -> None:
    """Literal notes in the code of the query language and of the searcher, and the searcher's templates."""
    known = [english.split("{}") for english in NOTES]
    code = "".join(
        (ROOT / "query" / name).read_text("utf-8") for name in ("syntax/parse.py", "syntax/values.py", "compile.py")
    )
    for raw in re.findall(r'otes\.(?:add|explain|append)\(f?"([^"]+)"', code):
        parts = re.split(r"\{[^}]+\}", raw)
        assert parts in known or "parenthesis" in raw, raw
    for text in (
        searcher._UNMARKED,
        searcher._INSTEAD,
        searcher._SIMILAR,
        searcher._NO_WORDS,
        searcher._AS_WORDS,
        STALE,
    ):
        assert re.sub(r"\{[^}]*\}", "{}", text) in NOTES


def test_values_are_kept() -> None:
    """Also such as look like a part of the template, and the placeholders of both languages agree."""
    assert (
        in_korean("no post has 도사관: 도서관 was searched instead")
        == "도사관 검색 결과가 없어 도서관 검색 결과를 보여 줍니다"
    )
    assert in_korean("a:b: without a value is left out") == "값이 없는 a:b: 조건을 뺐습니다"
    for english, translated in NOTES.items():
        assert english.count("{}") == len(re.findall(r"\{\d?\}", translated)), english


def test_a_note_without_a_template_has_no_translation() -> None:
    """It is shown in English."""
    assert in_korean("something new") is None
