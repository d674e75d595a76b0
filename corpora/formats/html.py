"""Web pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...errors import SourceError
from ...indexer.document import Document
from ..file import File
from ..listing.split import Listing, Post, documents, split

if TYPE_CHECKING:
    from ...indexer.html.page import Page


class HtmlReader:
    """A page of HTML: one document of its main text, or one for each post of a page that has many.

    The language a page declares is not taken over: it is as often that of the template as that of the post.
    """

    suffixes = (".html", ".htm", ".xhtml")
    own_ids = False

    def read(self, file: File) -> Iterator[Document]:
        """The page, or its posts."""
        from ...indexer.html.page import extract, markup_text  # Beautiful Soup takes a tenth of a second to import
        from ...indexer.html.posts import addresses, extract_posts

        markup = file.text(markup_text)
        page = extract(markup)
        if not page.text and not page.title:
            raise SourceError(file.key, "has no text")
        listing = None if file.whole else split(page.text, page.title)
        found = None if file.whole or listing else extract_posts(markup)
        if found:
            page, posts = found
            listing = Listing(tuple(map(_post, posts)), page.text)
        whole = Document(
            id=file.key,
            title=page.title or file.title,
            body=listing.rest if listing else page.text,
            date=page.date or file.date,
            url=page.url,
            tags=page.tags,
            author=page.author,
        )
        yield from documents(whole, listing, addresses(markup) if listing else [])


def _post(page: Page) -> Post:
    return Post(page.title, page.date, page.text, page.url or "", page.tags, page.author)
