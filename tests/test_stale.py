"""An index that was made with another version of the analysis: refused, read as it is, or made anew."""

from __future__ import annotations

import json
import pickle
import zlib
from pathlib import Path
from typing import Any

import pytest

import malmoi
from malmoi import Document, FingerprintError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index with two documents."""
    with malmoi.open(tmp_path / "index", config=malmoi.Config()) as index:
        index.add_all([Document(id="a", body="도서관에 갔다", data={"price": 5}), Document(id="b", body="책을 읽었다")])
    return tmp_path / "index"


def older(folder: Path, **differences: str) -> None:
    """Makes the index one of another analysis."""
    manifest = folder / "manifest.json"
    values = json.loads(manifest.read_bytes().partition(b"\n")[0])
    values["fingerprint"] |= differences
    line = json.dumps(values, ensure_ascii=False, sort_keys=True).encode()
    manifest.write_bytes(b"%s\n%08x\n" % (line, zlib.crc32(line)))


def opened(folder: Path, stale: Any) -> malmoi.Index:
    """The index."""
    return malmoi.open(folder, config=malmoi.Config(), stale=stale)


def test_an_error_is_the_default(folder: Path) -> None:
    """It names what differs."""
    older(folder, english="0")
    with pytest.raises(FingerprintError, match="english"):
        opened(folder, "error")
    with pytest.raises(FingerprintError, match="english"):
        malmoi.open(folder, config=malmoi.Config())


def test_reading(folder: Path) -> None:
    """Every page says so, in the child of a pickle, too; nothing can be written."""
    older(folder, english="0")
    with opened(folder, "read") as index, pickle.loads(pickle.dumps(index)) as other:
        for one in (index, other):
            page = one.search("도서관")
            assert [hit.id for hit in page] == ["a"]
            assert "another version of the analysis (english)" in page.notes[0]
        with pytest.raises(FingerprintError):
            index.add(Document(id="c", body="새 글"))
        with pytest.raises(FingerprintError):
            index.delete("a")
        index.rebuild()
        assert not index.search("도서관").notes
        assert index.add(Document(id="c", body="새 글"))
    with malmoi.open(folder, config=malmoi.Config()) as index:
        assert sorted(index.ids()) == ["a", "b", "c"]


@pytest.mark.parametrize("part", ["tagger", "timezone", "streams"])
def test_another_analysis_cannot_be_read(folder: Path, part: str) -> None:
    """Its words and days are others; it can be made anew."""
    older(folder, **{part: "another"})
    with pytest.raises(FingerprintError, match=part):
        opened(folder, "read")
    with opened(folder, "rebuild") as index:
        assert [hit.id for hit in index.search("도서관")] == ["a"]


def test_making_anew(folder: Path) -> None:
    """Once, with all that the documents have; an index that is not stale is not touched."""
    before = (folder / "manifest.json").read_bytes()
    with opened(folder, "rebuild"), opened(folder, "read") as index:
        assert not index.search("도서관").notes
    assert (folder / "manifest.json").read_bytes() == before
    older(folder, english="0")
    with opened(folder, "rebuild") as index:
        assert not index.search("도서관").notes
        assert index.search("도서관").hits[0].data == {"price": 5}
        assert not index.add(Document(id="b", body="책을 읽었다"))
        after = (folder / "manifest.json").read_bytes()
    with opened(folder, "rebuild"):
        assert (folder / "manifest.json").read_bytes() == after


@pytest.mark.parametrize("stale", ["never", None, True])
def test_other_words_are_refused(folder: Path, stale: object) -> None:
    """With the words that there are."""
    with pytest.raises(malmoi.ArgumentError, match="error, read, rebuild"):
        opened(folder, stale)
