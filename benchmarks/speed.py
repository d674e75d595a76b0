"""How fast is malmoi? Indexing, searching, adding one post, opening, and a search from a cold shell.

    python benchmarks/speed.py corpus-20000.jsonl --index FOLDER [--workers 1 2] [--queries queries.json]
        [--add add.jsonl] [--only index search add open shell] [--minutes 20]

Every figure is of this machine at this moment; run what is to be compared in one go. ``index`` makes FOLDER anew, once
for each number of workers, in a process of its own whose children are measured with it. ``add`` changes FOLDER.
Where indexing takes more than ``--minutes`` it is interrupted, and what was indexed until then is measured.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import malmoi
from malmoi.benchmarks import questions
from malmoi.benchmarks.measure import (
    CLOCKS,
    COMPILED,
    ROUNDS,
    both,
    head,
    milliseconds,
    percentile,
    rounds,
    row,
    run,
    size,
)

PARTS = ("index", "search", "add", "open", "shell")
ADDED = 200
OPENED = 20


def main() -> None:
    """Reads the arguments and prints the chosen tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--queries", type=Path)
    parser.add_argument("--add", type=Path)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="after the first, which is shown on its own")
    parser.add_argument("--clock", choices=list(CLOCKS), default="wall", help="for searches; cpu on a busy machine")
    parser.add_argument("--build", type=int, metavar="WORKERS", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.build:
        build(given.corpus, given.index, given.build)
        return
    if "index" in given.only:
        indexing(given.corpus, given.index, given.workers, given.minutes)
    if "open" in given.only:
        opening(given.index)
    if "search" in given.only:
        searching(given.index, queries(given.corpus, given.queries), given.rounds, given.clock)
    if "shell" in given.only:
        shell(given.index, questions.drawn(given.corpus)["two"][0])
    if "add" in given.only and given.add:
        adding(given.index, given.add)


def queries(corpus: Path, more: Path | None) -> dict[str, list[str]]:
    """The queries of all kinds."""
    named = questions.from_file(more) if more else {}
    return {**questions.drawn(corpus), **{f"file: {kind}": texts for kind, texts in named.items()}}


def build(corpus: Path, folder: Path, workers: int) -> None:
    """Indexes a corpus, in the measured process."""
    with malmoi.open(folder) as index:
        index.sync(corpus, workers=workers)


def indexing(corpus: Path, folder: Path, workers: list[int], minutes: float) -> None:
    """Time from JSON Lines to a searchable index, with process start, for each number of workers."""
    for count in workers:
        shutil.rmtree(folder, ignore_errors=True)
        own = [sys.executable, __file__, str(corpus), "--index", str(folder), "--build", str(count)]
        cost = run(own, minutes * 60)
        stats = malmoi.open(folder).stats()
        print(f"index, {count} workers{', interrupted' * cost.was_stopped}: {stats.documents:,} posts, {cost}")
        print(f"  {stats.segments} segments, {size(folder) / 1e6:,.1f} MB of {size(corpus) / 1e6:,.1f}", flush=True)


def opening(folder: Path) -> None:
    """Opens an index in a process that has loaded malmoi; the first time includes lazy loading."""

    def ready() -> None:
        with malmoi.open(folder, create=False) as index:
            index.searcher()

    times = [milliseconds(ready) for _ in range(OPENED)]
    print(f"open, ms: first {times[0]:.1f}, then p50 {percentile(times[1:], 0.5):.1f}", flush=True)


def searching(folder: Path, kinds: dict[str, list[str]], count: int, clock: str) -> None:
    """Latency by kind of query, with hits and snippets, and for ranking alone, which is what limit=0 leaves.

    No query is stopped by its deadline here, and memory is kept as in a server.
    """
    head("queries", "number", "first time, ms", "top 10 with snippets, ms", "ranking alone, ms")
    together: tuple[list[float], ...] = ([], [], [])
    patient = malmoi.Config().override({"limits": {"deadline_ms": "60000"}}, "speed.py")
    malmoi.keep_memory()
    with malmoi.open(folder, config=patient, create=False) as index:
        index.search("워밍업", limit=10)
        for kind, texts in kinds.items():
            first, warm = rounds(lambda query: index.search(query, limit=10), texts, count, clock)
            bare = rounds(lambda query: index.search(query, limit=0), texts, count, clock)[1]
            row(kind, str(len(texts)), both(first), both(warm), both(bare))
            if kind in questions.TEXT:
                for every, these in zip(together, (first, warm, bare), strict=True):
                    every.extend(these)
    row("one, two, four, phrase", str(len(together[0])), *map(both, together))


def shell(folder: Path, query: str) -> None:
    """A search from the shell: a new process each time, after one that compiles all modules."""
    command = [sys.executable, "-m", "malmoi", "search", query, "-i", str(folder)]
    times = [
        milliseconds(lambda: subprocess.run(command, check=True, capture_output=True, env=COMPILED)) for _ in range(11)
    ][1:]
    print(f"cold shell, ms: p50 {percentile(times, 0.5):.0f}, worst {max(times):.0f}", flush=True)


def adding(folder: Path, posts: Path) -> None:
    """Adds posts one by one: each is committed durably, then found by its id in the hits of a search."""
    times = []
    with malmoi.open(folder, create=False) as index, posts.open(encoding="utf-8") as lines:
        index.search("워밍업")
        for post in map(json.loads, islice(lines, ADDED)):
            document = malmoi.Document(id=f"new-{post['id']}", title=post["title"], body=post["body"])
            began = time.perf_counter()
            index.add(document)
            found = index.search(f"id:{document.id}").hits
            times.append((time.perf_counter() - began) * 1000)
            assert [hit.id for hit in found] == [document.id]
        segments = index.stats().segments
    print(
        f"add one and find it, {len(times)} posts, ms: p50 {percentile(times, 0.5):.1f}, "
        f"p95 {percentile(times, 0.95):.1f}, worst {max(times):.1f}; then {segments} segments",
        flush=True,
    )


if __name__ == "__main__":
    main()
