"""Opening a source: a folder, or one file."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..config import Limits
from ..errors import SourceError
from ..indexer.files.regular_file import kind
from .folder import FolderSource, entries_of, is_index, part_of
from .formats.text import TextReader
from .found import FoundFile, ReadOptions, key_of
from .readers import reader_by_content, reader_for
from .reading.columns import chosen_columns
from .reading.file import reason
from .reading.own_fields import own_fields


@dataclass(frozen=True, slots=True)
class FileSource:
    """One file that was named; its key is its name. With an ending that no reader knows it is read as text."""

    root: str
    how: ReadOptions
    part: str = ""

    def covers(self, _path: str) -> bool:
        """Nothing but itself is in a file."""
        return False

    def within(self, folder: str) -> FolderSource | None:
        """The file as a part of a folder; None where a walk of the folder would not come by it."""
        return part_of(folder, self.root, self.how)

    def files(self) -> Iterator[FoundFile]:
        """The file."""
        return self.walk()

    def walk(self) -> Iterator[FoundFile]:
        """The file."""
        name = os.path.basename(self.root)
        yield FoundFile.at(
            self.root, key_of("", name), reader_for(name) or reader_by_content(self.root) or TextReader(), self.how
        )


def open_source(
    path: str | Path,
    limits: Limits | None = None,
    *,
    whole: bool = False,
    follow: bool = False,
    columns: str | Mapping[str, str] = "",
    fields: Iterable[tuple[str, str]] = (),
) -> FolderSource | FileSource:
    """The folder or file at ``path``, to be read within ``limits``. Raises SourceError where there is neither.

    ``whole`` leaves pages of many posts one document each. ``follow`` follows links that leave the folder. ``columns``
    names the columns of tables, or the keys of JSON, that are fields: ``body=pledge,title=name``, or a mapping.
    ``fields`` are those that become fields of one's own, each with its kind.
    """
    how = ReadOptions(limits or Limits(), whole, chosen_columns(columns), own_fields([*fields]))
    try:
        root = os.path.realpath(os.path.expanduser(path))
        mode = os.stat(root).st_mode
        if stat.S_ISREG(mode):
            return FileSource(root, how)
        if not stat.S_ISDIR(mode):
            raise SourceError(path, kind(mode), "Pipe it into: malmoi index -" if stat.S_ISFIFO(mode) else "")
        if is_index(root, entries_of(root, "")):
            raise SourceError(path, "is an index, not a source")
    except FileNotFoundError as error:
        raise SourceError(path, "does not exist") from error
    except (OSError, ValueError) as error:
        raise SourceError(path, reason(error) if isinstance(error, OSError) else str(error)) from error
    return FolderSource(root, how, follow)
