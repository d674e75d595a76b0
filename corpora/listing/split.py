"""Page segmentation: splits a listing page, a list of dates and titles with posts below, into one document per post.

A page is one where the titles of its list are said again as headings, each above a text of its own. All else is left
whole: a chronicle, a table of contents without dates, a post beside a list of others.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from ...indexer.document import Document
from ...indexer.text.normalize import clean
from .contents import contents
from .dated import counts, key
from .headings import Headings, Lines, headings
from .starts import starts

_RULE = " \t-=_*~"
_FOUND = 3
"""At least 1 in this many titles of the list must have its post on the page."""


@dataclass(frozen=True, slots=True)
class Post:
    """One post of a page. Title and text are empty and the date is None where the page does not have them."""

    title: str
    date: str | None
    text: str
    address: str = ""
    tags: tuple[str, ...] = ()
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of many posts: the posts in its order, and what it says above them."""

    posts: tuple[Post, ...]
    rest: str


def split(text: str, title: str = "") -> Listing | None:
    """The posts on a page, or None for a page that is one text; ``title`` is a heading that was taken out of the text.

    The list itself and lines that count comments are left out. A post that only the list has, has no text.
    """
    texts = clean(text).split("\n")
    readings = list(contents(texts))
    if not readings:
        return None
    lines = Lines(texts)
    found = max((headings(lines, reading) for reading in readings), key=lambda one: (len(one.lines), one.titled))
    if len(found.lines) < 2 or len(found.lines) * _FOUND < found.titled:
        return None
    listing = _cut(lines, found, title)
    return listing if _is_listing(listing, len(found.lines)) else None


def documents(page: Document, listing: Listing | None, links: Sequence[tuple[str, str]] = ()) -> Iterator[Document]:
    """A document for each post, and ``page`` itself where it has words besides; with no ``listing`` the page alone.

    ``links`` has titles with their addresses, of which the first counts. Like those of the posts they may be relative
    to the page's.
    """
    if listing is None or key(page.body):
        yield page
    addresses = {key(text): address for text, address in reversed(links)} | {"": ""}
    for number, post in enumerate(listing.posts if listing else (), start=1):
        yield replace(
            page,
            id=f"{page.id}#{number}",
            title=post.title,
            body=post.text,
            date=post.date,
            url=_located(page.url, post.address or addresses.get(key(post.title), "")),
            tags=post.tags or page.tags,
            author=post.author or page.author,
        )


def _located(page: str | None, address: str) -> str | None:
    """Where ``address`` leads from ``page``; ``page`` where it leads nowhere, or out of the web."""
    try:
        url = urljoin(page or "", address.strip())
        scheme = urlsplit(url).scheme
    except ValueError:
        return page
    known = bool(page) or url.startswith(("http://", "https://", "/"))
    return url if known and url and scheme in ("", "http", "https") else page


def _cut(lines: Lines, found: Headings, title: str) -> Listing:
    """The page, cut where its posts start."""
    heads = starts(lines, found, title)
    ends = [head.line for head in heads[1:]] + [len(lines.texts)]
    posts = (
        Post(head.title, head.date, _text(lines, found, head.text, end)) for head, end in zip(heads, ends, strict=True)
    )
    return Listing(tuple(posts), _text(lines, found, 0, heads[0].line))


def _text(lines: Lines, found: Headings, start: int, end: int) -> str:
    """The text between two lines, without the list, counts of comments, and rules above and below it."""
    texts = (lines.texts[line] for line in range(start, end) if not found.lists(line))
    kept = deque(text for text in texts if not counts(text))
    while kept and not kept[0].strip(_RULE):
        kept.popleft()
    while kept and not kept[-1].strip(_RULE):
        kept.pop()
    return "\n".join(kept).strip()


def _is_listing(listing: Listing, headings: int) -> bool:
    """True where most headings have a text, and most of the text has a heading."""
    texts = [len(post.text) for post in listing.posts if post.text]
    return len(texts) > 1 and 2 * len(texts) >= headings and sum(texts) >= len(listing.rest)
