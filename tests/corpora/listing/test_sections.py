"""Pages of Markdown with many posts: diaries by their dated headings, and lists with a heading for each entry."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.corpora.readers import reader_for
from malmoi.corpora.reading.file import File
from malmoi.indexer.documents.document import Document
from malmoi.tests.examples import examples

SHORT, LONG = "짧은 하루였다.", "긴 이야기가 이어진다. " * 15


def read(text: str, key: str = "a.md") -> list[Document]:
    data = text.encode()
    reader = reader_for(key)
    assert reader is not None
    found = reader.read(File(key, (len(data), 0), lambda: BytesIO(data), 1 << 20))
    return [document for document in found if isinstance(document, Document)]


def posts(text: str) -> list[tuple[str, str | None, str]]:
    return [(document.title, document.date, document.body) for document in read(text)]


def test_diary() -> None:
    """A diary comes apart by its days, the short ones too, each with its date and its heading as it is written."""
    days = [(f"2023-01-{14 + number}", "토일월화수목금토"[number]) for number in range(8)]
    texts = [SHORT] * 4 + [LONG.strip()] * 4
    text = "# 2023\n\n" + "".join(
        f"## {day} {name}\n\n{body}\n\n" for (day, name), body in zip(days, texts, strict=True)
    )
    expected = [(f"{day} {name}", day, body) for (day, name), body in zip(days, texts, strict=True)]
    for head in ("", "---\ntitle: 2023\n---\n", "---\ntitle: 2023\ndate: 2023-12-31\n---\n"):
        assert posts(head + text) == expected


PAGES: dict[str, tuple[str, list[tuple[str, str | None, str]]]] = {
    "days under months": (
        "# 2023년\n\n## 1월\n\n추웠다.\n\n### 14일\n\n가\n\n### 15일 (일)\n\n나\n\n## 2월\n\n### 1일\n\n다",
        [("2023년", None, "1월\n\n추웠다.\n\n2월"), ("14일", "2023-01-14", "가"), ("15일 (일)", "2023-01-15", "나"),
         ("1일", "2023-02-01", "다")],
    ),
    "days under a year": (
        "# 2023\n\n## 1월 14일 토\n가\n\n## 1/15\n나\n\n## 끝맺음\n다\n\n## 01-17 화\n라",
        [("1월 14일 토", "2023-01-14", "가"), ("1/15", "2023-01-15", "나"), ("끝맺음", None, "다"),
         ("01-17 화", "2023-01-17", "라")],
    ),
    "days as headings of level 1": (
        "# 2023-01-14 토\n가\n\n# 2023-01-15 일\n나\n\n# 2023-01-16 월\n다",
        [("2023-01-14 토", "2023-01-14", "가"), ("2023-01-15 일", "2023-01-15", "나"),
         ("2023-01-16 월", "2023-01-16", "다")],
    ),
    "days with titles": (
        "# 회의록\n\n머리말\n\n## 2024-03-01 정기\n가\n\n### 안건\n나\n\n## 임시 (2024-04-01)\n다",
        [("회의록", None, "머리말"), ("2024-03-01 정기", "2024-03-01", "가\n\n안건\n\n나"),
         ("임시 (2024-04-01)", "2024-04-01", "다")],
    ),
    "a list": (
        "- [3월 소식](#a) 24.03.04\n- [4월 소식](#b) 24.04.04\n\n## 3월 소식\n비가 왔다.\n\n## 4월 소식\n꽃이 피었다.",
        [("3월 소식", "2024-03-04", "비가 왔다."), ("4월 소식", "2024-04-04", "꽃이 피었다.")],
    ),
    "a list with a title in other words": (
        ("- [3월 소식](#a) 24.03.04\n- [4월 소식](#b) 24.04.04\n- [5월 소식](#c) 24.05.06\n\n## 삼월의 소식\n비가 왔다.\n\n"
         "## 4월 소식\n꽃이 피었다.\n\n## 5월 소식\n바람이 불었다."),
        [("삼월의 소식", "2024-03-04", "3월 소식\n\n비가 왔다."), ("4월 소식", "2024-04-04", "꽃이 피었다."),
         ("5월 소식", "2024-05-06", "바람이 불었다.")],
    ),
    "a list of others too": (
        ("# 소식\n\n- 2024-03-04 가을\n- 2024-03-05 겨울\n- 2024-03-06 봄\n\n## 가을\n단풍이 들었다.\n\n## 겨울\n눈이 왔다.\n\n"
         "## 덧붙임\n끝이다."),
        [("소식", None, "2024-03-06 봄"), ("가을", "2024-03-04", "단풍이 들었다."), ("겨울", "2024-03-05", "눈이 왔다."),
         ("덧붙임", None, "끝이다.")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PAGES.values(), ids=PAGES)
def test_pages(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    """Headings tell where posts begin; a date is a heading's own or its entry's, and what has none gets none."""
    assert posts(text) == expected


LOG = "```\n2024-01-02 10:00:01 가\n2024-01-02 10:00:02 나\n```"
WHOLE = {
    "lines of code": f"글\n\n{LOG}\n\n사이의 글\n\n{LOG}\n\n끝",
    "lines of code that are said again": f"{LOG}\n\n가\n\n글 하나\n\n나\n\n글 둘",
    "tasks": "# 2024-01-02\n\n```tasks\nnot done\ndue 2024-01-03\n```\n\n글\n\n```tasks\nnot done\n```",
    "front matter": "---\ntitle: 봄\n---\n- 2024-03-04 가을\n- 2024-03-05 겨울\n\n## 가을\n단풍\n\n## 겨울\n눈",
    "a dated post": "---\ndate: 2024-01-02\n---\n## 2024-01-02 고침\n글\n\n## 2024-01-03 또 고침\n글",
    "changes": "# Changes\n\n## [1.2.0] - 2024-03-01\n\n- a\n\n## 1.1 - 2024-01-01\n\n- b",
    "few dated headings": "## 소개\n가\n\n## 2024-01-02\n나\n\n## 2024-01-03\n다\n\n## 결론\n라",
    "headings that the list has not": "- 2024-03-04 가을\n- 2024-03-05 겨울\n\n## 하나\n가을\n\n## 둘\n겨울",
}


@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE)
def test_one_text(text: str) -> None:
    """Dates in code, updates of a post and changes of a program take nothing apart."""
    assert len(read(text)) == 1


WORD = st.sampled_from("강제 출국 이주 노조 모임 바다 댓글 토 일 23 24.03.04 2024-01-02 1월".split())
LINE = st.lists(WORD, min_size=1, max_size=5).map(" ".join)
DAY = st.dates(min_value=date(2000, 1, 1), max_value=date(2030, 1, 1))
BLOCK = st.one_of(
    LINE,
    st.tuples(st.sampled_from(["# ", "## ", "### ", "- ", "1. ", "> "]), LINE).map("".join),
    st.tuples(st.sampled_from(["## {:%Y-%m-%d}", "- {:%Y.%m.%d}", "{:%Y/%m/%d}", "## {:%m월 %d일}"]), DAY, LINE).map(
        lambda parts: f"{parts[0].format(parts[1])} {parts[2]}"
    ),
    LINE.map(lambda line: f"```\n{line}\n```"),
)


def letters(text: str) -> Counter[str]:
    return Counter(re.findall("[가-힣]", re.sub(r"\d ?[년월일]", "", text)))


@examples(300)
@given(st.lists(BLOCK, max_size=12), st.sampled_from(["\n", "\n\n"]), st.sampled_from(["a.md", "a.txt"]))
def test_no_letter_is_lost(blocks: list[str], between: str, key: str) -> None:
    """The documents of a page have, together, all of its letters, but for those of dates and for titles said twice."""
    text = between.join(blocks)
    documents = read(text, key) if text.strip() else []
    whole = "\n".join(f"{document.title}\n{document.body}" for document in documents)
    missing = letters(text) - letters(whole)
    if len(documents) <= 1:
        assert not missing
    lines = {" ".join(re.findall("[가-힣]+", line)) for line in whole.split("\n")}
    for line in text.split("\n"):
        words = " ".join(re.findall("[가-힣]+", re.sub(r"\d\d?월 \d\d?일", "", line)))
        assert any(words in one for one in lines) or words in " ".join(re.findall("[가-힣]+", whole)), line


@examples(60)
@given(st.lists(st.tuples(LINE, st.lists(LINE, min_size=1, max_size=4)), min_size=2, max_size=9), DAY)
def test_round_trip(written: list[tuple[str, list[str]]], day: date) -> None:
    """Whatever is written as a diary comes back with its days, titles and texts."""
    rows = [(day + timedelta(number), title, "\n\n".join(body)) for number, (title, body) in enumerate(written)]
    text = "\n\n".join(f"## {day} 그리고 또 {title}\n\n{body}" for day, title, body in rows)
    assert posts(text) == [(f"{day} 그리고 또 {title}", day.isoformat(), body) for day, title, body in rows]


@pytest.mark.parametrize(
    "piece",
    ["## 1월 1일\n", "## 2024-01-02\n", "# 2024\n## 1/1\n", "- 2024-01-02 a\n- 2024-01-03 b\n\n## a\n\n" + "x\n" * 5],
)
def test_time_is_linear(within: Callable[..., None], piece: str) -> None:
    """Headings and lists by the thousand take no longer than other text."""
    text = piece * (100_000 // len(piece))
    within(3, lambda: read(text))
