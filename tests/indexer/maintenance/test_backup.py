"""Backup, repair and rebuild: what is brought back is what was there, and what was not is named."""

from __future__ import annotations

import os
import shutil
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import malmoi
from malmoi import Config, Document
from malmoi.indexer.store.folder import Store
from malmoi.indexer.store.layout import BACKUP, MANIFEST

WORDS = "봄 여행 제주 바다 노동 조합 회의 Trade Union harbour 오늘 골목 이웃".split()


def document(number: int) -> Document:
    """A document of its own words, long enough that a segment has many blocks."""
    words = [WORDS[(number * 7 + at * at) % len(WORDS)] + str((number * 31 + at) % 97) for at in range(60)]
    return Document(id=f"p{number}", title=f"글 {number}", body=" ".join(words), date="2007", url=f"/{number}")


def make(folder: Path) -> Path:
    """An index of a folder of files, which stands beside it, and of documents added by hand, some of them deleted."""
    posts = folder / "posts"
    posts.mkdir()
    for number in range(150):
        (posts / f"{number}.txt").write_text(document(number + 1000).body, encoding="utf-8")
    with malmoi.open(folder / "index") as index:
        index.sync(posts)
        index.add_all(map(document, range(900)))
        index.delete("p3", "p4")
    return folder / "index"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index made once."""
    return make(tmp_path_factory.mktemp("template"))


@pytest.fixture
def made(template: Path, tmp_path: Path) -> Path:
    """A copy of that index; its source stands beside the template, and no test changes it."""
    return Path(shutil.copytree(template, tmp_path / "index"))


def contents(folder: Path) -> dict[str, Any]:
    """Every document by its id."""
    with malmoi.open(folder, create=False) as index:
        return {record.id: record for record in index.searcher().snapshot.records()}


def damage(path: Path, at: float, length: int = 1) -> None:
    """Changes some bytes of a file."""
    data = bytearray(path.read_bytes())
    start = int(at * (len(data) - length))
    data[start : start + length] = bytes(byte ^ 0x55 for byte in data[start : start + length])
    path.unlink()
    path.write_bytes(data)


def one(folder: Path, ending: str) -> Path:
    """The largest file with an ending."""
    return max(folder.glob(f"*{ending}"), key=lambda path: path.stat().st_size)


# backup


def test_a_backup_is_an_index(made: Path, tmp_path: Path) -> None:
    """A backup opens as it is, has the same documents, and checks fine."""
    with malmoi.open(made) as index:
        report = index.backup(tmp_path / "copy")
    assert report.documents == len(contents(made))
    assert report.to_json()["documents"] == report.documents
    assert malmoi.check(tmp_path / "copy").is_fine
    assert contents(tmp_path / "copy") == contents(made)


@pytest.mark.parametrize("links", [True, False])
def test_a_later_backup_brings_what_is_new(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    """A backup into an earlier one keeps the files that are there, and removes those that are no longer needed."""
    if not links:
        monkeypatch.setattr(os, "link", refuse)
    copy = tmp_path / "copy"
    first = malmoi.backup(made, copy)
    assert bool(first.linked) == links
    with malmoi.open(made) as index:
        index.add(Document(id="new", body="봄"))
    second = malmoi.backup(made, copy)
    assert second.kept
    assert contents(copy) == contents(made)
    report = malmoi.check(copy)
    assert report.is_fine
    assert not report.strays
    damage(one(copy, ".segment"), 0.5)
    assert links or malmoi.check(made).is_fine


def refuse(*_: object) -> None:
    raise OSError("no links here")


@pytest.mark.parametrize("times", [3, pytest.param(10, marks=pytest.mark.slow)])
def test_a_backup_while_writing(made: Path, tmp_path: Path, times: int) -> None:
    """Backups that are made while somebody writes have exactly the documents of a commit."""
    stop = threading.Event()

    def write() -> None:
        with malmoi.open(made) as index:
            number = 0
            while not stop.is_set():
                index.add_all(Document(id=f"{number}-{half}", body="봄") for half in "ab")
                number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(times):
            malmoi.backup(made, tmp_path / "copy")
            assert malmoi.check(tmp_path / "copy").is_fine
            added = {id_ for id_ in contents(tmp_path / "copy") if "-" in id_}
            assert {id_[:-1] + "a" for id_ in added} == {id_ for id_ in added if id_.endswith("a")}
            assert len(added) % 2 == 0
    finally:
        stop.set()
        writer.join()


def test_a_backup_overwrites_nothing_else(made: Path, tmp_path: Path) -> None:
    """A folder with other files, another index, the index itself, or a backup that was written to is refused."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("mine", encoding="utf-8")
    with malmoi.open(tmp_path / "live") as index:
        index.add(Document(id="a", body="봄"))
    malmoi.backup(made, tmp_path / "copy")
    with malmoi.open(tmp_path / "copy") as index:
        index.add(Document(id="a", body="봄"))
    for folder in (other, tmp_path / "live", made, tmp_path / "copy"):
        before = sorted(path.name for path in folder.iterdir())
        with pytest.raises(malmoi.StoreError, match=r"Name (another|a new)"):
            malmoi.backup(made, folder)
        assert sorted(path.name for path in folder.iterdir()) == before


@pytest.mark.parametrize("links", [True, False])
def test_a_damaged_index_gives_no_backup(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    """Damage is met while copying; the backup that was there before stays whole."""
    if not links:
        monkeypatch.setattr(os, "link", refuse)
    malmoi.backup(made, tmp_path / "copy")
    good = contents(tmp_path / "copy")
    malmoi.rebuild(made)
    damage(one(made, ".segment"), 0.3)
    with pytest.raises(malmoi.DamagedIndexError):
        malmoi.backup(made, tmp_path / "copy")
    assert contents(tmp_path / "copy") == good


# repair


def test_nothing_to_repair(made: Path) -> None:
    """An index that is fine is left as it is."""
    before = (made / MANIFEST).read_bytes()
    report = malmoi.repair(made)
    assert report.is_whole
    assert report.check.is_fine
    assert (made / MANIFEST).read_bytes() == before


@pytest.mark.parametrize("name", [MANIFEST, BACKUP])
@pytest.mark.parametrize("missing", [True, False])
def test_a_manifest_is_put_back(made: Path, name: str, missing: bool) -> None:
    """The manifest and its backup stand for each other, and nothing is lost."""
    good = contents(made)
    (made / name).unlink() if missing else damage(made / name, 0.5)
    assert malmoi.repair(made).is_whole
    assert malmoi.check(made).is_fine
    assert contents(made) == good


def test_both_manifests_lost(made: Path) -> None:
    """Without manifest and backup nobody knows what belongs to the index: it is not guessed."""
    damage(made / MANIFEST, 0.5)
    damage(made / BACKUP, 0.5)
    with pytest.raises(malmoi.DamagedIndexError, match="its backup is damaged too"):
        malmoi.repair(made)


def test_damaged_postings_lose_nothing(made: Path) -> None:
    """Where stored documents are whole they are analysed again, and the damaged file is kept aside."""
    good = contents(made)
    path = one(made, ".segment")
    damage(path, 0.9)
    report = malmoi.repair(made)
    assert report.is_whole
    assert report.saved
    assert report.aside == (path.name + ".damaged",)
    assert (made / report.aside[0]).exists()
    assert malmoi.check(made).is_fine
    assert contents(made) == good


def test_lost_documents_are_named(made: Path, template: Path) -> None:
    """Stored documents that cannot be read are named; those with a source come back, all others are saved."""
    good = contents(made)
    with malmoi.open(made) as index:
        index.rebuild()
    path = one(made, ".segment")
    damage(path, 0.02, 40)
    report = malmoi.repair(made, sources=[template.parent / "posts"])
    assert not report.is_whole or report.returned
    assert not report.nameless
    assert report.lost or report.returned
    found = contents(made)
    assert found.keys() == good.keys() - set(report.lost)
    assert {id_: found[id_].body for id_ in found} == {id_: good[id_].body for id_ in found}
    assert all(id_.startswith("p") for id_ in report.lost), "what has a source on the disk comes back"
    assert malmoi.check(made).is_fine


def test_no_source_is_read_without_being_asked(tmp_path: Path) -> None:
    """An index of somebody else may name any path: what it names is listed, and read by a later sync only."""
    made = make(tmp_path)
    for path in made.glob("*.segment"):
        path.unlink()
    report = malmoi.repair(made, sources=[tmp_path])
    assert report.unread
    assert not report.returned
    assert not contents(made)
    with malmoi.open(made) as index:
        assert index.sync(tmp_path / "posts").added == 150


@pytest.mark.parametrize("how", ["header", "missing", "cut"])
def test_a_segment_that_cannot_be_opened(made: Path, template: Path, how: str) -> None:
    """What cannot be named is counted; sources that are there are read again, sources that are gone are not asked."""
    good = contents(made)
    path = one(made, ".segment")
    match how:
        case "header":
            damage(path, 0)
        case "missing":
            path.unlink()
        case "cut":
            data = path.read_bytes()
            path.unlink()
            path.write_bytes(data[: len(data) // 2])
    report = malmoi.repair(made, sources=[template.parent / "posts"])
    found = contents(made)
    assert malmoi.check(made).is_fine
    assert len(good) - len(found) <= len(report.lost) + report.nameless
    assert {id_ for id_ in good if id_.endswith(".txt")} <= found.keys()
    assert (how == "cut") == (found.keys() == good.keys())


def test_an_unmounted_source_is_not_taken_for_empty(tmp_path: Path) -> None:
    """Where the sources are gone a repair reads none, and the documents that are left stay."""
    made = make(tmp_path)
    (tmp_path / "posts").rename(tmp_path / "elsewhere")
    (tmp_path / "posts").mkdir()
    good = contents(made)
    damage(next(made.glob("*.sources")), 0.5)
    report = malmoi.repair(made)
    assert report.unread
    assert contents(made).keys() == good.keys()
    (tmp_path / "posts").rmdir()
    (tmp_path / "elsewhere").rename(tmp_path / "posts")
    with malmoi.open(made) as index:
        synced = index.sync(tmp_path / "posts")
    assert (synced.added, synced.changed, synced.removed) == (0, 0, 0)


def test_lost_sources_are_told_by_the_documents(tmp_path: Path) -> None:
    """Without its sources file an index still knows which file a document came from: a removed file's is removed."""
    made = make(tmp_path)
    (tmp_path / "posts" / "7.txt").unlink()
    damage(next(made.glob("*.sources")), 0.5)
    report = malmoi.repair(made, sources=[tmp_path / "posts"])
    assert report.is_whole
    assert malmoi.check(made).is_fine
    found = contents(made)
    assert "7.txt" not in found
    assert "8.txt" in found


def test_lost_deletions(made: Path, tmp_path: Path) -> None:
    """Without its deletions a segment keeps all that was not replaced since, and says what is in doubt."""
    good = contents(made)
    with malmoi.open(made) as index:
        index.add(replace(document(5), body="다른 말"))
    damage(one(made, ".deleted"), 0.9)
    report = malmoi.repair(made)
    found = contents(made)
    assert found["p5"].body == "다른 말"
    assert set(good) <= found.keys()
    assert found.keys() - set(good) == {"p3", "p4"} <= set(report.doubtful)
    assert malmoi.check(made).is_fine


def other_settings(tmp_path: Path) -> Config:
    """Settings with another analysis."""
    words = tmp_path / "words.tsv"
    words.write_text("이주노조\tNNG\t이주 노조\n", encoding="utf-8")
    return Config().override({"analysis": {"user_words": str(words)}}, "a test")


def test_a_repair_with_another_analysis(made: Path, tmp_path: Path) -> None:
    """A repair that analyses anything analyses all, so that an index never has two analyses."""
    good = contents(made)
    damage(one(made, ".segment"), 0.9)
    config = other_settings(tmp_path)
    assert malmoi.repair(made, config=config).is_whole
    with malmoi.open(made, config=config) as index:
        assert index.stats().documents == len(good)


# rebuild


def test_rebuild_with_another_analysis(made: Path, template: Path, tmp_path: Path) -> None:
    """Rebuild is the way out of a FingerprintError; an open searcher keeps the index as it was."""
    config, good = other_settings(tmp_path), contents(made)
    with pytest.raises(malmoi.FingerprintError, match="malmoi rebuild"):
        malmoi.open(made, config=config)
    with malmoi.open(made) as old:
        searcher = old.searcher()
        told: list[tuple[int, int]] = []
        assert malmoi.rebuild(made, config=config, progress=lambda done, total: told.append((done, total))) == len(good)
        assert told[-1] == (len(good), len(good))
        assert {record.id: record for record in searcher.snapshot.records()} == good
        with pytest.raises(malmoi.FingerprintError):
            old.search("봄")
    with malmoi.open(made, config=config) as index:
        assert {record.id: record for record in index.searcher().snapshot.records()} == good
        assert index.sync(template.parent / "posts").unchanged == 150
    assert malmoi.check(made).is_fine
    assert not malmoi.check(made).strays


def test_rebuild_writes_what_memory_holds(made: Path) -> None:
    """With little memory a rebuild writes many segments, and the documents are the same."""
    good = contents(made)
    config = Config().override({"limits": {"memory_mb": 1}}, "a test")
    malmoi.rebuild(made, config=config)
    assert len(Store(made).read().segments) > 1
    assert contents(made) == good


def test_rebuilding_damage(made: Path) -> None:
    """A rebuild that meets damage changes nothing and says so."""
    before = (made / MANIFEST).read_bytes()
    damage(one(made, ".segment"), 0.02)
    with pytest.raises(malmoi.DamagedIndexError, match="malmoi check"):
        malmoi.rebuild(made)
    assert (made / MANIFEST).read_bytes() == before


def test_copies_of_an_index_are_indexes(made: Path, tmp_path: Path) -> None:
    """An index has no path of its own in it: it may be moved."""
    shutil.move(made, tmp_path / "moved")
    assert malmoi.check(tmp_path / "moved").is_fine
