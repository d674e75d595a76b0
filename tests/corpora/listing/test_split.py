"""Listing pages: a list of dates and titles, and below it the posts, each of which becomes a document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.corpora.files import open_source
from malmoi.corpora.listing.post import Listing
from malmoi.corpora.listing.split import split
from malmoi.corpora.readers import reader_for
from malmoi.corpora.reading.file import File
from malmoi.indexer.documents.document import Document
from malmoi.indexer.text.headings import section
from malmoi.indexer.text.icons import without_icons
from malmoi.indexer.text.normalize import clean
from malmoi.tests.examples import examples

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"

PEARS = "배를 땄다. 상자 열두 개를 채웠고 하나는 이웃에게 주었다.\n\nWe picked pears, twelve crates of them."
KITE = "The kite came down in the river.\n\n* It was not ours.\n\n연날리기 사진 (강변 모임)"
ROOF = "지붕을 고쳤다. 비가 새던 자리에 이끼가 자라고 있었다."


def read(key: str, text: str, *, whole: bool = False) -> list[Document]:
    data = text.encode()
    reader = reader_for(key)
    assert reader is not None
    documents = list(reader.read(File(key, (len(data), 0), lambda: BytesIO(data), 1 << 20, whole)))
    assert all(isinstance(document, Document) for document in documents)
    return documents  # type: ignore[return-value]  # just checked


def posts(listing: Listing | None) -> list[tuple[str, str | None, str]]:
    return [(post.title, post.date, post.text) for post in listing.posts] if listing else []


DAYS = {
    "slashes": ["2007/12/17", "2007/12/9", "2007/11/30"],
    "hyphens": ["2007-12-17", "2007-12-09", "2007-11-30"],
    "points": ["2007.12.17", "2007.12.9", "2007.11.30"],
    "points and blanks": ["2007. 12. 17.", "2007. 12. 9.", "2007. 11. 30."],
    "month names": ["Dec. 17, 2007", "Dec. 9, 2007", "Nov. 30, 2007"],
    "long month names": ["Monday, December 17th, 2007", "Sunday, December 9th, 2007", "Friday, November 30th, 2007"],
    "day first": ["17 December 2007", "9 Dec 2007", "30 November 2007"],
    "Korean": ["2007년 12월 17일", "2007년 12월 9일", "2007년 11월 30일"],
    "weekdays": ["2007/12/17 (월)", "2007/12/09(日)", "2007/11/30 금요일"],
}
LISTS = {
    "date, title and count in lines": "  {number}. {day}\n    {title}\n    no votes!",
    "date and title in lines": "{day}\n{title}\n",
    "paragraphs": "{day}\n\n{title}\n\n댓글 없음\n",
    "title above date": "{number}. {title}\n{day}\n3 comments\n",
    "date before title": "{number}) {day} {title}",
    "date after title": "- {title} ({day})",
    "date after title, with a count": "{number}. {title} - {day} ({number})",
    "count in brackets": "{day} : {title} [{number}]",
    "count in words": "* {day} — {title}, {number} comments",
    "cells": "{number}\t{day}\t{title}\tadmin\t{number}",
    "bars": "{title} | {day} | no comments yet",
}
TITLES = ["12.16(日): 배 따는 날", "Kite #3 (강변)", "[11.29] 지붕"]
TEXTS = [PEARS, KITE, ROOF]


def page(form: str, days: list[str], heading: str = "{title}\n\n{text}\n\n\n") -> str:
    rows = [
        {"number": number, "day": day, "title": title, "text": text}
        for number, (day, title, text) in enumerate(zip(days, TITLES, TEXTS, strict=True), start=1)
    ]
    return "\n".join(form.format(**row) for row in rows) + "\n\n" + "".join(heading.format(**row) for row in rows)


@pytest.mark.parametrize("days", DAYS.values(), ids=DAYS)
@pytest.mark.parametrize("form", LISTS.values(), ids=LISTS)
def test_lists(form: str, days: list[str]) -> None:
    """Whatever the shape of the list and of its dates, each post gets its title, its date and its text."""
    dates = ["2007-12-17", "2007-12-09", "2007-11-30"]
    assert posts(split(page(form, days))) == list(zip(TITLES, dates, TEXTS, strict=True))


HEADINGS = {
    "text right below": "{title}\n{text}\n\n",
    "wide gaps": "\n\n\n\n{title}\n\n\n\n{text}\n\n\n\n\n",
    "date below": "{title}\n{day}\n\n{text}\n\n",
    "date above": "{day}\n{title}\n\n{text}\n\n",
    "date beside": "{day} {title}\n\n{text}\n\n",
    "number before": "{number}. {title}\n\n{text}\n\n",
    "count below": "{title}\n\n{text}\n\n댓글 없음\n\n",
    "said twice": "{title}\n\n{title}\n\n{text}\n\n",
}


@pytest.mark.parametrize("heading", HEADINGS.values(), ids=HEADINGS)
@pytest.mark.parametrize("form", LISTS.values(), ids=LISTS)
def test_headings(form: str, heading: str) -> None:
    """A title is found again above its post, with or without its date and number; both say nothing new there."""
    listing = split(page(form, DAYS["slashes"], heading))
    assert [(title, day) for title, day, _ in posts(listing)] == list(
        zip(TITLES, ["2007-12-17", "2007-12-09", "2007-11-30"], strict=True)
    )
    assert [text.removeprefix(f"{title}\n\n") for title, _, text in posts(listing)] == TEXTS


def test_a_page_of_its_own() -> None:
    """What stands above the posts and is no list is a document with the file's id; posts are numbered below it."""
    text = "골목 일기\n\n우리 동네 이야기.\n\n" + page(LISTS["date before title"], DAYS["slashes"])
    assert read("2007/일기.txt", text) == [
        Document(id="2007/일기.txt", title="골목 일기", body="우리 동네 이야기."),
        *(
            Document(id=f"2007/일기.txt#{number}", title=title, body=text, date=day)
            for number, title, text, day in zip(
                (1, 2, 3), TITLES, TEXTS, ("2007-12-17", "2007-12-09", "2007-11-30"), strict=True
            )
        ),
    ]


@pytest.mark.parametrize("key", ["a.txt", "a.md", "a.html"])
def test_whole(key: str) -> None:
    """A listing page is left whole where that is asked for."""
    text = page(LISTS["date before title"], DAYS["slashes"])
    markup = "".join(f"<p>{line}</p>" for line in text.splitlines()) if key == "a.html" else text
    assert len(read(key, markup)) == 3
    (document,) = read(key, markup, whole=True)
    assert document.id == key
    assert "12.16" in document.body.partition("Kite")[0]


def test_whole_sources(tmp_path: Path) -> None:
    """A source hands on to its files whether they are left whole, be it a folder or one file."""
    (tmp_path / "a.txt").write_text(page(LISTS["cells"], DAYS["slashes"]), encoding="utf-8")
    for path in (tmp_path, tmp_path / "a.txt"):
        counted = [
            len(list(file.documents())) for whole in (False, True) for file in open_source(path, whole=whole).files()
        ]
        assert counted == [3, 1]


PAGES: dict[str, tuple[str, list[tuple[str, str | None, str]]]] = {
    "an entry without a title": (
        ("1. 2011/3/9\nHerbs\nno votes\n2. 2011/3/8\nno votes\n3. 2011/3/7\nBread\nno votes\n\n"
        "Herbs\n\nMint, mostly.\n\n\n* fresh\n\n\n\n\nNo name for this.\n\n\n\n\n\n\n* nor for this\n\nBread\n\nRye."),
        [("Herbs", "2011-03-09", "Mint, mostly.\n\n\n* fresh"),
         ("", "2011-03-08", "No name for this.\n\n\n\n\n\n\n* nor for this"),
         ("Bread", "2011-03-07", "Rye.")],
    ),
    "an entry without a title, with its date above the text": (
        ("2011-03-09 Herbs\n2011-03-08\n2011-03-07 Bread\n\nHerbs\n2011-03-09\nMint.\n\n2011-03-08\nNo name.\n\n"
        "Bread\n2011-03-07\nRye."),
        [("Herbs", "2011-03-09", "Mint."), ("", "2011-03-08", "No name."), ("Bread", "2011-03-07", "Rye.")],
    ),
    "an entry without a title, the only one with its date above": (
        (
            "1. 2011-03-09 Herbs\n2. 2011-03-08\n3. 2011-03-07 Bread\n\n-----\nHerbs\n\nMint.\n\n-----\n\n2011-03-08\n\nNo name.\n"
            "\n-----\nBread\n\nRye.\n\n* * *\n\nToast.\n-----"
        ),
        [("Herbs", "2011-03-09", "Mint."), ("", "2011-03-08", "No name."),
         ("Bread", "2011-03-07", "Rye.\n\n* * *\n\nToast.")],
    ),
    "the first entry without a title": (
        "1. 2011/3/9\n2. 2011/3/8 Herbs\n3. 2011/3/7 Bread\n\nNo name.\n\nHerbs\n\nMint.\n\nBread\n\nRye.",
        [("", "2011-03-09", "No name."), ("Herbs", "2011-03-08", "Mint."), ("Bread", "2011-03-07", "Rye.")],
    ),
    "an entry without a post": (
        "2011/3/9 Salt\n2011/3/8 Herbs\n2011/3/7 Pepper\n2011/3/6 Bread\n2011/3/5 Tea\n\nHerbs\n\nMint.\n\nBread\n\nRye.",
        [("Salt", "2011-03-09", ""), ("Herbs", "2011-03-08", "Mint."), ("Pepper", "2011-03-07", ""),
         ("Bread", "2011-03-06", "Rye."), ("Tea", "2011-03-05", "")],
    ),
    "a post without a text": (
        "2011/3/9 Salt\n2011/3/8 Herbs\n2011/3/7 Bread\n\nSalt\n\n\n\nHerbs\n\nMint.\n\nBread\n\nRye.",
        [("Salt", "2011-03-09", ""), ("Herbs", "2011-03-08", "Mint."), ("Bread", "2011-03-07", "Rye.")],
    ),
    "one more post of a series": (
        ("2011/3/9 Walk #4\n2011/3/8 Herbs\n\nWalk #4\n\nUphill.\n\nHerbs\n\nMint.\n\n\nWalk #3\n\n"
        "Along the river, which was so high that we had to take the road instead."),
        [("Walk #4", "2011-03-09", "Uphill."), ("Herbs", "2011-03-08", "Mint."),
         ("Walk #3", None, "Along the river, which was so high that we had to take the road instead.")],
    ),
    "a link to another post of a series": (
        "2011/3/9 Walk #4\n2011/3/8 Herbs\n\nWalk #4\n\nUphill.\n\nHerbs\n\nMint.\n\nWalk #3\n\nWalk #2",
        [("Walk #4", "2011-03-09", "Uphill."), ("Herbs", "2011-03-08", "Mint.\n\nWalk #3\n\nWalk #2")],
    ),
    "more posts than the list has": (
        ("2011/3/8 Herbs\n2011/3/7 Bread\n\nHerbs\n2011/3/8\n\nMint.\n\nSee you\n2011/1/1\n\nBread\n"
        "2011/3/7\n\nRye.\n\nTea\n2011/3/1\n\nGreen."),
        [("Herbs", "2011-03-08", "Mint.\n\nSee you\n2011/1/1"),
         ("Bread", "2011-03-07", "Rye."), ("Tea", "2011-03-01", "Green.")],
    ),
    "two posts of one title": (
        "2011/3/9 Photo\n2011/3/8 Herbs\n2011/3/7 Photo\n\nPhoto\n\nA cat.\n\nHerbs\n\nMint.\n\nPhoto\n\nA dog.",
        [("Photo", "2011-03-09", "A cat."), ("Herbs", "2011-03-08", "Mint."), ("Photo", "2011-03-07", "A dog.")],
    ),
    "a series without other titles": (
        "2011/3/9\nWeek 10\n0 likes\n2011/3/2\nWeek 9\n3 likes\n\nWeek 10\n\nSun.\n\nWeek 9\n\nRain.",
        [("Week 10", "2011-03-09", "Sun."), ("Week 9", "2011-03-02", "Rain.")],
    ),
    "a title that is said in other posts": (
        ("2011/3/9 Salt\n2011/3/8 Herbs\n2011/3/7 Bread\n\n\nSalt\n\nA pinch. Related:\n\nBread\n\nHerbs\n\n\nHerbs\n\nMint, on:\n\n"
        "Bread\n\n\nBread\n\nRye, with:\n\nHerbs"),
        [("Salt", "2011-03-09", "A pinch. Related:\n\nBread\n\nHerbs"), ("Herbs", "2011-03-08", "Mint, on:\n\nBread"),
         ("Bread", "2011-03-07", "Rye, with:\n\nHerbs")],
    ),
    "titles that were cut off": (
        "2011/3/9 A long title th...\n2011/3/8 배추와 무와 고추…\n\nA long title that goes on\n\nYes.\n\n배추와 무와 고추와 마늘\n\n네.",
        [("A long title that goes on", "2011-03-09", "Yes."), ("배추와 무와 고추와 마늘", "2011-03-08", "네.")],
    ),
    "oldest first": (
        "2011/3/7 Bread\n2011/3/8 Herbs\n2011/3/9 Salt\n\nSalt\n\nA pinch.\n\nHerbs\n\nMint.\n\nBread\n\nRye.",
        [("Salt", "2011-03-09", "A pinch."), ("Herbs", "2011-03-08", "Mint."), ("Bread", "2011-03-07", "Rye.")],
    ),
    "the list below the posts": (
        "Salt\n\nA pinch.\n\nHerbs\n\nMint.\n\n2011/3/9 Salt\n2011/3/8 Herbs\n\nno comments",
        [("Salt", "2011-03-09", "A pinch."), ("Herbs", "2011-03-08", "Mint.")],
    ),
    "dates in titles": (
        "1. 2011/3/9\n2011.3.6 장터 사진\n2. 2011/3/8\n2011.3.5 걷기\n\n2011.3.6 장터 사진\n\n많다.\n\n2011.3.5 걷기\n\n멀다.",
        [("2011.3.6 장터 사진", "2011-03-09", "많다."), ("2011.3.5 걷기", "2011-03-08", "멀다.")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PAGES.values(), ids=PAGES)
def test_pages(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    """Pages are rarely as tidy as their lists."""
    listing = split(text)
    assert posts(listing) == expected
    assert listing is not None
    assert listing.rest == ""


WHOLE = {
    "a chronicle": "History\n\n2007/12/17 founded by nine\n2008/1/9 moved\n2009/5/1 a choir\n\nKey people\n\nNobody.",
    "a table of contents": "1. Salt\n2. Herbs\n3. Bread\n\nSalt\n\nA pinch.\n\nHerbs\n\nMint.\n\nBread\n\nRye.",
    "changes": "# Changes\n\n## 1.2 - 2024-03-01\n\n- Faster.\n\n## 1.1 - 2024-01-01\n\n- Slower.",
    "a list of links twice": "2011/3/9 Salt\n2011/3/8 Herbs\n2011/3/7 Bread\n\nOne text.\n\nMore:\n\nSalt\n\nHerbs\n\nBread\n\nEnd.",
    "a post beside a list of others": (
        "2011/3/9 Salt\n2011/3/8 Herbs\n2011/3/7 Bread\n\nTea\n\n"
        + "It takes three minutes. " * 30
        + "\n\nSalt\n\nA pinch.\n\nHerbs\n\nMint."
    ),
    "one of many": "\n".join(f"2011/3/{day} Tea {chr(64 + day)}" for day in range(1, 20)) + "\n\nTea A\n\nHot.",
    "a diary without a list": "2011/3/9\n\nSalt.\n\n2011/3/8\n\nHerbs.\n\n2011/3/7\n\nBread.",
    "minutes": "2011/3/9 Meeting\n2011/3/8 Meeting\n2011/3/7 Meeting\n\nMeeting\n\nNobody came.",
    "nothing": "",
}


@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE)
def test_what_only_looks_like_a_listing(text: str) -> None:
    """A page whose dated lines are not said again above texts of their own is one document."""
    assert split(text) is None


WORD = st.sampled_from("강제 출국 이주 노조 모임 Kite river roof 12.9 모임(日) 同志 #4".split())
TITLE = st.lists(WORD, min_size=1, max_size=4).map(" ".join)
SENTENCE = st.lists(WORD, min_size=3, max_size=20).map(lambda words: f"그리고 {' '.join(words)}.")
POST = st.tuples(TITLE, st.integers(0, 3), st.lists(SENTENCE, min_size=1, max_size=4))


@examples(40)
@given(
    st.lists(POST, min_size=3, max_size=8, unique_by=lambda post: " ".join(post[0].split()).casefold()),
    st.sampled_from(list(LISTS.values())),
    st.sampled_from(["%Y/%m/%d", "%Y-%m-%d", "%Y.%m.%d", "%B %d, %Y", "%d %b %Y"]),
    st.sampled_from(list(HEADINGS.values())[:-1]),
)
def test_round_trip(written: list[tuple[str, int, list[str]]], form: str, style: str, heading: str) -> None:
    """Whatever posts are written as a listing page come back with their titles, dates and texts."""
    day = date(2007, 12, 31)
    rows = []
    for number, (title, apart, paragraphs) in enumerate(written, start=1):
        day -= timedelta(apart)
        rows.append({"number": number, "day": day.strftime(style), "title": title, "text": "\n\n".join(paragraphs)})
    text = "\n".join(form.format(**row) for row in rows) + "\n\n" + "".join(heading.format(**row) for row in rows)
    dates = [datetime.strptime(str(row["day"]), style).date().isoformat() for row in rows]
    assert posts(split(text)) == [(row["title"], at, row["text"]) for row, at in zip(rows, dates, strict=True)]


@pytest.mark.parametrize(
    "piece",
    [
        "2011/3/9 a\n",
        "2011/3/9\na\n",
        "1. 2011/3/9\n" + "x" * 140 + "\n",
        "a\n\n",
        "\n",
        "2011/3/9 a\n" * 900 + "\n" + "a\n\nb\n\n" * 900,
    ],
)
def test_time_is_linear(within: Callable[..., None], piece: str) -> None:
    """Lines that might be a list cost no more than seconds a megabyte, however often one title is said."""
    text = piece * (300_000 // len(piece))
    within(3, lambda: split(text))


ARTICLES = """<!DOCTYPE html><title>골목 일기</title><meta name=author content=이하나>
<link rel=canonical href="https://example.org/2011/">
<body><header><h1>골목 일기</h1></header>{before}
<article id=p3><h2><a href="herbs.html">Herbs</a></h2><time datetime=2011-03-09>어제</time><p>Mint.</p>
<a rel=tag href=/t>garden</a></article>
<article id=p2><header><h2>빵</h2><p>Posted on March 8, 2011 by 박셋</p></header><p>호밀빵을 구웠다.</p>
<p>* 밀가루 없이</p></article>
<div class="hentry"><h2>Tea</h2><p>Green.</p><p><a rel=bookmark href="/2011/tea">2011. 3. 7.</a></p></div>
{after}<footer>판권</footer>"""


def test_articles() -> None:
    """Each article of a page of several is a document, with its own title, date, address and tags."""
    author = "이하나"
    assert read("a.html", ARTICLES.format(before="", after="")) == [
        Document(
            id="a.html#1",
            title="Herbs",
            body="어제\n\nMint.\n\ngarden",
            date="2011-03-09",
            url="https://example.org/2011/herbs.html",
            tags=("garden",),
            author=author,
        ),
        Document(
            id="a.html#2",
            title="빵",
            body="Posted on March 8, 2011 by 박셋\n\n호밀빵을 구웠다.\n\n* 밀가루 없이",
            date="2011-03-08",
            url="https://example.org/2011/#p2",
            author=author,
        ),
        Document(
            id="a.html#3",
            title="Tea",
            body="Green.\n\n2011. 3. 7.",
            date="2011-03-07",
            url="https://example.org/2011/tea",
            author=author,
        ),
    ]


def test_articles_beside_text() -> None:
    """What is not in the articles of a page stays a document of the page."""
    page, *others = read("a.html", ARTICLES.format(before="<p>우리 동네.</p>", after=""))
    assert page == Document(
        id="a.html", title="골목 일기", body="우리 동네.", url="https://example.org/2011/", author="이하나"
    )
    assert len(others) == 3
    (page,) = read("a.html", ARTICLES.format(before="<p>우리 동네.</p>", after=""), whole=True)
    assert page.body.startswith("우리 동네.\nHerbs") or "Herbs" in page.body


ONE_TEXT = {
    "a post above others": "<article><h1>Tea</h1><time>2011-03-09</time>Green.</article>"
    "<article><h3><a href=/1>Salt</a></h3>A pinch.</article><article><h3><a href=/2>Bread</a></h3>Rye.</article>",
    "sections": "<article><h2>History</h2><p>Long ago.</article><article><h2 id=p><a href='#p'>People</a></h2>Nobody.</article>",
    "comments": "<article><h2>Tea</h2><time>2011-03-09</time>Green.</article><article><time>2011-03-09</time>Yes!</article>",
    "others beside a text": "<p>"
    + "It takes three minutes. " * 9
    + "<article><h3><a href=/1>Salt</a></h3>A pinch.</article><article><h3><a href=/2>Bread</a></h3>Rye.</article>",
    "others in the margin": "<p>Tea is green.<aside><article><h3><a href=/1>Salt</a></h3>A pinch.</article>"
    "<article><h3><a href=/2>Bread</a></h3>Rye.</article></aside>",
    "too deep": "<div>" * 400 + ARTICLES.format(before="", after=""),
}


@pytest.mark.parametrize("markup", ONE_TEXT.values(), ids=ONE_TEXT)
def test_articles_that_are_one_text(markup: str) -> None:
    """Sections, comments, and teasers of other posts do not take a page apart."""
    assert [document.id for document in read("a.html", markup)] == ["a.html"]


def test_list_in_html() -> None:
    """A page of old markup is read by its lines; links with a post's title, or its heading's place, are its address."""
    markup = (
        "<title>골목 일기</title><link rel=canonical href=https://example.org/2011.html><ol>"
        "<li>2011/3/9<br><a href=javascript:x()>Salt</a><br>댓글 없음<li>2011/3/8<br><a href=#b>Herbs</a><br>댓글 2"
        "<li>2011/3/7<br>Bread<br>댓글 없음<li>2011/3/6<br>Tea<br>댓글 1</ol><a href=/next>»</a><p><b>Salt</b></p><p>A pinch.</p><p><b>Herbs</b>"
        "<p>Mint.<p>댓글 2<h4 id=bread>Bread</h4>Rye.<h4>Tea</h4>Green. <a href=http://example.net/tea>Tea</a>"
    )
    assert [(one.title, one.date, one.body, one.url) for one in read("a.html", markup)] == [
        ("Salt", "2011-03-09", "A pinch.", "https://example.org/2011.html"),
        ("Herbs", "2011-03-08", "Mint.", "https://example.org/2011.html#b"),
        ("Bread", "2011-03-07", "Rye.", "https://example.org/2011.html#bread"),
        ("Tea", "2011-03-06", "Green. Tea", "http://example.net/tea"),
    ]


def test_first_heading_is_a_post() -> None:
    """A first heading of level 1 that is the title of a post, and so was taken for the page's, is given back."""
    markdown = "- 2011-03-09 [Salt](#salt)\n- 2011-03-08 [Herbs](/herbs/)\n- 2011-03-07 Tea\n\n"
    markdown += "# Salt\n\nA pinch.\n\n# Herbs\n\nMint.\n\n# Tea\n\nGreen.\n"
    markup = "<ul><li>2011-03-09 Salt<li>2011-03-08 Herbs<li>2011-03-07 Tea</ul>"
    markup += "<h1>Salt</h1><p>A pinch.<h1>Herbs</h1><p>Mint.<h1>Tea</h1><p>Green."
    for documents in (read("a.md", markdown), read("a.html", markup)):
        assert [(one.id[-2:], one.title, one.date, one.body) for one in documents] == [
            ("#1", "Salt", "2011-03-09", "A pinch."),
            ("#2", "Herbs", "2011-03-08", "Mint."),
            ("#3", "Tea", "2011-03-07", "Green."),
        ]
    assert [one.url for one in read("a.md", markdown)] == [None, "/herbs/", None]
    assert [one.url for one in read("a.md", "---\nurl: /food/\n---\n" + markdown)] == [
        "/food/#salt",
        "/herbs/",
        "/food/",
    ]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not part of the repository")
def test_seeds() -> None:
    """A blog's page of ten listed posts and one more comes apart; a page about a community stays one."""
    (blog,) = SEEDS.glob("000_*.txt")
    documents = read("blog.txt", blog.read_text(encoding="utf-8"))
    dates = [document.date for document in documents]
    assert [document.id for document in documents] == [f"blog.txt#{number}" for number in range(1, 12)]
    assert dates == [f"2007-12-{day:02}" for day in (17, 16, 14, 13, 13, 12, 11, 10, 9, 7)] + [None]
    assert [bool(document.title) for document in documents] == [True] * 5 + [False] + [True] * 5
    assert [bool(document.body) for document in documents] == [False, True, False] + [True] * 8
    (community,) = SEEDS.glob("003_*.txt")
    (page,) = read("community.txt", community.read_text(encoding="utf-8"))
    body = without_icons(clean(page.body))
    titles = dict.fromkeys(section(body, at) for at in range(len(body)))
    assert [title.split()[0] for title in titles if title] == ["History", "Key", "Key"]
