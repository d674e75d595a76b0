"""The lists that an owner keeps in an index folder (``aliases.toml`` and ``lexicon/*.tsv``) or names in the settings.

No commit names them. In an index folder they may come from somebody else together with the index, so that links among
them are refused; files that the settings name may be links.
"""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ...errors import LockedError, StoreError
from ..files.bounded_text import MAX_LIST
from ..files.regular_file import kind, read_bounded
from .disk import Disk, translate_os_errors
from .folder import Store
from .layout import ALIASES, LEXICON
from .lock import HeldError, hold

_SECONDS = 10.0
_LOCK = ".malmoi.lock"
"""The lock in a folder of lists that is no index folder."""


def owner_lists(folder: Path) -> list[Path]:
    """The lists in an index folder. Raises StoreError where one of them, or their folder, is a link or the like."""
    lists = [folder / ALIASES]
    if _is_there(folder / LEXICON, stat.S_ISDIR):
        lists += sorted((folder / LEXICON).glob("*.tsv"))
    return [path for path in lists if _is_there(path, stat.S_ISREG)]


def _is_there(path: Path, is_right: Callable[[int], bool]) -> bool:
    try:
        mode = os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}") from error
    if not is_right(mode):
        raise StoreError(f"{path} {kind(mode)}", "Put the file or folder itself in its place")
    return True


class ListWriter:
    """Writes the lists of an owner: one process at a time, and each file all or nothing.

    ``store`` is the index folder that the lists are in, or None where the settings name another folder.
    """

    def __init__(self, store: Store | None = None, seconds: float = _SECONDS) -> None:
        self._store = store
        self._seconds = seconds

    @contextmanager
    def lock(self, folder: Path) -> Iterator[None]:
        """Holds a folder of lists for writing. Waits some seconds, then raises LockedError."""
        if self._store:
            with self._store.lock(self._seconds):
                yield
            return
        with _explained(folder), self._hold(folder):
            yield

    @contextmanager
    def _hold(self, folder: Path) -> Iterator[None]:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with hold(folder / _LOCK, self._seconds):
                yield
        except HeldError:
            raise LockedError(folder, "another process") from None

    def write(self, path: Path, data: bytes) -> None:
        """Writes a list. Whoever calls it holds the lock of its folder."""
        if self._store:
            _write(self._store, path, data)
            return
        path = Path(os.path.realpath(path))  # what a link names is replaced, not the link
        with _explained(path):
            Disk(path.parent).replace(path.name, data, f".{path.name}-{secrets.token_hex(8)}.new")

    def remove(self, path: Path) -> None:
        """Removes a list. Whoever calls it holds the lock of its folder."""
        with _explained(path):
            path.unlink(missing_ok=True)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turns what the system raises into a StoreError about ``path``."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror or error}") from error


def _write(store: Store, path: Path, data: bytes) -> None:
    """Writes a list of an index folder, whose lock is held."""
    if path.parent != store.folder and not _is_there(path.parent, stat.S_ISDIR):
        with translate_os_errors(store.folder, "written"):
            path.parent.mkdir()
    store.write_list(str(path.relative_to(store.folder)), data)


def copy_lists(store: Store, target: Store) -> None:
    """Copies the lists of one index folder to another, whose lock is held."""
    for path in owner_lists(store.folder):
        with translate_os_errors(store.folder, "read"):
            try:
                data = read_bounded(path, MAX_LIST)
            except OverflowError as error:
                raise StoreError(f"{path} {error}") from error
        _write(target, target.folder / path.relative_to(store.folder), data)
