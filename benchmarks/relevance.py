"""Does a search find known items? MRR@10 on known items of real bills, and on titles in their own language.

    python benchmarks/relevance.py --queries queries.json --bills corpus-5000.jsonl [corpus-20000.jsonl ...]
    python benchmarks/relevance.py --eval FOLDER [--set ranking.k1=1.2 ...]

``--bills`` takes JSON Lines of {id, title, body, date}; ``--queries`` a JSON list of {cls, q, rel}, of which the
classes ``ki_*`` are used. ``--eval`` takes a folder with NAME.docs.jsonl and NAME.topics.jsonl, {query, lang, mono}.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import mean
from typing import Any

import malmoi

PLAIN = {"k1": "1.2", "b": "0.75", "coverage": "0", "title": "1", "tags": "1"}
"""BM25F as it is usually set, for comparison."""


def main() -> None:
    """Reads the arguments and prints one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bills", type=Path, nargs="*", default=[])
    parser.add_argument("--queries", type=Path)
    parser.add_argument("--eval", type=Path)
    parser.add_argument("--set", nargs="*", default=[], metavar="SECTION.KEY=VALUE")
    given = parser.parse_args()
    config = configured(given.set)
    for corpus in given.bills:
        report(corpus.stem, known_items(corpus, given.queries, config))
    if given.eval:
        plain = malmoi.Config().override({"ranking": PLAIN}, "plain")
        for topics in sorted(given.eval.glob("*.topics.jsonl")):
            name = topics.name.partition(".")[0]
            report(f"{name}, malmoi", own_language(topics, config))
            report(f"{name}, plain BM25F", own_language(topics, plain))


def configured(settings: Iterable[str]) -> malmoi.Config:
    """The default configuration with some settings changed."""
    config = malmoi.Config()
    for setting in settings:
        name, _, value = setting.partition("=")
        section, _, key = name.partition(".")
        config = config.override({section: {key: value}}, "--set")
    return config


def known_items(corpus: Path, queries: Path, config: malmoi.Config) -> dict[str, float]:
    """MRR@10 by class of query."""
    ranks: defaultdict[str, list[float]] = defaultdict(list)
    with indexed(read(corpus), config) as index:
        for query in json.loads(queries.read_text(encoding="utf-8")):
            if query["cls"].startswith("ki_"):
                ranks[query["cls"]].append(reciprocal_rank(index, query["q"], query["rel"]))
    return {name: mean(values) for name, values in ranks.items()}


def own_language(topics: Path, config: malmoi.Config) -> dict[str, float]:
    """MRR@10 of each topic's own page among all pages, by language."""
    ranks = defaultdict(list)
    with indexed(read(topics.with_name(topics.name.replace("topics", "docs"))), config) as index:
        for topic in read(topics):
            ranks[topic["lang"]].append(reciprocal_rank(index, quoted(topic["query"]), topic["mono"]))
    return {name: mean(values) for name, values in ranks.items()}


def quoted(text: str) -> str:
    """A title or sentence as a query, without punctuation, which could be operators."""
    return "".join(character if character.isalnum() else " " for character in text)


def reciprocal_rank(index: malmoi.Index, query: str, wanted: list[str]) -> float:
    """1 / rank of the first wanted document among ten, or 0."""
    found = [hit.id for hit in index.search(query, limit=10).hits]
    return next((1 / rank for rank, id_ in enumerate(found, start=1) if id_ in wanted), 0.0)


class indexed:  # noqa: N801  # used like a function
    """A temporary index of some documents."""

    def __init__(self, documents: Iterable[dict[str, Any]], config: malmoi.Config) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._index = malmoi.open(self._folder.name, config=config)
        self._index.add_all(
            malmoi.Document(id=d["id"], title=d["title"], body=d["body"], date=d.get("date"), lang=d.get("lang"))
            for d in documents
        )

    def __enter__(self) -> malmoi.Index:
        return self._index

    def __exit__(self, *_: object) -> None:
        self._index.close()
        self._folder.cleanup()


def read(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def report(name: str, figures: dict[str, float]) -> None:
    """One row of the table."""
    columns = "  ".join(f"{key} {value:.3f}" for key, value in figures.items())
    print(f"{name:28}  {columns}  mean {mean(figures.values()):.3f}", flush=True)


if __name__ == "__main__":
    main()
