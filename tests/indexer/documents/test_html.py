"""The HTML of a document as text."""

from __future__ import annotations

from malmoi.indexer.documents.document import Document
from malmoi.indexer.documents.html import plain


def test_plain() -> None:
    """HTML fills what the document leaves open; plain text is left alone."""
    text = Document(id="a", body="<b>글</b>")
    assert plain(text) is text
    markup = "<h1>봄</h1><time datetime=2007-12-09></time><a rel=tag>비</a>글"
    assert plain(Document(id="a", body=markup, format="html")) == Document(
        id="a", title="봄", body="비글", date="2007-12-09", tags=("비",)
    )
