"""A commit is all or nothing: every step of it fails once, and the index is the old one or the new one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from malmoi.errors import StoreError
from malmoi.indexer.documents.document import Document
from malmoi.indexer.store.folder import Store
from malmoi.indexer.store.layout import BACKUP, MANIFEST, strays
from malmoi.indexer.store.manifest import decode_manifest
from malmoi.indexer.store.source_state import FileState, SourceState
from malmoi.tests.faulty_disk import Fault, FaultyDisk

OLD = {f"p{number}": "봄 여행" for number in range(6)}
SOURCES = SourceState({"/blog": {"a": FileState((1, 2), ("q",))}})
NEW = {**{id_: body for id_, body in OLD.items() if id_ != "p3"}, "p1": "가을 여행", "q": "Trade Union"}


def change(shelf: Any) -> None:
    """A commit with all that one can have: a segment, a merge, deletions and sources."""
    writer = shelf.writer()
    writer.add(Document(id="q", body="Trade Union"))
    writer.add(Document(id="p1", body="가을 여행"))
    writer.delete(["p3"])
    writer.sources = SOURCES
    writer.commit()


def orphans(store: Store) -> list[str]:
    """Files of the index that no manifest names."""
    return strays(store.folder, [store.read()])


@pytest.fixture(scope="module", params=[6, 200], ids=["merged", "deleted from"])
def old(request: Any, make_shelf: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index to fail on: small, so that its segment is merged, or large, so that it gets deletions."""
    folder = tmp_path_factory.mktemp("old") / "index"
    shelf = make_shelf(folder)
    more = {f"m{number}": "봄" for number in range(request.param - len(OLD))}
    shelf.commit(*(Document(id=id_, body=body) for id_, body in (OLD | more).items()))
    return folder


def steps(make_shelf: Callable[..., Any], old: Path, folder: Path) -> int:
    """How many steps the commit has."""
    shutil.copytree(old, folder)
    disk = FaultyDisk(folder)
    change(make_shelf(folder, disk))
    return disk.steps


@pytest.mark.parametrize("fault", [Fault.FULL_ONCE, Fault.FULL])
def test_any_step_may_fail(make_shelf: Callable[..., Any], old: Path, tmp_path: Path, fault: Fault) -> None:
    """Whichever step of a commit fails, a reader sees the old commit exactly, or the new one; the next writer works."""
    total = steps(make_shelf, old, tmp_path / "whole")
    assert total > 10
    seen = set()
    for failing in range(1, total + 1):
        folder = tmp_path / str(failing)
        shutil.copytree(old, folder)
        before = make_shelf(folder).contents()
        after = NEW | {id_: body for id_, body in before.items() if id_.startswith("m")}
        disk = FaultyDisk(folder, failing, fault)
        with suppress(StoreError):
            change(make_shelf(folder, disk))
        plain = make_shelf(folder)
        number = plain.store.read().number
        assert plain.contents() == (before if number == 1 else after), f"step {failing}"
        assert plain.snapshot().sources == (SourceState() if number == 1 else SOURCES)
        seen.add(number)
        change(plain)
        assert plain.contents() == after
        plain.commit(Document(id="last", body="봄"))
        assert plain.contents() == {**after, "last": "봄"}
        assert not orphans(plain.store)
        assert decode_manifest(folder / BACKUP) == decode_manifest(folder / MANIFEST)
    assert seen == {1, 2}


def test_the_first_commit_may_fail(make_shelf: Callable[..., Any], tmp_path: Path) -> None:
    """Where making an index fails before its first commit there is none, and the next try makes it."""
    for failing in range(1, 12):
        folder = tmp_path / str(failing)
        shelf = make_shelf(folder, None)
        shelf = make_shelf(folder, FaultyDisk(folder, failing, Fault.FULL))
        try:
            shelf.commit(Document(id="a", body="봄"))
        except StoreError:
            assert make_shelf(folder).contents() in ({}, {"a": "봄"})
        plain = make_shelf(folder)
        plain.commit(Document(id="a", body="봄"))
        assert plain.contents() == {"a": "봄"}


def test_giving_up_leaves_nothing(shelf: Any) -> None:
    """A session that is not committed changes nothing, and what it wrote is removed by the next commit."""
    shelf.commit(Document(id="a", body="봄"))
    writer = shelf.writer(memory=0)
    writer.add(Document(id="a", body="가을"))
    writer.add(Document(id="b", body="가을"))
    assert len(orphans(shelf.store)) == 2
    assert shelf.contents() == {"a": "봄"}
    shelf.commit(Document(id="c", body="봄"))
    assert not orphans(shelf.store)


def test_only_our_files_are_removed(shelf: Any) -> None:
    """A writer removes no file that somebody else put into the folder."""
    shelf.commit(Document(id="a", body="봄"))
    for name in ("notes.txt", "segment", "malmoi.toml"):
        (shelf.store.folder / name).write_text("mine", encoding="utf-8")
