"""Snapshots: a reader sees one commit for as long as it likes."""

from __future__ import annotations

from typing import Any

import pytest

from malmoi.errors import DamagedIndexError
from malmoi.indexer.documents.document import Document
from malmoi.indexer.store.folder import Store
from malmoi.indexer.store.snapshot import Snapshot
from malmoi.indexer.store.source_state import FileState, SkippedFile, SourceState


def post(id_: str, body: str = "봄 여행") -> Document:
    return Document(id=id_, body=body)


def bodies(snapshot: Snapshot) -> dict[str, str]:
    return {record.id: record.body for record in snapshot.records()}


def with_sources(shelf: Any, *keys: str) -> SourceState:
    """Commits a source with these files."""
    state = SourceState(
        {"/blog": {key: FileState((1, 2), (key,)) for key in keys}}, [SkippedFile("/blog", "x", "is empty")]
    )
    writer = shelf.writer()
    writer.sources = state
    writer.commit()
    return state


def test_it_never_changes(shelf: Any) -> None:
    """A snapshot answers the same after later commits, merges, deletions and the removal of its files."""
    shelf.commit(*(post(f"p{number}") for number in range(5)))
    state = with_sources(shelf, "a.html")
    old = shelf.snapshot()
    shelf.commit(post("p0", "가을"), delete=["p1"])
    with_sources(shelf, "b.html")
    for number in range(5):
        shelf.commit(post(f"q{number}"))
    gone = [segment.path for segment in old.segments]
    assert not any(path.exists() for path in gone)
    assert bodies(old) == {f"p{number}": "봄 여행" for number in range(5)}
    assert old.sources == state
    assert old.segments[0].postings("body.terms").find("여행") >= 0
    assert len(shelf.snapshot()) == 9


def test_what_did_not_change_is_shared(shelf: Any) -> None:
    """A refreshed snapshot opens only what is new; a segment with new deletions shares what was read of it."""
    shelf.commit(*(post(f"p{number}") for number in range(200)))
    first = shelf.snapshot()
    shelf.commit(post("q"))
    second = shelf.snapshot(first)
    assert first.segments[0] in second.segments
    shelf.commit(delete=["p0"])
    third = shelf.snapshot(second)
    same = next(segment for segment in third.segments if segment.path == first.segments[0].path)
    assert same.columns is first.segments[0].columns
    assert (len(same), len(first.segments[0])) == (199, 200)


def test_locate(shelf: Any) -> None:
    """An id is found where it lives now, not where it was deleted."""
    shelf.commit(*(post(f"p{number}", "봄") for number in range(200)))
    shelf.commit(post("p7", "가을"))
    snapshot = shelf.snapshot()
    assert snapshot.record("p7").body == "가을"
    assert snapshot.record("p8").body == "봄"
    assert snapshot.record("nobody") is None
    assert snapshot.locate("") is None


def test_open_while_a_writer_commits(shelf: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a commit comes between reading the manifest and opening its files, the reader opens the new commit."""
    shelf.commit(post("a"))
    read, late = Store.read, [post("b"), post("c")]

    def read_then_commit(store: Store) -> Any:
        commit = read(store)
        if late:
            document = late.pop()
            with monkeypatch.context() as patch:
                patch.setattr(Store, "read", read)
                shelf.commit(document)
        return commit

    shelf_read = shelf.snapshot
    monkeypatch.setattr(Store, "read", read_then_commit)
    assert set(bodies(shelf_read())) == {"a", "b", "c"}


def test_a_file_that_is_lost(shelf: Any) -> None:
    """A file that the current commit names and that is not there is damage, and said so without many tries."""
    shelf.commit(post("a"))
    lost = shelf.snapshot().segments[0].path
    lost.unlink()
    with pytest.raises(DamagedIndexError, match=f"{lost.name} is damaged: the file is missing"):
        shelf.snapshot()


def test_damaged_sources(shelf: Any) -> None:
    """A damaged list of sources is an error where it is asked for; what is searched is not touched by it."""
    shelf.commit(post("a"))
    with_sources(shelf, "a.html")
    path = shelf.store.folder / shelf.store.read().sources.name
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    snapshot = shelf.snapshot()
    assert set(bodies(snapshot)) == {"a"}
    with pytest.raises(DamagedIndexError, match="does not match its checksum"):
        _ = snapshot.sources


def test_sources_round_trip(shelf: Any) -> None:
    """Sources come back as they were, with names that are no UTF-8 too."""
    state = SourceState(
        {"/블로그\udcff": {"a\udcb0.html": FileState((10, 1 << 62), ("a", "b\n"))}, "/empty": {}},
        [SkippedFile("-", "k", "why"), SkippedFile("-", "l", "is a draft", "left_out")],
    )
    writer = shelf.writer()
    writer.sources = state
    writer.commit()
    assert shelf.snapshot().sources == state
    assert SourceState.from_json(state.to_json()) == state
