"""Tables: a document a row, as spreadsheets and boards export them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from ...errors import SourceError
from ...indexer.dates.parse import parse_date
from ...indexer.documents.document import Document, Skipped
from ...indexer.documents.html import plain
from ...indexer.text.encoding import decode_quickly
from ...indexer.text.normalize import clean
from ..reading.columns import Fields, fields_of, guessed
from ..reading.fields import language, people, scalar, words
from ..reading.file import File
from ..reading.own_fields import with_notes

_HEADER_AT_MOST = 64 << 10
_CELL_AT_MOST = (1 << 31) - 1
_DELIMITERS = ",\t;|"
_DELIMITER_LINE = re.compile(r"sep=.\s*", re.IGNORECASE)
"""Excel's own first line, before the header."""
_DATA = re.compile(r"\s*[\d.,:/-]*\d[\d.,:/-]*\s*|.{60,}", re.DOTALL)
"""A number, a date or a text: where a first line has these, and no known name, it is no header."""
_SAMPLE, _SAMPLE_CHARS = 100, 1 << 20
"""Rows, and characters, that show which column is the text."""
_TEXT_AT_LEAST = 8
"""Characters that the cells of a text have on average, where no column is named for it."""


class TableReader:
    """Rows below a header. Read one by one, so that a file may be of any size.

    A column is chosen, or known by its name; without a name for the text, the column with the longest texts is taken,
    and named in a note. Without a header the columns are called by their numbers, from 1 on. The delimiter is the one
    by which the header has most names that are known. A row without an id of its own has the file's key and its number
    as one.
    """

    suffixes = (".csv", ".tsv")
    own_ids = True

    def read(self, file: File) -> Iterator[Document | Skipped]:
        """A document, or the reason why not, for each row that is not blank."""
        # One limit for all readers of the process, and less than many a post has.
        csv.field_size_limit(max(csv.field_size_limit(), min(file.limit, _CELL_AT_MOST)))
        rows = _rows(_Lines(file), file)
        first = next(rows)
        names = first.cells
        if not fields_of(tuple(names)) and any(map(_DATA.fullmatch, names)):
            rows, names = chain([first], rows), [str(number + 1) for number in range(len(names))]
        fields = fields_of(tuple(names), file.columns)
        if "body" not in fields:
            sample, rows = _peeked(rows)
            fields = guessed(names, fields, [row.cells for row in sample if not row.problem], _TEXT_AT_LEAST)
            yield _note(file, names, fields)
        for number, row in enumerate(rows, start=1):
            try:
                cells = row.whole(len(names))
                found = _document(f"{file.key}#{number}", fields, cells)
                yield from with_notes(found, zip(names, cells, strict=True), file, f"{file.key}:{row.line}")
            except csv.Error as error:
                yield Skipped(f"{file.key}:{row.line}", str(error))


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of a row, or why there are none; ``line`` is the number of its first line."""

    line: int
    cells: list[str]
    problem: str = ""

    def whole(self, width: int) -> list[str]:
        """The cells, as many as the header has. Blank ones at the end do not count."""
        if self.problem:
            raise csv.Error(self.problem)
        if len(self.cells) < width or any(self.cells[width:]):
            raise csv.Error(f"has {len(self.cells)} cells where the header has {width}")
        return self.cells[:width]


class _Lines:
    """The lines of a file as text. After an error it goes on with the next one, as a generator could not."""

    def __init__(self, file: File) -> None:
        self._lines = file.lines()
        self._file = file
        self.number = 0
        self.ended = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._lines, b"")
        self.ended = not line
        if self.ended:
            raise StopIteration
        self.number += 1
        if len(line) > self._file.limit:
            raise csv.Error(f"the line is longer than {self._file.limit:,} bytes")
        text = decode_quickly(line)
        return line.decode("utf-8", "replace") if text is None else text


def _rows(lines: _Lines, file: File) -> Iterator[_Row]:
    """The header, and every row that is not blank."""
    first = next((line for line in lines if line.strip() and not _DELIMITER_LINE.fullmatch(line)), "")
    if not first or "\0" in first:
        raise SourceError(file.key, "is binary, not text" if first else "is empty")
    if len(first) > _HEADER_AT_MOST:
        raise SourceError(file.key, "has no header: its first line is too long for one")
    reader = csv.reader(chain([first], lines), delimiter=_delimiter(first, file))
    line = lines.number
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _Row(line, [], str(error))
        else:
            if lines.ended:  # the reader asked for more, so it was within quotes
                yield _Row(line, [], "a quote is not closed before the end")
            elif any(cell.strip() for cell in cells):
                yield _Row(line, cells)
        line = lines.number + 1


def _delimiter(header: str, file: File) -> str:
    """The mark that gives most names that are known, or else most names."""
    found = {mark: tuple(header.rstrip("\r\n").split(mark)) for mark in _DELIMITERS}
    return max(_DELIMITERS, key=lambda mark: (len(fields_of(found[mark], file.columns)), len(found[mark])))


def _peeked(rows: Iterator[_Row]) -> tuple[list[_Row], Iterator[_Row]]:
    """The first rows, and all rows."""
    sample: list[_Row] = []
    size = 0
    for row in rows:
        sample.append(row)
        size += sum(map(len, row.cells))
        if len(sample) == _SAMPLE or size > _SAMPLE_CHARS:
            break
    return sample, chain(sample, rows)


def _note(file: File, names: list[str], fields: Fields) -> Skipped:
    """The columns that are taken for the text and the title. Raises SourceError if there are none."""
    if "body" not in fields and "title" not in fields:
        raise SourceError(file.key, "has no header with a column for the text", "Choose one: --column body=NAME")
    taken = [f"{field}={names[fields[field][0]].strip()}" for field in ("body", "title") if field in fields]
    return Skipped(file.key, f"names no column for the text: taken was {','.join(taken)}", "note")


def _document(number: str, fields: Fields, cells: list[str]) -> Document:
    values = {field: [cells[column] for column in columns] for field, columns in fields.items()}

    def value(field: str) -> str:
        """The first column of a field that is not blank."""
        return next((cell for cell in values.get(field, []) if cell.strip()), "")

    is_html = value("format").strip().lower() == "html"
    found = Document(
        id=clean(scalar(value("id"))).strip() or number,
        title=scalar(value("title")),
        body=value("body"),
        date=parse_date(value("date")),
        url=scalar(value("url")) or None,
        tags=words(*values.get("tags", [])),
        lang=language(value("lang")),
        author=people(value("author")),
        format="html" if is_html else "text",
    )
    return plain(found) if is_html else found
