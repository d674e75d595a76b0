"""Compares tantivy, SQLite FTS5, plain Whoosh and malmoi on the same text and queries, in the same run.

    python benchmarks/peers.py corpus-20000.jsonl [--engines malmoi tantivy fts5 whoosh] [--whoosh-posts 20000]

Needs ``pip install malmoi[bench]``; an engine that is missing is left out. The others get the morphemes that malmoi's
analyser finds, joined by blanks: the same tagger for all, and none of its cost in their searches. Building them is
measured without the analysis, which is measured on its own; malmoi's building includes it, and its start. A query is
words, of which any may do, or a phrase. An answer is the ten best with their titles, and again with a snippet of the
body with the words marked; the others cut theirs from the morphemes.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import malmoi
from malmoi.benchmarks import questions, speed
from malmoi.benchmarks.measure import CLOCKS, both, head, rounds, row, run, size
from malmoi.config import Config
from malmoi.indexer.analysis.analyzer import make_analyzer
from malmoi.indexer.text.narrow import narrow
from malmoi.indexer.text.normalize import clean
from malmoi.indexer.text.positions import RUN

LIMIT = 10
Ask = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Post:
    """The input of an engine: the text of a post for malmoi, its morphemes for the others."""

    id: str
    title: str
    body: str
    date: str | None
    title_terms: str
    body_terms: str


@dataclass(frozen=True, slots=True)
class Engine:
    """A built index: a function that returns hits, and one that returns hits with snippets (None without support)."""

    hits: Ask
    snippets: Ask | None


def main() -> None:
    """Reads the arguments and prints two tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--engines", nargs="+", choices=list(ENGINES), default=list(ENGINES))
    parser.add_argument("--whoosh-posts", type=int, default=20_000, help="plain Whoosh gets no more posts than this")
    parser.add_argument("--clock", choices=list(CLOCKS), default="wall", help="for searches; cpu on a busy machine")
    given = parser.parse_args()
    began = time.process_time()
    posts = list(read(given.corpus))
    print(f"{len(posts):,} posts; reading and analysis: {time.process_time() - began:.1f} s CPU", flush=True)
    kinds = questions.drawn(given.corpus)
    building, asking = [], []
    for name in given.engines:
        shown = posts[: given.whoosh_posts] if name == "whoosh" else posts
        with tempfile.TemporaryDirectory() as folder:
            try:
                cpu = sum(os.times()[:4])
                engine = ENGINES[name](Path(folder), shown)
                cpu = sum(os.times()[:4]) - cpu
            except ImportError as error:
                print(f"{name} is left out: {error}. pip install malmoi[bench]")
                continue
            building.append((name, f"{len(shown):,}", f"{cpu:.1f}", f"{size(Path(folder)) / 1e6:.1f}"))
            asking.append((name, *latencies(engine, kinds, given.clock)))
    head("engine", "posts", "building, CPU s", "index, MB")
    for cells in building:
        row(*cells)
    head("engine", *(f"{kind}: hits, ms" for kind in questions.TEXT), "all: hits, ms", "all: snippets too, ms")
    for cells in asking:
        row(*cells)


def latencies(engine: Engine, kinds: dict[str, list[str]], clock: str) -> Iterator[str]:
    """p50 / p95 of each kind and of all, then of all with snippets."""
    everything = []
    for kind in questions.TEXT:
        warm = rounds(engine.hits, kinds[kind], clock=clock)[1]
        everything += warm
        yield both(warm)
    yield both(everything)
    texts = [query for kind in questions.TEXT for query in kinds[kind]]
    yield both(rounds(engine.snippets, texts, clock=clock)[1]) if engine.snippets else "has none"


def read(corpus: Path) -> Iterator[Post]:
    """The posts of a corpus, analysed."""
    with corpus.open(encoding="utf-8") as lines:
        for post in map(json.loads, lines):
            title, body = post["title"], post["body"]
            yield Post(post["id"], title, body, post.get("date"), " ".join(terms(title)), " ".join(terms(body)))


@lru_cache(maxsize=1 << 18)
def run_terms(run: str) -> tuple[str, ...]:
    """The morphemes of one run."""
    return tuple(term for term, _ in _ANALYZER.analyze(run).terms)


def terms(text: str) -> list[str]:
    """The morphemes of a text, in order."""
    return [term for run in RUN.findall(narrow(clean(text))) for term in run_terms(run)]


_ANALYZER = make_analyzer(Config())


def malmoi_engine(folder: Path, posts: list[Post]) -> Engine:
    """malmoi by its public API. Without snippets: ranking alone, without reading hits."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for post in posts:
            file.write(json.dumps({"id": post.id, "title": post.title, "body": post.body, "date": post.date}) + "\n")
        file.flush()
        # In a process of its own, for here the tagger has seen all of the text.
        run([sys.executable, speed.__file__, file.name, "--index", str(folder), "--build", "1"])
    index = malmoi.open(folder, create=False)
    index.search("워밍업")
    return Engine(lambda query: index.search(query, limit=0), lambda query: index.search(query, limit=LIMIT))


def tantivy_engine(folder: Path, posts: list[Post]) -> Engine:
    """tantivy, with a title weight of 5 and its own snippet generator."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("shown", stored=True, tokenizer_name="raw", index_option="basic")
    for field in ("title", "body"):
        builder.add_text_field(field, stored=True, tokenizer_name="whitespace")
    schema = builder.build()
    index = tantivy.Index(schema, path=str(folder))
    writer = index.writer(heap_size=200_000_000, num_threads=1)
    for post in posts:
        writer.add_document(
            tantivy.Document(id=post.id, shown=post.title, title=post.title_terms, body=post.body_terms)
        )
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def found(query: str) -> tuple[Any, list[Any]]:
        words = terms(query)
        text = f'"{" ".join(words)}"' if query.startswith('"') and len(words) > 1 else " ".join(words)
        parsed = index.parse_query(text, ["title", "body"], field_boosts={"title": 5.0})
        return parsed, [searcher.doc(address) for _, address in searcher.search(parsed, LIMIT).hits]

    def snippets(query: str) -> list[str]:
        parsed, documents = found(query)
        generator = tantivy.SnippetGenerator.create(searcher, parsed, schema, "body")
        return [generator.snippet_from_doc(document).to_html() for document in documents]

    return Engine(lambda query: [document["shown"] for document in found(query)[1]], snippets)


def fts5_engine(folder: Path, posts: list[Post]) -> Engine:
    """SQLite's full-text search with its bm25 and snippet functions."""
    database = sqlite3.connect(folder / "posts.db")
    database.execute("CREATE VIRTUAL TABLE posts USING fts5(id UNINDEXED, title, body, tokenize = 'unicode61')")
    database.executemany(
        "INSERT INTO posts VALUES (?, ?, ?)", ((post.id, post.title_terms, post.body_terms) for post in posts)
    )
    database.execute("INSERT INTO posts(posts) VALUES ('optimize')")
    database.commit()
    ranked = "FROM posts WHERE posts MATCH ? ORDER BY bm25(posts, 0, 5, 1) LIMIT 10"

    def ask(shown: str) -> Ask:
        return lambda query: database.execute(f"SELECT id, title{shown} {ranked}", (match(query),)).fetchall()

    return Engine(ask(""), ask(", snippet(posts, 2, '<b>', '</b>', '', 20)"))


def match(query: str) -> str:
    """A query in FTS5's language."""
    words = [word.replace('"', "") for word in terms(query)]
    return f'"{" ".join(words)}"' if query.startswith('"') else " OR ".join(f'"{word}"' for word in words)


def whoosh_engine(folder: Path, posts: list[Post]) -> Engine:
    """Whoosh 2.7.4 with its defaults: its codec, its BM25F, its highlighter."""
    from whoosh import fields
    from whoosh import index as whoosh_index
    from whoosh.analysis import SpaceSeparatedTokenizer
    from whoosh.query import Or, Phrase, Term

    text = fields.TEXT(analyzer=SpaceSeparatedTokenizer(), stored=True, chars=True)
    schema = fields.Schema(id=fields.ID(stored=True, unique=True), title=text, body=text)
    writer = whoosh_index.create_in(folder, schema).writer(limitmb=256)
    for post in posts:
        writer.add_document(id=post.id, title=post.title_terms, body=post.body_terms)
    writer.commit()
    searcher = whoosh_index.open_dir(folder).searcher()

    def found(query: str) -> Any:
        words = terms(query)
        if query.startswith('"') and len(words) > 1:
            parsed: Any = Or([Phrase("title", words, boost=5.0), Phrase("body", words)])
        else:
            parsed = Or([Term(f, word, boost=b) for word in words for f, b in (("title", 5.0), ("body", 1.0))])
        return searcher.search(parsed, limit=LIMIT)

    return Engine(
        lambda query: [hit["title"] for hit in found(query)],
        lambda query: [hit.highlights("body") for hit in found(query)],
    )


ENGINES: dict[str, Callable[[Path, list[Post]], Engine]] = {
    "malmoi": malmoi_engine,
    "tantivy": tantivy_engine,
    "fts5": fts5_engine,
    "whoosh": whoosh_engine,
}


if __name__ == "__main__":
    main()
