"""Section titles, told from the lines of a stored text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.corpora.markdown_text import plain
from malmoi.indexer.clean import clean
from malmoi.indexer.html import extract
from malmoi.indexer.sections import sections

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
        clean(f"directions_walkHistory\n\n{PROSE}\n\nmenu_book하는 일\n\n{PROSE}"),
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
    "a last line": f"{PROSE}\n\nOur pages",
    "cells": f"Name\tNumber\n\n{PROSE}",
    "a long line": f"{PROSE.removesuffix('.')}\n\n{PROSE}",
}


@pytest.mark.parametrize(("text", "titles"), FOUND.values(), ids=FOUND)
def test_titles(text: str, titles: list[str]) -> None:
    """A short line above text is its title, and starts where it says."""
    assert [title for _, title in sections(text)] == titles
    assert all(text.startswith(title, start) for start, title in sections(text))


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_other_short_lines(text: str) -> None:
    """Lines of poems, lists, letters and chronicles are no titles."""
    assert sections(text) == []


def test_headings_of_markup() -> None:
    """A heading of Markdown or HTML is found whatever stood around it."""
    markdown = f"{PROSE}\n## 발자취\n- 2001 founded\n\nPeople\n---\n{PROSE}\n"
    markup = f"<p>{PROSE}<h2>발자취</h2><ul><li>2001 founded</ul><div><h3>People</h3>{PROSE}</div>"
    assert [title for _, title in sections(plain(markdown)[1])] == ["발자취", "People"]
    assert [title for _, title in sections(extract(markup).text)] == ["발자취", "People"]


@given(st.text(alphabet="가나A b.\n-1:#*\t", max_size=80))
def test_any_text(text: str) -> None:
    """Titles stand in the text where they are said to, in order, whatever the text."""
    found = sections(text)
    assert found == sorted(found)
    assert all(title and text.startswith(title, start) for start, title in found)


@pytest.mark.parametrize("piece", ["A\n\n", "A\n", "\n", " ", "A: ", "- ", '"', f"A\n\n{PROSE}\n\n"])
def test_time_is_linear(piece: str) -> None:
    """A megabyte takes no more than seconds."""
    started = time.process_time()
    sections(piece * (1_000_000 // len(piece)))
    assert time.process_time() - started < 4
