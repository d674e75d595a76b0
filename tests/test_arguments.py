"""What a caller gives is checked first: a wrong value is an ArgumentError at once, and nothing is read or written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import malmoi
from malmoi import ArgumentError, Document
from malmoi.indexer.documents.record import MAX_FIELDS, MAX_RECORD

WRONG: dict[str, Callable[[malmoi.Index], object]] = {
    "get": lambda index: index.get(None),  # type: ignore[arg-type]
    "get a number": lambda index: index.get(5),  # type: ignore[arg-type]
    "search": lambda index: index.search(None),
    "search a number": lambda index: index.search(5),
    "search bytes": lambda index: index.search("봄".encode()),
    "limit": lambda index: index.search("봄", limit="ten"),  # type: ignore[arg-type]
    "offset": lambda index: index.search("봄", offset=1.5),  # type: ignore[arg-type]
    "since": lambda index: index.search("봄", since=2007),  # type: ignore[arg-type]
    "lang": lambda index: index.search("봄", lang=["ko"]),  # type: ignore[arg-type]
    "tags": lambda index: index.search("봄", tags="a"),
    "no such filter": lambda index: index.search("봄", tag="a"),  # type: ignore[call-arg]
    "sort": lambda index: index.search("봄", sort="price"),
    "explain": lambda index: index.explain("봄", None),  # type: ignore[arg-type]
    "explain nothing": lambda index: index.explain(None, "a"),
    "analyze": lambda index: index.analyze(None),  # type: ignore[arg-type]
    "add": lambda index: index.add({}),  # type: ignore[arg-type]
    "add nothing": lambda index: index.add(None),  # type: ignore[arg-type]
    "add many": lambda index: index.add_all([Document(id="new", body="봄"), "b"]),  # type: ignore[list-item]
    "delete": lambda index: index.delete(None),  # type: ignore[arg-type]
    "delete a list": lambda index: index.delete(["a"]),  # type: ignore[arg-type]
}
FIELDS: tuple[tuple[str, Any], ...] = (
    ("id", 7), ("id", None), ("body", None), ("body", b"x"), ("title", 5), ("title", None), ("date", 2007), ("url", 5),
    ("tags", "가방"), ("tags", 5), ("tags", (1,)), ("tags", None), ("tags", {"a": 1}), ("lang", ["ko"]),
    ("author", ("a",)), ("format", "markdown"), ("format", None),
)  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[malmoi.Index]:
    """An index of which checking every segment takes a while."""
    with malmoi.open(tmp_path_factory.mktemp("arguments") / "index") as opened:
        opened.add_all(Document(id=f"p{number}", body=f"봄 여행 {number} " * 40) for number in range(1500))
        opened.search("봄")
        yield opened


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_argument_is_named_at_once(index: malmoi.Index, within: Callable[..., None], name: str) -> None:
    """It is an ArgumentError, and a TypeError and a ValueError too; no segment is looked at."""
    before = len(index.searcher().snapshot)

    def attempt() -> None:
        with pytest.raises(ArgumentError) as caught:
            WRONG[name](index)
        assert isinstance(caught.value, TypeError)
        assert isinstance(caught.value, ValueError)

    within(0.05, attempt)
    assert len(index.searcher().snapshot) == before


@pytest.mark.parametrize(("field", "value"), FIELDS)
def test_a_field_of_the_wrong_type(index: malmoi.Index, field: str, value: object) -> None:
    """A document that could not be read again is refused by its id and field, and no commit has it or its neighbours."""
    values: dict[str, Any] = {"id": "bad", "body": "x", field: value}
    good = Document(id="good", body="봄")
    with pytest.raises(ArgumentError, match=rf"{field} of {values['id']!r}: ") as caught:
        index.add_all([good, Document(**values)])
    assert caught.value.argument == "document"
    assert index.get("good") is None
    assert index.search("봄").total == 1500


def test_what_is_too_large_to_be_read_again(index: malmoi.Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """No record is written that a reader would take for damage."""
    assert MAX_FIELDS < MAX_RECORD
    monkeypatch.setattr("malmoi.indexer.documents.record.MAX_FIELDS", 1000)
    monkeypatch.setattr("malmoi.indexer.documents.record.MAX_RECORD", 5000)
    for document in (
        Document(id="bad", title="봄" * 400, body="x"),
        Document(id="bad", tags=("가방" * 100,) * 10, body="x"),
        Document(id="bad", body="봄" * 2000),
    ):
        with pytest.raises(ArgumentError, match=r"'bad' have [0-9,]+ bytes, more than [0-9,]+"):
            index.add(document)
    assert index.add(Document(id="large", body="봄" * 1500))
    assert index.delete("large") == 1


def test_what_a_callers_iterable_raises_is_no_damage(index: malmoi.Index, within: Callable[..., None]) -> None:
    """An error inside of what gives the documents goes through as it is, and no segment is checked for it."""

    def documents() -> Iterator[Document]:
        yield Document(id="good", body="봄")
        raise KeyError("mine")

    def attempt() -> None:
        with pytest.raises(KeyError, match="mine"):
            index.add_all(documents())

    within(0.1, attempt)
    assert index.get("good") is None


def test_a_value_that_cannot_be_shown(tmp_path: Path) -> None:
    """A value whose own text fails is named by its type."""

    class Odd:
        def __repr__(self) -> str:
            raise RuntimeError

    with malmoi.open(tmp_path / "index") as opened, pytest.raises(ArgumentError, match="a Odd is not text"):
        opened.get(Odd())  # type: ignore[arg-type]
