"""Names of icons that stick to headings, and names with underscores that are text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.documents.document import Document
from malmoi.indexer.documents.record import Record
from malmoi.indexer.text.icons import without_icons

PROSE = "The members meet every second Sunday and read letters to each other."


@pytest.mark.parametrize(
    ("line", "kept"),
    [("directions_walkHistory", "History"), ("  menu_book하는 일", "  하는 일"), ("people_outline함께", "함께")],
)
def test_icons(line: str, kept: str) -> None:
    """The name of an icon goes where it sticks to a heading above text, in the stored text too."""
    assert without_icons(f"{PROSE}\n\n{line}\n\n{PROSE}") == f"{PROSE}\n\n{kept}\n\n{PROSE}"
    assert Record.of(Document(id="a", body=f"{line}\n{PROSE}")).body == f"{kept}\n{PROSE}"


@pytest.mark.parametrize(
    "line",
    [
        "user_id를 센다",
        "user_id별 합계",
        "check_circle을 누르고",
        "check_circle을 눌렀다",
        "menu_book의 값",
        "snake_caseName",
        "check_circle 누르기",
        "check_circle",
        "foo_barBaz 함수",
        "eth_sendRaw 호출",
        f"check_circle{PROSE}",
    ],
)
def test_other_names(line: str) -> None:
    """A name of code stays, and so does that of an icon in a sentence, before a particle or on its own."""
    for text in (line, f"{line}\n{PROSE}", f"{PROSE}\n{line}\n{PROSE}", f"{PROSE}\n\n{line}\n\n{PROSE}"):
        assert Record.of(Document(id="a", body=text)).body == text


@given(st.lists(st.sampled_from(["menu_book", "a_b", "가", "A", "b", "\n", " "]), max_size=12).map("".join))
def test_twice_changes_nothing(text: str) -> None:
    """A stored text keeps its characters when it is indexed again."""
    once = without_icons(text)
    assert without_icons(once) == once
