"""Generates any number of posts from the sentences of a corpus, for sizes that no real corpus has.

    python benchmarks/synthetic.py corpus-60000.jsonl synthetic-1000000.jsonl --posts 1000000 [--seed 1]

A post is a real title and sentences drawn from the whole corpus, 250 to 400 characters in all, with a date. The same
arguments give the same file. What resampling cannot give: new words. The vocabulary stays that of the corpus, so that
a word's list of posts grows with the number of posts, which is the hard case for a query.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

_SENTENCE_END = re.compile(r"(?<=\.)\s+|\n+")
_LEAST, _MOST = 250, 400


def main() -> None:
    """Reads the arguments and writes one file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="JSON Lines of {id, title, body}")
    parser.add_argument("output", type=Path)
    parser.add_argument("--posts", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    titles, sentences = material(given.corpus)
    with given.output.open("w", encoding="utf-8") as file:
        for post in posts(titles, sentences, given.posts, random.Random(given.seed)):
            file.write(json.dumps(post, ensure_ascii=False) + "\n")
    print(f"{given.posts:,} posts, {given.output.stat().st_size / 1e6:,.0f} MB, from {len(sentences):,} sentences")


def material(corpus: Path) -> tuple[list[str], list[str]]:
    """The titles and the sentences of a corpus; sentences longer than a post are left out."""
    titles, sentences = [], []
    with corpus.open(encoding="utf-8") as lines:
        for post in map(json.loads, lines):
            titles.append(post["title"])
            sentences += [found for found in _SENTENCE_END.split(post["body"]) if 10 <= len(found) <= _MOST]
    return titles, sentences


def posts(titles: list[str], sentences: list[str], count: int, chance: random.Random) -> Iterator[dict[str, str]]:
    """``count`` posts, one at a time."""
    for number in range(count):
        wanted, drawn, length = chance.randint(_LEAST, _MOST), [], 0
        while length < wanted:
            drawn.append(chance.choice(sentences))
            length += len(drawn[-1]) + 1
        date = f"{chance.randint(2007, 2026)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        body = " ".join(drawn)[:_MOST]
        yield {"id": f"s{number:07}", "title": chance.choice(titles), "body": body, "date": date}


if __name__ == "__main__":
    main()
