"""Tables: a document a row."""

from __future__ import annotations

import csv
from contextlib import suppress
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.corpora.formats.table import TableReader
from malmoi.corpora.reading.columns import COLUMNS, chosen_columns
from malmoi.corpora.reading.file import File
from malmoi.errors import ConfigError, SourceError
from malmoi.indexer.documents.document import Document, Skipped
from malmoi.indexer.documents.record import Record
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


GUESSED = {
    "pledge,name": (
        "pledge,name\n도서관을 더 짓고 밤에도 연다,김하나\n골목마다 나무를 심는다,이두리\n",
        "pledge",
        "name",
        "김하나",
    ),
    "Q,A": ("Q,A\n언제 여나요?,아침 아홉 시에 열고 저녁 여섯 시에 닫습니다\n", "A", "Q", "언제 여나요?"),
    "id,remarks": ("id,remarks\n7,비가 와서 하루를 쉬었다\n", "remarks", "", ""),
    "a date and an address": (
        "날짜,주소,민원\n2007-12-13,https://example.org/a/b/c/d/e/f,가로등이 꺼져 있습니다\n",
        "민원",
        "",
        "",
    ),
    "bills": (
        "bill_no,bill_name,committee\n1,도서관법 일부개정법률안,문화\n2,도로법 일부개정법률안,문화\n3,하천법 일부개정법률안,문화\n",
        "bill_name",
        "",
        "",
    ),
    "titles only": ("제목,날짜\n가,2007\n", "", "제목", "가"),
    "no header": ("1,2007-12-13,비가 와서 하루를 쉬었다\n2,2007-12-14,마당을 쓸고 꽃을 심었다\n", "3", "", ""),
}


@pytest.mark.parametrize(("table", "body", "title", "first"), GUESSED.values(), ids=GUESSED)
def test_the_longest_column_is_the_text(table: str, body: str, title: str, first: str) -> None:
    """A table that names no column for the text is read by what its cells hold; what was taken is told in a note."""
    note, document, *_ = read(table)
    taken = [f"{field}={name}" for field, name in (("body", body), ("title", title)) if name]
    assert note == Skipped("글.csv", f"names no column for the text: taken was {','.join(taken)}", "note")
    assert isinstance(document, Document)
    assert document.title == first
    assert bool(document.body) == bool(body)


def test_without_a_header_no_row_is_lost() -> None:
    """A first line of numbers and texts is a row as the others are."""
    table = "1,2007-12-13,비가 와서 하루를 쉬었다\n2,2007-12-14,마당을 쓸고 꽃을 심었다\n"
    assert [one.body for one in read(table) if isinstance(one, Document)] == [
        "비가 와서 하루를 쉬었다",
        "마당을 쓸고 꽃을 심었다",
    ]


@pytest.mark.parametrize("columns", ["body=A,title=Q", {"body": "a", "title": " q"}, "body=2,title=1"])
def test_chosen_columns(columns: str | dict[str, str]) -> None:
    """Columns are chosen by name, whatever their case, or by number; no note is needed then."""
    data = "Q,A,content\n언제 여나요?,아홉 시,잡담\n".encode()
    file = File("글.csv", (len(data), 0), lambda: BytesIO(data), 1 << 20, columns=chosen_columns(columns))
    assert list(TableReader().read(file)) == [Document(id="글.csv#1", title="언제 여나요?", body="아홉 시")]


@pytest.mark.parametrize("columns", ["pledge", "text=pledge", "body=", "=a"])
def test_bad_columns(columns: str) -> None:
    """What is no FIELD=COLUMN, or names no field, is refused with the fields there are."""
    with pytest.raises(ConfigError, match=r"is not FIELD=COLUMN \(fields: id, title, body"):
        chosen_columns(columns)


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
        ("조회,날짜\n3,2007\n", "has no header with a column for the text"),
        ("가,나\n", "has no header"),
        ("본문\r가\r나", "has no header"),
        ("본문" + "," * 100_000, "has no header: its first line is too long for one"),
        ("", "is empty"),
        ("\n \n", "is empty"),
        (b"PK\3\4\0\0\n", "is binary"),
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
