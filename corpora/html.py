"""Web pages."""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import SourceError
from ..indexer.document import Document
from .file import File


class HtmlReader:
    """A page of HTML, as one document of its main text.

    The language a page declares is not taken over: it is as often that of the template as that of the post.
    """

    suffixes = (".html", ".htm", ".xhtml")
    own_ids = False

    def read(self, file: File) -> Iterator[Document]:
        """The page."""
        from ..indexer.html import extract, markup_text  # Beautiful Soup takes a tenth of a second to import

        page = extract(file.text(markup_text))
        if not page.text and not page.title:
            raise SourceError(file.key, "has no text")
        yield Document(
            id=file.key,
            title=page.title or file.title,
            body=page.text,
            date=page.date or file.date,
            url=page.url,
            tags=page.tags,
            author=page.author,
        )
