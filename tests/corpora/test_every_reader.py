"""What holds for every reader, whatever it reads. A new one is under test as soon as it has an exporter."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.corpora.readers import READERS
from malmoi.corpora.reading.file import File
from malmoi.corpora.reading.reader import Reader
from malmoi.errors import SourceError
from malmoi.indexer.documents.document import Document, Skipped
from malmoi.indexer.documents.record import Record
from malmoi.tests.examples import examples

from .example_reader import NotebookReader
from .exporters import Post
from .test_round_trips import EXPORTERS

POSTS = [
    Post("쉬는 날", date(2007, 12, 13), ("마당을 쓸었다.", "꽃이 피었다.")),
    Post("A rainy day", date(2008, 5, 1), ("책 수레를 들였다.",)),
]
EXPORTED = {name: data for exporter in EXPORTERS for name, data in exporter(POSTS).items()}
every_reader = pytest.mark.parametrize("reader", [*READERS, NotebookReader()], ids=lambda reader: type(reader).__name__)


def samples(reader: Reader) -> dict[str, bytes]:
    found = {name: data for name, data in EXPORTED.items() if name.endswith(reader.suffixes)}
    assert found, "write an exporter for it, and add that to EXPORTERS in test_round_trips.py"
    return found


def read(reader: Reader, name: str, data: bytes, limit: int = 1 << 20) -> list[Document | Skipped]:
    return list(reader.read(File(f"글/{name}", (len(data), 0), lambda: io.BytesIO(data), limit)))


@every_reader
def test_suffixes(reader: Reader) -> None:
    """Endings are written in small letters, with their dot."""
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in reader.suffixes)


@every_reader
def test_documents(reader: Reader) -> None:
    """Ids differ; they begin with the file's key where the documents bring none. Dates are dates of the index."""
    for name, data in samples(reader).items():
        documents = [one for one in read(reader, name, data) if isinstance(one, Document)]
        assert documents
        assert len({one.id for one in documents}) == len(documents)
        assert reader.own_ids or all(one.id.startswith(f"글/{name}") for one in documents)
        assert [Record.of(one).date for one in documents] == [one.date for one in documents]


@every_reader
def test_the_same_again(reader: Reader) -> None:
    """A file gives the same documents whenever and wherever it is read, in a worker process too."""
    twin = pickle.loads(pickle.dumps(reader))
    for name, data in samples(reader).items():
        assert read(reader, name, data) == read(reader, name, data) == read(twin, name, data)


@every_reader
def test_nothing(reader: Reader) -> None:
    """An empty file gives nothing, with a reason or without."""
    for suffix in reader.suffixes:
        with suppress(SourceError):
            assert read(reader, f"a{suffix}", b"") == []


def gone() -> BinaryIO:
    raise FileNotFoundError(2, "No such file or directory")


class Failing(io.BytesIO):
    """A file on a disk that fails."""

    def read(self, *_: object) -> bytes:
        raise OSError(5, "Input/output error")

    readline = readinto = read1 = read  # type: ignore[assignment]


@every_reader
@pytest.mark.parametrize(
    ("opener", "reason"),
    [(gone, "is gone"), (lambda: Failing(b"text"), "cannot be read: Input/output error")],
    ids=["gone", "failing"],
)
def test_what_the_system_refuses(reader: Reader, opener: Callable[[], BinaryIO], reason: str) -> None:
    """A file that cannot be read for now is told from one that is not fit, so that what was indexed of it is kept."""
    for suffix in reader.suffixes:
        with pytest.raises(SourceError) as caught:
            list(reader.read(File(f"글{suffix}", (3, 0), opener, 1 << 20)))
        assert (caught.value.reason, caught.value.may_pass) == (reason, True)


@every_reader
@examples(25)
@given(data=st.data())
def test_damage(reader: Reader, data: st.DataObject) -> None:
    """Whatever is damaged or missing, a reader gives documents, what it skipped and where, or one reason."""
    name, content = data.draw(st.sampled_from(sorted(samples(reader).items())))
    damaged = bytearray(content[: data.draw(st.integers(0, len(content)))] if data.draw(st.booleans()) else content)
    for place, value in data.draw(st.lists(st.tuples(st.integers(0, 1 << 16), st.binary(max_size=3)), max_size=9)):
        start = place % (len(damaged) + 1)
        damaged[start : start + len(value)] = value
    with suppress(SourceError):
        for found in read(reader, name, bytes(damaged)):
            if isinstance(found, Document):
                Record.of(found)
            else:
                assert found.key.startswith(f"글/{name}")
                assert found.reason
