"""Dictionaries as tables: a word a row, in whatever columns. kengdic is one, and so is ``word<TAB>translations``."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from ...errors import SourceError
from ...indexer.text.encoding import decode_quickly
from .dictionary import Damage, Dictionary, DictionaryEntry, opened
from .glosses import english, korean

_SAMPLE = 1000
"""Number of rows by which the columns are detected."""
_LINE_AT_MOST = 1 << 20
_LICENCE = re.compile(r"licen[cs]|copyright|©|public domain|\bCC[ -]|\bGPL", re.IGNORECASE)

_Row = tuple[int, list[str] | None]
"""The number of a line with its cells; without them where it cannot be read."""


def read_table(path: Path) -> Dictionary:
    """The words of a table. The Korean and the English column are detected by their content, not by their names."""
    rows = _rows(path)
    sample = list(islice(rows, _SAMPLE))
    columns = _columns([cells for _, cells in sample if cells and not _is_comment(cells)])
    if columns is None:
        raise SourceError(path, "has no column of Korean beside one of English", "Each row needs a word in both")
    comments = (" ".join(cells).strip("# ") for _, cells in sample if cells and _is_comment(cells))
    return Dictionary(_entries(chain(sample, rows), *columns), next(filter(_LICENCE.search, comments), ""))


def _entries(rows: Iterator[_Row], first: int, second: int) -> Iterator[DictionaryEntry | Damage]:
    for number, cells in rows:
        if cells and not _is_comment(cells):
            yield DictionaryEntry(cells[first], cells[second]) if len(cells) > second else Damage(f"line {number}")
        elif cells is None:
            yield Damage(f"line {number}")


def _columns(rows: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    """The column of Korean and that of English, in the order in which they stand."""
    width = max(map(len, rows), default=0)
    cells = [[row[at] for row in rows if len(row) > at] for at in range(width)]
    # A column of levels or sources says the same all the time.
    in_korean, in_english = (
        [len({gloss for cell in column for gloss in glosses(cell)}) for column in cells]
        for glosses in (korean, english)
    )
    if not any(in_korean) or not any(in_english):
        return None
    best, other = in_korean.index(max(in_korean)), in_english.index(max(in_english))
    return (min(best, other), max(best, other)) if best != other else None


def _is_comment(cells: Sequence[str]) -> bool:
    return cells[0].startswith("#")


def _rows(path: Path) -> Iterator[_Row]:
    """The rows that are not blank. Tabs are never quoted; where there are none, commas are, and may be."""
    lines = _lines(path)
    first = next(lines, (0, ""))
    while first[1] is not None and first[1].startswith("#"):
        yield first[0], [first[1]]
        first = next(lines, (0, ""))
    has_tabs = "\t" in (first[1] or "")
    for number, line in chain([first], lines):
        if line is None:
            yield number, None
        elif line.strip():
            yield number, line.rstrip("\r\n").split("\t") if has_tabs else _cells(line)


def _cells(line: str) -> list[str] | None:
    try:
        return next(csv.reader([line], strict=True))
    except csv.Error:
        return None


def _lines(path: Path) -> Iterator[tuple[int, str | None]]:
    with opened(path) as stream:
        for number, line in enumerate(iter(lambda: stream.readline(_LINE_AT_MOST), b""), start=1):
            if b"\0" in line:
                raise SourceError(path, "is not text in UTF-8", "Save it as UTF-8")
            yield number, decode_quickly(line)
