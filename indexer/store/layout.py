"""The names in an index folder: which files belong to the index, and whether a folder is an index at all.

The names of segments, deletions, sources and unfinished files begin with the identity of the index, 16 random
hexadecimal digits. So what an interrupted commit left behind is known from what somebody else put there, and only the
former is ever removed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..files.regular_file import open_regular
from .lock import LOCK, NOTE, identity_in, is_empty
from .manifest import MARK, Commit
from .queue import is_ticket

MANIFEST = "manifest.json"
BACKUP = "manifest.bak"
ALIASES = "aliases.toml"
"""The owner's aliases and, in a folder, imported word lists: the only files that cannot be made again."""
LEXICON = "lexicon"
OWNED = (".segment", ".deleted", ".sources", ".new")
"""Endings of the files whose names begin with the identity of their index."""

_HEAD = 4 << 10
"""Bytes of a manifest within which its mark stands."""


def is_index(folder: Path) -> bool:
    """True if there is an index in the folder, including one whose manifest is damaged or cannot be read."""
    return any(_may_be_manifest(folder, name) for name in (MANIFEST, BACKUP))


def _may_be_manifest(folder: Path, name: str) -> bool:
    """True if a file is a manifest of malmoi's: web applications have a manifest.json too."""
    try:
        with open_regular(folder / name) as file:
            head = file.read(_HEAD)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return MARK in head or bool(identity_in(folder))


def is_foreign(folder: Path) -> bool:
    """True if the folder has anything that is neither an index nor the beginning of one."""
    if is_index(folder):
        return False
    try:
        names = {path.name for path in folder.iterdir()}
    except FileNotFoundError:
        return False
    own = identity_in(folder)
    if is_empty(folder / LOCK):
        names -= {name for name in names if is_ticket(name, LOCK)}
        names -= {LOCK, *([NOTE] if own or is_empty(folder / NOTE) else ())}
        names -= {name for name in names if own and _identity_of(name) == own and name.endswith(".new")}
    names -= {ALIASES, LEXICON}
    return bool(names) and not is_index(folder)  # another process may have made it meanwhile


def strays(folder: Path, kept: Sequence[Commit], before: Sequence[Commit] = ()) -> list[str]:
    """The files of an index that no ``kept`` commit names, in any order.

    These are files that a commit ``before`` names, and files with the identity of any of these commits, which an
    interrupted commit left.
    """
    named = {file.name for commit in kept for file in commit.files()}
    once = {file.name for commit in before for file in commit.files()}
    own = {commit.identity for commit in (*kept, *before) if commit.identity}
    return [
        name
        for name in (path.name for path in folder.iterdir())
        if name not in named and (name in once or (_identity_of(name) in own and name.endswith(OWNED)))
    ]


def _identity_of(name: str) -> str:
    return name.partition("-")[0]
