"""Section titles, told from the lines of a stored text."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.corpora.markdown.text import plain
from malmoi.indexer.html.page import extract
from malmoi.indexer.text.headings import _has_titles, heading_of, section
from malmoi.indexer.text.icons import without_icons

PROSE = "The members meet every second Sunday above the tailor's shop and read letters to each other."
KOREAN = "회원들은 한 달에 두 번 재단사의 가게 위층에 모여 서로에게 편지를 읽어 준다. 차도 마신다."

FOUND = {
    "above prose": (f"Facts first.\n\nHistory\n\n{PROSE}", ["History"]),
    "above Korean prose": (f"걸어온 길\n\n{KOREAN}\n\n하는 일\n\n{KOREAN}", ["걸어온 길", "하는 일"]),
    "above one sentence": ("Contact\n\nCall us.\n\n연락처\n\n전화하세요.", ["Contact", "연락처"]),
    "above a chronicle": ("History\n\n1998.9 founded\n2003~2004 a choir\n2016 a drum\n\nEnd.", ["History"]),
    "right on a chronicle": ("Facts.\n\nHistory\n1998.9 founded\n2003~2004 a choir", ["History"]),
    "right on a list": ("Key activities\n- football\n- dumplings", ["Key activities"]),
    "above facts": ("Key Figures\n\nMembers: 214\nKind of work: printing", ["Key Figures"]),
    "above items": ("Key Figures\n\n- Rana, who repairs drums", ["Key Figures"]),
    "with a section inside": (f"People\n\nDrummers\n\n{PROSE}", ["People", "Drummers"]),
    "with marks": (f"## History ##\n\n{PROSE}\n\n== People ==\n\n{PROSE}", ["History", "People"]),
    "numbered": (f"1. History\n\n{PROSE}\n\n2. People\n\n{PROSE}", ["1. History", "2. People"]),
    "bilingual": (f"History 발자취\n\n{PROSE}", ["History 발자취"]),
    "with an icon's name": (
        without_icons(f"directions_walkHistory\n\n{PROSE}\n\nmenu_book하는 일\n\n{PROSE}"),
        ["History", "하는 일"],
    ),
}
NONE = {
    "nothing": "",
    "prose": f"{PROSE}\n\n{PROSE}",
    "sentences": f"Call us!\n\n{PROSE}\n\n비가 왔습니다\n\n{PROSE}\n\n그만 갔다\n\n{PROSE}",
    "an opening": f"Dear Minsu,\n\n{PROSE}",
    "a poem": "The night is long\nthe road is wet\n\nNobody sings\n\nA drum, a door\nand then the rain",
    "a poem in Korean": "밤이 길다\n길이 젖었다\n\n아무도 노래하지 않네\n\n북소리 문소리\n그리고 비",
    "short lines in a row": f"Apples\n\nPears\n\nFigs\n\n{PROSE}",
    "an address": "Kim Minsu\n12 Long Street\nSeoul\n\nRana Thapa\n3 Short Street\nPaju",
    "items": f"- Apples\n\n{PROSE}\n\n* Pears\n\n{PROSE}",
    "facts": f"Members: 214\n\n{PROSE}\n\nFounded: 2001\n\n{PROSE}",
    "years": f"2001 founded\n\n{PROSE}\n\n2005년 봄\n\n{PROSE}",
    "a caption in small letters": f"for everybody who came\n\n{PROSE}",
    "when it was written": f"Posted by Rana on Friday, June 22nd, 2007\n\n{PROSE}\n\n12 Sept. 2019\n\n{PROSE}",
    "when it was written in Korean": f"등록 2007.06.22 09:10\n\n{PROSE}\n\n작성일 2007년 6월 22일\n\n{PROSE}",
    "a last line": f"{PROSE}\n\nOur pages",
    "cells": f"Name\tNumber\n\n{PROSE}",
    "a long line": f"{PROSE.removesuffix('.')}\n\n{PROSE}",
}


def titles(text: str) -> list[str]:
    """The titles that the lines of a text are under, in their order; none twice in a row."""
    starts = (found.start() for found in re.finditer(r"\S.*", text))
    return [title for title, _ in groupby(section(text, start) for start in starts) if title]


@pytest.mark.parametrize(("text", "found"), FOUND.values(), ids=FOUND)
def test_titles(text: str, found: list[str]) -> None:
    """A short line above text is its title, and stands over all that follows, up to the next."""
    assert titles(text) == found
    for title in found:
        assert section(text, text.index(title)) == title


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_other_short_lines(text: str) -> None:
    """Lines of poems, lists, letters and chronicles are no titles."""
    assert titles(text) == []


def test_above_the_first_title() -> None:
    """What no title stands over is in no section."""
    text = f"{PROSE}\n\nHistory\n\n{KOREAN}"
    assert [section(text, text.index(piece)) for piece in ("The", "other", "Hist", "회원", "마신")] == [
        *("", ""), *("History",) * 3,
    ]  # fmt: skip


def test_a_title_far_above() -> None:
    """Over many paragraphs a title still stands; a book later it says nothing."""
    near, far = (f"History\n\n{PROSE}" + f"\n\n{PROSE}" * count + "\n\nTHE END." for count in (100, 1000))
    assert [section(text, text.index("THE END")) for text in (near, far)] == ["History", ""]


def test_headings_of_markup() -> None:
    """A heading of Markdown or HTML is found whatever stood around it."""
    markdown = f"{PROSE}\n## 발자취\n- 2001 founded\n\nPeople\n---\n{PROSE}\n"
    markup = f"<p>{PROSE}<h2>발자취</h2><ul><li>2001 founded</ul><div><h3>People</h3>{PROSE}</div>"
    assert titles(plain(markdown).body) == ["발자취", "People"]
    assert titles(extract(markup).text) == ["발자취", "People"]


@given(st.text(alphabet="가나A b.\n-1:#*\t", max_size=80), st.integers(0, 80))
def test_any_text(text: str, at: int) -> None:
    """A title is a line above the passage or its own, whatever the text."""
    title = section(text, at)
    line = text.find("\n", at)
    above = text[: line if line >= 0 else len(text)].split("\n")
    assert not title or title in (one.strip(" \t#=*-–—") for one in above)


PIECES = ["History", "발자취", "A drum", "- an item", "2001 founded", "She went.", "Kim\nLee", PROSE, "People\n- Kim"]


def downwards(text: str) -> list[tuple[int, str]]:
    """Where sections begin, and their titles, told by going through the whole text from its top."""
    found: list[tuple[int, str]] = []
    row: list[tuple[int, str]] = []
    for paragraph in re.finditer(r"\S.*(?:\n.*\S.*)*", text):
        lines = paragraph[0].split("\n")
        title = heading_of(lines[0])
        if title:
            row.append((paragraph.start(), title))
        if not title or len(lines) > 1:
            found += row if len(row) <= 2 and _has_titles(paragraph[0]) else []
            row = []
    return found


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["\n", "\n\n", "\n \n"])), max_size=9))
def test_the_same_from_the_top(pieces: list[tuple[str, str]]) -> None:
    """Looking upwards from a passage finds the title that a reader of the whole text would name."""
    text = "".join(piece + gap for piece, gap in pieces)
    for line in re.finditer(r"\S.*", text):
        above = [title for start, title in downwards(text) if start <= line.start()]
        assert section(text, line.start()) == (above[-1] if above else "")


@pytest.mark.parametrize("piece", ["A\n\n", "A\n", "\n", " ", "A: ", "- ", '"', f"A\n\n{PROSE}\n\n", "A\n\nb\n\n"])
def test_time_is_bounded(within: Callable[..., None], piece: str) -> None:
    """In the midst of a megabyte of anything a title is found, or not, in a moment."""
    text = piece * (1_000_000 // len(piece))
    within(0.2, lambda: section(text, len(text) // 2))
