"""What is stored and shown is the text as it was written, and is found however it is typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest

import malmoi
from malmoi import Document, Index

TEXT = "그는 “지금　가자”고 ‘말’했다… ＭＴＵ는 １２．９（日） 5㎏ ﬁnal 자유ㆍ평등 ｶﾞﾝﾊﾞﾚ 👨\u200d👩\u200d👧 ❤\ufe0f 女性"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with malmoi.open(tmp_path_factory.mktemp("written") / "index") as opened:
        opened.add_all(
            [
                Document(id="１번", title="“봄”　소식", body=TEXT, tags=("Ｃ언어",), author="Ｋｉｍ"),
                Document(id="1번", body="다른 글"),
                Document(id="맥", body=unicodedata.normalize("NFD", "한글 자모로 쓴 글")),
            ]
        )
        yield opened


def test_stored(index: Index) -> None:
    """No letter, quotation mark, width or emoji is another one in what is stored."""
    found = index.get("１번")
    assert found is not None
    assert (found.body, found.title, found.tags, found.author) == (TEXT, "“봄” 소식", ("Ｃ언어",), "Ｋｉｍ")


QUERIES = [
    ('"지금 가자"', "지금　가자"), ("“지금　가자”", "지금　가자"), ("MTU", "ＭＴＵ"), ("ｍｔｕ", "ＭＴＵ"),
    ("12.9", "１２．９"), ("5kg", "5㎏"), ("final", "ﬁnal"), ("자유·평등", "자유ㆍ평등"), ("ガンバレ", "ｶﾞﾝﾊﾞﾚ"),
    ("女性", "女性"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "marked"), QUERIES)
def test_found_and_marked(index: Index, query: str, marked: str) -> None:
    """A query in any width finds it, and the mark covers what was written."""
    snippet = index.search(query).hits[0].snippet
    assert index.search(query).hits[0].id == "１번"
    shown = {snippet.text[start:end] for start, end in snippet.marks}
    assert any(" ".join(marked.split()).startswith(one) or one.startswith(marked) for one in shown)


@pytest.mark.parametrize("query", ["tag:C언어", "tag:ｃ언어", "author:kim", "id:１번", "（ＭＴＵ）", "title:“봄 소식”"])
def test_filters(index: Index, query: str) -> None:
    """Filters compare tags and authors whatever their width, and ids as they are."""
    assert [hit.id for hit in index.search(query).hits] == ["１번"]


def test_decomposed(index: Index) -> None:
    """Jamo as macOS writes them are found, and shown composed."""
    assert [hit.id for hit in index.search("자모로").hits] == ["맥"]
    assert index.search(unicodedata.normalize("NFD", "자모로")).hits[0].snippet.text == "한글 자모로 쓴 글"
