"""Backups of Textcube, Tattertools and Tistory (TTXML)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from ...indexer.dates.parse import parse_date
from ...indexer.documents.document import Document
from ...indexer.documents.html import filled
from ...indexer.html.fragment import fragment
from ..reading.fields import words
from .item import Item, remark
from .stream import Root

_KOREA = timezone(timedelta(hours=9))
"""Times are seconds; the clock that their readers had on the wall is Korea's."""
_PUBLIC = ("", "public", "syndicated")
_PICTURE = re.compile(r"\[##_((?:(?!\[##_|_##\]).)*+)_##\]", re.DOTALL)
_FOLDED = re.compile(r"\[#M_([^|\[\]]{0,1000})\|[^|\[\]]{0,1000}\||_M#\]")
_NO_CAPTION = re.compile(
    r"\s*(?:\w+=|[^|]*\.\w{2,4}\s*$|[1-3][CLR]\s*$|(?:CDM|Gallery|Image|Jukebox|iMazing)\s*$|[\d.]*$|\{|kage@)",
    re.ASCII,
)
"""File names, sizes and kinds, among which a caption stands."""
_SECONDS = re.compile(r"[1-9]\d{0,10}", re.ASCII)
_NO = ("", "0")
_MARKED_UP = re.compile(r"<(?:p|br|div)(?=[\s/>])", re.IGNORECASE)


class Textcube:
    """Public posts, pages and notices, each with its comments and trackbacks, without the files attached to it."""

    names = ("post", "page", "notice")
    left_out = ("attachment", "logs")

    @classmethod
    def of(cls, root: Root) -> Textcube | None:
        """The dialect of a file with this root; None if it is no such backup."""
        return cls() if root.name == "blog" and "tattertools/" in root.attributes else None

    def post(self, item: Item) -> Document | str | None:
        """The post, or the reason why it is left out; None for one that is still to be published."""
        visibility = item.text("visibility")
        if visibility not in _PUBLIC:
            reason = "is protected by a password" if visibility == "protected" else "is private"
            return None if item.text("appointed") == "true" else reason
        title, number = item.text("title"), item.text("id")
        kind = "" if item.name == "post" else f"{item.name}/"
        content = _FOLDED.sub(lambda found: f"<p>{found[1] or ''}</p>", _PICTURE.sub(_captions, item.text("content")))
        page = fragment(content, title, keep_lines=not _MARKED_UP.search(content))
        found = Document(
            id=f"{kind}{number or item.attribute('slogan')}",
            title=title,
            body="",
            date=_date(item.text("published")),
            url=f"/{kind}{number}" if number else None,
            tags=words([tag.text() for tag in item.items("category", "tag")]),
        )
        return filled(found, page.with_below(_remarks(item)))


def _captions(found: re.Match[str]) -> str:
    """The caption of a picture, in place of its mark."""
    return "".join(f"<p>{part}</p>" for part in found[1].split("|") if not _NO_CAPTION.match(part))


def _remarks(item: Item) -> Iterator[str]:
    """Comments with the answers to each, then trackbacks; none that is secret or was filtered out as spam."""
    waiting = item.items("trackback")[::-1] + item.items("comment")[::-1]
    while waiting:
        one = waiting.pop()
        waiting += one.items("comment")[::-1]
        if one.text("secret") in _NO and one.text("isFiltered") in _NO:
            names = [commenter.text("name") for commenter in one.items("commenter")]
            lines = [one.text(name) for name in ("title", "content", "excerpt")]
            yield remark("".join(names) or one.text("site"), "\n".join(filter(None, lines)))


def _date(seconds: str) -> str | None:
    moment = datetime.fromtimestamp(int(seconds), _KOREA) if _SECONDS.fullmatch(seconds) else None
    return parse_date(moment)
