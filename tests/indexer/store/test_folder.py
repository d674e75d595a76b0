"""The index folder: manifests that are refused, and one writer at a time."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import malmoi
from malmoi.errors import DamagedIndexError, FormatError, IndexMissingError, LockedError
from malmoi.indexer.documents.document import Document
from malmoi.indexer.store.folder import Store
from malmoi.indexer.store.layout import BACKUP, MANIFEST
from malmoi.indexer.store.lock import NOTE
from malmoi.indexer.store.manifest import FORMAT, decode_manifest, encode_manifest


def post(id_: str) -> Document:
    return Document(id=id_, body="봄 여행")


def test_no_index(tmp_path: Path) -> None:
    """A folder without a manifest, or no folder, is no index."""
    for folder in (tmp_path, tmp_path / "nowhere"):
        assert not Store(folder).exists()
        with pytest.raises(IndexMissingError, match="malmoi index FOLDER"):
            Store(folder).read()


def test_manifest_round_trip(shelf: Any) -> None:
    """A manifest says what the commit was, and its backup says the same."""
    shelf.commit(*(post(f"p{number}") for number in range(200)))
    commit = shelf.commit(post("q"), delete=["p1"])
    assert shelf.store.read() == commit
    assert decode_manifest(shelf.store.folder / BACKUP) == commit
    assert any(entry.deleted for entry in commit.segments)


def test_every_changed_byte_of_a_manifest(shelf: Any) -> None:
    """A manifest with any byte changed, left out or added is damaged."""
    shelf.commit(post("a"))
    path = shelf.store.folder / MANIFEST
    data = path.read_bytes()
    changed = [data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :] for at in range(len(data))]
    for bad in (*changed, *(data[:at] for at in range(len(data))), data + b"\n"):
        path.write_bytes(bad)
        with pytest.raises(DamagedIndexError, match="does not match its checksum"):
            shelf.store.read()


def test_another_format(shelf: Any) -> None:
    """A manifest of another version of malmoi is refused by its format, whatever else is in it."""
    shelf.store.folder.joinpath(MANIFEST).write_bytes(b"%s\n%08x\n" % (line := b'{"format": 99}', zlib.crc32(line)))
    with pytest.raises(FormatError, match=f"has format 99, this malmoi reads {FORMAT}"):
        shelf.store.read()


def test_every_changed_byte_of_an_index(shelf: Any) -> None:
    """No byte of any file can change without its checksum in the manifest telling."""
    shelf.commit(*(post(f"p{number}") for number in range(200)))
    commit = shelf.commit(post("q"), delete=["p1"])
    for file in commit.files():
        data = (shelf.store.folder / file.name).read_bytes()
        assert shelf.store.verified(file, data) == data
        for bad in (data[:-1], data + b"\0", data[:100] + bytes([data[100] ^ 1]) + data[101:]):
            with pytest.raises(DamagedIndexError, match=file.name):
                shelf.store.verified(file, bad)


def test_deletions_of_another_segment(shelf: Any) -> None:
    """Deletions that do not fit their segment, in number or in place, are damage and never hide documents."""
    shelf.commit(*(post(f"p{number}") for number in range(200)))
    shelf.commit(delete=["p1"])
    commit = shelf.store.read()
    entry = commit.segments[0]
    for deleted in ([], [1, 2], [200]):
        lied = shelf.store.write_deleted(entry, np.array(deleted, "<u2"))
        shelf.store.publish(replace(commit, segments=(replace(lied, deletions=1),)))
        with pytest.raises(DamagedIndexError, match="does not belong to its segment"):
            shelf.snapshot()


def test_another_segment_under_its_name(shelf: Any) -> None:
    """A segment with another number of documents than the manifest says is damage."""
    commit = shelf.commit(post("a"), post("b"))
    (name,) = (entry.file.name for entry in commit.segments)
    other = shelf.store.write_segment(_columns(shelf), 1)
    (shelf.store.folder / other.file.name).rename(shelf.store.folder / name)
    with pytest.raises(DamagedIndexError, match="it has 1 documents"):
        shelf.snapshot()


def _columns(shelf: Any) -> dict[str, Any]:
    columns = shelf.snapshot().segments[0].columns
    return {name: columns[name].all() for name in columns}


def test_a_manifest_is_json_people_can_read(shelf: Any) -> None:
    """The first line of a manifest is JSON with the format and the fingerprint."""
    commit = shelf.commit(post("a"))
    values = json.loads(encode_manifest(commit).splitlines()[0])
    assert values["format"] == FORMAT
    assert values["fingerprint"] == shelf.analyzer.fingerprint()


def test_a_second_writer_waits(tmp_path: Path) -> None:
    """A second writer waits for the first one, and goes on when it is done."""
    store, order = Store(tmp_path), []
    held = threading.Event()

    def first() -> None:
        with store.lock(0):
            held.set()
            time.sleep(0.1)
            order.append("first")

    thread = threading.Thread(target=first)
    thread.start()
    held.wait()
    with Store(tmp_path).lock(5):
        order.append("second")
    thread.join()
    assert order == ["first", "second"]


def test_a_second_writer_gives_up(tmp_path: Path) -> None:
    """A writer that has waited long enough fails, and says who holds the index."""
    with (
        Store(tmp_path).lock(0),
        pytest.raises(LockedError, match=f"being written by process {os.getpid()} on ") as caught,
        Store(tmp_path).lock(0.05),
    ):
        pass
    assert str(os.getpid()) in caught.value.holder


def test_a_holder_that_nobody_knows(shelf: Any) -> None:
    """Where the note about the holder is unreadable the error comes all the same."""
    shelf.commit(post("a"))
    with shelf.store.lock(0):
        for note in ("", "{", "[]", '{"pid": 1}', "7", "[" * 400):
            (shelf.store.folder / NOTE).write_text(note, encoding="utf-8")
            with pytest.raises(LockedError, match="being written by another process"), shelf.store.lock(0):
                pass


def test_a_writer_that_fails_lets_go(tmp_path: Path) -> None:
    """The lock is free again after an exception."""
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), Store(tmp_path).lock(0):
            raise ZeroDivisionError
    with Store(tmp_path).lock(0):
        pass


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_a_writer_that_is_killed_lets_go(tmp_path: Path) -> None:
    """Another process that holds the lock is named, and its lock dies with it."""
    code = (
        "import sys, time; from pathlib import Path; from malmoi.indexer.store.folder import Store\n"
        f"with Store(Path({str(tmp_path)!r})).lock(0): print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(LockedError, match=f"process {holder.pid} on"), Store(tmp_path).lock(0.05):
            pass
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    with Store(tmp_path).lock(0):
        pass


def _write_manifest(shelf: Any, change: Callable[[dict[str, Any]], None]) -> None:
    """Writes the manifest and its backup with other values and a right checksum."""
    values = json.loads((shelf.store.folder / MANIFEST).read_bytes().splitlines()[0])
    change(values)
    line = json.dumps(values).encode()
    for name in (MANIFEST, BACKUP):
        (shelf.store.folder / name).unlink()
        (shelf.store.folder / name).write_bytes(b"%s\n%08x\n" % (line, zlib.crc32(line)))


@pytest.mark.parametrize("times", [2, 30_000])
def test_a_segment_that_is_named_twice(shelf: Any, times: int) -> None:
    """It is damage before any segment is opened, and no document is shown twice."""
    shelf.commit(post("a"))
    _write_manifest(shelf, lambda values: values.update(segments=values["segments"] * times))
    with pytest.raises(DamagedIndexError, match=r"the file .*\.segment is named twice"):
        shelf.store.read()
    with pytest.raises(DamagedIndexError):
        malmoi.open(shelf.store.folder)
    assert not malmoi.check(shelf.store.folder).is_fine


def test_a_segment_under_two_names(shelf: Any) -> None:
    """A copy of a segment is damage, too."""
    shelf.commit(post("a"))

    def copy(values: dict[str, Any]) -> None:
        (entry,) = values["segments"]
        name = f"{values['identity']}-{'0' * 16}.segment"
        shutil.copy(shelf.store.folder / entry["file"]["name"], shelf.store.folder / name)
        values["segments"].append({**entry, "file": {**entry["file"], "name": name}})

    _write_manifest(shelf, copy)
    with pytest.raises(DamagedIndexError, match="two segments have the same content"):
        shelf.store.read()


@pytest.mark.parametrize("of", ["deletions", "sources"])
def test_another_file_that_is_named_twice(shelf: Any, of: str) -> None:
    """Two segments cannot have the same deletions, and deletions are no sources."""
    shelf.commit(*(post(f"p{number}") for number in range(3)))
    shelf.commit(*(post(f"q{number}") for number in range(300)))
    shelf.commit(delete=["p1", "q1"])

    def repeat(values: dict[str, Any]) -> None:
        first, second = values["segments"]
        if of == "deletions":
            second["deleted"] = first["deleted"]
        else:
            values["sources"] = first["deleted"]

    _write_manifest(shelf, repeat)
    with pytest.raises(DamagedIndexError, match="is named twice" if of == "deletions" else "not what malmoi writes"):
        shelf.store.read()


def test_segments_of_before_and_after_a_merge(shelf: Any) -> None:
    """A manifest that names both is damage when the index is read: no document is shown twice."""
    shelf.commit(*(post(f"p{number}") for number in range(3)))
    old = shelf.store.read().segments
    kept = {entry.file.name: (shelf.store.folder / entry.file.name).read_bytes() for entry in old}
    shelf.commit(post("q"))
    commit = shelf.store.read()
    assert len(commit.segments) == 1
    for name, data in kept.items():
        (shelf.store.folder / name).write_bytes(data)
    shelf.store.publish(replace(commit, segments=(*old, *commit.segments)))
    config = malmoi.Config().override({"sources": {"timezone": "UTC"}}, "the test")
    with malmoi.open(shelf.store.folder, config=config) as index:
        for call in (lambda: index.search("봄"), lambda: len(index), index.ids):
            with pytest.raises(DamagedIndexError, match="another segment has a document of it, too"):
                call()
    assert not malmoi.check(shelf.store.folder).is_fine
