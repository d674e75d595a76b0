"""RSS and Atom, of every version and as people write them."""

from __future__ import annotations

from typing import Any

import pytest

from malmoi.indexer.documents.document import Document, Skipped

from ..reader_outputs import posts, read, text

SPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "content": "http://purl.org/rss/1.0/modules/content/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "atom": "http://www.w3.org/2005/Atom",
        "burner": "http://rssnamespace.org/feedburner/ext/1.0",
        "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    }.items()
)


def rss(*items: str) -> str:
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {SPACES}><channel><title>소식</title>{inside}</channel></rss>'


def atom(*entries: str) -> str:
    inside = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>소식</title><id>tag:feed</id>{inside}</feed>'


RSS_ITEM = """<title>나눔밥 모임</title><link>https://e.kr/7</link><guid isPermaLink="false">tag:7</guid>
<pubDate>Thu, 13 Dec 2007 08:00:00 +0900</pubDate><dc:creator>하나</dc:creator><category><![CDATA[밥 & 모임]]></category>
<category>골목</category><description>짧게</description><content:encoded><![CDATA[<p>밥을 나눴다.</p><p>또 만나요</p>]]></content:encoded>"""
ATOM_ENTRY = """<title type="html">나눔밥 &lt;b&gt;모임&lt;/b&gt;</title><id>tag:7</id><link rel="self" href="/api/7"/>
<link rel="alternate" href="https://e.kr/7"/><published>2007-12-13T08:00:00+09:00</published><updated>2009-01-01T00:00:00Z</updated>
<author><name>하나</name></author><category term="밥 &amp; 모임"/><category term="x" label="골목"/><summary>짧게</summary>
<content type="html">&lt;p&gt;밥을 나눴다.&lt;/p&gt;&lt;p&gt;또 만나요&lt;/p&gt;</content>"""
RDF = f'<rdf:RDF xmlns="http://purl.org/rss/1.0/" {SPACES}><channel><items/></channel><item rdf:about="tag:7">%s</item></rdf:RDF>'


@pytest.mark.parametrize(
    ("name", "feed", "tags"),
    [
        ("a.rss", rss(RSS_ITEM), ("밥 & 모임", "골목")),
        ("a.xml", atom(ATOM_ENTRY), ("밥 & 모임", "골목")),
        ("a.xml", atom(ATOM_ENTRY).replace("<", "<a:").replace("<a:/", "</a:").replace("xmlns=", "xmlns:a="), ("밥 & 모임", "골목")),
        ("a.xml", RDF % RSS_ITEM.replace("category", "dc:subject").replace("<guid isPermaLink=\"false\">tag:7</guid>", ""), ("밥 & 모임", "골목")),
    ],
    ids=["RSS 2.0", "Atom", "Atom with a prefix", "RSS 1.0"],
)  # fmt: skip
def test_every_field(name: str, feed: str, tags: tuple[str, ...]) -> None:
    """Every kind of feed gives the same fields, and the full text rather than the summary."""
    (post,) = posts(name, feed)
    assert (post.title, post.date, post.author, post.tags) == ("나눔밥 모임", "2007-12-13T08:00:00+09:00", "하나", tags)
    assert (post.id, post.url) == (f"{name}#" + ("https://e.kr/7" if "rdf" in feed[:5] else "tag:7"), "https://e.kr/7")
    assert text(post) == "밥을 나눴다.\n\n또 만나요"


@pytest.mark.parametrize(
    ("item", "field", "expected"),
    [
        ("<title>R&amp;amp;D &amp;lt;예산&amp;gt;</title>", "title", "R&D <예산>"),
        ("<title><![CDATA[작은 <em>모임</em>]]> 둘</title>", "title", "작은 모임 둘"),
        ("<title>\n 두\n 줄 </title>", "title", "두 줄"),
        ("<title/><description>글</description>", "title", ""),
        ("<title>글</title><guid>https://e.kr/8</guid>", "url", "https://e.kr/8"),
        ("<title>글</title><guid isPermaLink='false'>https://e.kr/8</guid>", "url", None),
        ("<title>글</title><guid>8</guid>", "url", None),
        (
            "<title>글</title><link>f.kr/1</link><burner:origLink>https://e.kr/8</burner:origLink>",
            "url",
            "https://e.kr/8",
        ),
        ("<title>글</title><link xml:base='https://e.kr/'>8</link>", "url", "https://e.kr/8"),
        ("<title>글</title><link xml:base='http://['>8</link>", "url", "8"),
        ("<title>글</title><atom:link href='/9' rel='replies'/>", "url", None),
        ("<title>글</title><link>https://e.kr/10</link>", "id", "a.rss#https://e.kr/10"),
        ("<title>글</title>", "id", "a.rss#글"),
        ("<title>글</title><dc:date>2009-05-01</dc:date>", "date", "2009-05-01"),
        ("<title>글</title><pubDate>어제</pubDate><dc:date>2009-05-01</dc:date>", "date", "2009-05-01"),
        ("<title>글</title><pubDate>Sun,09 Dec 07 01:00:00 GMT</pubDate>", "date", "2007-12-09T01:00:00+00:00"),
        ("<title>글</title><pubDate>Sun Dec  9 01:00:00 2007</pubDate>", "date", "2007-12-09T01:00:00"),
        ("<title>글</title>", "date", None),
        ("<title>글</title><author>ha@e.kr (이하나)</author>", "author", "이하나"),
        ("<title>글</title><author>두리</author>", "author", "두리"),
        ("<title>글</title><itunes:author>두리 방송</itunes:author>", "author", "두리 방송"),
        ("<title>글</title>", "author", None),
    ],
)
def test_values(item: str, field: str, expected: Any) -> None:
    """Values are taken as feeds write them; what is missing is left open."""
    (post,) = posts("a.rss", rss(item))
    assert getattr(post, field) == expected


@pytest.mark.parametrize(
    ("feed", "expected"),
    [
        (rss("<description>&lt;p&gt;하나&lt;/p&gt;둘 &amp;amp; 셋</description>"), "하나\n\n둘 & 셋"),
        (rss("<description><![CDATA[<pre>]]]]><![CDATA[> 표</pre>]]></description>"), "]]> 표"),
        (rss("<description>요약</description><content:encoded> </content:encoded>"), "요약"),
        (rss("<itunes:summary>이번 방송은</itunes:summary><enclosure url='a.mp3'/>"), "이번 방송은"),
        (rss("<description>&lt;article&gt;옮긴 글&lt;/article&gt; 덧붙임 &lt;/body&gt; 끝</description>"), "옮긴 글\n덧붙임 끝"),
        (atom("<content>a &lt; b\n둘째 줄</content>"), "a < b\n둘째 줄"),
        (atom('<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">하나<br/>둘 <b>셋</b></div></content>'), "하나\n둘 셋"),
        (atom('<content type="image/png">iVBORw0KGgo=</content><summary>그림</summary>'), "그림"),
        (atom('<content src="/a.html" type="text/html"/><summary>밖에 있다</summary>'), "밖에 있다"),
    ],
)  # fmt: skip
def test_bodies(feed: str, expected: str) -> None:
    """A body is what its type says; one that says nothing gives way to the next."""
    (post,) = posts("a.xml", feed)
    assert text(post) == expected


@pytest.mark.parametrize(
    ("item", "title", "body"),
    [
        ("<title>AT&T 소식</title><description>하나 & 둘</description>", "AT&T 소식", "하나 & 둘"),
        ("<title>글</title><description>하나&nbsp;둘&hellip;</description>", "글", "하나 둘…"),
        ("<title>글</title><description>하나 < 둘</description>", "글", "하나 < 둘"),
        ("<title>글</title><description>하나<br>둘</description>", "글", "하나둘"),
        ("<title>글</title><media:text>영상</media:text><description>하나</description>", "글", "하나"),
        ("<title>글\x08</title><description>하나\x0b둘&#8;</description>", "글", "하나둘"),
        ("<title>글 &unknown; 글</title><description>하나</description>", "글 &unknown; 글", "하나"),
    ],
)
def test_broken_items_are_mended(item: str, title: str, body: str) -> None:
    """What people and old programs get wrong is read as it was meant, and the items around it are not touched."""
    first, post, last = posts("a.rss", rss("<title>앞</title>", item, "<title>뒤</title>"))
    assert (first.title, last.title) == ("앞", "뒤")
    assert (post.title, text(post).replace("\ufffd", "")) == (title, body)


def test_addresses_in_a_feed_with_a_base() -> None:
    """Relative addresses begin at the base of the feed, of the entry, of the link."""
    feed = atom("<title>글</title><link href='7'/>", "<title>글</title><link xml:base='2007/' href='8'/>")
    feed = feed.replace("<feed", "<feed xml:base='https://e.kr/blog/'")
    assert [post.url for post in posts("a.xml", feed)] == ["https://e.kr/blog/7", "https://e.kr/blog/2007/8"]


def test_the_first_rss() -> None:
    """RSS .90, which has a namespace of its own."""
    feed = '<rdf:RDF xmlns:rdf="r" xmlns="http://my.netscape.com/rdf/simple/0.9/"><item><title>봄</title><link>/1</link></item></rdf:RDF>'
    (post,) = posts("a.rdf.xml", feed)
    assert (post.title, post.url) == ("봄", "/1")


def test_base64() -> None:
    """Atom .3 may have a body in base64; one that is damaged says nothing."""
    entry = "<title>글</title><content type='text/html' mode='base64'>%s</content>"
    good, bad = posts(
        "a.xml",
        atom(entry % "PHA+7JWI64WVPC9w Pg==", entry % "PHA").replace("www.w3.org/2005/Atom", "purl.org/atom/ns#"),
    )
    assert (text(good), text(bad)) == ("안녕", "")


def test_ids_stay_when_entries_come_and_go() -> None:
    """An entry has its id from the feed, not from its place; of two with one id the second gets a number."""
    old, new = "<title>옛 글</title><guid>1</guid>", "<title>새 글</title><guid>2</guid>"
    (before,), (_, after) = posts("a.rss", rss(old)), posts("a.rss", rss(new, old))
    assert before == after
    assert [post.id for post in posts("a.rss", rss(old, old, new))] == ["a.rss#1", "a.rss#1~2", "a.rss#2"]


def test_an_item_without_text() -> None:
    """An item that says nothing is skipped, and only that."""
    first, second = read("a.rss", rss("<link>https://e.kr/1</link>", "<title>글</title>"))
    assert first == Skipped("a.rss:1", "has no text")
    assert isinstance(second, Document)
