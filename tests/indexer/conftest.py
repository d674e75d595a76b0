"""The default analysis, and segments made of documents, for every test of the index side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

import numpy as np
import pytest

from malmoi.indexer.analysis.analyzer import Analyzer
from malmoi.indexer.analysis.taggers.make import make_tagger
from malmoi.indexer.documents.document import Document
from malmoi.indexer.documents.record import Record
from malmoi.indexer.segments.builder import SegmentBuilder
from malmoi.indexer.segments.columns import encode_columns
from malmoi.indexer.segments.runs import Runs
from malmoi.indexer.segments.segment import Segment
from malmoi.indexer.store.disk import Disk
from malmoi.indexer.store.folder import Store
from malmoi.indexer.store.manifest import Commit
from malmoi.indexer.store.snapshot import Snapshot
from malmoi.indexer.store.writer import Writer

MakeSegment = Callable[..., Segment]


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    """The default analysis."""
    return Analyzer(make_tagger("mecab"))


@pytest.fixture(scope="session")
def make_segment(analyzer: Analyzer, tmp_path_factory: pytest.TempPathFactory) -> MakeSegment:
    """Writes documents as a segment file of which some are deleted, and opens it."""
    folder: Path = tmp_path_factory.mktemp("segments")
    runs = Runs(analyzer)
    names = count()

    def make(documents: Sequence[Document], deleted: Sequence[int] = ()) -> Segment:
        builder = SegmentBuilder(runs)
        for document in documents:
            builder.add(Record.of(document))
        path = folder / f"{next(names)}.segment"
        path.write_bytes(b"".join(encode_columns(builder.columns(), {"documents": len(documents)})))
        return Segment(path, np.array(sorted(deleted), "<u2"))

    return make


class Shelf:
    """An index folder without settings: what the writer, the store and snapshots do, one step at a time."""

    def __init__(self, folder: Path, analyzer: Analyzer, disk: Disk | None = None) -> None:
        folder.mkdir(exist_ok=True)
        self.store = Store(folder, disk)
        self.analyzer = analyzer

    def snapshot(self, previous: Snapshot | None = None) -> Snapshot:
        """The current commit; of a folder without one, an empty one."""
        return Snapshot.current(self.store, previous) if self.store.exists() else Snapshot(self.store, Commit(), [])

    def writer(self, memory: int = 1 << 30) -> Writer:
        """A writing session over the current commit."""
        return Writer(self.store, self.snapshot(), self.analyzer, memory)

    def commit(self, *documents: Document, delete: Sequence[str] = ()) -> Commit:
        """Adds documents and deletes others in one commit."""
        writer = self.writer()
        for document in documents:
            writer.add(document)
        if delete:
            writer.delete(delete)
        return writer.commit()

    def contents(self) -> dict[str, str]:
        """The body of every document by its id, from every file anew."""
        return bodies(self.snapshot())


def bodies(snapshot: Snapshot) -> dict[str, str]:
    """The body of every document of a snapshot by its id; no id is there twice."""
    found = [(record.id, record.body) for record in snapshot.records()]
    assert len(found) == len(dict(found)) == len(snapshot)
    return dict(found)


@pytest.fixture
def shelf(tmp_path: Path, analyzer: Analyzer) -> Shelf:
    """An empty folder for an index."""
    return Shelf(tmp_path / "index", analyzer)


@pytest.fixture(scope="session")
def make_shelf(analyzer: Analyzer) -> Callable[..., Shelf]:
    """Makes shelves in other folders, or over other disks."""
    return lambda folder, disk=None: Shelf(folder, analyzer, disk)
