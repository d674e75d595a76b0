"""What do fields of one's own, facets and similar documents cost?

    python benchmarks/fields.py corpus-20000.jsonl --index FOLDER [--only build filters facets similar]

``build`` makes FOLDER/plain and FOLDER/fields anew from the same rows of SQLite, without and with four fields.
``filters`` and the rest search FOLDER/fields. All figures are processor time of the thread that does the work.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import mean, median

import malmoi
from malmoi.benchmarks import questions
from malmoi.benchmarks.measure import size

PARTS = ("build", "filters", "facets", "similar")
ROUNDS, SIMILAR = 5, 60
CATEGORIES = ("책", "옷", "음반", "영화", "가전", "식품")
FACETS = ("year", "lang", "tag", "author", "source", "category", "rated")
WHERE = {"price": (1000, 50000), "category": ["책", "옷"]}


def main() -> None:
    """Reads the arguments and prints a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    given = parser.parse_args()
    if "build" in given.only:
        build(given.corpus, given.index)
    with malmoi.open(given.index / "fields", config=malmoi.Config(), create=False) as index:
        queries = [query for kind in ("one", "two") for query in questions.drawn(given.corpus)[kind]]
        if "filters" in given.only:
            compare("where", index, queries, lambda query: index.search(query, where=WHERE))
            compare("sort", index, queries, lambda query: index.search(query, sort="-price"))
        if "facets" in given.only:
            compare("facets", index, queries, lambda query: index.search(query, facets=FACETS))
        if "similar" in given.only:
            ids = index.ids()
            times = [timed(partial(index.similar, id_)) for id_ in ids[:: max(len(ids) // SIMILAR, 1)]]
            print(f"similar: median {median(times) * 1000:.0f} ms, greatest {max(times) * 1000:.0f} ms")


def table(corpus: Path) -> sqlite3.Connection:
    """The posts as rows with four more columns."""
    chance = random.Random(1)
    database = sqlite3.connect(":memory:")
    database.execute("create table item (id, title, body, date, price, category, rated, made)")
    with corpus.open(encoding="utf-8") as lines:
        for post in map(json.loads, lines):
            made = dt.date(2010, 1, 1) + dt.timedelta(days=chance.randrange(5000))
            own = (chance.randrange(100, 100_000), chance.choice(CATEGORIES), chance.random() < 0.5, made.isoformat())
            database.execute(
                "insert into item values (?, ?, ?, ?, ?, ?, ?, ?)",
                (post["id"], post["title"], post["body"], post.get("date"), *own),
            )
    return database


def documents(database: sqlite3.Connection, *, has_fields: bool) -> Iterator[malmoi.Document]:
    """The rows as documents."""
    for id_, title, body, date, price, category, rated, made in database.execute("select * from item"):
        data = {"price": price, "category": category, "rated": bool(rated), "made": dt.date.fromisoformat(made)}
        yield malmoi.Document(id=id_, title=title, body=body, date=date, data=data if has_fields else {})


def build(corpus: Path, folder: Path) -> None:
    """Time and bytes of both indexes, twice, in turn."""
    database = table(corpus)
    seconds: dict[str, list[float]] = {"plain": [], "fields": []}
    for name in ("plain", "fields") * 2:
        shutil.rmtree(folder / name, ignore_errors=True)
        with malmoi.open(folder / name, config=malmoi.Config()) as index:
            began = time.process_time()
            index.add_all(documents(database, has_fields=name == "fields"))
            seconds[name].append(time.process_time() - began)
    sizes = {name: size(folder / name) for name in seconds}
    for name, found in seconds.items():
        print(f"{name}: {min(found):.1f} s (of {', '.join(f'{one:.1f}' for one in found)}), {sizes[name]:,} bytes")
    ratio = min(seconds["fields"]) / min(seconds["plain"])
    print(f"with fields: {ratio:.2f} times the time, {sizes['fields'] / sizes['plain']:.3f} times the bytes")


def compare(name: str, index: malmoi.Index, queries: list[str], other: Callable[[str], object]) -> None:
    """The mean time of a search alone and of another one, in turn, in warm rounds."""
    alone, more = [], []
    for number in range(ROUNDS + 1):
        for query in queries:
            both = timed(partial(index.search, query)), timed(partial(other, query))
            if number:
                alone.append(both[0])
                more.append(both[1])
    print(
        f"{name}: {mean(more) * 1000:.2f} ms, alone {mean(alone) * 1000:.2f} ms, {mean(more) / mean(alone):.2f} times"
    )


def timed(work: Callable[[], object]) -> float:
    """Processor time of this thread, in seconds."""
    began = time.thread_time()
    work()
    return time.thread_time() - began


if __name__ == "__main__":
    main()
