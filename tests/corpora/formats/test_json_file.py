"""JSON files: lists of objects, alone and inside of an object, and JSON Lines by another name."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.corpora.formats.json_file import JsonReader
from malmoi.corpora.reading.columns import chosen_columns
from malmoi.corpora.reading.file import File
from malmoi.errors import SourceError
from malmoi.indexer.documents.document import Document, Skipped

from ..reader_outputs import read

POSTS = [
    {"title": "봄", "text": "제주에 갔다."},
    {"id": 7, "title": "여름", "text": "바다에 갔다.", "date": "2007-07-01"},
]
EXPECTED = [
    Document(id="a.json#1", title="봄", body="제주에 갔다."),
    Document(id="7", title="여름", body="바다에 갔다.", date="2007-07-01"),
]
SHAPES: dict[str, Any] = {
    "a list": POSTS,
    "a list in an object": {"version": 1, "posts": POSTS},
    "a list further inside": {"meta": {"count": 2}, "data": {"blog": {"posts": POSTS}}},
    "beside other lists": {"tags": ["가", "나"], "empty": [], "posts": POSTS},
}


@pytest.mark.parametrize("value", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("indent", [None, 2])
def test_lists(value: object, indent: int | None) -> None:
    """Each object of a list is a document, wherever the list is, however the file is written."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    assert read("a.json", text) == read("a.json", "\ufeff" + text) == EXPECTED
    assert read("a.json", text.encode("cp949")) == read("a.json", text.encode("utf-16-le")) == EXPECTED


def test_lines_by_another_name() -> None:
    """JSON Lines are known by their first lines in a file that ends in .json or .txt."""
    text = "\n".join(json.dumps(one, ensure_ascii=False) for one in POSTS)
    assert read("a.json", text) == EXPECTED
    assert [(one.id, one.body) for one in read("a.txt", text) if isinstance(one, Document)] == [
        ("a.txt#1", "제주에 갔다."),
        ("a.txt#7", "바다에 갔다."),
    ]


def test_an_object_with_a_text_is_a_document() -> None:
    """A post in a file of its own is one document; lists in it are its own."""
    post = {"title": "봄", "body": "제주에 갔다.", "comments": [{"text": "나도"}], "tags": ["여행"]}
    assert read("a.json", json.dumps(post)) == [
        Document(id="a.json#1", title="봄", body="제주에 갔다.", tags=("여행",))
    ]


def test_json_feed() -> None:
    """JSON Feed is a list in an object, with its own names for text and date; HTML becomes text."""
    item = {"id": "1", "title": "봄", "content_html": "<p>제주에 <b>갔다</b>.</p>", "date_published": "2007-12-13"}
    assert read("feed.json", json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [item]})) == [
        Document(id="1", title="봄", body="제주에 갔다.", date="2007-12-13")
    ]


@pytest.mark.parametrize(
    "value",
    [
        {"name": "app", "version": "1.0.0", "dependencies": {"a": "^1"}},
        [1, 2, 3],
        ["가", "나"],
        [],
        {},
        [{"lat": 37.5, "lng": 127.0}],
        {"menu": [{"label": "홈", "href": "/"}]},
    ],
)
def test_no_texts(value: object) -> None:
    """JSON that is no collection of texts, such as settings, is left out and said to be."""
    assert read("a.json", json.dumps(value)) == [Skipped("a.json", "is JSON without texts", "left_out")]


def test_the_longest_text_is_taken() -> None:
    """Objects that name no text are read by what they hold, which a note tells; a key may be chosen as well."""
    pledges = [{"name": "김하나", "pledge": "도서관을 더 짓고 밤에도 열어 모두가 책을 읽게 하겠습니다."}] * 3
    note, first, *_ = read("a.json", json.dumps(pledges))
    assert note == Skipped("a.json", "names no key for the text: taken was body=pledge", "note")
    assert isinstance(first, Document)
    assert first.body.startswith("도서관을")
    data = json.dumps(POSTS).encode()
    columns = chosen_columns("body=title")
    file = File("a.json", (len(data), 0), lambda: BytesIO(data), 1 << 20, columns=columns)
    assert [one.body for one in JsonReader().read(file) if isinstance(one, Document)] == ["봄", "여름"]


@pytest.mark.parametrize("name", ["content", "text", "description", "내용"])
def test_names_of_the_text_in_lines(name: str) -> None:
    """JSON Lines know the names that columns of tables have; ``body`` goes first."""
    assert read("a.jsonl", json.dumps({"id": 1, name: "글"})) == [Document(id="1", body="글")]
    assert read("a.jsonl", json.dumps({"id": 1, name: "글", "body": "먼저"})) == [Document(id="1", body="먼저")]


def test_what_is_broken_is_told() -> None:
    """What stands before the damage is read; an object that is no document is skipped alone."""
    text = json.dumps(POSTS, ensure_ascii=False)
    assert read("a.json", text[:-1] + ', 5, {"text": 5}, {"text":') == [
        *EXPECTED,
        Skipped("a.json:3", "is a number, not an object"),
        Skipped("a.json:4", "body cannot be a number"),
        Skipped("a.json:5", "is not JSON: Expecting value. The rest is left out"),
    ]
    for bad in ("", "  ", "글", "{", "[", "[1,", '{"a"', "[" * 100_000, b"\0\1\2\3"):
        with pytest.raises(SourceError):
            read("a.json", bad)


def test_large_lists_are_read_one_by_one() -> None:
    """A list may be larger than a file that is read at once; a value in it may not."""
    many = [{"id": number, "text": "가나다 " * 300} for number in range(400)]
    assert len(read("a.json", json.dumps({"posts": many}), limit=10_000)) == 400
    *_, last = read("a.json", json.dumps([*POSTS, {"text": "가" * 200_000}]), limit=10_000)
    assert last == Skipped("a.json:3", "has a value that is larger than 10,000 bytes. The rest is left out")


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
    lambda inside: (
        st.lists(inside) | st.dictionaries(st.sampled_from(["text", "posts", "id", "a"]) | st.text(), inside)
    ),
)


@given(JSON | st.lists(JSON) | st.dictionaries(st.just("posts"), JSON))
def test_any_json(value: object) -> None:
    """Whatever is JSON gives documents, reasons, or the error of a file that is no list and no object."""
    try:
        found = read("a.json", json.dumps(value))
    except SourceError:
        assert not isinstance(value, list | dict) or "nested" in json.dumps(value)
    else:
        assert all(isinstance(one, Document) or one.reason for one in found)


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip), min_size=1),
    st.integers(1, 9),
)
def test_round_trip(texts: list[str], indent: int) -> None:
    """Texts come back whole from a list."""
    found = read("a.json", json.dumps([{"text": text} for text in texts], indent=indent, ensure_ascii=False))
    assert [one.body for one in found if isinstance(one, Document)] == texts
