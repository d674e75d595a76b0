"""Which files a source has, and what happens to those that cannot be read."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from malmoi.config import Limits
from malmoi.corpora.files import open_source
from malmoi.errors import SourceError
from malmoi.indexer.documents.document import Document, Skipped, SourceFile, UnknownFile


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Writes files given as ``{path: text}`` and gives their folder."""

    def write(files: dict[str, str | bytes]) -> Path:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return write


def keys(path: Path) -> list[str]:
    return [file.key for file in open_source(path, Limits()).files()]


def only(path: Path, limits: Limits | None = None) -> SourceFile:
    (file,) = open_source(path, limits).files()
    return file


def failure(file: SourceFile) -> str:
    with pytest.raises(SourceError) as caught:
        list(file.documents())
    return caught.value.reason


def test_a_folder_is_read_whole(folder: Callable[..., Path]) -> None:
    """Files are found at any depth in a stable order; those of unknown kinds are no part of the source."""
    path = folder({"b.md": "글", "a.HTML": "글", "둘/c.txt": "글", "둘/나/d.jsonl": "", "e.png": "", "z/f.htm": "글"})
    assert keys(path) == ["a.HTML", "b.md", "z/f.htm", "둘/c.txt", "둘/나/d.jsonl"]


def test_hidden_names_and_indexes_are_left_out(folder: Callable[..., Path]) -> None:
    """An index inside a source is not indexed; the manifest.json of a web application hides nothing."""
    path = folder(
        {
            ".git/a.md": "글",
            ".b.md": "글",
            ".malmoi/c.txt": "글",
            "blog.idx/manifest.json": '{"fingerprint": {}, "format": 1}',
            "blog.idx/d.txt": "글",
            "site/manifest.json": '{"name": "site"}',
            "site/e.txt": "글",
        }
    )
    assert keys(path) == ["site/e.txt", "site/manifest.json"]
    with pytest.raises(SourceError, match="is an index"):
        open_source(path / "blog.idx")


def test_keys_are_nfc(folder: Callable[..., Path]) -> None:
    """A name that macOS has taken apart has the key of the same name put together; two such names keep apart."""
    path = folder({"a/\u1100\u1161.md": "글"})
    assert keys(path) == ["a/가.md"]
    folder({"a/가.md": "글"})
    assert sorted(keys(path)) == ["a/\u1100\u1161.md", "a/가.md"]


def test_names_in_no_utf8(tmp_path: Path) -> None:
    """A file out of an old Korean archive is named in cp949; any key can be stored."""
    for name in ("소식.txt".encode("cp949"), b"\xff\xfe.txt"):
        try:
            (tmp_path / os.fsdecode(name)).write_text("글", encoding="utf-8")
        except OSError:
            pytest.skip("the file system takes UTF-8 only")
    assert keys(tmp_path) == ["\\xff\\xfe.txt", "소식.txt"]
    assert all(list(file.documents()) for file in open_source(tmp_path).files())


def test_unknown_endings(folder: Callable[..., Path]) -> None:
    """Files that no reader knows are found by their ending; hidden ones are not."""
    path = folder(
        {"a.DOCX": "", "b/c.docx": "", "Makefile": "", "x.a-long-name-with-a-dot": "", ".d.png": "", "e.md": "글"}
    )
    unknown = [found for found in open_source(path).walk() if isinstance(found, UnknownFile)]
    assert sorted((one.key, one.ending) for one in unknown) == [
        ("Makefile", ""),
        ("a.DOCX", ".docx"),
        ("b/c.docx", ".docx"),
        ("x.a-long-name-with-a-dot", ""),
    ]


def test_links_that_leave(folder: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Links that leave a source are listed and not followed; others of its files are read by any name."""
    path = folder({"a.md": "글"})
    outside = tmp_path_factory.mktemp("outside")
    (outside / "b.md").write_text("남의 글", encoding="utf-8")
    (path / "folder").symlink_to(outside)
    (path / "root").symlink_to("/proc/self/cwd")
    (path / "post.md").symlink_to(outside / "b.md")
    (path / "gone.md").symlink_to(outside / "nothing.md")
    (path / "same.md").symlink_to("a.md")
    (path / "picture.png").symlink_to(outside / "b.md")
    assert keys(path) == ["a.md", "same.md"]
    left = [found for found in open_source(path).walk() if isinstance(found, Skipped)]
    assert {one.reason for one in left} == {"is a link that leaves the source: read it with --follow"}
    assert {one.kind for one in left} == {"left_out"}
    expected = ["folder", "gone.md", "post.md", *(["root"] if Path("/proc/self/cwd").exists() else [])]
    assert sorted(one.key for one in left) == expected
    (path / "root").unlink()
    assert [file.key for file in open_source(path, follow=True).files()] == [
        "a.md",
        "gone.md",
        "post.md",
        "same.md",
        "folder/b.md",
    ]


def test_links(folder: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Links out of the source are followed once, where asked; links inside it, around it and into themselves are not."""
    path = folder({"posts/a.md": "글"})
    outside = tmp_path_factory.mktemp("outside")
    (outside / "b.md").write_text("글", encoding="utf-8")
    (outside / "again").symlink_to(outside)
    for name, target in {
        "all": path,
        "up": path.parent,
        "same": path / "posts",
        "ext": outside,
        "ext2": outside,
    }.items():
        (path / "posts" / name).symlink_to(target)
    (path / "posts" / "self").symlink_to("self")
    assert keys(path) == ["posts/a.md"]
    followed = open_source(path, follow=True).files()
    assert [file.key for file in followed] == ["posts/a.md", "posts/ext/b.md"]


def test_deep_folders(tmp_path: Path) -> None:
    """Folders may nest as deep as the file system lets them."""
    path = tmp_path
    for _ in range(300):
        path /= "d"
    path.mkdir(parents=True)
    (path / "a.md").write_text("글", encoding="utf-8")
    assert keys(tmp_path) == ["d/" * 300 + "a.md"]


def test_a_file_is_a_source(folder: Callable[..., Path]) -> None:
    """A file that is named is read, with its name as key; of an unknown kind, as text."""
    path = folder({"소식.log": "제목\n\n본문"}) / "소식.log"
    source = open_source(str(path))
    (file,) = source.files()
    assert (source.root, file.key, file.stamp[0]) == (str(path), "소식.log", len("제목\n\n본문".encode()))
    assert list(file.documents()) == [Document(id="소식.log", title="제목", body="본문")]


def test_root_is_absolute(folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """However a folder is named, the index remembers it under one path."""
    path = folder({"a/b.md": "글"})
    monkeypatch.chdir(path)
    monkeypatch.setenv("HOME", str(path))
    assert {open_source(name).root for name in ("a", "./a/", "a/../a", "~/a", path / "a")} == {str(path / "a")}


def test_no_source(tmp_path: Path) -> None:
    """A path where nothing is, or that cannot be one, is a named error."""
    with pytest.raises(SourceError, match="does not exist"):
        open_source(tmp_path / "none")
    with pytest.raises(SourceError):
        open_source("a\0b")
    with pytest.raises(SourceError):
        open_source("/" + "x" * 5000)


def test_large_files(folder: Callable[..., Path]) -> None:
    """A file over the limit says its size; JSON Lines may be of any size."""
    path = folder({"a.txt": "가" * 100, "b.jsonl": '{"id": "1", "body": "글"}\n' * 10})
    large, lines = open_source(path, Limits(file_bytes=64)).files()
    assert failure(large) == "is larger than 64 bytes (300)"
    assert len(list(lines.documents())) == 10


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"PK\3\4\0\0", "is binary, not text"), (b" \n", "is empty"), (b"", "is empty")],
)
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.md", "a.bin"])
def test_unreadable_content(folder: Callable[..., Path], name: str, content: bytes, reason: str) -> None:
    """What is no text is refused with the reason, whatever its name says."""
    assert failure(only(folder({name: content}) / name)) == reason


def test_pipes_sockets_and_lost_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe never blocks; a socket, a broken link, and a file that goes while it is read say what is the matter."""
    monkeypatch.chdir(tmp_path)
    os.mkfifo("a.txt")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("b.txt")
        Path("c.txt").symlink_to("nowhere")
        Path("d.txt").write_text("글", encoding="utf-8")
        pipe, sock, link, lost = open_source(tmp_path).files()
        Path("d.txt").unlink()
        assert failure(pipe) == "is a pipe"
        assert failure(sock) == "is a socket"
        assert failure(link) == failure(lost) == "is gone"
    with pytest.raises(SourceError, match="is a pipe"):
        open_source("a.txt")


def test_a_file_that_becomes_a_folder(folder: Callable[..., Path]) -> None:
    """A file replaced between listing and reading is an error of that file only."""
    path = folder({"a.txt": "글"})
    file = only(path)
    (path / "a.txt").unlink()
    (path / "a.txt").mkdir()
    assert failure(file) == "is a folder"


def test_permission(folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that cannot be listed is named, so that its posts are not taken for removed; the rest goes on."""
    path = folder({"a/b.md": "글", "c.md": "글"})
    scandir, opening = os.scandir, os.open

    def closed(where: str) -> object:
        if where == str(path / "a"):
            raise PermissionError(13, "Permission denied")
        return scandir(where)

    def refused(where: str, *rest: object) -> int:
        if where == str(path / "c.md"):
            raise PermissionError(13, "Permission denied")
        return opening(where, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "scandir", closed)
    monkeypatch.setattr(os, "open", refused)
    files = list(open_source(path).files())
    assert [file.key for file in files] == ["c.md", "a/"]
    assert {failure(file) for file in files} == {"cannot be read: Permission denied"}
    monkeypatch.setattr(os, "scandir", lambda where: closed(str(path / "a")))
    with pytest.raises(SourceError, match="Permission denied"):
        open_source(path)


@pytest.mark.parametrize("name", ["dump.dat", "posts.log", "export"])
@pytest.mark.parametrize(
    "text",
    ['{"content": "가을 글"}\n{"content": "겨울 글"}\n', '[\n {"content": "가을 글"},\n {"content": "겨울 글"}]'],
)
def test_json_of_another_ending(folder: Callable[..., Path], name: str, text: str) -> None:
    """JSON Lines and lists of objects are known by how they begin, in a folder and alone."""
    path = folder({name: text})
    for source in (path, path / name):
        (found,) = open_source(source).files()
        assert [one.body for one in found.documents() if isinstance(one, Document)] == ["가을 글", "겨울 글"]


def test_a_link_to_what_holds_the_source(tmp_path: Path) -> None:
    """It is listed and never followed, or nothing would end."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "around").symlink_to(tmp_path)
    for follow in (False, True):
        (found,) = open_source(source, follow=follow).walk()
        assert isinstance(found, Skipped)
        assert (found.key, found.kind) == ("around", "left_out")
