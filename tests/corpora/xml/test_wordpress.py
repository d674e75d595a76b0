"""WordPress exports: which posts, and their text as the blog shows it."""

from __future__ import annotations

from typing import Any

import pytest

from malmoi.indexer.documents.document import Skipped

from ..exporters import cdata
from ..reader_outputs import posts, read, text

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- This is an export > of <rss> -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>골목</title>
<wp:author><wp:author_login>hana</wp:author_login><wp:author_display_name><![CDATA[이하나]]></wp:author_display_name></wp:author>
<wp:category><wp:cat_name><![CDATA[모임]]></wp:cat_name></wp:category>
"""
FIELDS = {
    "title": "나눔밥",
    "link": "https://e.kr/7",
    "pubDate": "Wed, 12 Dec 2007 23:00:00 +0000",
    "dc:creator": "hana",
    "guid": "https://e.kr/?p=7",
    "content:encoded": "밥을 나눴다.",
    "wp:post_id": "7",
    "wp:post_date": "2007-12-13 08:00:00",
    "wp:post_date_gmt": "2007-12-12 23:00:00",
    "wp:status": "publish",
    "wp:post_type": "post",
    "wp:post_password": "",
}


def item(extra: str = "", /, **changed: str | None) -> str:
    """One post; a field's colon is written as two underscores."""
    fields: dict[str, str | None] = {**FIELDS, **{name.replace("__", ":"): value for name, value in changed.items()}}
    inside = "\n".join(f"<{name}>{cdata(value)}</{name}>" for name, value in fields.items() if value is not None)
    return f"<item>\n{inside}{extra}</item>\n"


def export(*items: str) -> str:
    return HEAD + "".join(items) + "</channel></rss>"


def test_every_field() -> None:
    """A post has what the export says of it: its author by name, its tags decoded, its time on the blog's clock."""
    extra = (
        '<category domain="category" nicename="a"><![CDATA[밥 &amp; 모임]]></category>'
        '<category domain="post_tag" nicename="b"><![CDATA[골목]]></category>'
        '<category domain="post_format" nicename="c"><![CDATA[Aside]]></category>'
        "<wp:postmeta><wp:meta_key>_data</wp:meta_key><wp:meta_value><![CDATA[</item>]]></wp:meta_value></wp:postmeta>"
    )
    (post,) = posts("blog.xml", export(item(extra)))
    assert (post.id, post.title, post.url) == ("blog.xml#7", "나눔밥", "https://e.kr/7")
    assert (post.date, post.author, post.tags) == ("2007-12-13T08:00:00+09:00", "이하나", ("밥 & 모임", "골목"))
    assert text(post) == "밥을 나눴다."


@pytest.mark.parametrize(
    ("changed", "field", "expected"),
    [
        ({"title": "R&amp;D <em>예산</em> ]]> 표"}, "title", "R&D 예산 ]]> 표"),
        ({"title": ""}, "title", ""),
        ({"dc__creator": "duri"}, "author", "duri"),
        ({"dc__creator": None}, "author", None),
        ({"wp__post_id": "0"}, "id", "blog.xml#https://e.kr/?p=7"),
        ({"wp__post_id": None, "guid": None}, "id", "blog.xml#https://e.kr/7"),
        ({"wp__post_date": None}, "date", "2007-12-12T23:00:00+00:00"),
        ({"wp__post_date": "2007-12-14 08:00:01"}, "date", "2007-12-12T23:00:00+00:00"),
        ({"wp__post_date_gmt": "0000-00-00 00:00:00"}, "date", "2007-12-13T08:00:00"),
        ({"wp__post_date_gmt": None, "wp__post_date": None}, "date", "2007-12-12T23:00:00+00:00"),
        ({"wp__post_date_gmt": "2007", "wp__post_date": "", "pubDate": "Wed, 30 Nov -0001 00:00:00 +0000"}, "date", None),
        ({"wp__post_type": "page"}, "id", "blog.xml#7"),
        ({"wp__post_type": None, "wp__status": None}, "id", "blog.xml#7"),
        ({"link": ""}, "url", None),
    ],
)  # fmt: skip
def test_values(changed: dict[str, str | None], field: str, expected: Any) -> None:
    """What is missing or makes no sense is taken from elsewhere, or left open."""
    (post,) = posts("blog.xml", export(item(**changed)))
    assert getattr(post, field) == expected


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"wp__status": "draft"}, None),
        ({"wp__status": "trash"}, None),
        ({"wp__status": "future"}, None),
        ({"wp__post_type": "attachment", "wp__status": "inherit"}, None),
        ({"wp__post_type": "revision"}, None),
        ({"wp__post_type": "nav_menu_item"}, None),
        ({"wp__status": "private"}, "is private"),
        ({"wp__post_password": "비밀"}, "is protected by a password"),
        ({"title": "", "content__encoded": '<img src="a.png">'}, "has no text"),
    ],
)
def test_what_is_left_out(changed: dict[str, str | None], reason: str | None) -> None:
    """Only published posts and pages; what was published for some is told of, what never was a post is not."""
    found = read("blog.xml", export(item(**changed)))
    assert found == ([Skipped("blog.xml:8", reason)] if reason else [])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("첫째\n둘째\n\n새 문단\r\n\r\n\r\n끝", "첫째\n둘째\n\n새 문단\n\n끝"),
        ("<!-- wp:paragraph -->\n<p>첫째\n줄</p>\n<!-- /wp:paragraph -->\n\n<p>둘째</p>", "첫째 줄\n\n둘째"),
        ("<ul>\n<li>하나</li>\n\n<li>둘</li>\n</ul>\n셋", "하나\n둘\n셋"),
        ("앞\n<pre>a\n\n b</pre>\n뒤", "앞\n\na\n\n b\n\n뒤"),
        ("<a\nhref='/a'>가</a> 나", "가 나"),
        ('[caption id="a" width="300"]<img src="a.png"> 골목의 봄[/caption]\n글', "골목의 봄\n글"),
        ('[gallery ids="1,2"]글[gallery]', "글"),
        ('[vc_row][vc_column width="1/2"]왼쪽[/vc_column][/vc_row]', "왼쪽"),
        ("[속보] [update] 글 [1] [a b] [...]", "[속보] [update] 글 [1] [a b] [...]"),
        ("[[gallery]] 라고 쓴다", "[gallery] 라고 쓴다"),
        ("a < b &amp; c\n&lt;d&gt;", "a < b & c\n<d>"),
        ("표 ]]> 끝", "표 ]]> 끝"),
        ("</article>앞<article class=tweet>옮긴 글</article>뒤", "앞\n옮긴 글\n뒤"),
        ("<h1>나눔밥</h1><h1>첫째</h1>글", "첫째\n\n글"),
    ],
)
def test_text(content: str, expected: str) -> None:
    """Bare line breaks are kept as the blog shows them, shortcodes go, and what they enclose stays."""
    (post,) = posts("blog.xml", export(item(content__encoded=content)))
    assert text(post) == expected


def test_an_excerpt_stands_for_a_missing_text() -> None:
    """A post that has only an excerpt is found by that."""
    (post,) = posts("blog.xml", export(item("<excerpt:encoded>한 줄</excerpt:encoded>", content__encoded="")))
    assert text(post) == "한 줄"


def comment(content: str, approved: str = "1", kind: str = "comment") -> str:
    return (
        f"<wp:comment><wp:comment_author><![CDATA[두<리]]></wp:comment_author><wp:comment_approved>{approved}</wp:comment_approved>"
        f"<wp:comment_type>{kind}</wp:comment_type><wp:comment_content>{cdata(content)}</wp:comment_content></wp:comment>"
    )


def test_comments() -> None:
    """Approved comments follow the text, each with its name on a line of its own; spam, trash and pingbacks do not."""
    comments = [comment("저도\n<b>가요</b>", kind=""), comment("약 팔아요", "spam"), comment("대기", "0"), comment("핑", kind="pingback")]  # fmt: skip
    (post,) = posts("blog.xml", export(item("".join(comments) + comment("고마워요"))))
    assert text(post) == "밥을 나눴다.\n\n두<리: 저도\n가요\n\n두<리: 고마워요"


def test_a_new_post_changes_no_other() -> None:
    """The next export, with a newer post first, gives the old posts as they were."""
    (before,), (new, after) = (
        posts("blog.xml", export(*items)) for items in ([item()], [item(wp__post_id="9"), item()])
    )
    assert before == after
    assert new.id == "blog.xml#9"
