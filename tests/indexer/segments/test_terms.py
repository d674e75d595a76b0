"""Terms: a dictionary on disk answers as a sorted list does."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.segments.columns import Columns, encode_columns
from malmoi.indexer.segments.terms import Terms, term_columns

TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=3) | st.text("가각간a\ud800", max_size=4)
MANY = sorted({f"{first}{number}" for first in "가나mtu" for number in range(60)}, key=str.encode)
"""Three hundred terms: more than four blocks."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file to write to."""
    return tmp_path_factory.mktemp("terms") / "a.segment"


def encoded(texts: Sequence[str]) -> list[bytes]:
    """Different terms in byte order."""
    return sorted({text.encode("utf-8", "surrogatepass") for text in texts})


def write(path: Path, terms: Sequence[bytes]) -> Terms:
    """The terms as they are read from a file."""
    path.unlink(missing_ok=True)
    path.write_bytes(b"".join(encode_columns(term_columns(terms), {})))
    columns = Columns(path)
    return Terms(columns["text"], columns["offsets"])


def agree(terms: Terms, model: Sequence[bytes], asked: bytes) -> None:
    """Everything that a dictionary answers about one text."""
    at = bisect_left(model, asked)
    assert terms.lower_bound(asked) == at
    assert terms.find(asked) == (at if at < len(model) and model[at] == asked else -1)
    assert terms.find(asked) == terms.find(asked), "the second answer comes from the cache"
    first, last = terms.prefix_range(asked)
    assert [*terms.slice(first, last)] == [term for term in model if term.startswith(asked)]


@given(texts=st.lists(TEXT, max_size=30), asked=st.lists(TEXT, max_size=5))
def test_a_few_terms(path: Path, texts: list[str], asked: list[str]) -> None:
    """find, lower_bound and prefix_range agree with a sorted list, for terms that are there and for others."""
    model = encoded(texts)
    terms = write(path, model)
    assert [*terms] == model
    assert len(terms) == len(model)
    for text in (*asked, *texts, ""):
        agree(terms, model, text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 128, 129, 192, 193, len(MANY)])
def test_many_terms(path: Path, size: int) -> None:
    """The same on both sides of every edge between the blocks that bisection works on."""
    model = encoded(MANY[:size])
    terms = write(path, model)
    assert [*terms] == model
    assert [terms[number] for number in range(size)] == model
    for text in MANY:
        for asked in (text, text[:1], text + "\0"):
            agree(terms, model, asked.encode())


@given(first=st.integers(0, len(MANY)), size=st.integers(0, len(MANY)))
def test_slices(path: Path, first: int, size: int) -> None:
    """A slice is that of the list."""
    terms = write(path, encoded(MANY))
    last = min(first + size, len(MANY))
    assert [*terms.slice(first, last)] == encoded(MANY)[first:last]


def test_more_questions_than_are_remembered(path: Path) -> None:
    """The memory of answers is bounded, and forgetting changes none."""
    terms = write(path, encoded(MANY))
    for number in range(10_000):
        assert terms.find(f"없{number}".encode()) == -1
    assert len(terms._found) <= 4096
    assert terms.find(MANY[7].encode()) == encoded(MANY).index(MANY[7].encode())


@given(texts=st.lists(TEXT, max_size=30))
def test_ending(path: Path, texts: list[str]) -> None:
    """The terms that end in a character, or in more, and are longer can be asked for: 강원 and 인원 of 원."""
    model = encoded(texts)
    terms = write(path, model)
    endings = {text[-length:].encode("utf-8", "surrogatepass") for text in texts for length in (1, 2)}
    for ending in endings - {b""}:
        for _ in range(2):
            wanted = [at for at, term in enumerate(model) if term.endswith(ending) and term != ending]
            assert terms.ending(ending) == wanted
    assert terms.ending("없다".encode()) == []
