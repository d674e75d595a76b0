"""Pages whose posts are the sections under headings: a diary with a heading a day, or a list with its posts below."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from ...indexer.dates.parse import parse_date
from ...indexer.text.narrow import narrow
from .contents import Contents, ContentsEntry, ListedTitles, contents
from .dated import dated, key, unmarked
from .outline import Outline
from .post import Listing, Post

_Said = tuple[str, tuple[str, ...]]
"""The date of a post, and lines that belong above its text."""
_LEVELS = range(1, 7)
_NAMED_MONTH = re.compile(
    r"((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?!\d|[\w:])"
    r"|(\d{1,2})(?:st|nd|rd|th)?\s+((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\b",
    re.IGNORECASE,
)
_MONTH_AND_DAY = re.compile(r"(\d{1,2})\s?월\s?(\d{1,2})\s?일|(\d{1,2})[./-](\d{1,2})\.?(?![\d./-])")
_DAY = re.compile(r"(\d{1,2})\s?일")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)(?:\s?[-./년]\s?(\d{1,2})(?!\d))?")
_MONTH = re.compile(r"(\d{1,2})\s?월")
_WEEKDAY = re.compile(r"\W*(?:[월화수목금토일](?:요일)?|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)?\W*", re.IGNORECASE)
_VERSION = re.compile(r"\W*(?:[\w-]+\s+)?v?\d+\.\d+[\w.-]*\W*|\W*unreleased\W*", re.IGNORECASE)


def diary(page: Outline, title: str = "", *, strict: bool = False) -> Listing | None:
    """The days of a page most of whose headings of one level are dates, and the page's text besides.

    A heading of that level without a date begins a post without a date. ``title`` may give the year of ``1월 14일``.
    With ``strict``, the headings say nothing but the day.
    """
    for level in _LEVELS:
        heads = page.headings(level)
        days = dict(_days(page, level, title)) if len(heads) > 1 else {}
        if len(days) < 2 or 3 * len(days) < 2 * len(heads):
            continue
        rests = [_rest(page.lines[head]) for head in days]
        if sum(map(bool, map(_VERSION.fullmatch, rests))) * 2 > len(rests):
            return None  # changes of a program
        if not strict or all(map(_WEEKDAY.fullmatch, rests)):
            return _cut(page, level, {head: (date, ()) for head, date in days.items()})
    return None


def listed(page: Outline) -> Listing | None:
    """The posts of a page that lists them with their dates, and has a heading for each.

    Lines of the list that a heading does not repeat stay in the page's own text.
    """
    titled = {level: _by_title(page, level) for level in _LEVELS}
    best: tuple[int, int, Contents] | None = None
    for reading in contents(page.without_code()):
        if any(page.levels[reading.start : reading.end]):
            continue
        for level, known in titled.items():
            found = sum(any(key(title) in known for title in entry.titles) for entry in reading.entries)
            if found > (best[0] if best else 1):
                best = found, level, reading
    if best is None:
        return None
    _, level, reading = best
    heads = _heads(page, reading, level)
    said = _paired(page, reading, heads, titled[level])
    if 2 * len(said) < len(heads):
        return None
    listing = _cut(page, level, said, reading)
    texts = [len(post.text) for post in listing.posts if post.text]
    return listing if len(texts) > 1 and sum(texts) >= len(listing.rest) else None


def _by_title(page: Outline, level: int) -> dict[str, list[int]]:
    """The headings of a level by what they say."""
    known: dict[str, list[int]] = {}
    for head in page.headings(level):
        known.setdefault(key(unmarked(page.lines[head])), []).append(head)
    return known


def _heads(page: Outline, reading: Contents, level: int) -> list[int]:
    """The headings of a level; that of the page only where the list has it."""
    heads = page.headings(level)
    if page.own in heads and not any(_says(page.lines[page.own], entry) for entry in reading.entries):
        heads.remove(page.own)
    return heads


def _paired(
    page: Outline, reading: Contents, heads: Sequence[int], known: Mapping[str, Sequence[int]]
) -> dict[int, _Said]:
    """Headings with the dates of their entries: by title, and by place where all others are in order."""
    pairs: dict[int, ContentsEntry] = {}
    for entry in reading.entries:
        said = (head for title in entry.titles for head in known.get(key(title), ()))
        free = next((head for head in said if head not in pairs), None)
        if free is not None:
            pairs[free] = entry
    places = list(zip(heads, reading.entries, strict=False))
    in_order = len(heads) == len(reading.entries) and 2 * len(pairs) > len(heads)
    if in_order and all(entry is pairs.get(head, entry) for head, entry in places):
        pairs |= {head: entry for head, entry in places if _alike(page.lines[head], entry)}
    return {head: (entry.date, _unsaid(page.lines[head], entry)) for head, entry in pairs.items()}


def _says(heading: str, entry: ContentsEntry) -> bool:
    return key(unmarked(heading)) in set(map(key, entry.titles))


def _alike(heading: str, entry: ContentsEntry) -> bool:
    """True if a heading and a title have two letters in a row in common, as one that was put in other words."""
    words = key(heading)
    pairs = {words[at : at + 2] for at in range(len(words) - 1)}
    return any(pair in key(title) for title in entry.titles for pair in pairs if pair.strip() == pair)


def _unsaid(heading: str, entry: ContentsEntry) -> tuple[str, ...]:
    """The title that a list gives to the post of another heading."""
    return () if _says(heading, entry) else entry.titles[:1]


def _cut(page: Outline, level: int, said: Mapping[int, _Said], reading: Contents | None = None) -> Listing:
    """The sections of a level as posts; ``said`` is known of their headings."""
    ends = page.ends(level)
    heads = [head for head in page.headings(level) if head != page.own or head in said]
    posts, inside = [], set[int]()
    for head in heads:
        end = ends[bisect_right(ends, head)]
        inside.update(range(head, end))
        date, above = said.get(head, (None, ()))
        text = "\n".join((*above, *page.lines[head + 1 : end])).strip("\n")
        posts.append(Post(page.lines[head], date, text))
    repeated = set[int]()
    if reading is not None:
        titles = ListedTitles([title for post in posts for title in (post.title, *post.text.split("\n", 1)[:1])])
        lines = range(reading.start, reading.end)
        repeated = {number for number in lines if titles.has(page.lines[number], reading.furniture)}
    rest = (
        line
        for number, line in enumerate(page.lines)
        if number not in inside and number not in repeated and number != page.own
    )
    return Listing(tuple(posts), "\n".join(rest).strip("\n"))


def _days(page: Outline, level: int, title: str) -> Iterator[tuple[int, str]]:
    """The headings of a level that name a day, with its date."""
    above: list[tuple[int, str]] = []
    for number, one in enumerate(page.levels):
        if 0 < one < level:
            above = [(higher, line) for higher, line in above if higher < one] + [(one, page.lines[number])]
        elif one == level and (date := _date(page.lines[number], " ".join((title, *(line for _, line in above))))):
            yield number, date


def _date(line: str, above: str) -> str | None:
    """The day that a heading names, with the year and the month of the headings above it where it has none."""
    line, above = narrow(line), narrow(above)
    if found := dated(line):
        return found.date
    years = _YEAR.findall(above)
    if not years:
        return None
    year, month = years[-1]
    if day := _MONTH_AND_DAY.match(line):
        return parse_date(f"{year}-{day[1] or day[3]}-{day[2] or day[4]}")
    if day := _NAMED_MONTH.match(line):
        return parse_date(f"{day[1] or day[4]} {day[2] or day[3]}, {year}")
    day, months = _DAY.match(line), _MONTH.findall(above)
    month = months[-1] if months else month
    return parse_date(f"{year}-{month}-{day[1]}") if day and month else None


def _rest(line: str) -> str:
    """The text of a dated heading without its date."""
    line = narrow(line)
    found = dated(line)
    if found:
        return " ".join(found.rest)
    day = _MONTH_AND_DAY.match(line) or _NAMED_MONTH.match(line) or _DAY.match(line)
    return line[day.end() :] if day else line
