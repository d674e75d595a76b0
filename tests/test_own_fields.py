"""Fields of one's own through the life of an index: kinds, errors, deletions, merges, rebuild, backup, check, repair."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import malmoi
from malmoi import ArgumentError, Document, Index
from malmoi.indexer.segments.columns import Columns, encode_columns

DATA: dict[str, Any] = {
    "price": 1200,
    "category": "책",
    "rated": True,
    "made": dt.date(2024, 7, 2),
    "at": dt.datetime(2024, 7, 2, 9, 30),
    "seen": ["a", "b"],
    "nothing": None,
}


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    """An empty index."""
    with malmoi.open(tmp_path / "index", config=malmoi.Config()) as opened:
        yield opened


def post(id: str, body: str = "책", **data: Any) -> Document:
    """A document with fields."""
    return Document(id=id, body=body, data=data)


def found(index: Index, **where: Any) -> list[str]:
    """The ids of the documents that pass a condition."""
    return sorted(hit.id for hit in index.search("", where=where, limit=100, near_duplicates=False))


def test_data_are_stored_and_returned_whole(index: Index) -> None:
    """As the values that were given, by id and with a hit; dates are ISO 8601 in JSON."""
    index.add(Document(id="a", body="책", data=DATA))
    (hit,) = index.search("책")
    document = index.get("a")
    assert document is not None
    assert document.data == hit.data == DATA
    assert hit.to_json()["data"] == DATA | {"made": "2024-07-02", "at": "2024-07-02T09:30:00"}
    assert json.dumps(hit.to_json())
    assert not index.add(Document(id="a", body="책", data=dict(reversed(DATA.items()))))
    assert index.add(Document(id="a", body="책", data=DATA | {"price": 1201}))
    assert index.get_many(["a"])[0].data["price"] == 1201  # type: ignore[union-attr]  # it is there


def test_a_list_that_is_changed_later_changes_nothing(index: Index) -> None:
    """The index has copies of what was given, and gives copies of what it has."""
    seen = ["a"]
    with index.batch() as batch:
        batch.add(post("a", seen=seen))
        seen.append("b")
    index.search("책").hits[0].data["seen"].append("c")
    assert index.search("책").hits[0].data["seen"] == ["a"]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"price": b"1"}, "data.price"), ({"price": float("nan")}, "data.price"), ({"price": 1 << 70}, "data.price"),
        ({"seen": ["a", 1]}, "data.seen"), ({"at": {"a": 1}}, "data.at"), ({"title": "a"}, "title"),
        ({"Tags": "a"}, "Tags"), ({"a b": 1}, "a b"), ({"-price": 1}, "-price"), ({"": 1}, "''"), ({5: 1}, "5"),
        ({"a" * 65: 1}, "aaa"), (["price"], "price"), (None, "None"), ({f"n{n}": n for n in range(65)}, "65"),
    ],
)  # fmt: skip
def test_wrong_data_are_errors(index: Index, data: Any, field: str) -> None:
    """The error names the document and the field, and nothing is written."""
    index.add(post("there", price=1))
    with pytest.raises(ArgumentError, match="'wrong'") as caught:
        index.add_all([post("a", price=5), Document(id="wrong", body="책", data=data)])
    assert field in str(caught.value)
    assert index.ids() == ["there"]


@pytest.mark.parametrize("other", ["5", True, [], dt.date(2024, 1, 1)])
def test_the_first_value_says_the_kind(index: Index, other: Any) -> None:
    """Another kind is an error in the same batch, in the next one, and in another process; None has no kind."""
    index.add(post("a", price=None))
    with pytest.raises(ArgumentError, match=r"data\.price of 'c'.*a number"):
        index.add_all([post("b", price=5), post("c", price=other)])
    index.add_all([post("b", price=5), post("d", price=2.5), post("e", price=None)])
    with pytest.raises(ArgumentError, match=r"data\.price of 'c'.*a number"):
        index.add(post("c", price=other))
    with malmoi.open(index.folder, config=index.config) as again, pytest.raises(ArgumentError, match=r"data\.price"):
        again.add(post("c", price=other))
    assert index.ids() == ["a", "b", "d", "e"]


def test_a_kind_ends_with_its_last_document(index: Index) -> None:
    """After that another kind may begin, whether or not segments were merged."""
    index.add_all([post("a", price=5), post("b", seen=["x"]), post("c")])
    index.delete("a")
    with pytest.raises(ArgumentError, match="no document has a field 'price'"):
        index.search("", where={"price": 5})
    index.add(post("d", price="싸다"))
    assert found(index, price="싸다") == ["d"]
    index.clear()
    index.add(post("a", seen=1))
    assert found(index, seen=(0, 2)) == ["a"]


def test_an_index_has_64_fields_at_most(index: Index) -> None:
    """More are an error; a header has room for these, with the longest names."""
    names = [f"{'가' * 61}{number:02}" for number in range(64)]
    index.add(Document(id="a", body="책", data=dict.fromkeys(names, 1)))
    with pytest.raises(ArgumentError, match="65, more than 64"):
        index.add(post("b", more=1))
    assert found(index, **{names[63]: 1}) == ["a"]


def test_conditions_that_cannot_hold_are_errors(index: Index) -> None:
    """They name the argument and the field. In an index without documents nothing is known, and nothing is found."""
    assert found(index, price=(1, 2)) == []
    assert index.search("책", facets=["price"]).facets == {"price": ()}
    index.add(Document(id="a", body="책", data=DATA))
    for where in (
        {"price": "1"}, {"price": True}, {"price": (1, 2, 3)}, {"price": {"gt": 1}}, {"category": 5}, {"rated": 1},
        {"rated": (False, True)}, {"seen": ("a", "b")}, {"made": "soon"}, {"made": 5}, {"prise": 5}, {5: 5}, ["price"],
        "price", {"price": float("nan")},
    ):  # fmt: skip
        with pytest.raises(ArgumentError, match="where"):
            index.search("", where=where)  # type: ignore[arg-type]  # deliberately wrong
    for sort in ("prise", "seen", "-", "", None, 5):
        with pytest.raises(ArgumentError, match="sort"):
            index.search("책", sort=sort)  # type: ignore[arg-type]  # deliberately wrong
    with pytest.raises(ArgumentError, match="facets"):
        index.search("책", facets=["prise"])
    empty: list[Any] = [{}, malmoi.Where({}), None]
    for nothing in empty:
        with pytest.raises(ArgumentError, match="neither a query nor a filter"):
            index.delete_where(where=nothing)
    with pytest.raises(ArgumentError, match="where"):
        index.delete_where(where={"price": "1"})
    assert len(index) == 1


def test_infinite_and_huge_ends_are_open(index: Index) -> None:
    """A number that no field can have is still a number."""
    index.add(post("a", price=5))
    assert found(index, price=(float("-inf"), 1 << 2000)) == ["a"]
    assert found(index, price=1 << 2000) == []


def test_deletions_by_a_condition(index: Index) -> None:
    """In one commit, and of what the batch itself has added."""
    index.add_all(post(f"{at}", price=at) for at in range(10))
    with index.batch() as batch:
        batch.add(post("new", price=3))
        batch.delete_where(where={"price": (0, 4)})
    assert batch.deleted == 6
    assert index.delete_where("price:>7") == 2
    assert found(index, price=(None, None)) == ["5", "6", "7"]


def test_merges_rebuilds_and_copies_know_them(index: Index, tmp_path: Path) -> None:
    """Documents with fields and without, in many segments that are merged, analysed again, copied and checked."""
    for at in range(40):
        index.add(post(f"{at}", body=f"책 {at}", **({"price": at, "seen": [f"{at % 3}"]} if at % 2 else {})))
    index.delete(*(f"{at}" for at in range(30, 40)))
    expected = [f"{at}" for at in range(11, 30, 2)]
    index.rebuild()
    index.backup(tmp_path / "copy")
    for folder in (index.folder, tmp_path / "copy"):
        assert malmoi.check(folder).is_fine
        with malmoi.open(folder, config=index.config) as opened:
            assert found(opened, price=(10, None)) == sorted(expected)
            assert [one.count for one in opened.search("*", facets=["seen"]).facets["seen"]] == [5, 5, 5]


def damage(folder: Path, change: Any) -> Path:
    """Changes the columns of the only segment, with valid checksums of its blocks and another one of the file."""
    (path,) = folder.glob("*.segment")
    columns = Columns(path)
    arrays = {name: columns[name].all().copy() for name in columns}
    meta = columns.meta
    change(arrays)
    path.write_bytes(b"".join(bytes(piece) for piece in encode_columns(arrays, meta)))
    manifest = folder / "manifest.json"
    values = json.loads(manifest.read_bytes().partition(b"\n")[0])
    data = path.read_bytes()
    values["segments"][0]["file"] |= {"size": len(data), "checksum": zlib.crc32(data)}
    line = json.dumps(values, ensure_ascii=False, sort_keys=True).encode()
    manifest.write_bytes(b"%s\n%08x\n" % (line, zlib.crc32(line)))
    return path


def test_damage_is_found_and_repaired(index: Index) -> None:
    """A value that no field can have is damage to check; repair makes the columns from the stored documents again."""
    index.add_all(post(f"{at}", body=f"책 {at}", price=at) for at in range(5))
    folder = index.folder
    index.close()

    def change(arrays: dict[str, Any]) -> None:
        arrays["data:number:price.text"] = arrays["data:number:price.text"][:-1]
        arrays["data:number:price.offsets"][-1] -= 1

    damage(folder, change)
    assert not malmoi.check(folder).is_fine
    report = malmoi.repair(folder, config=malmoi.Config())
    assert (report.saved, report.lost) == (5, ())
    assert malmoi.check(folder).is_fine
    with malmoi.open(folder, config=malmoi.Config()) as opened:
        assert found(opened, price=(3, None)) == ["3", "4"]


def test_an_index_of_the_format_before_is_read(index: Index) -> None:
    """It has no fields of one's own; the next commit writes the present format."""
    index.add(Document(id="a", body="책"))
    folder = index.folder
    index.close()
    manifest = folder / "manifest.json"
    line = manifest.read_bytes().partition(b"\n")[0].replace(b'"format": 6', b'"format": 5')
    manifest.write_bytes(b"%s\n%08x\n" % (line, zlib.crc32(line)))
    with malmoi.open(folder, config=malmoi.Config()) as opened:
        assert [hit.id for hit in opened.search("책")] == ["a"]
        assert not opened.add(Document(id="a", body="책"))
        assert opened.add(post("b", price=5))
        assert found(opened, price=5) == ["b"]
    assert b'"format": 6' in manifest.read_bytes()


def test_conditions_are_joined(index: Index) -> None:
    """By both, either and not, and beside a query; what is joined is checked."""
    index.add_all(post(f"{at}", body=f"책 {at}", price=at, seen=[f"{at % 3}"]) for at in range(9))
    index.add(post("none"))
    low, odd = malmoi.Where({"price": (None, 3)}), malmoi.Where({"price": [1, 3, 5, 7]})

    def ids(where: malmoi.Where) -> list[str]:
        return sorted(hit.id for hit in index.search("책", where=where, limit=100))

    assert ids(low & odd) == ["1", "3"]
    assert ids(low | odd) == ["0", "1", "2", "3", "5", "7"]
    assert ids(~low) == ["4", "5", "6", "7", "8", "none"]
    assert ids(~(low | odd) & malmoi.Where({"seen": "2"})) == ["8"]
    assert ids(malmoi.Where({})) == ids(low | ~low) == sorted(index.ids())
    assert index.delete_where(where=low & ~odd) == 2
    with pytest.raises(ArgumentError, match="where"):
        low & {"price": 5}  # type: ignore[operator]  # deliberately wrong
    for _ in range(63):
        low = ~low
    with pytest.raises(ArgumentError, match="64"):
        _ = ~low
    long = malmoi.Where({"price": 1})
    for at in range(500):
        long |= malmoi.Where({"price": at})
    assert len(ids(long)) == 7
