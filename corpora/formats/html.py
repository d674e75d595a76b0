"""Web pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ...errors import SourceError
from ...indexer.documents.document import Document, Skipped
from ..listing.post import Listing, Post
from ..listing.split import documents, split
from ..markdown.front_matter import front_matter
from ..markdown.markup import without_templates
from ..markdown.post import described, left_out, title_of
from ..reading.file import File
from ..reading.own_fields import with_own_fields

if TYPE_CHECKING:
    from ...indexer.html.page import HtmlPage

_LIST = "is a list of links to other pages of its site"


class HtmlReader:
    """A page of HTML: one document of its main text, or one for each post of a page that has many.

    The language a page declares is not taken over: it is as often that of the template as that of the post.
    """

    suffixes = (".html", ".htm", ".xhtml")
    own_ids = False

    def read(self, file: File) -> Iterator[Document | Skipped]:
        """The page, or its posts.

        Left out: a page that only leads to others of its site, a draft, and what a generator makes pages with.
        """
        from ...indexer.html.declared import markup_text  # Beautiful Soup and lxml take a while to import
        from ...indexer.html.links import is_list
        from ...indexer.html.page import main_of, page_of, page_without_tree
        from ...indexer.html.posts import addresses, extract_posts
        from ...indexer.html.tree import cleaned, parse

        markup = cleaned(file.text(markup_text))
        values: dict[str, Any] = {}
        if markup.lstrip().startswith("---"):  # a post of Jekyll
            matter = front_matter(markup)
            markup, values = (without_templates(matter.text), matter.values) if matter.values else (markup, values)
        if why := left_out(file.key, values, markup):
            yield Skipped(file.key, why, "left_out")
            return
        root = parse(markup)
        page = page_without_tree(markup) if root is None else page_of(root)
        if not (page.text or page.title or title_of(values)):
            raise SourceError(file.key, "has no text")
        if root is not None and not file.whole and is_list(file.key, main_of(root), page.url):
            yield Skipped(file.key, _LIST, "left_out")
            return
        listing = None if file.whole else split(page.text, page.title)
        links: list[tuple[str, str]] = []
        if root is not None and not file.whole:
            links = addresses(root) if listing else []
            found = None if listing else extract_posts(root)
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
        whole, notes = with_own_fields(described(whole, values), values.items(), file, file.key)
        yield from documents(whole, listing, links)
        yield from notes


def _post(page: HtmlPage) -> Post:
    return Post(page.title, page.date, page.text, page.url or "", page.tags, page.author)
