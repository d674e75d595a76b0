"""Front matter: title, date and tags of a post, and whether it is a post at all.

Readers of Markdown and of HTML share it: Jekyll keeps both in one folder.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ...indexer.dates.parse import parse_date
from ...indexer.documents.document import Document
from ..reading.fields import language, people, scalar, words
from .markup import TAG, without_tags, without_templates

_TITLES = ("title", "제목", "pagetitle")
_WRITTEN = (
    "date published publishedat publisheddate publishdate datepublished pubdate posted postedat posteddate created"
    " createdat createddate createdtime createdon datecreated creationdate 작성일 날짜 등록일 발행일"
).split()
_CHANGED = (
    "updated updatedat updateddate dateupdated update lastmod lastmodified lastmodifiedat lastupdated modified"
    " modifiedat datemodified 수정일"
).split()
_TAGS = "tags tag categories category keywords topics topic labels series 태그 분류 카테고리".split()
_ABOUT = "subtitle subheading description desc summary excerpt abstract teaser lead tldr 부제 설명 요약".split()
_AUTHORS = "author authors writer writers 저자 글쓴이 작성자".split()
_ADDRESSES = ("url", "permalink", "slug")
_LANGUAGES = ("lang", "language", "locale")
_DRAFTS = {"draft": True, "drafts": True, "private": True, "published": False, "publish": False, "released": False}
"""Fields by which a post is not published yet, with the value that says so."""
_STATES = frozenset("draft private hidden unpublished pending trash 비공개 임시".split())
_YES, _NO = frozenset("true yes on y 1".split()), frozenset("false no off n 0".split())
_NO_POSTS = frozenset("_layouts _includes _sass _templates archetypes scaffolds".split())
_TEMPLATES = frozenset("layouts templates template 템플릿".split())
_CLOSED = re.compile(r"</([A-Za-z][\w.:-]*)\s*>")
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|<%.*?%>", re.DOTALL)


def left_out(key: str, values: dict[str, Any], text: str = "") -> str:
    """Why a file is no post to be found, or nothing: it is a draft, or a template of the site."""
    folders = key.lower().split("/")[:-1]
    if "_drafts" in folders:
        return "is a draft: it is in _drafts"
    if folder := next((folder for folder in folders if folder in _NO_POSTS), ""):
        return f"is a part of the site's pages: it is in {folder}"
    if any(_TEMPLATE.search(scalar(values.get(name))) for name in ("title", "date")):
        return "is a template: its title or date is filled in later"
    if _TEMPLATES.intersection(folders) and _TEMPLATE.search(text):
        return "is a template"
    for name, unpublished in _DRAFTS.items():
        if _truth(values.get(name)) is unpublished:
            return (
                f"is not published: its front matter says {name}: {scalar(values[name]) or str(values[name]).lower()}"
            )
    for name in ("status", "visibility", "state"):
        if scalar(values.get(name)).lower() in _STATES:
            return f"is not published: its front matter says {name}: {scalar(values[name])}"
    return ""


def title_of(values: dict[str, Any]) -> str:
    """The title in front matter as it is read, without the tags of HTML in it; ``<input>`` alone is a name."""
    title = next(filter(None, (scalar(values.get(name)) for name in _TITLES)), "")
    if "{" in title:
        title = without_templates(title)
    if "<" in title:
        closed = {name.lower() for name in _CLOSED.findall(title)}
        title = TAG.sub(lambda tag: _untagged(tag, closed), title)
    return " ".join(html.unescape(title).split())


def _untagged(tag: re.Match[str], closed: set[str]) -> str:
    """Nothing for a tag that has attributes or is closed in the same title, a space for a line break."""
    name = tag["name"].lower()
    if name == "br" and tag.start() > 0 and tag.end() < len(tag.string):
        return " "
    is_tag = "=" in tag["attributes"] or name in closed
    return without_tags(tag[0], closed, breaks=False) if is_tag else tag[0]


def described(page: Document, values: dict[str, Any]) -> Document:
    """``page`` with what its front matter says.

    A subtitle and a summary are put above the text, unless the text has them.
    """
    if not values:
        return page
    nested = values.get("taxonomies")
    sources = (values, nested if isinstance(nested, dict) else {})
    tags = words(*(source.get(name) for source in sources for name in _TAGS))
    about = [text for text in _texts(values) if text not in " ".join(page.body.split()) and text != page.title]
    return replace(
        page,
        title=title_of(values) or page.title,
        body="\n\n".join((*about, page.body)) if about else page.body,
        date=_date(values, _WRITTEN) or page.date or _date(values, _CHANGED),
        url=_url(values) or page.url,
        tags=tuple(dict.fromkeys(tag.removeprefix("#") for tag in (*tags, *page.tags))),
        lang=next((found for name in _LANGUAGES if (found := language(values.get(name)))), page.lang),
        author=next((found for name in _AUTHORS if (found := people(values.get(name)))), page.author),
    )


def is_dated(values: dict[str, Any]) -> bool:
    """True if front matter says when the post was written."""
    return _date(values, _WRITTEN) is not None


def _texts(values: dict[str, Any]) -> Iterator[str]:
    return iter(dict.fromkeys(text for name in _ABOUT if (text := scalar(values.get(name)))))


def _date(values: dict[str, Any], names: list[str]) -> str | None:
    return next((day for name in names if (day := parse_date(values.get(name)))), None)


def _truth(value: object) -> bool | None:
    """True if a value says yes or no; None where it says neither."""
    if isinstance(value, bool):
        return value
    text = scalar(value).lower()
    return True if text in _YES else False if text in _NO else None


def _url(values: dict[str, Any]) -> str | None:
    """The post's address; a pattern (``/:year/:title/``) is none."""
    addresses = (scalar(values.get(name)) for name in _ADDRESSES)
    return next((address for address in addresses if address and "/:" not in address), None)
