"""Diaries in Markdown: a document a day, with the right day, and nothing of the page lost."""

from __future__ import annotations

from io import BytesIO

import pytest

from malmoi.corpora.markdown.reader import MarkdownReader
from malmoi.corpora.reading.file import File
from malmoi.indexer.documents.document import Document

DAY = "오늘은 비가 왔다. 우산을 챙겨 시장에 갔다가 옛 친구를 만났다."


def read(key: str, markdown: str) -> list[Document]:
    data = markdown.encode()
    found = MarkdownReader().read(File(key, (len(data), 0), lambda: BytesIO(data), 1 << 20))
    return [one for one in found if isinstance(one, Document)]


def page(*headings: str, above: str = "") -> str:
    return above + "\n\n".join(f"{heading}\n\n{DAY}" for heading in headings)


@pytest.mark.parametrize("mark", ["#", "##"])
def test_words_above_the_first_day(mark: str) -> None:
    """They are a document with the title of the file, not with that of a day."""
    found = read("diary.md", page(f"{mark} 2023-01-14", f"{mark} 2023-01-15", above="머리말이다.\n\n"))
    assert [(one.title, one.date, one.body) for one in found] == [
        ("diary", None, "머리말이다."),
        ("2023-01-14", "2023-01-14", DAY),
        ("2023-01-15", "2023-01-15", DAY),
    ]


@pytest.mark.parametrize(
    ("key", "headings", "dates"),
    [
        ("2023.md", ("# 1월 14일", "# 1월 15일"), ["2023-01-14", "2023-01-15"]),
        ("일기/2023.md", ("## 1월 14일 (토)", "## 1월 15일"), ["2023-01-14", "2023-01-15"]),
        ("일기/2021/03.md", ("# 14일", "# 15일"), ["2021-03-14", "2021-03-15"]),
        ("일기/2021/4월.md", ("## 14일", "## 15일"), ["2021-04-14", "2021-04-15"]),
        ("2020년 5월.md", ("## 5월 1일", "## 5월 2일"), ["2020-05-01", "2020-05-02"]),
        ("journal-2018.md", ("## 3/1", "## 3/2"), ["2018-03-01", "2018-03-02"]),
        ("2016.md", ("# January 14", "# Jan 15, Fri"), ["2016-01-14", "2016-01-15"]),
        ("2016.md", ("# 14 January", "# 15 January"), ["2016-01-14", "2016-01-15"]),
        ("2016.md", ("# 2015년", "## 12월 30일", "## 12월 31일"), ["2015-12-30", "2015-12-31"]),
    ],
)
def test_the_year_is_that_of_the_file(key: str, headings: tuple[str, ...], dates: list[str]) -> None:
    """A heading without a year has that of the headings above it, or of the path."""
    assert [one.date for one in read(key, page(*headings)) if one.date] == dates


def test_days_without_a_year() -> None:
    """Where nothing says the year, the page stays one."""
    assert len(read("diary.md", page("# 1월 14일", "# 1월 15일"))) == 1
