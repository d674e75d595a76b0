"""Queries for measuring speed, drawn from a corpus or read from a file. The same corpus gives the same queries."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from malmoi.index import analyze

COUNT = 40
"""Queries of each kind."""
TEXT = ("one", "two", "four", "phrase")
"""Kinds that every engine understands."""


def drawn(corpus: Path, posts: int = 5000) -> dict[str, list[str]]:
    """Queries by kind. The words of a query are nouns, without particles, of one of the first posts."""
    queries = defaultdict(list)
    for number, post in enumerate(islice(_posts(corpus, posts), COUNT)):
        nouns = post["nouns"]
        queries["one"].append(nouns[number % len(nouns)])
        queries["two"].append(" ".join(nouns[1:3]))
        queries["four"].append(" ".join(nouns[:4]))
        queries["phrase"].append(f'"{post["phrase"]}"')
        queries["filter"].append(f"{nouns[0]} {nouns[2]} since:{post['date'][:4]} until:{int(post['date'][:4]) + 1}")
        queries["prefix"].append(nouns[3][:2] + "*")
    return dict(queries)


def from_file(path: Path) -> dict[str, list[str]]:
    """Queries by class, of a JSON list of {cls, q, mode, from, to}, written in malmoi's query language."""
    queries = defaultdict(list)
    for one in json.loads(path.read_text(encoding="utf-8")):
        text = {"phrase": f'"{one["q"]}"', "prefix": one["q"] + "*"}.get(one["mode"], one["q"])
        dates = "".join(f" {name}:{one[key]}" for name, key in (("since", "from"), ("until", "to")) if one.get(key))
        queries[one["cls"]].append(text + dates)
    return dict(queries)


def _posts(corpus: Path, count: int) -> Iterator[dict[str, Any]]:
    """Posts at even distances that are long enough, each with some of its nouns and two neighbouring words."""
    with corpus.open(encoding="utf-8") as lines:
        for line in islice(lines, 0, count, count // COUNT // 2):
            post = json.loads(line)
            analysis = analyze(post["body"])
            nouns = [word for run in analysis.runs for word, _ in run.words if len(word) >= 2]
            nouns = list(dict.fromkeys(nouns))[::3]
            runs = analysis.runs
            if len(nouns) >= 4 and len(runs) >= 12 and post.get("date"):
                phrase = analysis.text[runs[10].start : runs[11].end]
                yield {"nouns": nouns, "phrase": phrase.replace('"', " "), "date": post["date"]}
