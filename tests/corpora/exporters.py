"""Posts written as other programs write them: the other half of each reader's round trip.

An exporter takes posts and gives files, by name; what it writes is read back by ``test_round_trips.py``.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import format_datetime

Files = dict[str, bytes]


@dataclass(frozen=True)
class Post:
    """A post to be exported: a title, a day, and paragraphs of one line each; none of them is empty."""

    title: str
    day: date
    paragraphs: tuple[str, ...]


Exporter = Callable[[Sequence[Post]], Files]


def json_lines(posts: Sequence[Post]) -> Files:
    """A line a post."""
    values = (
        {"id": number, "title": post.title, "date": post.day.isoformat(), "body": "\n\n".join(post.paragraphs)}
        for number, post in enumerate(posts)
    )
    return {"posts.jsonl": "\n".join(json.dumps(one, ensure_ascii=False) for one in values).encode()}


def json_list(posts: Sequence[Post]) -> Files:
    """A list in an object, as an application keeps it."""
    values = [
        {"id": number, "title": post.title, "created_at": post.day.isoformat(), "content": "\n\n".join(post.paragraphs)}
        for number, post in enumerate(posts)
    ]
    return {"posts.json": json.dumps({"count": len(values), "posts": values}, indent=2).encode()}


def plain_text(posts: Sequence[Post]) -> Files:
    """A file a post, with its day in its name."""
    return {
        f"{post.day}-{number:03}.txt": "\n\n".join((post.title, *post.paragraphs)).encode()
        for number, post in enumerate(posts)
    }


def markdown(posts: Sequence[Post]) -> Files:
    """A file a post, with front matter."""
    return {
        f"{number:03}.md": (
            f"---\ntitle: {json.dumps(post.title)}\ndate: {post.day}\n---\n"
            + "\n\n".join(re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", paragraph) for paragraph in post.paragraphs)
        ).encode()
        for number, post in enumerate(posts)
    }


def pages(posts: Sequence[Post]) -> Files:
    """A page of HTML a post."""
    return {
        f"{number:03}.html": (
            f"<!doctype html><meta charset=utf-8><title>{html.escape(post.title)}</title>"
            f'<meta property="article:published_time" content="{post.day}">'
            f"<body><nav>홈</nav><article>{paragraphs(post)}</article>"
        ).encode()
        for number, post in enumerate(posts)
    }


def paragraphs(post: Post) -> str:
    """The text as HTML."""
    return "".join(f"<p>{html.escape(text)}</p>\n" for text in post.paragraphs)


def rss(posts: Sequence[Post]) -> Files:
    """A feed of RSS 2.0 with the texts escaped."""
    items = "".join(
        f"<item><title>{html.escape(html.escape(post.title))}</title><guid>{number}</guid>"
        f"<pubDate>{format_datetime(noon(post))}</pubDate><description>{html.escape(paragraphs(post))}</description></item>"
        for number, post in enumerate(posts)
    )
    return {"feed.rss": f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()}


def atom(posts: Sequence[Post]) -> Files:
    """A feed of Atom 1.0, each text as XHTML, in another encoding than UTF-8."""
    entries = "".join(
        f"<entry><title>{html.escape(post.title)}</title><id>tag:{number}</id><published>{noon(post).isoformat()}</published>"
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{paragraphs(post)}</div></content></entry>'
        for number, post in enumerate(posts)
    )
    feed = f'<?xml version="1.0" encoding="euc-kr"?><feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'
    return {"feed.atom": feed.encode("cp949", "xmlcharrefreplace")}


def wordpress(posts: Sequence[Post]) -> Files:
    """An export of WordPress with its texts as an author typed them, in CDATA."""
    items = "".join(
        f"<item><title>{cdata(html.escape(post.title))}</title><wp:post_id>{number}</wp:post_id>"
        f"<wp:post_date>{noon(post):%Y-%m-%d %H:%M:%S}</wp:post_date>"
        f"<wp:post_date_gmt>{noon(post).astimezone(UTC):%Y-%m-%d %H:%M:%S}</wp:post_date_gmt>"
        f"<wp:post_type>post</wp:post_type><wp:status>publish</wp:status><content:encoded>"
        f"{cdata((chr(10) * 2).join(map(html.escape, post.paragraphs)))}</content:encoded></item>"
        for number, post in enumerate(posts, start=1)
    )
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"'
    return {"blog.xml": f"<!-- an export --><rss {spaces}><channel>{items}</channel></rss>".encode()}


def textcube(posts: Sequence[Post]) -> Files:
    """A backup of Textcube."""
    items = "".join(
        f'<post slogan="{number}"><id>{number}</id><visibility>public</visibility><title>{html.escape(post.title)}</title>'
        f"<content>{html.escape(paragraphs(post))}</content><published>{int(noon(post).timestamp())}</published></post>"
        for number, post in enumerate(posts, start=1)
    )
    return {"backup.xml": f'<blog type="tattertools/1.1" migrational="false">{items}</blog>'.encode()}


def cdata(text: str) -> str:
    """``text`` in CDATA, in two where it holds what ends one."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def noon(post: Post) -> datetime:
    """Noon of its day in Korea."""
    return datetime.combine(post.day, time(12), timezone(timedelta(hours=9)))
