"""Posts in Markdown: front matter, and syntax reduced to text."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from io import BytesIO

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from malmoi.corpora.markdown.front_matter import FrontMatter, front_matter
from malmoi.corpora.markdown.reader import MarkdownReader
from malmoi.corpora.markdown.text import plain
from malmoi.corpora.reading.file import File
from malmoi.errors import SourceError
from malmoi.indexer.documents.document import Document


def read(text: str | bytes, key: str = "posts/a.md") -> Document:
    data = text if isinstance(text, bytes) else text.encode()
    (document,) = MarkdownReader().read(File(key, (len(data), 0), lambda: BytesIO(data), 1 << 20))
    assert isinstance(document, Document)
    return document


WHOLE = Document(
    id="posts/a.md",
    title="쉬는 날: 모임",
    body="일요일에 모인다.",
    date="2007-12-13T09:30:00+09:00",
    url="/7/",
    tags=("이주", "노조", "소식"),
    lang="ko+en",
    author="이하나, Kim Du",
)
YAML = """---
title: "쉬는 날: 모임"
date: 2007-12-13 09:30:00 +0900
permalink: /7/
tags: [이주, 노조]
categories: 소식
lang: ko, en
authors:
  - 이하나
  - name: Kim Du
---
일요일에 **모인다**.
"""
TOML = """+++
title = "쉬는 날: 모임"
date = 2007-12-13T09:30:00+09:00
slug = "/7/"
author = ["이하나", {name = "Kim Du"}]
language = "ko+en"
[taxonomies]
tags = ["이주", "노조"]
categories = ["소식"]
+++

일요일에 **모인다**.
"""


@pytest.mark.parametrize("text", [YAML, TOML, YAML.replace("\n", "\r\n"), "\ufeff" + YAML])
def test_front_matter(text: str) -> None:
    """YAML and TOML give the same document, with a byte order mark and with CRLF too."""
    assert read(text) == WHOLE


@pytest.mark.parametrize(
    ("written", "title"),
    [("12:30", "12:30"), ("2007-12-13", "2007-12-13"), ("007", "007"), ("yes", "yes"), ("1_000", "1_000"), ("~", "a")],
)
def test_a_title_is_what_was_written(written: str, title: str) -> None:
    """No title turns into a number, a date or a truth value on its way; null is none."""
    assert read(f"---\ntitle: {written}\n---\n글").title == title


@pytest.mark.parametrize(
    "text",
    ["---\n글\n", "---\na: [\n---\n글", "---\n- a\n---\n글", "+++\na =\n+++\n글", "---\n" + "[" * 9000 + "\n---\n글"],
)
def test_what_is_no_front_matter(text: str) -> None:
    """A rule at the start, and fields that cannot be read, stay in the text."""
    assert front_matter(text) == FrontMatter(text)
    assert "글" in read(text).body


def test_title_and_date_of_the_file_name() -> None:
    """Without title and date a post has those of its file; an index page has its folder's name."""
    assert read("글", "b/2007-12-13-쉬는-날.md") == Document(
        id="b/2007-12-13-쉬는-날.md", title="쉬는-날", body="글", date="2007-12-13"
    )
    assert read("글", "b/쉬는 날/index.md").title == "쉬는 날"
    assert read("글", "2007-13-45-쉬는-날.md").title == "2007-13-45-쉬는-날"


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("# 쉬는 *날* #\n\n글", "쉬는 날", "글"),
        ("쉬는 날\n===\n글", "쉬는 날", "글"),
        ("---\ntitle: 쉬는 날\n---\n# 쉬는 날\n글", "쉬는 날", "글"),
        ("---\ntitle: 다른 날\n---\n# 쉬는 날\n글", "다른 날", "쉬는 날\n\n글"),
        ("```\n# 주석\n```\n", "a", "# 주석"),
        ("## 작은 머리\n글", "작은 머리", "글"),
    ],
)
def test_heading_as_title(text: str, title: str, body: str) -> None:
    """The first heading of level 1 is the title where there is no other, and is not repeated in the body."""
    assert (read(text).title, read(text).body) == (title, body)


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("**강제**출국과 *길* 그리고 ***둘***", "강제출국과 길 그리고 둘"),
        ("**굵은 *기운* 글** ~~지움~~ __밑줄__", "굵은 기운 글 지움 밑줄"),
        ("snake_case_name 2 * 3 * 4", "snake_case_name 2 * 3 * 4"),
        ('[고리](http://a.b/c_(d) "말") [고리][1]\n\n[1]: http://a.b', "고리 고리"),
        ("![그림](a.png) [![단추](b.png)](/c)", "그림 단추"),
        ("<https://a.b/c_d_e>", "https://a.b/c_d_e"),
        ("`**코드**` ``a ` b``", "**코드** a ` b"),
        ("\\*별\\* \\# 아님", "*별* # 아님"),
        ("```py\n# *말*\n\nx = 1\n```\n끝", "# *말*\n\nx = 1\n끝"),
        ("~~~\n가\n", "가"),
        ("> 따온 *글*\n> > 더", "따온 글\n더"),
        ("- 하나\n  * 둘\n1. 셋\n- [x] 넷", "하나\n둘\n1. 셋\n넷"),
        ("| 이름 | 수 |\n|:-----|---:|\n| 가 | 2 |", "이름\t수\n가\t2"),
        ("가<!-- 숨은\n말 -->나", "가나"),
        ("<div class='x'>글 &amp; <b>말</b></div><script>\nx()\n</script>", "글 & 말"),
        ("하나<br>둘  \n셋\\\n넷", "하나\n둘\n셋\n넷"),
        ("글[^1]\n\n[^1]: 각주", "글\n\n각주"),
        ("가\n\n* * *\n\n나", "가\n\n나"),
        ('글 {{< figure src="a" >}}{% include b %}끝', "글 끝"),
        ("<!-- 닫히지 않은 글", "<!-- 닫히지 않은 글"),
    ],
)
def test_plain(markdown: str, text: str) -> None:
    """Syntax goes, text stays, and no word is torn or glued."""
    assert plain(markdown).body == text


@pytest.mark.parametrize(
    "piece",
    ["*a ", "**a* ", " _a", "[", "[a](", "[a](b(c", "`a ``", "<!--", "<a ", "```\n", "> ", "- ", "\\*", "{{<", " "],
)
def test_time_is_linear(within: Callable[..., None], piece: str) -> None:
    """Unbalanced marks by the hundred thousand cost no more than text."""
    text = piece * (300_000 // len(piece))
    within(1.5, lambda: plain(text))


def test_empty() -> None:
    """Front matter without title above nothing is no post."""
    with pytest.raises(SourceError, match="no text"):
        read("---\ndate: 2007-12-13\n---\n")


TITLE = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1)
PARAGRAPH = st.text(alphabet="가나漢字 ab1,.", min_size=1).map(lambda text: " ".join(text.split())).filter(bool)


@given(TITLE, st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)), st.lists(PARAGRAPH, min_size=1))
def test_round_trip(title: str, day: date, paragraphs: list[str]) -> None:
    """A post written with YAML front matter gives its title, date and text back."""
    body = "\n\n".join(paragraphs)
    fields = yaml.safe_dump({"title": title, "date": day}, allow_unicode=True)
    document = read(f"---\n{fields}---\n\n{body}\n")
    assert (document.date, document.body) == (day.isoformat(), body)
    assert document.title == ("a" if title == "~" else title)


@given(st.binary(max_size=200) | st.text(alphabet="-+#*_[]()!<>`|~= \n가a:", max_size=200).map(str.encode))
def test_any_bytes(data: bytes) -> None:
    """Any bytes give a document or an error of the file."""
    with suppress(SourceError):
        assert read(b"---\n" + data).title
