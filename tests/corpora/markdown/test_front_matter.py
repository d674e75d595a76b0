"""Front matter: fields in YAML, TOML and JSON, whole or broken, and what they say of a post."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.corpora.formats.html import HtmlReader
from malmoi.corpora.markdown.front_matter import front_matter
from malmoi.corpora.markdown.reader import MarkdownReader
from malmoi.corpora.reading.file import File
from malmoi.indexer.documents.document import Document, Skipped


def parts(text: str, key: str = "posts/a.md") -> list[Document | Skipped]:
    data = text.encode()
    return list(MarkdownReader().read(File(key, (len(data), 0), lambda: BytesIO(data), 1 << 20)))


def read(text: str, key: str = "posts/a.md") -> Document:
    document, *_ = parts(text, key)
    assert isinstance(document, Document)
    return document


@pytest.mark.parametrize(
    "head",
    [
        "---\ntitle: 봄\ntags: [가, 나]\n---\n",
        "\n---\ntitle: 봄\ntags:\n  - 가\n  - 나\n...\n",
        '---json\n{"title": "봄", "tags": ["가", "나"]}\n---\n',
        '+++\ntitle = "봄"\ntags = ["가", "나"]\n+++\n',
        '{\n  "title": "봄",\n  "tags": ["가", "나"]\n}\n',
        "title: 봄\ntags:\n- 가\n- 나\n---\n",
        "Title: 봄\nTags: 가, 나\n",
        "---\n제목: 봄\n태그: 가, 나\n---\n",
    ],
)
def test_forms(head: str) -> None:
    """YAML, TOML and JSON, as Jekyll, Hugo, Hexo and Pelican write them, give the same post."""
    document = read(f"{head}\n글")
    assert (document.title, document.tags, document.body) == ("봄", ("가", "나"), "글")


@pytest.mark.parametrize(
    ("written", "title"),
    [("C++: 첫걸음", "C++: 첫걸음"), ("[공지] 모임", "[공지] 모임"), ('"따옴표" 뒤', '"따옴표" 뒤'), ("@골뱅이", "@골뱅이"), ("'봄: 여름'", "봄: 여름")],
)  # fmt: skip
def test_broken_yaml(written: str, title: str) -> None:
    """Front matter that is not valid is read key by key, and that is said."""
    document, note = parts(f"---\ntitle: {written}\ndate: 2024-01-02\ntags:\n  - 가\nx: [\n---\n글")
    assert isinstance(document, Document)
    assert (document.title, document.date, document.tags, document.body) == (title, "2024-01-02", ("가",), "글")
    assert isinstance(note, Skipped)
    assert (note.kind, "read line by line" in note.reason) == ("note", True)


def test_lines_without_a_key_stay() -> None:
    """A line between broken fields that is no field becomes text."""
    document = read("---\ntitle: [공지] 모임\n이 줄은 글이다\n---\n글")
    assert (document.title, document.body) == ("[공지] 모임", "이 줄은 글이다\n\n글")


def test_broken_toml() -> None:
    """TOML that is not valid gives the values that stand in a line."""
    document, note = parts('+++\ntitle = "봄"\ndate = 2024-01-02\nx = \n+++\n글')
    assert isinstance(document, Document)
    assert (document.title, document.date, document.body) == ("봄", "2024-01-02", "글")
    assert isinstance(note, Skipped)


@pytest.mark.parametrize(
    "text",
    [
        "---\n참고: 이 글은 길다\n또 한 줄\n---\n\n글",
        "---\n다음 일: 밥\n---\n글",
        "{가} 글",
        '{"a": 1}\n글',
        "봄: 여름\n---\n글",
    ],
)
def test_text_that_only_looks_like_it(text: str) -> None:
    """Without a field that generators know, nothing is taken out of the text."""
    assert front_matter(text).text == text


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ("date: 2013-07-01 12:00:00 +8", "2013-07-01T12:00:00+08:00"),
        ("date: 2013-07-01 12:00 UTC+9", "2013-07-01T12:00:00+09:00"),
        ("created_at: 2024-01-02", "2024-01-02"),
        ("pubDate: Jan 2 2024", "2024-01-02"),
        ("publishDate: 2024-01-02\nupdated: 2024-05-05", "2024-01-02"),
        ("published: 2024-01-02", "2024-01-02"),
        ("updated: 2024-01-02", "2024-01-02"),
        ("last-modified: 2024-01-02", "2024-01-02"),
        ("작성일: 2024년 1월 2일", "2024-01-02"),
    ],
)
def test_dates(fields: str, day: str) -> None:
    """The day of writing has many names; that of a change counts where there is no other."""
    assert read(f"---\ntitle: 봄\n{fields}\n---\n글").date == day


def test_a_change_is_no_day_of_writing() -> None:
    """The day in the name of a file goes before that of a change."""
    assert read("---\nupdated: 2024-05-05\ntitle: 봄\n---\n글", "2024-01-02-a.md").date == "2024-01-02"


def test_other_names() -> None:
    """One category is a tag as several are, and a summary can be searched."""
    document = read(
        "---\ntag: 가\ncategory: '#나'\ncategories:\n  - [다, 라]\nwriter: 이하나\nsubtitle: 작은 제목\n"
        "description: 요약이다\nsummary: 글\nlocale: ko\n---\n글"
    )
    assert document.tags == ("가", "다", "라", "나")
    assert (document.author, document.lang) == ("이하나", "ko")
    assert document.body == "작은 제목\n\n요약이다\n\n글"


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("\"<img src='i.png' width=16> 올리브\"", "올리브"),
        ("'<b>굵은</b> 봄 &amp; 여름'", "굵은 봄 & 여름"),
        ("List<String> 쓰기", "List<String> 쓰기"),
        ("'<input>'", "<input>"),
        ("HTML의 <form>과 <br>", "HTML의 <form>과 <br>"),
        ("한 줄<br>두 줄", "한 줄 두 줄"),
        ("봄·여름 *별* user_id", "봄·여름 *별* user_id"),
    ],
)
def test_markup_in_titles(written: str, title: str) -> None:
    """Tags of HTML go from a title; all other signs stay."""
    assert read(f"---\ntitle: {written}\n---\n글").title == title


@pytest.mark.parametrize(
    "field",
    ["draft: true", "published: false", "publish: 'no'", "private: true", "status: draft", "visibility: private", "title: '{{ title }}'"],
)  # fmt: skip
def test_unpublished(field: str) -> None:
    """A draft is left out, with the field that says so."""
    (skipped,) = parts(f"---\n{field}\n---\n글")
    assert isinstance(skipped, Skipped)
    assert skipped.kind == "left_out"


@pytest.mark.parametrize(
    "field", ["draft: false", "published: true", "published: 2024-01-02", "private:", "status: done"]
)
def test_published(field: str) -> None:
    """A field that says the contrary, or something else, leaves nothing out."""
    assert read(f"---\n{field}\ntitle: 봄\n---\n글").title == "봄"


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("_layouts/post.md", "글"),
        ("a/_includes/b.md", "글"),
        ("_drafts/a.md", "글"),
        ("archetypes/default.md", "글"),
        ("scaffolds/post.md", "글"),
        ("Templates/일기.md", "# <% tp.date.now() %>"),
    ],
)
def test_no_posts(key: str, text: str) -> None:
    """What a generator makes pages with is left out."""
    (skipped,) = parts(text, key)
    assert isinstance(skipped, Skipped)
    assert skipped.kind == "left_out"


def test_a_folder_of_that_name() -> None:
    """A folder of templates may hold posts about them."""
    assert read("이력서 양식", "templates/이력서.md").body == "이력서 양식"


JEKYLL = """---
layout: post
title: "봄 소식"
date: 2013-07-01 12:00:00 +0900
tags: [가, 나]
---
<p>{% include a.html %}글 <b>둘</b></p>
"""


def test_html_of_jekyll() -> None:
    """A post that ends in .html has front matter as others have; drafts and parts of pages are left out."""

    def html(text: str, key: str) -> Document | Skipped:
        data = text.encode()
        (found,) = HtmlReader().read(File(key, (len(data), 0), lambda: BytesIO(data), 1 << 20))
        return found

    assert html(JEKYLL, "_posts/2013-07-01-a.html") == Document(
        id="_posts/2013-07-01-a.html",
        title="봄 소식",
        body="글 둘",
        date="2013-07-01T12:00:00+09:00",
        tags=("가", "나"),
    )
    for text, key in ((JEKYLL.replace("layout: post", "draft: true"), "a.html"), (JEKYLL, "_layouts/post.html")):
        skipped = html(text, key)
        assert isinstance(skipped, Skipped)
        assert skipped.kind == "left_out"


def test_readme_is_no_title() -> None:
    """README has its heading's title, or that of its folder."""
    assert read("# README\n\n글", "가계부/README.md").title == "가계부"
    assert read("# 가계부 쓰기\n\n글", "README.md").title == "가계부 쓰기"
    assert read("글", "README.md").title == ""


@given(st.text(alphabet="-+:{}[]\"'#= \ntitle가", max_size=80))
def test_any_text(text: str) -> None:
    """Whatever stands at the start of a file, no letter of it is lost where it gives no field."""
    for fence in ("---", "+++", ""):
        whole = f"{fence}\n{text}\n{fence}\n글"
        found = front_matter(whole)
        assert found.values or found.text == whole or not text.strip()
