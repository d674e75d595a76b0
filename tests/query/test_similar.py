"""More like this: by the words that tell a document from the others, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import malmoi
from malmoi import Document, Index

FILLER = ("오늘 아침에는 날씨가 흐렸다.", "사람들이 광장에 모였다.", "The meeting began in the morning.")
STRIKE = "이주노동자 노동조합이 파업을 시작했다. 이주노동자 숙소의 화재가 원인이다. 조합원들은 숙소 개선을 요구했다."
COPIED = " ".join(f"이주노동자 숙소 화재 조사 보고서 {number}쪽" for number in range(30))
POSTS = [
    Document(id="strike", title="이주노동자 파업", body=f"{STRIKE} {FILLER[0]}", date="2020", tags=("노동",)),
    Document(id="fire", title="숙소 화재", body=f"이주노동자 숙소에서 화재가 났다. {FILLER[1]}", date="2021"),
    Document(id="english", title="Migrant workers", body=f"A fire in a dormitory of migrant workers. {FILLER[2]}"),
    Document(id="report", title="보고서", body=COPIED),
    Document(id="report again", title="[펌] 보고서", body=COPIED),
    *(Document(id=f"other {number}", body=f"{FILLER[number % 3]} 이야기 {number}") for number in range(30)),
    Document(id="empty", body="1 2 3"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """An index of the posts above, in two segments."""
    with malmoi.open(tmp_path_factory.mktemp("similar") / "index", config=malmoi.Config()) as opened:
        opened.add_all(POSTS[:3])
        opened.add_all(POSTS[3:])
        yield opened


def test_what_shares_the_telling_words_is_similar(index: Index) -> None:
    """Not what shares the words of every text; the document itself is not among them."""
    page = index.similar("strike")
    assert page is not None
    first = [hit.id for hit in page][:3]
    assert {"fire", "english"} < set(first)
    assert page.hits[2].score > 2 * page.hits[3].score
    assert not {"strike", "empty"} & {hit.id for hit in page}
    assert "이주노동자" in page.query.split()
    assert not page.relaxed
    assert all(word in page.notes[0] for word in page.query.split())


def test_the_other_language_is_found(index: Index) -> None:
    """By the word list, in both directions; filters hold as in a search."""
    english = index.similar("strike", lang="en")
    assert english is not None
    assert english.hits[0].id == "english"
    assert {hit.lang for hit in english} <= {"en", "ko+en"}
    korean = index.similar("english", lang="ko", limit=2)
    assert korean is not None
    assert len(korean) == 2
    assert {hit.id for hit in korean} <= {"strike", "fire", "report", "report again"}


def test_near_duplicates_are_left_out(index: Index) -> None:
    """Of the document; those of others are one hit."""
    page = index.similar("report")
    assert page is not None
    assert not {"report", "report again"} & {hit.id for hit in page}
    fire = index.similar("fire")
    assert fire is not None
    assert sum(hit.id.startswith("report") for hit in fire) == 1


def test_pages_follow_each_other(index: Index) -> None:
    """``offset`` and ``limit`` as in a search."""
    whole = index.similar("fire", 20)
    assert whole is not None
    parts = [index.similar("fire", limit=1, offset=at) for at in range(whole.total + 1)]
    assert [hit.id for part in parts if part for hit in part] == [hit.id for hit in whole]
    assert len(whole) == whole.total


def test_a_document_without_words_is_like_nothing(index: Index) -> None:
    """An empty page, and a note; an unknown id is None, as in ``get``."""
    page = index.similar("empty")
    assert page is not None
    assert (page.total, page.query, len(page.notes)) == (0, "", 1)
    assert index.similar("nobody") is None
