"""Markdown with front matter, as blog generators keep posts: Jekyll, Hugo, Zola, Hexo, Eleventy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ...errors import SourceError
from ...indexer.documents.document import Document, Skipped
from ..listing.post import Listing
from ..listing.split import documents, split_outline
from ..reading.file import File
from ..reading.own_fields import with_own_fields
from .front_matter import front_matter
from .post import described, is_dated, left_out, title_of
from .text import Text, plain

_LINK = re.compile(r"\[([^\[\]\n]+)\]\(\s*<?([^\s()<>]+)")
_LETTER = re.compile(r"[^\W\d_]")
_MDX = ".mdx"


class MarkdownReader:
    """A post in Markdown, as one document, or one for each post of a listing page.

    Its title is the front matter's, or its first heading. Drafts and templates are left out.
    """

    suffixes = (".md", ".markdown", ".mdown", ".mkd", _MDX)
    own_ids = False

    def read(self, file: File) -> Iterator[Document | Skipped]:
        """The post, or the posts."""
        matter = front_matter(file.text().replace("\r\n", "\n").replace("\r", "\n"))
        if why := left_out(file.key, matter.values, matter.text):
            yield Skipped(file.key, why, "left_out")
            return
        title = title_of(matter.values)
        text = plain(matter.text, title, mdx=file.key.lower().endswith(_MDX))
        if not text.body and not title and not text.heading:
            raise SourceError(file.key, "has no text")
        listing = None if file.whole else _split(text, matter.values, file.key)
        is_of_post = listing is not None and any(post.date and post.title == text.heading for post in listing.posts)
        page = Document(
            id=file.key,
            title=title or ("" if is_of_post else text.heading) or file.title,
            body=listing.rest if listing else text.body,
            date=file.date,
        )
        page, notes = with_own_fields(described(page, matter.values), matter.values.items(), file, file.key)
        yield from documents(page, listing, _LINK.findall(matter.text) if listing else [])
        yield from notes
        if matter.fault:
            yield Skipped(file.key, matter.fault, "note")


def _split(text: Text, values: dict[str, Any], key: str) -> Listing | None:
    """The posts on the page, unless its front matter says that it is one.

    The page's title is a text of its own where no post has it. The path may say of which year and month the days are:
    ``diary/2023.md``, ``2021/03.md``.
    """
    title = title_of(values)
    whole = title or text.heading
    listing = split_outline(text.outline, whole, named=bool(title), dated=is_dated(values), path=key)
    if listing is None or listing.rest or not _LETTER.search(whole):
        return listing
    is_said = any(whole in f"{post.title}\n{post.text}" for post in listing.posts)
    return listing if is_said else replace(listing, rest=whole)
