"""Every kind of dictionary that is read; another one is a function like these, and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from ...errors import SourceError
from ..reading.file import reason
from .dictionary import Dictionary
from .stardict import archived_stardict, read_stardict
from .table import read_table
from .wiktionary import read_wiktionary

KINDS: Mapping[tuple[str, ...], Callable[[Path], Dictionary]] = {
    (".ifo",): read_stardict,
    (".zip", ".tar", ".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.bz2", ".tbz2"): archived_stardict,
    (".tsv", ".csv", ".txt", ".tsv.gz", ".csv.gz"): read_table,
    (".jsonl", ".jsonl.gz"): read_wiktionary,
}
"""By the endings of names."""


def open_dictionary(path: Path) -> Dictionary:
    """The dictionary in a file. Raises SourceError where it is none of the kinds, or where its beginning is wrong."""
    try:
        is_file, is_folder = path.is_file(), path.is_dir()
    except OSError as error:
        raise SourceError(path, reason(error)) from error
    if not is_file:
        raise SourceError(path, "is a folder" if is_folder else "is not there", "Name the file of a dictionary")
    for endings, read in KINDS.items():
        if path.name.lower().endswith(endings):
            return read(path)
    known = "StarDict (.ifo, or an archive of it), .tsv, .csv, .jsonl (Wiktionary)"
    raise SourceError(path, "is not a kind of dictionary that is read", f"These are: {known}")
