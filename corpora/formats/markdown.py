"""Markdown with front matter, as blog generators keep posts: Jekyll, Hugo, Zola, Hexo, Eleventy."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from ...errors import SourceError
from ...indexer.dates.parse import parse_date
from ...indexer.document import Document
from ..fields import language, people, scalar, words
from ..file import File
from ..listing.split import documents, split
from .markdown_text import plain

_FRONT_MATTER = re.compile(r"(---|\+\+\+)[ \t]*\n(.*?)^\1[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\[([^\[\]\n]+)\]\(\s*<?([^\s()<>]+)")
_FRONT_MATTER_AT_MOST = 64 << 10
_BRACKETS_AT_MOST = 500
"""PyYAML's time grows with the square of how deep lists nest."""
_DOTS_AT_MOST = 200
"""In one line. The time and the memory that tomllib takes grow with the square of how many parts a key has."""


class MarkdownReader:
    """A post in Markdown, as one document, or one for each post of a listing page.

    Its title is the front matter's, or its first heading of level 1.
    """

    suffixes = (".md", ".markdown", ".mdown", ".mkd")
    own_ids = False

    def read(self, file: File) -> Iterator[Document]:
        """The post, or the posts."""
        values, markdown = front_matter(file.text().replace("\r\n", "\n").replace("\r", "\n"))
        heading, body = plain(markdown, scalar(values.get("title")))
        title = scalar(values.get("title")) or heading
        if not body and not title:
            raise SourceError(file.key, "has no text")
        listing = None if file.whole else split(body, title)
        nested = values.get("taxonomies")
        taxonomies = nested if isinstance(nested, dict) else {}
        page = Document(
            id=file.key,
            title=title or file.title,
            body=listing.rest if listing else body,
            date=parse_date(values.get("date")) or file.date,
            url=_url(values),
            tags=words(*(where.get(name) for where in (values, taxonomies) for name in ("tags", "categories"))),
            lang=language(values.get("lang") or values.get("language")),
            author=people(values.get("author") or values.get("authors")),
        )
        yield from documents(page, listing, _LINK.findall(markdown) if listing else [])


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The fields above a text, in YAML between ``---`` or TOML between ``+++``, and the text below.

    What looks like front matter and is neither stays in the text.
    """
    found = _FRONT_MATTER.match(text[:_FRONT_MATTER_AT_MOST])
    values = _yaml(found[2]) if found and found[1] == "---" else _toml(found[2]) if found else None
    if found is None or values is None:
        return {}, text
    return {str(key).lower(): value for key, value in values.items()}, text[found.end() :]


def _yaml(text: str) -> dict[Any, Any] | None:
    """The mapping in ``text``, every scalar as the text that was written: ``title: 12:30`` is no number of seconds."""
    import yaml

    if text.count("[") + text.count("{") > _BRACKETS_AT_MOST:
        return None
    try:
        values = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it builds strings, lists and dicts only
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    if values in ("", None):
        return {}
    return {key: _present(value) for key, value in values.items()} if isinstance(values, dict) else None


def _present(value: object) -> object:
    return None if isinstance(value, str) and value.lower() in ("", "~", "null") else value


def _toml(text: str) -> dict[str, Any] | None:
    if any(line.count(".") > _DOTS_AT_MOST for line in text.split("\n")):
        return None
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return None


def _url(values: dict[str, Any]) -> str | None:
    """The post's address; a pattern (``/:year/:title/``) is none."""
    addresses = (scalar(values.get(name)) for name in ("url", "permalink", "slug"))
    return next((address for address in addresses if address and "/:" not in address), None)
