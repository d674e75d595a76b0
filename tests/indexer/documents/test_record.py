"""Records: a document as it is kept, with nothing left to guess."""

from __future__ import annotations

import unicodedata
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.documents.document import Document
from malmoi.indexer.documents.record import Record
from malmoi.indexer.text.normalize import clean

ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=8)
DOCUMENTS = st.builds(
    Document,
    id=ANY.filter(lambda text: clean(text).strip()),
    body=ANY,
    title=ANY,
    date=st.none() | ANY | st.sampled_from(["2007", "2007-12-13"]),
    url=st.none() | ANY,
    tags=st.lists(ANY, max_size=3).map(tuple),
    lang=st.none() | st.sampled_from(["ko", "ko+en"]),
    author=st.none() | ANY,
)


@given(DOCUMENTS)
def test_round_trip(document: Document) -> None:
    """What is stored comes back, whatever characters it has."""
    record = Record.of(document, "/blog\n\udcb0.html")
    assert Record.decoded(record.encoded(), record.digest) == record


@given(DOCUMENTS)
def test_a_record_made_of_its_own_document(document: Document) -> None:
    """The document that a record gives makes the same record: what is exported can be indexed again."""
    record = Record.of(document)
    again = Record.of(record.document())
    assert again.document() == record.document()
    assert again.keywords() == record.keywords()


@given(first=DOCUMENTS, second=DOCUMENTS)
def test_digests(first: Document, second: Document) -> None:
    """Equal documents have equal digests; any field that differs makes another one."""
    assert first.digest() == replace(first).digest()
    for field in fields(Document):
        changed = replace(first, **{field.name: getattr(second, field.name)})
        assert (changed.digest() == first.digest()) == (changed == first), field.name


def test_cleaned() -> None:
    """Every text that is searched or shown is cleaned; a title is one line."""
    apart = unicodedata.normalize("NFD", "제주ㆍ봄")
    record = Record.of(Document(id=apart, body=apart, title=f" {apart}\n여행 ", tags=(apart,), author=apart))
    assert (record.id, record.body, record.title) == ("제주ㆍ봄", "제주ㆍ봄", "제주ㆍ봄 여행")
    assert (record.tags, record.author) == (("제주ㆍ봄",), "제주ㆍ봄")


@pytest.mark.parametrize(
    ("date", "kept", "timestamp"),
    [("2007-12-13", "2007-12-13", 1197504000), ("1970", "1970", 0), ("13/12/2007", None, None), ("", None, None)],
)
def test_dates(date: str, kept: str | None, timestamp: int | None) -> None:
    """A date that is none is left out: it would sort and filter as nonsense."""
    record = Record.of(Document(id="a", body="", date=date))
    assert (record.date, record.timestamp) == (kept, timestamp)


def test_html() -> None:
    """HTML becomes text, and fills in only what the document itself leaves open."""
    page = "<html><head><title>Page</title></head><body><p>봄 <b>여행</b></p><script>x()</script></body></html>"
    record = Record.of(Document(id="a", body=page, format="html"))
    assert record.title == "Page"
    assert "봄 여행" in record.body
    assert "x()" not in record.body
    assert Record.of(Document(id="a", body=page, title="Mine", format="html")).title == "Mine"


def test_keywords() -> None:
    """Filters compare whole values without case; a bilingual text is found by either language."""
    document = Document(id="a", body="", tags=("MTU", "mtu", "봄 여행"), lang="ko+en", author="KIM")
    keywords = Record.of(document, "/blog\na.html").keywords()
    assert keywords == {
        "id": {"a"},
        "tag": {"mtu", "봄 여행"},
        "lang": {"ko", "en", "ko+en"},
        "author": {"kim"},
        "source": {"/blog\na.html"},
    }
