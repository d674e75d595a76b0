"""Control characters of a foreign index, of titles, ids and file names never reach the terminal."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

import malmoi
from malmoi.cli import program
from malmoi.indexer.store.folder import Store
from malmoi.indexer.store.manifest import encode_manifest
from malmoi.terminal.screen import escaped, plain, printable

EVIL = "\x1b[31m\x1b]0;owned\x07\x9b2J\u202edrow\u2066\x7f\r줄"
RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def run(*arguments: str, status: int | None = None) -> Result:
    result = CliRunner().invoke(program, [*arguments])
    assert not RAW.search(result.stdout + result.stderr), arguments
    if status is not None:
        assert result.exit_code == status, result.stderr
    return result


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index in which whatever may hold control characters does."""
    folder, posts = tmp_path / "index", tmp_path / f"posts {EVIL}"
    posts.mkdir()
    (posts / f"{EVIL}.txt").write_text(f"봄 여행 {EVIL}", encoding="utf-8")
    (posts / f"bad{EVIL}.txt").write_bytes(b"\0" * 100)
    with malmoi.open(folder) as opened:
        opened.sync(posts)
        opened.add(
            malmoi.Document(id=EVIL, title=EVIL, body=f"봄 {EVIL}", date="2007", url=EVIL, tags=(EVIL,), author=EVIL)
        )
    return folder


@pytest.mark.skipif(os.name == "nt", reason="names of files hold no control characters there")
def test_no_command_prints_them(index: Path, tmp_path: Path) -> None:
    """Neither results nor errors hold a raw control character; JSON holds the same values, escaped."""
    run("search", "봄", "-i", str(index), status=0)
    page = json.loads(run("search", "봄", "-i", str(index), "--json", status=0).stdout)
    with malmoi.open(index) as opened:
        assert sorted(hit["url"] or "" for hit in page["hits"]) == sorted(
            hit.url or "" for hit in opened.search("봄").hits
        )
    assert EVIL in {hit["url"] for hit in page["hits"]}
    for command in (["stats"], ["stats", "--skipped"], ["stats", "--boilerplate"], ["check"], ["aliases"], ["lexicon"]):
        run(*command, "-i", str(index))
    run("explain", "봄", EVIL, "-i", str(index))
    run("search", f"title:{EVIL}", "-i", str(index))
    run("analyze", EVIL, "-i", str(index))
    run("index", str(tmp_path / f"none {EVIL}"), "-i", str(index), status=2)


def test_a_manifest_of_somebody_else(index: Path) -> None:
    """A fingerprint or a file name full of control characters is shown without them."""
    store = Store(index)
    commit = store.read()
    lied = encode_manifest(commit).replace(b'"mecab"', json.dumps(EVIL, ensure_ascii=False).encode())
    line = lied.splitlines()[0]
    import zlib

    (index / "manifest.json").write_bytes(b"%s\n%08x\n" % (line, zlib.crc32(line)))
    assert "another analysis" in run("search", "봄", "-i", str(index), status=2).stderr
    run("check", "-i", str(index))


@given(st.text(st.characters(codec=None)))
def test_any_text(text: str) -> None:
    """Whatever a text holds, nothing of it controls the terminal, and JSON gives it back."""
    assert not RAW.search(plain(text) + printable(text, has_colours=False))
    assert json.loads(escaped(json.dumps(text, ensure_ascii=False))) == text
    assert not RAW.search(escaped(json.dumps(text, ensure_ascii=False)))
    coloured = printable(f"\x1b[1m{text}\x1b[0m", has_colours=True)
    assert not RAW.search(re.sub(r"\x1b\[(?:0|1|2|1;33)m", "", coloured))
