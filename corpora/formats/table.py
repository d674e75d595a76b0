"""Tables: a document a row, as spreadsheets and boards export them."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from ...errors import SourceError
from ...indexer.dates.parse import parse_date
from ...indexer.document import Document, Skipped
from ...indexer.text.encoding import decode_quickly
from ..fields import language, people, plain, scalar, words
from ..file import File

COLUMNS = {
    "id": "id guid 글번호 문서번호",
    "title": "title subject headline 제목",
    "body": "body content contents text 내용 본문",
    "date": "date datetime published publishedat created createdat postdate pubdate"
    " 날짜 일자 일시 작성일 작성일자 작성일시 등록일 등록일자 등록일시 게시일",
    "url": "url link address permalink 주소 링크",
    "tags": "tags tag category categories keywords labels 태그 분류 카테고리 말머리",
    "author": "author authors writer creator 글쓴이 작성자 저자",
    "lang": "lang language 언어",
    "format": "format",
}
"""Each field with the names that its column may have, in small letters and without spaces and marks."""
_FIELDS = {name: field for field, names in COLUMNS.items() for name in names.split()}
_HEADER_AT_MOST = 64 << 10
_CELL_AT_MOST = (1 << 31) - 1
_MARKS = re.compile(r"[\W_]+")
_DELIMITERS = ",\t;|"
_DELIMITER_LINE = re.compile(r"sep=.\s*", re.IGNORECASE)
"""Excel's own first line, before the header."""


class TableReader:
    """Rows below a header that names a column for the text. Read one by one, so that a file may be of any size.

    The delimiter is the one by which the header has most names that are known. A row without an id of its own has the
    file's key and its number as one.
    """

    suffixes = (".csv", ".tsv")
    own_ids = True

    def read(self, file: File) -> Iterator[Document | Skipped]:
        """A document, or the reason why not, for each row that is not blank."""
        # One limit for all readers of the process, and less than many a post has.
        csv.field_size_limit(max(csv.field_size_limit(), min(file.limit, _CELL_AT_MOST)))
        lines = _Lines(file)
        rows = _rows(lines, file)
        header = next(rows).cells
        fields = _fields(header)
        if "body" not in fields:
            names = COLUMNS["body"].replace(" ", ", ")
            raise SourceError(file.key, f"has no header with a column for the text ({names})", "Name one so")
        for number, row in enumerate(rows, start=1):
            try:
                yield _document(f"{file.key}#{number}", fields, row.whole(len(header)))
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
        if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise SourceError(self._file.key, "is UTF-16", "Save it as UTF-8")
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
    delimiter = max(_DELIMITERS, key=lambda mark: len(_fields(first.split(mark))))
    reader = csv.reader(chain([first], lines), delimiter=delimiter)
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


def _fields(header: list[str]) -> dict[str, list[int]]:
    """Which columns each field has, by their names."""
    fields: dict[str, list[int]] = {}
    for column, name in enumerate(header):
        if field := _FIELDS.get(_MARKS.sub("", name.lower())):
            fields.setdefault(field, []).append(column)
    return fields


def _document(number: str, fields: dict[str, list[int]], cells: list[str]) -> Document:
    values = {field: [cells[column] for column in columns] for field, columns in fields.items()}

    def value(field: str) -> str:
        """What stands in the first column of a field that has something."""
        return next((cell for cell in values.get(field, []) if cell.strip()), "")

    title, is_html = scalar(value("title")), value("format").strip().lower() == "html"
    found = Document(
        id=scalar(value("id")) or number,
        title=title,
        body=value("body"),
        date=parse_date(value("date")),
        url=scalar(value("url")) or None,
        tags=words(*values.get("tags", [])),
        lang=language(value("lang")),
        author=people(value("author")),
        format="html" if is_html else "text",
    )
    return plain(found) if is_html else found
