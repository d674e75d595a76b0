"""Backups of Textcube and Tistory."""

from __future__ import annotations

import html
from typing import Any

import pytest

from malmoi.indexer.documents.document import Skipped

from ..reader_outputs import posts, read, text

HEAD = """<?xml version="1.0" encoding="utf-8" ?>
<blog type="tattertools/1.1" migrational="false"><setting><title>골목</title><timezone>Asia/Seoul</timezone></setting>
<category><name>모임</name><priority>1</priority></category>
"""
FIELDS = {
    "id": "12",
    "visibility": "syndicated",
    "title": "나눔밥",
    "content": "<p>밥을 나눴다.</p>",
    "published": "1197500400",
}


def post(extra: str = "", element: str = "post", /, **changed: str | None) -> str:
    fields = {**FIELDS, **changed}
    inside = "".join(f"<{name}>{html.escape(value)}</{name}>" for name, value in fields.items() if value is not None)
    return f'<{element} slogan="bap" format="1.1">{inside}{extra}</{element}>\r\n'


def backup(*items: str) -> str:
    return HEAD + "".join(items) + "</blog>"


def test_every_field() -> None:
    """A post has its own number, its time on Korea's clock, its category and tags."""
    extra = "<category>모임/밥 &amp; 국</category><tag>골목</tag><tag>모임/밥 &amp; 국</tag>"
    (found,) = posts("backup.xml", backup(post(extra)))
    assert (found.id, found.title, found.url) == ("backup.xml#12", "나눔밥", "/12")
    assert (found.date, found.tags, found.author) == ("2007-12-13T08:00:00+09:00", ("모임/밥 & 국", "골목"), None)
    assert text(found) == "밥을 나눴다."


@pytest.mark.parametrize(
    ("element", "changed", "field", "expected"),
    [
        ("post", {"title": "a < b & c"}, "title", "a < b & c"),
        ("post", {"title": None}, "title", ""),
        ("post", {"visibility": "public"}, "id", "backup.xml#12"),
        ("post", {"visibility": None}, "id", "backup.xml#12"),
        ("post", {"id": None}, "id", "backup.xml#bap"),
        ("post", {"id": None}, "url", None),
        ("notice", {}, "id", "backup.xml#notice/12"),
        ("page", {}, "url", "/page/12"),
        ("post", {"published": "0"}, "date", None),
        ("post", {"published": "어제"}, "date", None),
        ("post", {"published": "99999999999"}, "date", "5138-11-16T18:46:39+09:00"),
    ],
)
def test_values(element: str, changed: dict[str, str | None], field: str, expected: Any) -> None:
    """Posts, pages and notices are told apart; what is missing is left open."""
    (found,) = posts("backup.xml", backup(post("", element, **changed)))
    assert getattr(found, field) == expected


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"visibility": "private"}, "is private"),
        ({"visibility": "protected"}, "is protected by a password"),
        ({"visibility": "private", "appointed": "true"}, None),
    ],
)
def test_what_is_left_out(changed: dict[str, str | None], reason: str | None) -> None:
    """A post that some may not see is told of; one that waits for its day is not."""
    found = read("backup.xml", backup(post(**changed)))
    assert found == ([Skipped("backup.xml:4", reason)] if reason else [])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("첫째\n둘째\n\n새 문단", "첫째\n둘째\n\n새 문단"),
        ("<p>첫째\n줄</p>", "첫째 줄"),
        ('앞[##_1C|1234.jpg|width="400" height="300" alt=""|골목의 봄_##]뒤', "앞\n\n골목의 봄\n\n뒤"),
        ("[##_2C|1.jpg|width=1|하나|2.png|width=2|둘_##]", "하나\n\n둘"),
        ("[##_Gallery|1.jpg|봄날|2.jpg||width=400 height=300_##]글", "봄날\n\n글"),
        ('[##_Image|kage@a/b/c.png|CDM|1.3|{"originWidth":1,"style":"alignCenter"}_##]글', "글"),
        ("앞[#M_더 보기|접기|숨은 글_M#]뒤", "앞\n\n더 보기\n\n숨은 글\n\n뒤"),
        ("[##_ 열린 채 [##_1C|a.jpg||말_##]", "[##_ 열린 채\n\n말"),
    ],
)
def test_text(content: str, expected: str) -> None:
    """Pictures leave their captions, folded text is unfolded, and text without markup keeps its lines."""
    (found,) = posts("backup.xml", backup(post(content=content)))
    assert text(found) == expected


def comment(content: str, secret: int = 0, filtered: int = 0, inside: str = "") -> str:
    return (
        f'<comment><id>1</id><commenter id=""><name>두리</name><ip>10.0.0.1</ip></commenter><content>{html.escape(content)}'
        f"</content><secret>{secret}</secret><written>1197500400</written><isFiltered>{filtered}</isFiltered>{inside}</comment>"
    )


def test_comments_and_trackbacks() -> None:
    """They follow the text, each with its name; answers follow what they answer; secret ones and spam are left out."""
    trackback = "<trackback><url>http://e.kr</url><site>옆집</site><title>이어서</title><excerpt>저도 썼어요</excerpt><isFiltered>0</isFiltered></trackback>"
    comments = comment("a < b\n좋네요", inside=comment("고마워요") + comment("비밀", secret=1)) + comment(
        "약", filtered=1197500400
    )
    (found,) = posts("backup.xml", backup(post(comments + trackback + comment("끝") + "<logs><trackback/></logs>")))
    assert text(found).split("\n\n")[1:] == [
        "두리: a < b\n좋네요",
        "두리: 고마워요",
        "두리: 끝",
        "옆집: 이어서\n저도 썼어요",
    ]


def test_deep_answers() -> None:
    """Answers to answers, however deep, are text or a reason, never a crash."""
    nested = ""
    for _ in range(3000):
        nested = f"<comment><content>말</content>{nested}</comment>"
    (found,) = read("backup.xml", backup(post(nested)))
    assert found == Skipped("backup.xml:4", found.reason) if isinstance(found, Skipped) else text(found)


def test_attached_files_are_passed_over() -> None:
    """A post with its pictures in the backup is as small as its text, whatever the limit for a file."""
    attached = f'<attachment mime="image/png"><name>1.png</name><content>{"iVBORw0K" * 4000}</content></attachment>'
    found = read("backup.xml", backup(post(attached + comment("좋네요"))), limit=2000)
    assert [text(one) for one in found if not isinstance(one, Skipped)] == ["밥을 나눴다.\n\n두리: 좋네요"]
