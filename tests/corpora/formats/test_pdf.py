"""PDF: the text of its pages."""

from __future__ import annotations

import logging
import sys
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.corpora.formats import pdf as reader
from malmoi.corpora.formats.pdf import PdfReader
from malmoi.corpora.reading.clock import Clock
from malmoi.corpora.reading.file import File
from malmoi.errors import SourceError
from malmoi.indexer.documents.document import Document, Skipped
from malmoi.tests.examples import examples

from ..pdf_writer import fact, pdf


def read(data: bytes, key: str = "소식.pdf", limit: int = 1 << 20) -> list[Document | Skipped]:
    return list(PdfReader().read(File(key, (len(data), 0), lambda: BytesIO(data), limit)))


def only(data: bytes, key: str = "소식.pdf") -> Document:
    (document,) = read(data, key)
    assert isinstance(document, Document)
    return document


def refusal(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read(data)
    return caught.value.reason


def test_pages() -> None:
    """A PDF is one document: its pages in order, and what it says of itself."""
    facts = f"/Title{fact('쉬는 날')}/Author{fact('이하나')}/CreationDate(D:20071213210500+09'00')"
    data = pdf([["똠방각하 勞動", "a hyphen-", "ated word, 10.1"], [], ["끝 😀"]], facts)
    assert read(data) == [
        Document(
            id="소식.pdf",
            title="쉬는 날",
            body="똠방각하 勞動\na hyphenated word, 10.1\n\n끝 😀",
            date="2007-12-13T21:05:00+09:00",
            author="이하나",
        )
    ]


@pytest.mark.parametrize(
    "title",
    [
        "Microsoft Word - 소식지.hwp",
        "news_final(3).docx",
        "소식지 최종.hwp",
        "Untitled-1",
        "PowerPoint 프레젠테이션",
        "제목 없음",
        "슬라이드 1",
        "문서1",
        "2007-12",
        "",
    ],
)
def test_titles_that_are_none(title: str) -> None:
    """What a program wrote for want of a title is none: the file's name stands for it."""
    assert only(pdf([["글"]], f"/Title{fact(title)}")).title == "소식"


@pytest.mark.parametrize("title", ["Untitled lives", "문서와 기록", "Windows for all", "소식 2.0", "Dr. No"])
def test_titles(title: str) -> None:
    """A title with words of its own is one."""
    assert only(pdf([["글"]], f"/Title{fact(title)}")).title == title


@pytest.mark.parametrize("author", ["admin", "Windows User", "사용자", "user1", "HP"])
def test_authors_that_are_none(author: str) -> None:
    """The name of a computer's account is no author."""
    assert only(pdf([["글"]], f"/Author{fact(author)}")).author is None


def test_facts_in_wrong_encodings() -> None:
    """Old Korean programs write cp949 where they should not; letters with accents stay."""
    assert only(pdf([["글"]], b"/Title(" + "쉬는 날".encode("cp949") + b")")).title == "쉬는 날"
    assert only(pdf([["글"]], b"/Title(\xef\xbb\xbf" + "쉬는 날".encode() + b")")).title == "쉬는 날"
    assert only(pdf([["글"]], b"/Title<BFACB1B8>")).title == "연구"
    assert only(pdf([["글"]], b"/Title(<BFACB1B8>)")).title == "연구"
    assert only(pdf([["글"]], b"/Title(<FEFFC5F0AD6C>)")).title == "연구"
    assert only(pdf([["글"]], b"/Author(Jos\xe9 Bov\xe9)")).author == "José Bové"


def test_dates() -> None:
    """The date in a file's name goes before the day a program wrote the file; a date that is none is none."""
    facts = "/CreationDate(D:20081213)"
    assert only(pdf([["글"]], facts), "2007-12-13 소식.pdf").date == "2007-12-13"
    assert only(pdf([["글"]], facts)).date == "2008-12-13T00:00:00"
    assert only(pdf([["글"]], "/CreationDate(yesterday)")).date is None


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf([[], []]), "has no text: its pages may be pictures"),
        (pdf([["글"]])[:200], "is damaged, or no PDF: "),
        (b"", "is damaged, or no PDF: "),
        (b"%PDF-1.4\n" + b"<<" * 5000, "is damaged, or no PDF: "),
        (
            pdf(
                [["글"]],
                trailer=b"/Encrypt<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>/ID[(a)(a)]" % (b"o" * 32, b"u" * 32),
            ),
            "is encrypted",
        ),
        (b"a" * (1 << 21), "is larger than 1,048,576 bytes (2,097,152)"),
    ],
    ids=["pictures", "cut", "empty", "deep", "encrypted", "large"],
)
def test_refused(data: bytes, reason: str) -> None:
    """A PDF without text, a damaged one, a locked one and one that is too large say so."""
    assert refusal(data).startswith(reason)


def test_long_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many pages, and so much drawing, the rest is left out and named."""
    monkeypatch.setattr(reader, "_PAGES_AT_MOST", 2)
    skipped, document = read(pdf([["하나"], ["둘"], ["셋"]]))
    assert skipped == Skipped("소식.pdf:3", "the file is too long: this page and those after it are left out")
    assert isinstance(document, Document)
    assert document.body == "하나\n\n둘"


def test_slow_files() -> None:
    """When the time of a file is over, the pages that are left are named."""
    data = pdf([["하나"]])
    file = File("소식.pdf", (len(data), 0), lambda: BytesIO(data), 1 << 20, clock=Clock(-1.0))
    with pytest.raises(SourceError, match="has no page that can be read"):
        list(PdfReader().read(file))


def test_a_page_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page whose drawing is too large is named, and the others are read."""
    monkeypatch.setattr(reader, "_OBJECTS_AT_MOST", 100)
    skipped, document = read(pdf([["하나"] * 100, ["둘"]]))
    assert isinstance(skipped, Skipped)
    assert skipped.key == "소식.pdf:1"
    assert isinstance(document, Document)
    assert document.body == "둘"


def test_without_pypdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the extra is not installed, the reason says how to install it."""
    monkeypatch.setitem(sys.modules, "pypdf", None)
    assert (
        refusal(pdf([["글"]]))
        == 'PDF needs a package that is not installed. Install it with: pip install "malmoi[pdf]"'
    )


def test_nothing_is_printed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What pypdf has to say of a damaged file does not reach the terminal."""
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    with suppress(SourceError):
        read(pdf([["글"]]).replace(b"startxref\n", b"startxref\n9"))
    assert capsys.readouterr() == ("", "")


@examples(60)
@given(st.lists(st.tuples(st.integers(0, 1 << 16), st.integers(0, 255)), max_size=20))
def test_any_damage(changes: list[tuple[int, int]]) -> None:
    """Whatever byte is changed, a PDF is read or refused."""
    data = bytearray(pdf([["하나"], ["둘"]], f"/Title{fact('쉬는 날')}"))
    for place, value in changes:
        data[place % len(data)] = value
    with suppress(SourceError):
        read(bytes(data))
