"""Page segmentation: splits a listing page, a list of dates and titles with posts below, into one document per post.

A page is one where the titles of its list are said again as headings, each above a text of its own. All else is left
whole: a chronicle, a table of contents without dates, a post beside a list of others.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from urllib.parse import urljoin, urlsplit

from ...indexer.documents.document import Document
from ...indexer.text.narrow import narrow
from ...indexer.text.normalize import clean
from .contents import ListedTitles, contents
from .dated import counts, key
from .headings import Headings, ListingLines, headings
from .outline import Outline
from .post import Listing, Post
from .sections import diary, listed
from .starts import Start, starts

_RULE = " \t-=_*~"
_FOUND = 3
"""At least 1 in this many titles of the list must have its post on the page."""


def split(text: str, title: str = "") -> Listing | None:
    """The posts on a page, or None for a page that is one text; ``title`` is a heading that was taken out of the text.

    The list itself and lines that count comments are left out. A post that only the list has, has no text. A page is
    left whole where a line would be lost that says anything else.
    """
    text = clean(text)
    return _split(text.split("\n"), narrow(text).split("\n"), narrow(title))


def split_outline(
    page: Outline, title: str = "", *, named: bool = False, dated: bool = False, path: str = ""
) -> Listing | None:
    """The posts on a page with known headings and code, by its headings if it has any.

    ``named`` and ``dated`` say that the page has a title and a date of its own: it is a post then, unless its headings
    are those of a diary. ``path`` may say the year and the month of these.
    """
    if page.has_headings:
        return diary(page, f"{_spoken(path)} {title}", strict=dated) or (None if named or dated else listed(page))
    body = page.body()
    return None if named or dated else _split(body.lines, body.without_code(), narrow(title))


def _spoken(path: str) -> str:
    """The path of a file as the heading of a diary: ``2021/03.md`` is March 2021."""
    return path.rpartition(".")[0].replace("/", "-")


def _split(texts: Sequence[str], shown: Sequence[str], title: str) -> Listing | None:
    """The posts in lines; ``shown`` are the same lines as they are looked at, narrow and without code."""
    readings = list(contents(shown))
    if not readings:
        return None
    lines = ListingLines(shown)
    found = max((headings(lines, reading) for reading in readings), key=lambda one: (len(one.lines), one.titled))
    if len(found.lines) < 2 or len(found.lines) * _FOUND < found.titled:
        return None
    heads = starts(lines, found, title)
    listing = _cut(texts, found, heads)
    is_whole = _is_listing(listing, len(found.lines)) and _is_kept(texts, found, heads)
    return listing if is_whole else None


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
    """The address to which ``address`` leads from ``page``; ``page`` if it leads nowhere, or out of the web."""
    try:
        url = urljoin(page or "", address.strip())
        scheme = urlsplit(url).scheme
    except ValueError:
        return page
    known = bool(page) or url.startswith(("http://", "https://", "/"))
    return url if known and url and scheme in ("", "http", "https") else page


def _cut(texts: Sequence[str], found: Headings, heads: Sequence[Start]) -> Listing:
    """The page, cut where its posts start."""
    ends = [head.line for head in heads[1:]] + [len(texts)]
    posts = (
        Post(_written(head, texts, found), head.date, _text(texts, found, head.text, end))
        for head, end in zip(heads, ends, strict=True)
    )
    return Listing(tuple(posts), _text(texts, found, 0, heads[0].line))


def _written(head: Start, texts: Sequence[str], found: Headings) -> str:
    """The title of a post as its heading or the list has it."""
    reading = found.contents
    for number in chain(range(head.line, head.text), range(reading.start, reading.end)):
        at = narrow(texts[number]).find(head.title) if number < len(texts) else -1
        if at >= 0:
            return texts[number][at : at + len(head.title)]
    return head.title


def _text(texts: Sequence[str], found: Headings, start: int, end: int) -> str:
    """The text between two lines, without the list, counts of comments, and rules above and below it."""
    kept = deque(texts[line] for line in range(start, end) if not found.lists(line) and not counts(texts[line]))
    while kept and not kept[0].strip(_RULE):
        kept.popleft()
    while kept and not kept[-1].strip(_RULE):
        kept.pop()
    return "\n".join(kept).strip()


def _is_kept(texts: Sequence[str], found: Headings, heads: Sequence[Start]) -> bool:
    """True if the lines that are in no text say only dates, counts and titles of posts."""
    reading, titles = found.contents, ListedTitles([head.title for head in heads])
    left = {*range(reading.start, reading.end), *(line for head in heads for line in range(head.line, head.text))}
    return all(titles.has(narrow(texts[line]), reading.furniture) for line in left if line < len(texts))


def _is_listing(listing: Listing, headings: int) -> bool:
    """True where most headings have a text, and most of the text has a heading."""
    texts = [len(post.text) for post in listing.posts if post.text]
    return len(texts) > 1 and 2 * len(texts) >= headings and sum(texts) >= len(listing.rest)
