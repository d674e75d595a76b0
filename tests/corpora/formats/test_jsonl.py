"""JSON Lines: documents with ids of their own."""

from __future__ import annotations

import json
from contextlib import suppress
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.corpora.formats.jsonl import JsonLinesReader
from malmoi.corpora.reading.file import File
from malmoi.errors import SourceError
from malmoi.indexer.documents.document import Document, Skipped
from malmoi.indexer.documents.record import Record
from malmoi.indexer.text.normalize import clean


def read(data: bytes | str, limit: int = 1 << 20) -> list[Document | Skipped]:
    content = data if isinstance(data, bytes) else data.encode()
    return list(JsonLinesReader().read(File("posts.jsonl", (len(content), 0), lambda: BytesIO(content), limit)))


def line(**values: Any) -> str:
    return json.dumps({"id": "1", "body": "글", **values}, ensure_ascii=False) + "\n"


def test_every_field() -> None:
    """A line has the fields of the contract; others are ignored."""
    values = line(
        title="쉬는 날",
        date="2007.12.13",
        url="/1",
        tags=["이주", "노조"],
        lang="ko-KR",
        author="이하나",
        x=1,
    )
    assert read(values) == [
        Document(
            id="1",
            body="글",
            title="쉬는 날",
            date="2007-12-13",
            url="/1",
            tags=("이주", "노조"),
            lang="ko",
            author="이하나",
        )
    ]


@pytest.mark.parametrize(
    ("tag", "attribute"), [("article", ""), ("main", ""), ("div", "class=entry-content"), ("div", "role=main")]
)
def test_a_fragment_is_a_post(tag: str, attribute: str) -> None:
    """HTML that is no page is all of it the text of a post, whatever in it would be the main text of a page."""
    body = f"<p>먼저</p><{tag} {attribute}><p>다음</p></{tag}><p>끝</p>"
    (found,) = read(line(title="봄", body=body, format="html"))
    assert isinstance(found, Document)
    assert Record.of(found).body.split() == ["먼저", "다음", "끝"]
    assert Record.of(found).title == "봄"


def test_a_heading_of_a_fragment() -> None:
    """A heading is the title of a fragment that has no other; where it has one, the heading stays in the text."""
    body = "<h1>봄</h1><p>여행</p>"
    (untitled,) = read(line(body=body, format="html"))
    (titled,) = read(line(body=body, title="여름", format="html"))
    assert isinstance(untitled, Document)
    assert isinstance(titled, Document)
    assert (Record.of(untitled).title, Record.of(untitled).body) == ("봄", "여행")
    assert (Record.of(titled).title, Record.of(titled).body.split()) == ("여름", ["봄", "여행"])


def test_a_page_is_read_as_a_page() -> None:
    """HTML that is a whole page gives its main text, its title and its date."""
    head = '<title>봄</title><meta name="date" content="2007-12-09">'
    page = f"<!doctype html><html><head>{head}</head><body><nav>차례</nav>처음<main>여행</main></body></html>"
    (found,) = read(line(body=page, format="html"))
    assert isinstance(found, Document)
    record = Record.of(found)
    assert (record.title, record.body, record.date) == ("봄", "여행", "2007-12-09")


@pytest.mark.parametrize(
    ("values", "field", "expected"),
    [
        ({"id": 5}, "id", "5"),
        ({"title": None}, "title", ""),
        ({"title": 2007}, "title", "2007"),
        ({"date": 2007}, "date", "2007"),
        ({"date": "그제"}, "date", None),
        ({"tags": "이주, 노조"}, "tags", ("이주", "노조")),
        ({"tags": None}, "tags", ()),
        ({"lang": "ko+en"}, "lang", "ko+en"),
        ({"lang": "en_US"}, "lang", "en"),
        ({"lang": "ja"}, "lang", "other"),
        ({"author": ["하나", {"name": "Du"}]}, "author", "하나, Du"),
        ({"url": ""}, "url", None),
        ({"body": ""}, "body", ""),
        ({"body": "반쪽 \ud83d 글"}, "body", "반쪽 \ufffd 글"),
    ],
)
def test_values(values: dict[str, Any], field: str, expected: object) -> None:
    """Values are taken as people write them."""
    (document,) = read(json.dumps({"id": "1", "body": "글", **values}))
    assert getattr(document, field) == expected


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("{", "is not JSON"),
        ("[1]", "is a list, not an object"),
        ('{"id": "1", "body": null}', "body is missing"),
        ('{"id": "1", "body": 5}', "body cannot be a number"),
        ('{"id": "1", "body": "글", "title": []}', "title cannot be a list"),
        ('{"id": "1", "body": "글", "format": "pdf"}', "format is 'pdf', not text or html"),
        ("[" * 100_000, "is nested too deep"),
        ('{"id": ' + "9" * 5000 + ', "body": ""}', "Exceeds the limit"),
        ('{"id": "1", "body": "' + "가" * 1_000_000 + '"}', "the line is longer than 1,048,576 bytes"),
    ],
)
def test_a_bad_line_is_skipped_alone(bad: str, reason: str) -> None:
    """A bad line is named with its number and reason, and the lines around it are read."""
    first, skipped, last = read(line(id="a") + bad + "\n" + line(id="b"))
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert (first.id, last.id) == ("a", "b")
    assert isinstance(skipped, Skipped)
    assert skipped.key == "posts.jsonl:2"
    assert skipped.reason.startswith(reason)


def test_marks_blank_lines_and_encodings() -> None:
    """A byte order mark, blank lines, CRLF and a last line without an end are as good as none; cp949 is read too."""
    data = (
        b"\xef\xbb\xbf" + line(id="a").encode() + b"\r\n  \n" + line(id="b", body="똠방각하").encode("cp949").rstrip()
    )
    assert [(found.id, found.body) for found in read(data) if isinstance(found, Document)] == [
        ("a", "글"),
        ("b", "똠방각하"),
    ]
    assert read(b"\x80\xff\n" + line().encode())[0] == Skipped("posts.jsonl:1", "is not UTF-8")


def test_line_separators_inside_text() -> None:
    """Only a line feed ends a line: U+2028 and U+0085 are text."""
    (document,) = read(line(body="가\u2028나\x85다"))
    assert document == Document(id="1", body="가\u2028나\x85다")


TEXT = st.text(st.characters(exclude_categories=["Cs"]))
WORD = TEXT.map(lambda text: " ".join(text.split())).filter(bool)


@given(
    st.lists(
        st.builds(
            Document,
            id=WORD.filter(lambda word: clean(word).strip() == word),
            body=TEXT,
            title=WORD | st.just(""),
            date=st.dates().filter(lambda d: 1000 <= d.year <= 2999).map(str),
            tags=st.lists(WORD, unique=True).map(tuple),
            url=WORD,
        )
    ),
    st.booleans(),
)
def test_round_trip(documents: list[Document], ascii_only: bool) -> None:
    """Documents written as JSON Lines are read back the same."""
    names = ("id", "body", "title", "date", "tags", "url")
    lines = (json.dumps({name: getattr(one, name) for name in names}, ensure_ascii=ascii_only) for one in documents)
    assert read("\n".join(lines)) == documents


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    """Any bytes give documents and skipped lines, or the error of a file."""
    with suppress(SourceError):
        assert len(read(data, limit=32)) <= data.count(b"\n") + 1


@pytest.mark.parametrize("values", [{}, {"id": ""}, {"id": None}, {"id": True}, {"id": {"a": 1}}, {"_id": []}])
def test_a_line_without_an_id(values: dict[str, Any]) -> None:
    """A line without an id of its own has its number as one; in a stream it is a bad line."""
    data = json.dumps({**values, "content": "글"}).encode()
    assert [found.id for found in read(data) if isinstance(found, Document)] == ["posts.jsonl#1"]
    stream = File("-", (0, 0), lambda: BytesIO(data), 1 << 20)
    (skipped,) = JsonLinesReader(needs_ids=True).read(stream)
    assert isinstance(skipped, Skipped)
    assert skipped.reason.startswith("id ")


@pytest.mark.parametrize(
    ("values", "body"),
    [
        ({"content": {"rendered": "<p>봄 <b>여행</b></p>"}, "title": {"rendered": "제목"}}, "봄 여행"),
        ({"body": ["첫 문단", "둘째 문단"]}, "첫 문단\n둘째 문단"),
        ({"messages": [{"role": "user", "content": "물음"}, {"role": "assistant", "content": "답"}]}, "물음\n답"),
        ({"paragraphs": [{"context": "지문"}, {"sentence": "문장"}]}, "지문\n문장"),
        ({"text": {"value": "글"}}, "글"),
        ({"markdown": "글"}, "글"),
        ({"selftext": "", "content": "글"}, "글"),
    ],
)
def test_texts_that_are_no_string(values: dict[str, Any], body: str) -> None:
    """Paragraphs, turns of a talk and wrapped values are texts."""
    (found,) = read(json.dumps(values))
    assert isinstance(found, Document)
    assert Record.of(found).body == body


def test_an_id_of_mongodb() -> None:
    """``{"$oid": ...}`` is an id, ``{"$date": ...}`` a date."""
    (found,) = read(json.dumps({"_id": {"$oid": "5f"}, "date": {"$date": "2024-01-02T00:00:00Z"}, "text": "글"}))
    assert isinstance(found, Document)
    assert (found.id, (found.date or "")[:10]) == ("5f", "2024-01-02")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_lines_in_utf_16(encoding: str) -> None:
    """Lines of UTF-16 are read as those of UTF-8, and none is cut in a character."""
    data = "".join(line(id=f"{number}", body="똠방각하 abc") for number in range(2000)).encode(encoding)
    assert [found.body for found in read(data) if isinstance(found, Document)] == ["똠방각하 abc"] * 2000
