"""Writing aliases and word lists: several processes at once lose nothing, and whatever fails is malmoi's own error."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import malmoi
from malmoi.indexer.store.owner_lists import ListWriter
from malmoi.query.bridges.aliases.file import read_aliases

ADD = """
import sys, malmoi
config = malmoi.load_config().override({"bridges": {"alias_file": sys.argv[3]}}, "test")
with malmoi.open(sys.argv[1], create=False, config=config) as index:
    book = index.aliases()
    for number in range(15):
        book.add([f"모임{sys.argv[2]}x{number}", f"Club{sys.argv[2]}x{number}"])
        print(number)
"""


@pytest.fixture
def index(tmp_path: Path) -> Path:
    folder = tmp_path / "index"
    with malmoi.open(folder) as opened:
        opened.add(malmoi.Document(id="a", body="봄"))
    return folder


@pytest.mark.parametrize("shared", [False, True])
def test_several_processes_add_at_once(index: Path, tmp_path: Path, shared: bool) -> None:
    """Whatever a process was told that it had added is in the file, be it beside the index or where settings say."""
    file = tmp_path / "shared.toml" if shared else index / "aliases.toml"
    file.write_text('[[group]]\nnames = ["뜨개모임", "Knitters"]\n', encoding="utf-8")
    command = [sys.executable, "-c", ADD, str(index)]
    processes = [
        subprocess.Popen([*command, name, str(file) if shared else ""], stdout=subprocess.PIPE, text=True)
        for name in "abc"
    ]
    told = sum(len(process.communicate(timeout=120)[0].split()) for process in processes)
    assert told == 45
    assert len(read_aliases(file).groups) == told + 1
    assert not list(tmp_path.glob("**/*.new"))


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_file_of_the_settings_may_be_a_link(tmp_path: Path) -> None:
    """What the link names is written, and the link stays."""
    real, link = tmp_path / "dotfiles" / "aliases.toml", tmp_path / "aliases.toml"
    real.parent.mkdir()
    real.write_text("old", encoding="utf-8")
    link.symlink_to(real)
    writer = ListWriter()
    with writer.lock(link.parent):
        writer.write(link, b"new")
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize("name", ["aliases.toml", "lexicon"])
def test_a_list_that_cannot_be_written(index: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the system refuses is a StoreError, and the list is what it was."""

    def refuse(*_arguments: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "dict.tsv").write_text("뜨개질\tknitting\n", encoding="utf-8")
    with malmoi.open(index) as opened:
        book, lexicon = opened.aliases(), opened.lexicon()
        monkeypatch.setattr(os, "replace", refuse)
        with pytest.raises(malmoi.StoreError, match="Permission denied"):
            book.add(["뜨개모임", "Knitters"]) if name == "aliases.toml" else lexicon.import_dictionary(
                tmp_path / "dict.tsv"
            )
    assert not (index / "aliases.toml").exists()
    assert not list(index.glob("lexicon/*"))


def test_a_list_that_is_not_text(index: Path, tmp_path: Path) -> None:
    """A word list or an alias file of other bytes is named; a search never ends in a traceback."""
    (index / "aliases.toml").write_bytes("[[group]]\nnames = ['뜨개', 'a']".encode("cp949"))
    with malmoi.open(index) as opened:
        for attempt in (lambda: opened.search("봄"), lambda: opened.aliases().candidates):
            with pytest.raises(malmoi.ConfigError, match="is not UTF-8"):
                attempt()
