"""Sources that contain one another are one: each document is there once, whatever was indexed first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import malmoi
from malmoi import Index
from malmoi.errors import SourceError


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    folder = tmp_path / "blog"
    (folder / "notes" / "deep").mkdir(parents=True)
    (folder / "a.md").write_text("가을 여행", encoding="utf-8")
    (folder / "notes" / "b.md").write_text("봄 여행", encoding="utf-8")
    (folder / "notes" / "deep" / "c.md").write_text("여름 여행", encoding="utf-8")
    (folder / "notes" / "list.jsonl").write_text('{"id": "x", "body": "겨울 여행"}\n', encoding="utf-8")
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with malmoi.open(tmp_path / "index") as opened:
        yield opened


ALL = {"a.md", "notes/b.md", "notes/deep/c.md", "x"}


def ids(index: Index) -> list[str]:
    return sorted(hit.id for hit in index.search("*", limit=100).hits)


@pytest.mark.parametrize("part", ["a.md", "notes/b.md", "notes", "notes/list.jsonl", "notes/deep"])
def test_a_part_and_then_the_folder(index: Index, blog: Path, part: str) -> None:
    """A file or a folder that was indexed alone becomes a part of the folder that contains it."""
    index.sync(blog / part)
    index.sync(blog)
    assert ids(index) == sorted(ALL)
    assert [source.root for source in index.sources()] == [str(blog)]
    assert index.sync(blog).unchanged == 4
    (blog / "a.md").unlink()
    (blog / "notes" / "b.md").unlink()
    index.sync(blog)
    assert ids(index) == ["notes/deep/c.md", "x"]


def test_a_part_that_is_gone(index: Index, blog: Path) -> None:
    """A file that was indexed alone and was deleted since is gone with the next sync of its folder."""
    index.sync(blog / "a.md", blog / "notes" / "deep")
    (blog / "a.md").unlink()
    (blog / "notes" / "deep" / "c.md").unlink()
    (blog / "notes" / "deep").rmdir()
    index.sync(blog)
    assert ids(index) == ["notes/b.md", "x"]


def test_the_folder_and_then_a_part(index: Index, blog: Path) -> None:
    """A part of a known folder is read alone, and what is beside it stays as it is."""
    index.sync(blog)
    (blog / "a.md").write_text("가을 소풍", encoding="utf-8")
    (blog / "notes" / "b.md").write_text("봄 소풍", encoding="utf-8")
    (blog / "notes" / "deep" / "c.md").unlink()
    report = index.sync(blog / "notes")
    assert (report.changed, report.removed, report.added) == (1, 1, 0)
    assert ids(index) == ["a.md", "notes/b.md", "x"]
    assert [hit.id for hit in index.search("소풍").hits] == ["notes/b.md"]
    assert [source.root for source in index.sources()] == [str(blog)]
    assert index.sync(blog / "a.md").changed == 1
    assert index.sync(blog).unchanged == 3


def test_together(index: Index, blog: Path) -> None:
    """A folder and its parts in one call are the folder."""
    assert index.sync(blog / "notes", blog, blog / "a.md").added == 4
    assert ids(index) == sorted(ALL)


def test_what_a_walk_does_not_meet_is_a_source_of_its_own(index: Index, blog: Path) -> None:
    """A hidden file, or one of an unknown ending, that was named stays when its folder is indexed."""
    (blog / ".draft").mkdir()
    (blog / ".draft" / "d.md").write_text("숨은 여행", encoding="utf-8")
    (blog / "log.notes").write_text("기록 여행", encoding="utf-8")
    index.sync(blog / ".draft", blog / "log.notes")
    index.sync(blog)
    assert ids(index) == sorted({*ALL, "d.md", "log.notes"})
    index.sync(blog / ".draft")
    assert ids(index) == sorted({*ALL, "d.md", "log.notes"})


def test_what_was_skipped_beside_a_part_stays_listed(index: Index, blog: Path) -> None:
    """Reading a part keeps the list of what was skipped elsewhere, and renews its own."""
    (blog / "bad.md").write_text("", encoding="utf-8")
    (blog / "notes" / "bad.md").write_text("", encoding="utf-8")
    (blog / "paper.docx").write_bytes(b"x")
    index.sync(blog)
    (blog / "notes" / "bad.md").unlink()
    index.sync(blog / "notes")
    (source,) = index.sources()
    assert [one.key for one in source.skipped] == ["paper.docx", "bad.md"]
    assert source.unknown_endings == {".docx": 1}


def test_forget(index: Index, blog: Path, tmp_path: Path) -> None:
    """A source that is forgotten leaves the index with its documents; its files and other documents stay."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "z.md").write_text("다른 여행", encoding="utf-8")
    index.sync(blog, other)
    index.add(malmoi.Document(id="hand", body="손으로 넣은 여행"))
    assert index.forget(blog) == 4
    assert ids(index) == ["hand", "z.md"]
    assert [source.root for source in index.sources()] == [str(other)]
    assert (blog / "a.md").exists()
    with pytest.raises(SourceError, match="no source"):
        index.forget(blog)


def test_forget_what_is_gone(index: Index, blog: Path) -> None:
    """A source that was moved away can be forgotten."""
    index.sync(blog)
    blog.rename(blog.with_name("moved"))
    assert index.forget(blog) == 4
