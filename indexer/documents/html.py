"""Turns the HTML of a document into text, and fills the fields that it leaves open from the page's metadata."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .document import Document

if TYPE_CHECKING:
    from ..html.page import HtmlPage


def plain(document: Document) -> Document:
    """``document`` with its HTML, a whole page or a fragment, as text; unchanged if its format is text."""
    if document.format != "html":
        return document
    from ..html.fragment import page_or_fragment  # lxml takes a while to import

    return filled(document, page_or_fragment(document.body, document.title))


def filled(document: Document, page: HtmlPage) -> Document:
    """``document`` with the page's text as its body, and with the page's metadata where it has none of its own."""
    return replace(
        document,
        body=page.text,
        title=document.title or page.title,
        date=document.date or page.date,
        url=document.url or page.url,
        tags=document.tags or page.tags,
        author=document.author or page.author,
        format="text",
    )
