"""Folders that break programs which trust them: an index of somebody else, and a folder that is no index.

Each attack gets a whole index, or a folder of somebody's files, and a file of the user's elsewhere. Then every command
that opens an index is run on it. It has to end in seconds and in bounded memory, without a traceback, to print no
control character, and to change no file that is not part of its index.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np

import malmoi
from malmoi.benchmarks.measure import COMPILED, head, row
from malmoi.indexer.segments.columns import encode_columns
from malmoi.indexer.store.folder import Store
from malmoi.indexer.store.manifest import encode_manifest

MB = 1_000_000
SECONDS, MEMORY, REFUSED = 15.0, 600 * MB, 2
EVIL = "\x1b[31m\x1b]0;owned\x07\x9b2J\u202e"
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_COMMANDS: dict[str, list[str]] = {
    "search": ["search", "봄"],
    "check": ["check"],
    "stats": ["stats", "--skipped"],
    "aliases": ["aliases", "add", "뜨개모임", "Knitters"],
    "index": ["index", "POSTS"],
    "repair": ["check", "--repair"],
    "rebuild": ["rebuild"],
}

Attack = Callable[[Path, Path], None]
"""Gets an index, and a file of the user's."""


def replaced(name: str, by: Callable[[Path, Path], None]) -> Attack:
    """Something else in place of each file whose name ends so."""

    def attack(index: Path, victim: Path) -> None:
        for path in [path for path in index.iterdir() if path.name.endswith(name)] or [index / name]:
            path.unlink(missing_ok=True)
            by(path, victim)

    return attack


def link(path: Path, victim: Path) -> None:
    """A link to a file of the user's."""
    path.symlink_to(victim)


def zero(path: Path, _victim: Path) -> None:
    """A link to a file without an end."""
    path.symlink_to("/dev/zero")


def pipe(path: Path, _victim: Path) -> None:
    """A pipe that nobody writes to."""
    os.mkfifo(path)


def republished(index: Path, change: Callable[[bytes], bytes]) -> None:
    """A manifest with a valid checksum and other content."""
    line = change(encode_manifest(Store(index).read()).splitlines()[0])
    for name in ("manifest.json", "manifest.bak"):
        (index / name).write_bytes(b"%s\n%08x\n" % (line, zlib.crc32(line)))


def rewritten(index: Path, ending: str, data: bytes) -> None:
    """A file of the commit with other bytes, and a manifest that vouches for them."""
    commit = Store(index).read()
    file = next(file for file in commit.files() if file.name.endswith(ending))
    (index / file.name).unlink()
    (index / file.name).write_bytes(data)
    old = f'"checksum": {file.checksum}, "name": "{file.name}", "size": {file.size}'
    new = f'"checksum": {zlib.crc32(data)}, "name": "{file.name}", "size": {len(data)}'
    republished(index, lambda line: line.replace(old.encode(), new.encode()))


def blanks(size: int) -> bytes:
    """Blanks, packed; the peak of memory of a process counts for those that it starts."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b" " * MB) for _ in range(size // MB)) + packer.flush()


def large_record(index: Path, _victim: Path) -> None:
    """A record that claims 1.9 GB."""
    store = Store(index)
    segment = store.segment(store.read().segments[0])
    frame = b"\x28\xb5\x2f\xfd\xe0" + (1_900_000_000).to_bytes(8, "little") + b"\x01\x00\x00"
    columns = {name: segment.columns[name].all() for name in segment.columns}
    columns |= {"stored": np.frombuffer(frame, "u1"), "stored_ends": np.array([0, len(frame)], "<u4")}
    rewritten(index, ".segment", b"".join(encode_columns(columns, {"documents": 1})))


ATTACKS: dict[str, Attack] = {
    **{f"{name} is a link": replaced(name, link) for name in ("lock", "lock.json", "manifest.json", "aliases.toml")},
    **{f"{name} is a pipe": replaced(name, pipe) for name in ("lock", "lock.json", "manifest.json", "manifest.bak")},
    **{f"*{name} are pipes": replaced(name, pipe) for name in (".segment", ".sources", "aliases.toml")},
    **{f"*{name} are /dev/zero": replaced(name, zero) for name in (".segment", ".sources", "manifest.json")},
    "manifest.json.new is a link": replaced("manifest.json.new", link),
    "aliases.toml.new is a link": replaced("aliases.toml.new", link),
    "aliases.toml is /dev/zero": replaced("aliases.toml", zero),
    "lexicon is a link": lambda index, victim: (index / "lexicon").symlink_to(victim.parent),
    "record of 1.9 GB": large_record,
    "sources of 2.5 GB": lambda index, _: rewritten(index, ".sources", blanks(2_500_000_000)),
    "manifest of 16 GB": lambda index, _: os.truncate(index / "manifest.json", 1 << 34),
    "fingerprint of commands": lambda index, _: republished(
        index, lambda line: line.replace(b'"mecab"', json.dumps(EVIL, ensure_ascii=False).encode())
    ),
    "a file outside": lambda index, victim: republished(
        index, lambda line: re.sub(rb'"name": "[^"]+"', f'"name": "{victim}"'.encode(), line, count=1)
    ),
    "a header of nothing": lambda index, _: rewritten(index, ".segment", b"malmoi1\n" + b"\xff" * 100),
    "deep aliases": lambda index, _: _written(index / "aliases.toml", "x = " + "[" * 100_000),
    "long aliases": lambda index, _: _written(index / "aliases.toml", "a" + ".a" * 1_000_000 + " = 1"),
}
FOREIGN = (
    "draft.new", "film.segment", "0123456789abcdef-0123456789abcdef.segment", "a.deleted", "b.sources", "lock.json",
    "manifest.json", "backup.json",
)  # fmt: skip
"""Names in a folder that is no index."""


def _written(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def folders_kept(work: Path) -> bool:
    """Whether every command bore every attack; prints a row for each."""
    head("index folder", "outcome", "wall s", "peak MB", "broken")
    made, posts = work / "made", work / "posts"
    posts.mkdir()
    (posts / "a.txt").write_text("봄 여행", encoding="utf-8")
    with malmoi.open(made) as index:
        index.sync(posts)
    (posts / f"b{EVIL}.txt").write_text(f"{EVIL} 가을", encoding="utf-8")
    kept = [_attacked(work, made, name, attack) for name, attack in ATTACKS.items()]
    kept += [_foreign(work, name) for name in FOREIGN]
    shutil.rmtree(made)
    shutil.rmtree(posts)
    return all(kept)


def _attacked(work: Path, made: Path, name: str, attack: Attack) -> bool:
    """One attack on an index: every command bears it, and nothing outside of the index is changed."""
    index, victim = work / "attacked", work / "home" / "victim"
    victim.parent.mkdir()
    victim.write_bytes(b"mine")
    line = Row(name)
    for command in _COMMANDS:
        shutil.copytree(made, index)
        attack(index, victim)
        line.run(work, command, index)
        line.broken += [f"{command} changed a file elsewhere"] * (_state(victim.parent) != {"victim": b"mine"})
        shutil.rmtree(index)
    shutil.rmtree(victim.parent)
    return line.report()


def _foreign(work: Path, name: str) -> bool:
    """A folder with a file of somebody's: every command refuses it, and nothing in it changes."""
    folder, content = work / "foreign", b'{"name": "mine"}'
    folder.mkdir()
    (folder / name).write_bytes(content)
    line = Row(f"no index: {name}")
    for command in _COMMANDS:
        status = line.run(work, command, folder)
        line.broken += [f"{command} ended with {status}"] * (status != REFUSED)
        line.broken += [f"{command} changed the folder"] * (_state(folder) != {name: content})
    shutil.rmtree(folder)
    return line.report()


class Row:
    """What the commands did about one attack."""

    def __init__(self, name: str) -> None:
        self.broken: list[str] = []
        self._name = name
        self._outcomes: list[str] = []
        self._seconds = 0.0
        self._peak = 0

    def run(self, work: Path, command: str, index: Path) -> int:
        """Runs a command on a folder. Returns its status."""
        output = work / "output"
        words = [str(work / "posts") if word == "POSTS" else word for word in _COMMANDS[command]]
        began = time.monotonic()
        with output.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-m", "malmoi", *words, "-i", str(index)],
                stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT, env=COMPILED,
            )  # fmt: skip
            status, peak = _waited(process, began + SECONDS)
        text = output.read_text(encoding="utf-8", errors="surrogateescape")
        self.broken += [f"{command} did not end in {SECONDS:.0f} s"] * (status < 0)
        self.broken += [f"{command}: traceback"] * ("Traceback" in text)
        self.broken += [f"{command}: control characters"] * bool(_CONTROLS.search(text))
        self.broken += [f"{command}: {peak // MB:,} MB"] * (peak > MEMORY)
        self._outcomes.append(f"{command} {status}")
        self._seconds = max(self._seconds, time.monotonic() - began)
        self._peak = max(self._peak, peak)
        return status

    def report(self) -> bool:
        """Prints the row, and returns whether nothing is broken."""
        cells = (", ".join(self._outcomes), f"{self._seconds:.1f}", f"{self._peak / MB:,.0f}")
        row(self._name, *cells, "; ".join(self.broken) or "-")
        return not self.broken


def _waited(process: subprocess.Popen[bytes], deadline: float) -> tuple[int, int]:
    """The status of a process and its peak of memory in bytes; it is killed where it does not end in time."""
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return process.returncode, usage.ru_maxrss * 1024
        if time.monotonic() > deadline:
            process.kill()
        time.sleep(0.02)


def _state(folder: Path) -> dict[str, bytes]:
    """The content of every file in a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
