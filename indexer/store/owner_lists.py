"""The lists that an owner keeps in an index folder: ``aliases.toml`` and ``lexicon/*.tsv``.

No commit names them. They may come from somebody else together with the index, so that links among them are refused.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

from ...errors import StoreError
from ..regular_file import kind, read_bounded
from .disk import translate_os_errors
from .folder import Store
from .layout import ALIASES, LEXICON

MOST = 64 << 20
"""Bytes of a list at most."""


def owner_lists(folder: Path) -> list[Path]:
    """The lists in an index folder. Raises StoreError where one of them, or their folder, is a link or the like."""
    lists = [folder / ALIASES]
    if _is_there(folder / LEXICON, stat.S_ISDIR):
        lists += sorted((folder / LEXICON).glob("*.tsv"))
    return [path for path in lists if _is_there(path, stat.S_ISREG)]


def _is_there(path: Path, is_right: Callable[[int], bool]) -> bool:
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return False
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}") from error
    if not is_right(mode):
        raise StoreError(f"{path} {kind(mode)}", "Put the file or folder itself in its place")
    return True


def write_list(store: Store, path: Path, data: bytes) -> None:
    """Writes a list of an index folder, all or nothing. Whoever calls it holds the store's lock."""
    if path.parent != store.folder and not _is_there(path.parent, stat.S_ISDIR):
        with translate_os_errors(store.folder, "written"):
            path.parent.mkdir()
    store.write_list(str(path.relative_to(store.folder)), data)


def copy_lists(store: Store, target: Store) -> None:
    """Copies the lists of one index folder to another, whose lock is held."""
    for path in owner_lists(store.folder):
        with translate_os_errors(store.folder, "read"):
            try:
                data = read_bounded(path, MOST)
            except OverflowError as error:
                raise StoreError(f"{path} {error}") from error
        write_list(target, target.folder / path.relative_to(store.folder), data)
