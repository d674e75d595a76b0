"""Pages, plain text, and what is piped in."""

from __future__ import annotations

import os
from io import BytesIO

import pytest

from malmoi.config import Limits
from malmoi.corpora.formats.html import HtmlReader
from malmoi.corpora.readers import READERS, reader_for
from malmoi.corpora.reading.file import File
from malmoi.corpora.stdin import read_stdin
from malmoi.errors import SourceError
from malmoi.indexer.documents.document import Document, Skipped


def read(key: str, text: str | bytes) -> list[Document | Skipped]:
    data = text if isinstance(text, bytes) else text.encode()
    reader = reader_for(key)
    assert reader is not None
    return list(reader.read(File(key, (len(data), 0), lambda: BytesIO(data), 1 << 20)))


def test_every_suffix_has_one_reader() -> None:
    """No two readers claim one ending, and endings are found whatever their case."""
    suffixes = [suffix for reader in READERS for suffix in reader.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    assert all(reader_for("글" + suffix.upper()) is not None for suffix in suffixes)
    assert reader_for("글.png") is None


@pytest.mark.parametrize("key", ["a.html", "a.md", "a.txt"])
def test_one_document_has_the_key_as_its_id(key: str) -> None:
    """A file of one document gives it the file's key, and the words of its text."""
    (document,) = read("2007/" + key, "이주노조는 일요일에 모인다.")
    assert document == Document(id="2007/" + key, title="a", body="이주노조는 일요일에 모인다.")


def test_page() -> None:
    """A page gives what it says of itself; the language of a template is not that of the post."""
    page = '<html lang="en"><title>쉬는 날</title><meta name=author content=이하나><meta name=keywords content="가,나">'
    page += "<link rel=canonical href=/7><meta name=date content=2007-12-13><body><p>글</html>"
    assert read("2008-01-01-a.html", page) == [
        Document(
            id="2008-01-01-a.html",
            title="쉬는 날",
            body="글",
            date="2007-12-13",
            author="이하나",
            url="/7",
            tags=("가", "나"),
        )
    ]


def test_page_without_text() -> None:
    """A page with neither text nor title is refused; one with a title only is a post."""
    with pytest.raises(SourceError, match="no text"):
        read("a.html", "<nav>홈</nav>")
    assert read("a.html", "<title>사진</title>") == [Document(id="a.html", title="사진", body="")]


def test_old_pages_are_cp949() -> None:
    """A page that declares euc-kr may hold any syllable."""
    (document,) = read("a.htm", "<meta charset=euc-kr><p>똠방각하".encode("cp949"))
    assert document == Document(id="a.htm", title="a", body="똠방각하")


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("쉬는 날\n\n일요일에 모인다.\n", "쉬는 날", "일요일에 모인다."),
        ("쉬는 날\r\n\r\n일요일에\r\n모인다.", "쉬는 날", "일요일에\n모인다."),
        ("이주노조는\n일요일에 모인다.", "이주노조는", "이주노조는\n일요일에 모인다."),
        ("한 줄", "소식", "한 줄"),
        ("가" * 101 + "\n\n글", "소식", "가" * 101 + "\n\n글"),
    ],
)
def test_plain_text(text: str, title: str, body: str) -> None:
    """A short first line is the title; no text is lost where it might be a sentence's beginning."""
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp949"):
        assert read("2007.12.13 소식.txt", text.encode(encoding)) == [
            Document(id="2007.12.13 소식.txt", title=title, body=body, date="2007-12-13")
        ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            '\n{"id": 1, "body": "글"}\n{"id": 2, "body": "말"}',
            [Document(id="1", body="글"), Document(id="2", body="말")],
        ),
        ('\ufeff{"id": 1, "body": "글"}', [Document(id="1", body="글")]),
        ('{"id": 1}\n{"id": 2, "body": "말"}', [Skipped("-:1", "body is missing"), Document(id="2", body="말")]),
        ('[{"id": 1, "text": "글"}, {"text": "말"}]', [Document(id="1", body="글"), Skipped("-:2", "id is missing")]),
        ("[공지] 글", [Document(id="-", title="-", body="[공지] 글")]),
        ("쉬는 날\n\n글", [Document(id="-", title="쉬는 날", body="글")]),
        (" <!DOCTYPE html><title>쉬는 날</title><p>글", [Document(id="-", title="쉬는 날", body="글")]),
        (
            '<?xml version="1.0"?><!DOCTYPE html><html><title>쉬는 날</title><p>글',
            [Document(id="-", title="쉬는 날", body="글")],
        ),
        ("", []),
        (" \n\n", []),
    ],
)
def test_stdin(data: str, expected: list[Document | Skipped]) -> None:
    """What starts with a brace is JSON Lines, a page is a page, other text is one document, nothing is nothing."""
    assert list(read_stdin(BytesIO(data.encode()))) == expected


_ITEM = "<item><guid>g1</guid><title>봄</title><description>&lt;html>여행</description></item>"
_FEED = f"<rss version='2.0'><channel><title>모임</title>{_ITEM}</channel></rss>"


@pytest.mark.parametrize(
    "data",
    [
        f'\ufeff\n<?xml version="1.0"?>\n<!-- made by hand --><?style ?>{_FEED}',
        _FEED,
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>g1</id><title>봄</title></entry></feed>',
        '<rdf:RDF xmlns:rdf="r" xmlns="http://purl.org/rss/1.0/"><item><link>g1</link><title>봄</title></item></rdf:RDF>',
        '<blog type="tattertools/1.1"><post><id>g1</id><visibility>public</visibility><title>봄</title></post></blog>',
    ],
)
def test_feeds_and_exports_from_stdin(data: str) -> None:
    """A feed or an export that is piped in is read as the file would be."""
    (document,) = read_stdin(BytesIO(data.encode()))
    assert isinstance(document, Document)
    assert (document.id, document.title) == ("-#g1", "봄")


def test_xml_of_another_kind_from_stdin() -> None:
    """Other XML is refused as the file would be."""
    with pytest.raises(SourceError, match="is XML of an unknown kind: <opml>"):
        list(read_stdin(BytesIO(b"<?xml version='1.0'?><opml></opml>")))


def test_stdin_is_read_as_it_comes() -> None:
    """A document can be indexed before the next one is written."""
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as stream, os.fdopen(writing, "wb", buffering=0) as pipe:
        pipe.write('{"id": 1, "body": "글"}\n'.encode())
        documents = read_stdin(stream)
        assert next(documents) == Document(id="1", body="글")
        pipe.write('{"id": 2, "body": "글"}\n'.encode())
        assert next(documents) == Document(id="2", body="글")
        assert not stream.closed


def test_stdin_has_limits() -> None:
    """Text without end, and what is no text, are errors with a reason."""
    with pytest.raises(SourceError, match="larger than 8 bytes"):
        list(read_stdin(BytesIO(b"a" * 100), Limits(file_bytes=8)))
    with pytest.raises(SourceError, match="binary"):
        list(read_stdin(BytesIO(b"\x89PNG\0\0")))


def test_a_list_of_links_is_left_out() -> None:
    """A page of a site that only leads to its posts is left out, and said to be; ``whole`` keeps it."""
    items = "".join(f"<li><a href='/{number}.html'>바다에 간 날 {number}</a></li>" for number in range(9))
    page = f"<title>태그: 바다</title><ul>{items}</ul>".encode()
    assert read("tags/a.html", page) == [
        Skipped("tags/a.html", "is a list of links to other pages of its site", "left_out")
    ]
    file = File("tags/a.html", (len(page), 0), lambda: BytesIO(page), 1 << 20, whole=True)
    (document,) = HtmlReader().read(file)
    assert isinstance(document, Document)
    assert document.title == "태그: 바다"
