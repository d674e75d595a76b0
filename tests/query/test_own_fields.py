"""Fields of one's own agree with SQL: filters, orders and counts over the same rows."""

from __future__ import annotations

import datetime as dt
import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import malmoi
from malmoi import Document, Index

from ..examples import examples

CATEGORIES = ("책", "옷", "음반", "Book", "book", "a b", "")
TAGS = ("a", "b", "c", "가")
DAY = dt.date(2024, 1, 1)


def rows(number: int) -> list[dict[str, Any]]:
    """Rows of a shop, of which some lack a value."""
    chance = random.Random(number)
    return [
        {
            "price": chance.choice([None, chance.randint(-20, 200), chance.randint(0, 400) / 4, (1 << 60) + at % 3]),
            "category": chance.choice([None, *CATEGORIES]),
            "rated": chance.choice([None, True, False]),
            "made": chance.choice([None, DAY + dt.timedelta(days=chance.randint(0, 60))]),
            "seen": chance.sample(TAGS, chance.randint(0, 3)),
        }
        for at in range(number)
    ]


@dataclass(frozen=True)
class Shop:
    """The same rows in an index and in SQLite."""

    index: Index
    database: sqlite3.Connection

    def ids(self, where: str, values: list[Any], order: str = "") -> list[str]:
        """The ids of the rows for which an expression holds."""
        asked = f"select id from item where {where or 'true'} {order}"  # made here
        return [id_ for (id_,) in self.database.execute(asked, values)]


def made(path: Any, count: int) -> Shop:
    """A shop with some rows, in several segments, some of which were replaced and deleted."""
    database = sqlite3.connect(":memory:", check_same_thread=False)
    database.execute("create table item (id text, price, category text, rated, made text, seen text)")
    index = malmoi.open(path, config=malmoi.Config())
    found = rows(count)
    documents = [Document(id=f"{at}", body=f"물건 {at}", data=row) for at, row in enumerate(found)]
    parts = 3
    index.add_all(Document(id=f"{at}", body="예전", data={"price": 1, "seen": ["a"]}) for at in range(0, count, 7))
    for part in range(parts):
        index.add_all(documents[part::parts])
    gone = {f"{at}" for at in range(0, count, 11)}
    index.delete(*gone)
    for document in documents:
        if document.id not in gone:
            row = dict(document.data)
            values = [row["price"], row["category"], row["rated"], row["made"] and row["made"].isoformat()]
            database.execute(
                "insert into item values (?, ?, ?, ?, ?, ?)", [document.id, *values, f"|{'|'.join(row['seen'])}|"]
            )
    return Shop(index, database)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A shop with 400 rows."""
    opened = made(tmp_path_factory.mktemp("shop") / "index", 400)
    yield opened
    opened.index.close()


@pytest.fixture(scope="module")
def large_shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A shop with 20,000 rows."""
    opened = made(tmp_path_factory.mktemp("shop") / "index", 20_000)
    yield opened
    opened.index.close()


NUMBERS = st.one_of(st.integers(-25, 210), st.integers(-100, 420).map(lambda n: n / 4), st.just((1 << 60) + 1))
DAYS = st.integers(-3, 63).map(lambda days: DAY + dt.timedelta(days=days))


def ends(values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, Any]]:
    """A range, which may be open."""
    return st.tuples(st.one_of(st.none(), values), st.one_of(st.none(), values))


CONDITIONS = st.fixed_dictionaries(
    {},
    optional={
        "price": st.one_of(NUMBERS, ends(NUMBERS), st.lists(NUMBERS, max_size=3), st.none()),
        "category": st.one_of(
            st.sampled_from(CATEGORIES),
            st.lists(st.sampled_from(CATEGORIES), max_size=3),
            ends(st.sampled_from(CATEGORIES)),
        ),
        "rated": st.one_of(st.booleans(), st.none()),
        "made": st.one_of(DAYS, ends(DAYS), ends(DAYS.map(str)), st.none()),
        "seen": st.lists(st.sampled_from(TAGS), min_size=1, max_size=2),
    },
)


def sql_of(where: dict[str, Any]) -> tuple[str, list[Any]]:
    """The same conditions in SQL."""
    parts, values = [], []
    for name, wanted in where.items():
        if name == "seen":
            parts.append(f"({' or '.join('instr(seen, ?) > 0' for _ in wanted)})")
            values += [f"|{one}|" for one in wanted]
        elif wanted is None:
            parts.append(f"{name} is null")
        elif isinstance(wanted, tuple):
            parts.append(f"{name} is not null")
            for sign, end in zip((">=", "<="), wanted, strict=True):
                if end is not None:
                    parts.append(f"{name} {sign} ?")
                    values.append(plain(end))
        else:
            several = wanted if isinstance(wanted, list) else [wanted]
            parts.append(f"{name} in ({', '.join('?' for _ in several)})")
            values += map(plain, several)
    return " and ".join(parts), values


def plain(value: Any) -> Any:
    """A value as SQLite has it."""
    return value.isoformat() if isinstance(value, dt.date) else value


def check_agreement(shop: Shop, where: dict[str, Any], sort: str) -> None:
    """One query, asked twice."""
    expression, values = sql_of(where)
    name = sort.removeprefix("-")
    direction = "desc" if sort != name else "asc"
    found = shop.index.search(
        "*", where=where, sort=sort, limit=100_000, near_duplicates=False, facets=["category", "price", "made", "seen"]
    )
    assert sorted(hit.id for hit in found) == sorted(shop.ids(expression, values))
    order = f"order by {name} is null, {name} {direction}"
    keys = dict(shop.database.execute(f"select id, {name} from item"))  # made here
    assert [keys[hit.id] for hit in found] == [keys[id_] for id_ in shop.ids(expression, values, order)]
    for field in ("category", "price", "made"):
        counted = f"select {field}, count(*) from item where {field} is not null and {expression or 'true'} group by 1"  # made here
        assert {plain(one.value): one.count for one in found.facets[field]} == dict(
            shop.database.execute(counted, values)
        )
        assert list(found.facets[field]) == sorted(found.facets[field], key=lambda one: (-one.count, one.value))
    for one in found.facets["seen"]:
        assert one.count == len(shop.ids(f"instr(seen, ?) > 0 and {expression or 'true'}", [f"|{one.value}|", *values]))


ORDERS = st.sampled_from(["price", "-price", "category", "-category", "rated", "-rated", "made", "-made"])


@given(where=CONDITIONS, sort=ORDERS)
@examples(60, quick=20)
def test_agrees_with_sql(shop: Shop, where: dict[str, Any], sort: str) -> None:
    """Filters, orders and counts; rows without a value come last, whatever the direction."""
    check_agreement(shop, where, sort)


@pytest.mark.slow
@given(where=CONDITIONS, sort=ORDERS)
@examples(100)
def test_agrees_with_sql_over_many_rows(large_shop: Shop, where: dict[str, Any], sort: str) -> None:
    """The same with 20,000 rows; the profile ``explore`` asks 1,000 queries."""
    check_agreement(large_shop, where, sort)


def test_every_row_comes_back_whole(shop: Shop) -> None:
    """From a hit and by its id, as the values that were given."""
    given_rows = rows(400)
    for hit in shop.index.search("*", limit=500, near_duplicates=False):
        document = shop.index.get(hit.id)
        assert document is not None
        assert hit.data == document.data == given_rows[int(hit.id)]
        assert [type(value) for value in hit.data.values()] == [
            type(value) for value in given_rows[int(hit.id)].values()
        ]
    shop.index.search("*", limit=1).hits[0].data["seen"].append("changed")
    assert "changed" not in str([hit.data for hit in shop.index.search("*", limit=500)])
