"""Folders that are no index, and files in an index that somebody else put there: nothing of them is changed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import malmoi
from malmoi.indexer.store.folder import Store

FOREIGN = (
    "draft.new", "film.segment", "0123456789abcdef.segment", "0123456789abcdef-0123456789abcdef.segment", "a.deleted",
    "b.sources", "lock.json", "lock", "manifest.json", "manifest.bak", "manifest.json.new", "backup.json", ".hidden",
    "posts",
)  # fmt: skip
OPERATIONS: dict[str, Callable[[Path, Path], object]] = {
    "open": lambda folder, _: malmoi.open(folder),
    "rebuild": lambda folder, _: malmoi.rebuild(folder),
    "repair": lambda folder, _: malmoi.repair(folder),
    "check": lambda folder, _: malmoi.check(folder),
    "backup": lambda folder, index: malmoi.backup(index, folder),
}


def state(folder: Path) -> dict[str, bytes | None]:
    """Everything below a folder, with the content of files."""
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of one post."""
    folder = tmp_path_factory.mktemp("foreign") / "index"
    with malmoi.open(folder) as opened:
        opened.add(malmoi.Document(id="a", body="봄 여행"))
    return folder


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_folder_that_is_no_index_is_refused(index: Path, tmp_path: Path, name: str, operation: str) -> None:
    """Any file makes a folder somebody's: no operation changes a byte in it."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / name).write_bytes(b'{"name": "mine"}')
    before = state(folder)
    with pytest.raises(
        malmoi.StoreError, match=r"is neither empty nor an index|no index at|not empty and not a backup"
    ):
        OPERATIONS[operation](folder, index)
    assert state(folder) == before


def test_a_folder_for_a_new_index(tmp_path: Path) -> None:
    """A new folder, an empty one, and one with nothing but the owner's lists become an index; a new one is private."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "lists" / "lexicon").mkdir(parents=True)
    (tmp_path / "lists" / "aliases.toml").write_text('[[group]]\nnames = ["뜨개모임", "Knitters"]\n', encoding="utf-8")
    for name in ("new", "empty", "lists", "below/new"):
        with malmoi.open(tmp_path / name) as opened:
            assert opened.stats().documents == 0
    if os.name != "nt":
        assert (tmp_path / "new").stat().st_mode & 0o077 == 0
        assert (tmp_path / "below" / "new").stat().st_mode & 0o077 == 0


def test_foreign_files_in_an_index_stay(tmp_path: Path) -> None:
    """A writer removes only what its own index wrote, whatever the name of another file ends with."""
    folder = tmp_path / "index"
    with malmoi.open(folder) as opened:
        opened.add(malmoi.Document(id="a", body="봄"))
        mine = set(FOREIGN) - {"lock", "lock.json", "manifest.json", "manifest.bak", "backup.json"}
        for name in mine:
            (folder / name).write_bytes(b"mine")
        stray = folder / Store(folder).new_name(".segment")
        stray.write_bytes(b"half")
        opened.add(malmoi.Document(id="b", body="가을"))
        assert not stray.exists()
        opened.delete("a")
        opened.rebuild()
    malmoi.repair(folder)
    assert {path.name for path in folder.iterdir() if path.read_bytes() == b"mine"} == mine


def test_a_first_commit_that_was_interrupted(tmp_path: Path) -> None:
    """What is left of a first commit that never became true is no reason to refuse the folder, and goes."""
    for leftover in ((), ("new",)):
        folder = tmp_path / str(len(leftover))
        store = Store(folder)
        with store.lock(0):
            pass
        for _ in leftover:
            (folder / store.new_name(".new")).write_bytes(b"half")
        with malmoi.open(folder) as opened:
            opened.add(malmoi.Document(id="a", body="봄"))
        assert not list(folder.glob("*.new"))
    (tmp_path / "empty lock").mkdir()
    (tmp_path / "empty lock" / "lock").touch()
    malmoi.open(tmp_path / "empty lock").close()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("name", ["lock", "lock.json", "manifest.json.new", "manifest.bak.new", "aliases.toml.new"])
def test_links_in_an_index_lead_nowhere(tmp_path: Path, name: str) -> None:
    """In an index of somebody else a link to a file of mine is never written through."""
    folder, victim = tmp_path / "index", tmp_path / "victim"
    victim.write_bytes(b"mine")
    with malmoi.open(folder) as opened:
        opened.add(malmoi.Document(id="a", body="봄"))
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(victim)
        try:
            opened.add(malmoi.Document(id="b", body="가을"))
            opened.aliases().add(["뜨개모임", "Knitters"])
        except malmoi.StoreError as error:
            assert name == "lock"
            assert "lock" in str(error)
    assert victim.read_bytes() == b"mine"


@pytest.mark.skipif(os.name == "nt", reason="has no pipes among files")
@pytest.mark.parametrize("special", ["pipe", "zero", "link"])
def test_special_files_never_hang(tmp_path: Path, special: str) -> None:
    """A pipe, a link to a device or to a copy in place of any file of the index is a named error."""
    made = tmp_path / "made"
    with malmoi.open(made) as opened:
        opened.add_all(malmoi.Document(id=f"a{n}", body="봄") for n in range(130))
        opened.delete("a1")
        opened.aliases().add(["뜨개모임", "Knitters"])
        (tmp_path / "posts").mkdir()
        opened.sync(tmp_path / "posts")
    for name in sorted(path.name for path in made.iterdir()):
        folder, kept = tmp_path / f"index {name}", tmp_path / f"kept {name}"
        shutil.copytree(made, folder)
        (folder / name).rename(kept)
        if special == "pipe":
            os.mkfifo(folder / name)
        else:
            (folder / name).symlink_to("/dev/zero" if special == "zero" else kept)
        content = kept.read_bytes()
        failed = 0
        for operation in (search, malmoi.check, add, malmoi.repair):
            try:
                report = operation(folder)
                failed += isinstance(report, malmoi.CheckReport) and not report.is_fine
            except (malmoi.StoreError, malmoi.ConfigError) as error:
                failed += 1
                assert name in str(error)
        replaced = name in ("lock.json", "manifest.bak")  # a writer puts its own in their place, by a rename
        assert failed or name == "lock.json", name
        assert replaced or (folder / name).is_fifo() or (folder / name).is_symlink()
        assert kept.read_bytes() == content


def search(folder: Path) -> None:
    with malmoi.open(folder, create=False) as opened:
        assert opened.search("봄").total in (129, 130)


def add(folder: Path) -> None:
    with malmoi.open(folder) as opened:
        opened.add(malmoi.Document(id="a2", body="봄 봄"))


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_lexicon_folder_that_is_a_link(tmp_path: Path) -> None:
    """Word lists are neither read nor written through a link that stands in an index."""
    folder, elsewhere = tmp_path / "index", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.tsv").write_text("추방\texile\n", encoding="utf-8")
    (tmp_path / "dict.tsv").write_text("뜨개질\tknitting\n", encoding="utf-8")
    with malmoi.open(folder) as opened:
        opened.add(malmoi.Document(id="a", body="봄"))
        (folder / "lexicon").symlink_to(elsewhere)
        lexicon = opened.lexicon()
        attempts: tuple[Callable[[], object], ...] = (
            lambda: opened.search("봄"),
            lambda: lexicon.import_dictionary(tmp_path / "dict.tsv"),
            lambda: malmoi.backup(folder, tmp_path / "copy"),
        )
        for attempt in attempts:
            with pytest.raises(malmoi.StoreError, match="lexicon is a symbolic link"):
                attempt()
    assert [path.name for path in elsewhere.iterdir()] == ["a.tsv"]
