"""Does a search find it in the other language, and still in its own? Bridges on and off, over pairs of texts.

    python benchmarks/crossing.py --eval FOLDER [--sets react jhe_dev ...] [--set ranking.k1=1.2 ...]

``FOLDER`` has NAME.docs.jsonl, {id, title, body, lang}, and NAME.topics.jsonl, {query, lang, rel, mono}: ``rel`` is the
same text in the other language, ``mono`` in the query's own. Reported for each language of the query: MRR of ``rel``
among documents of its language, MRR of ``mono`` among all documents, and the latter with ``exact``. Where every topic
is one of a pair of sentences, keyword topics are made of them too: a word on one side of 3 to 30 pairs is the query,
and the other sides of those pairs are relevant (MAP among documents of their language); Korean words as they stand in
the text, and Korean nouns.
``sknk_dev.json`` holds pairs of one sentence in South and in North Korean spelling.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import mean
from typing import Any

import malmoi
from malmoi.benchmarks.relevance import configured, indexed, quoted, read, report

_SHOWN = 20
"""Rank beyond which a document counts as not found."""
_DEEP = 300
_WORD = {"ko": re.compile("[가-힣]{2,}"), "en": re.compile("[a-z]{3,}")}
_TOPICS = 150


def main() -> None:
    """Reads the arguments and prints one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", type=Path, required=True)
    parser.add_argument("--sets", nargs="*", default=["react", "lohelp", "jhe_dev", "nk_dev"])
    parser.add_argument("--set", nargs="*", default=[], metavar="SECTION.KEY=VALUE")
    given = parser.parse_args()
    config = configured(given.set)
    for name in given.sets:
        if name == "sknk":
            report("sknk", spellings(given.eval / "sknk_dev.json", config))
            continue
        topics = list(read(given.eval / f"{name}.topics.jsonl"))
        with indexed(read(given.eval / f"{name}.docs.jsonl"), config) as index:
            report(name, pairs(index, topics))
            if name.startswith("jhe"):
                report(f"{name}, keywords (MAP)", keywords(index, topics))


def pairs(index: malmoi.Index, topics: list[dict[str, Any]]) -> dict[str, float]:
    """MRR by the language of the query and of the wanted document."""
    ranks = defaultdict(list)
    for topic in topics:
        query, own = quoted(topic["query"]), topic["lang"]
        other = "en" if own == "ko" else "ko"
        ranks[f"{own}->{other}"].append(reciprocal_rank(index, query, topic["rel"], lang=other))
        ranks[f"{own} own"].append(reciprocal_rank(index, query, topic["mono"]))
        ranks[f"{own} exact"].append(reciprocal_rank(index, query, topic["mono"], exact=True))
    return {name: mean(values) for name, values in sorted(ranks.items())}


def keywords(index: malmoi.Index, topics: list[dict[str, Any]]) -> dict[str, float]:
    """MAP of single words with known translations: words as written, and Korean nouns."""
    precision = defaultdict(list)
    kinds: dict[str, Callable[[str], list[str]]] = {
        "ko->en": _WORD["ko"].findall,
        "ko nouns->en": partial(_nouns, index),
        "en->ko": _WORD["en"].findall,
    }
    for name, words_of in kinds.items():
        for word, relevant in _projected(topics, name[:2], words_of):
            found = [hit.id for hit in index.search(word, limit=_DEEP, lang=name[-2:]).hits]
            at = [rank for rank, id_ in enumerate(found, start=1) if id_ in relevant]
            precision[name].append(sum(n / rank for n, rank in enumerate(at, start=1)) / len(relevant))
    return {name: mean(values) for name, values in precision.items()}


def _nouns(index: malmoi.Index, text: str) -> list[str]:
    return [word for run in index.analyze(text).runs for word, _ in run.words if _WORD["ko"].fullmatch(word)]


def _projected(
    topics: list[dict[str, Any]], lang: str, words_of: Callable[[str], list[str]]
) -> Iterator[tuple[str, set[str]]]:
    having: defaultdict[str, set[str]] = defaultdict(set)
    for topic in topics:
        if topic["lang"] == lang:
            for word in set(words_of(topic["query"].lower())):
                having[word].update(topic["rel"])
    some = sorted(word for word, found in having.items() if 3 <= len(found) <= 30)
    random.Random(7).shuffle(some)
    return ((word, having[word]) for word in some[:_TOPICS])


def spellings(path: Path, config: malmoi.Config) -> dict[str, float]:
    """MRR of the northern sentence for the query in southern spelling."""
    sentences = json.loads(path.read_text(encoding="utf-8"))
    documents = [{"id": str(at), "title": "", "body": north} for at, (_, north) in enumerate(sentences)]
    with indexed(iter(documents), config) as index:
        return {
            name: mean(
                reciprocal_rank(index, quoted(south), [str(at)], exact=exact) for at, (south, _) in enumerate(sentences)
            )
            for name, exact in (("bridged", False), ("exact", True))
        }


def reciprocal_rank(
    index: malmoi.Index, query: str, wanted: list[str], lang: str | None = None, exact: bool = False
) -> float:
    """1 / rank of the first wanted document, or 0."""
    found = [hit.id for hit in index.search(query, limit=_SHOWN, lang=lang, exact=exact).hits]
    return next((1 / rank for rank, id_ in enumerate(found, start=1) if id_ in wanted), 0.0)


if __name__ == "__main__":
    main()
