"""A reader to copy: notebooks, of posts below lines such as ``== 2007-12-13 A rainy day``.

In the package its imports are relative, and one line in ``corpora/readers.py`` makes it known. The exporter below it is
for the round trip: what it writes, the reader has to read back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from malmoi.corpora.reading.file import File
from malmoi.errors import SourceError
from malmoi.indexer.dates.parse import parse_date
from malmoi.indexer.documents.document import Document, Skipped

from .exporters import Files, Post

_HEADING = re.compile(r"^== *(\S+) +(.*)$", re.MULTILINE)


class NotebookReader:
    """A notebook, a document a post. What stands above the first heading is left out."""

    suffixes = (".notes",)
    own_ids = False

    def read(self, file: File) -> Iterator[Document | Skipped]:
        """The posts, and those that nobody wrote yet with their numbers."""
        _, *parts = _HEADING.split(file.text().replace("\r\n", "\n"))
        if not parts:
            raise SourceError(file.key, "has no post: no line begins with == and a day")
        posts = zip(parts[0::3], parts[1::3], parts[2::3], strict=True)
        for number, (day, title, body) in enumerate(posts, start=1):
            if body.strip():
                yield Document(id=f"{file.key}#{number}", title=title.strip(), body=body.strip(), date=parse_date(day))
            else:
                yield Skipped(f"{file.key}:{number}", "has no text")


def notebook(posts: Sequence[Post]) -> Files:
    """A notebook with all posts."""
    texts = ("\n\n".join((f"== {post.day} {post.title}", *post.paragraphs)) for post in posts)
    return {"posts.notes": "\n\n".join(texts).encode()}
