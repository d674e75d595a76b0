"""Tables: a document a row."""

from __future__ import annotations

import csv
from contextlib import suppress
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.corpora.file import File
from malmoi.corpora.formats.table import COLUMNS, TableReader
from malmoi.errors import SourceError
from malmoi.indexer.document import Document, Skipped
from malmoi.indexer.record import Record
from malmoi.tests.examples import examples


def read(data: bytes | str, limit: int = 1 << 20) -> list[Document | Skipped]:
    content = data if isinstance(data, bytes) else data.encode()
    return list(TableReader().read(File("글.csv", (len(content), 0), lambda: BytesIO(content), limit)))


def test_every_column() -> None:
    """A column is known by its name, in English and in Korean; other columns are passed over."""
    expected = Document(
        id="7",
        title="쉬는 날",
        body="마당을\n쓸었다.",
        date="2007-12-13",
        url="/7",
        tags=("마당", "비"),
        author="이하나",
    )
    english = 'ID,Title,Content,Published At,URL,Tags,Author,Views\n7,쉬는 날,"마당을\n쓸었다.",2007-12-13,/7,"마당, 비",이하나,3'
    korean = (
        '글번호,조회,제목,내용,작성일,주소,분류,글쓴이\n7,3,쉬는 날,"마당을\n쓸었다.",2007.12.13,/7,"마당, 비",이하나'
    )
    assert read(english) == read(korean) == [expected]


@pytest.mark.parametrize(
    ("field", "name"), [(field, name) for field, names in COLUMNS.items() for name in names.split()]
)
def test_every_name(field: str, name: str) -> None:
    """Each name of the table is found, whatever its case, spaces and marks."""
    values = {"tags": ("비",), "date": "2007", "lang": "ko", "format": "text"}
    cell = {"date": "2007", "lang": "ko", "format": "TEXT"}.get(field, "비")
    header = f"{name.upper()}_ ,본문" if field != "body" else f" {name},기타"
    (document,) = read(f"{header}\n{cell},글\n")
    assert getattr(document, field) == values.get(field, "비")


def test_html() -> None:
    """Markup in a cell is the markup of a post, all of which is its text."""
    (document,) = read("id,title,body,format\n1,봄,<p>먼저</p><main>다음</main>,html\n")
    assert isinstance(document, Document)
    assert Record.of(document).body.split() == ["먼저", "다음"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_shapes(encoding: str, delimiter: str, end: str) -> None:
    """Any delimiter, as Excel writes it and as others do; quoted cells may hold it, and line ends, and quotes."""
    rows = [["제목", "본문"], ["똠방각하", f"마당{delimiter} 비"], ["둘", f'첫 줄{end}"둘째", 줄; 끝']]
    text = StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    data = text.getvalue().encode(encoding)
    expected = [
        Document(id=f"글.csv#{number}", title=title, body=body) for number, (title, body) in enumerate(rows[1:], 1)
    ]
    assert read(data) == read(f"sep={delimiter}{end}".encode() + data) == expected


def test_numbers_and_ids() -> None:
    """A row without an id has its number, which counts rows that are not blank."""
    assert [row.id for row in read("id,body\nA,글\n\n,글\n , \n,글\n") if isinstance(row, Document)] == [
        "A",
        "글.csv#2",
        "글.csv#3",
    ]


def test_columns_that_say_the_same() -> None:
    """Tags of several columns come together; of others the first that holds something counts."""
    (document,) = read("분류,태그,content,body\n소식,비,,글\n")
    assert document == Document(id="글.csv#1", body="글", tags=("소식", "비"))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("하나", "has 1 cells where the header has 3"),
        ("하나,둘,셋,넷", "has 4 cells where the header has 3"),
        ("a" * 2000 + ",둘,셋", "the line is longer than 1,000 bytes"),
    ],
)
def test_a_ragged_row_is_skipped_alone(row: str, reason: str) -> None:
    """A row that does not fit the header is named with its line and reason; blank cells at its end do not count."""
    text = f'제목,본문,날짜\n"가\n나",글,2007\n{row}\n다,글,2007,,\n'
    first, skipped, last = read(text, limit=1000)
    assert skipped == Skipped("글.csv:4", reason)
    assert [first, last] == [
        Document(id="글.csv#1", title="가 나", body="글", date="2007"),
        Document(id="글.csv#3", title="다", body="글", date="2007"),
    ]


def test_open_quotes() -> None:
    """A quote that nobody closes never makes one post of the rest of a table."""
    assert read('제목,본문\n가,글\n나,"글\n다,글\n')[1:] == [
        Skipped("글.csv:3", "a quote is not closed before the end")
    ]


def test_long_cells() -> None:
    """A cell may be as long as a file may be."""
    (document,) = read(f"제목,본문\n가,{'나' * 200_000}\n")
    assert isinstance(document, Document)
    assert len(document.body) == 200_000


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            "제목,날짜\n가,2007\n",
            "has no header with a column for the text (body, content, contents, text, 내용, 본문)",
        ),
        ("가,나\n", "has no header"),
        ("본문\r가\r나", "has no header"),
        ("본문" + "," * 100_000, "has no header: its first line is too long for one"),
        ("", "is empty"),
        ("\n \n", "is empty"),
        (b"PK\3\4\0\0\n", "is binary"),
        ("제목,본문\n".encode("utf-16"), "is UTF-16"),
    ],
)
def test_no_table(data: bytes | str, reason: str) -> None:
    """A file without a header that can be used is refused, with the names that are needed."""
    with pytest.raises(SourceError) as caught:
        read(data)
    assert caught.value.reason.startswith(reason)


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\ufeff"), max_size=20)


@examples(50)
@given(st.lists(st.tuples(CELL, CELL.filter(str.strip))), st.sampled_from(",;\t|"))
def test_round_trip(rows: list[tuple[str, str]], delimiter: str) -> None:
    """Whatever is written as a table is read back."""
    text = StringIO(newline="")
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([("title", "body"), *rows])
    assert [(row.title, row.body) for row in read(text.getvalue()) if isinstance(row, Document)] == [
        (" ".join(title.split()), body) for title, body in rows
    ]


@examples(50)
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    """Any bytes below a header give documents and skipped rows, or the reason why not."""
    with suppress(SourceError):
        assert len(read(b"title,body\n" + data, limit=32)) <= data.count(b"\n") + data.count(b"\r") + 1
