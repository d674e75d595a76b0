"""WordPress exports (WXR, "WordPress eXtended RSS")."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from ...indexer.dates.parse import parse_date
from ...indexer.documents.document import Document
from ...indexer.documents.html import filled
from ...indexer.html.fragment import fragment, title_text
from ..reading.fields import words
from .item import Item, remark
from .stream import Root

_POSTS = ("", "post", "page")
_PUBLIC = ("", "publish")
_REMARKS = ("", "comment", "trackback")
_TAXONOMIES = ("", "category", "post_tag")
_FURTHEST, _QUARTER = timedelta(hours=14), timedelta(minutes=15)
"""No clock is further from Greenwich's, and none stands in between quarters of an hour."""
_BLOCKS = "<!-- wp:"
_SHORTCODE = re.compile(r"\[(\[?)(/?)([A-Za-z][\w-]{0,60})(\s[^\[\]]{0,2000})?/?\](\]?)", re.ASCII)
_SHORTCODES = frozenset("audio caption embed gallery playlist video wp_caption".split())
"""Those of WordPress itself; of others it shows that they are none of the writer's brackets."""


class WordPress:
    """Published posts and pages, each with its approved comments."""

    names = ("item", "wp:author")
    left_out = ("wp:postmeta",)

    def __init__(self) -> None:
        self._authors: dict[str, str] = {}

    @classmethod
    def of(cls, root: Root) -> WordPress | None:
        """The dialect of a file with this root; None if it is no export of WordPress."""
        return cls() if root.name == "rss" and "//wordpress.org/export/" in root.attributes else None

    def post(self, item: Item) -> Document | str | None:
        """The post, or the reason why it is left out; None for what is no post that was published."""
        if item.name == "wp:author":
            self._authors[item.text("wp:author_login")] = item.text("wp:author_display_name")
            return None
        if item.text("wp:post_type") not in _POSTS:
            return None
        if item.text("wp:status") not in _PUBLIC:
            return "is private" if item.text("wp:status") == "private" else None
        if item.text("wp:post_password"):
            return "is protected by a password"
        title, author = title_text(item.text("title")), item.text("dc:creator")
        number = item.text("wp:post_id")
        content = _without_shortcodes(item.text("content:encoded", "excerpt:encoded"))
        page = fragment(content, title, keep_lines=_BLOCKS not in content)
        found = Document(
            id=number if number.strip("0") else item.text("guid", "link"),
            title=title,
            body="",
            date=_date(item),
            url=item.text("link") or None,
            tags=words(
                [title_text(tag.text()) for tag in item.items("category") if tag.attribute("domain") in _TAXONOMIES]
            ),
            author=self._authors.get(author) or author or None,
        )
        return filled(found, page.with_below(_remarks(item)))


def _without_shortcodes(content: str) -> str:
    """HTML without shortcodes, though with what stands between two of them."""
    closed = set(re.findall(r"\[/([A-Za-z][\w-]*)\]", content))

    def text(found: re.Match[str]) -> str:
        escaped, slash, name, values, close = found.groups()
        if escaped and close:
            return found[0][1:-1]
        known = slash or name in closed or name in _SHORTCODES or "=" in (values or "")
        return escaped + close if known else found[0]

    return _SHORTCODE.sub(text, content)


def _remarks(item: Item) -> list[str]:
    return [
        remark(one.text("wp:comment_author"), fragment(one.text("wp:comment_content"), keep_lines=True).text)
        for one in item.items("wp:comment")
        if one.text("wp:comment_approved") == "1" and one.text("wp:comment_type") in _REMARKS
    ]


def _date(item: Item) -> str | None:
    """The local time of the blog, with its UTC offset if the export has both local time and UTC."""
    local, greenwich = (_moment(item.text(name)) for name in ("wp:post_date", "wp:post_date_gmt"))
    if not greenwich:
        return parse_date(local or item.text("pubDate"))
    moment, ahead = greenwich.replace(tzinfo=UTC), local - greenwich if local else timedelta(0)
    known = abs(ahead) <= _FURTHEST and not ahead % _QUARTER
    return parse_date(moment.astimezone(timezone(ahead)) if known else moment)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S")
    except ValueError:
        return None
