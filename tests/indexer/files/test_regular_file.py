"""Regular files only: anything else is a named error, and nothing waits."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from malmoi.indexer.files.regular_file import (
    NotRegularError,
    create_regular,
    open_for_update,
    open_regular,
    read_bounded,
)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="has neither pipes nor devices among files")


@pytest.fixture
def odd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with everything that a file may be instead of one; ``link`` leads to a file."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_bytes(b"mine")
    (tmp_path / "link").symlink_to("file")
    (tmp_path / "dangling").symlink_to("nowhere")
    (tmp_path / "device").symlink_to("/dev/zero")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("socket")
    return tmp_path


KINDS = {
    "link": "is a symbolic link",
    "dangling": "is a symbolic link",
    "device": "is a symbolic link",
    "loop": "is a symbolic link",
    "folder": "is a folder",
    "pipe": "is a pipe",
    "socket": "is a socket",
}


@pytest.mark.parametrize("name", KINDS)
def test_what_is_no_file(odd: Path, name: str) -> None:
    """Reading and updating say what is there instead of a file."""
    for opened in (open_regular, open_for_update):
        with pytest.raises(NotRegularError, match=KINDS[name]) as caught:
            opened(odd / name)
        assert caught.value.filename == str(odd / name)
        assert str(caught.value) == KINDS[name]


def test_a_link_that_may_be_followed(odd: Path) -> None:
    """A file that the user names may be a link, but not to a device or to nothing."""
    with open_regular(odd / "link", follow=True) as file:
        assert file.read() == b"mine"
    with pytest.raises(NotRegularError, match="is a device"):
        open_regular(odd / "device", follow=True)
    for name in ("dangling", "loop"):
        with pytest.raises(OSError, match=r"No such file|Too many levels"):
            open_regular(odd / name, follow=True)


@pytest.mark.parametrize("name", ["file", *KINDS])
def test_a_new_file_takes_no_name_that_is_there(odd: Path, name: str) -> None:
    """Writing never opens what is there, be it a link to nowhere."""
    with pytest.raises(FileExistsError):
        create_regular(odd / name)
    assert (odd / "file").read_bytes() == b"mine"
    assert not (odd / "nowhere").exists()


def test_a_bound_takes_no_memory(odd: Path) -> None:
    """A file is read up to its bound, however large the bound is."""
    assert read_bounded(odd / "file", 1 << 62) == b"mine"
    assert read_bounded(odd / "file", 4) == b"mine"
    with pytest.raises(OverflowError, match="is larger than 3 bytes"):
        read_bounded(odd / "file", 3)


def test_permissions_are_said_as_they_are(odd: Path) -> None:
    """What the system refuses stays an OSError of its kind."""
    for opened in (open_regular, open_for_update):
        with pytest.raises(FileNotFoundError):
            opened(odd / "none" / "file")
