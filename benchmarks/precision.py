"""Do variants outrank the typed words? Ordinary queries in one language, and the hits above those with all words.

    python benchmarks/precision.py --docs docs.jsonl [...] [--queries 200] [--seed 7] [--set bridges.lexicon=false ...]

A query is one to three words that stand side by side in a title or a sentence of the texts, drawn by ``--seed``. It
fails where one of its first three hits has none of its words as typed, while a document that has them all as typed
stands below. Reported for each language: queries asked, those that have such a document, and failures by the bridges
that brought the hit; each failure has a line of its own.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import malmoi
from malmoi.benchmarks.relevance import configured, indexed, read

_FIRST = 3
_MOST_WORDS = 3
_WORD = {"ko": re.compile("[가-힣]{2,}"), "en": re.compile("[A-Za-z]{3,}(?:-[A-Za-z]+)*")}
_RUN = {lang: re.compile(rf"{word.pattern}(?: {word.pattern})*") for lang, word in _WORD.items()}
_SMALL = frozenset(
    "about after all also and any are because been before being but can could did does for from had has have her here "
    "him his how into its just may more most must not now one only other our out over she should some such than that "
    "the their them then there these they this those through too under until upon very was were what when where which "
    "while who whom whose why will with would you your "
    "그리고 그러나 또는 또한 그런데 하지만 때문에 있는 없는 있다 없다 있습니다 없습니다 합니다 됩니다 것이 "
    "것은 것을 하는 되는 위한 위하여 대한 대하여 따라 통해 통하여 경우 등을 등의".split()
)
_CROSSED = re.compile(r".* = (.*) \((\w+)[^()]*\)")


@dataclass(frozen=True, slots=True)
class Failure:
    """A query, and a hit without its words above a hit with all of them."""

    query: str
    rank: int
    hit: malmoi.Hit

    @property
    def bridges(self) -> Sequence[str]:
        """The bridges that brought the hit."""
        found = (_CROSSED.fullmatch(why) for why in self.hit.why)
        return sorted({match[2] for match in found if match})


def main() -> None:
    """Reads the arguments and prints the failures of each file, and how many there are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--docs", type=Path, nargs="+", required=True)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--set", nargs="*", default=[], metavar="SECTION.KEY=VALUE")
    given = parser.parse_args()
    for path in given.docs:
        texts = list(read(path))
        with indexed(iter(texts), configured(given.set)) as index:
            for lang in _WORD:
                queries = sampled(texts, lang, given.queries, random.Random(given.seed))
                if queries:
                    judge(f"{path.name.partition('.')[0]}, {lang}", index, queries)


def sampled(texts: Sequence[dict[str, str]], lang: str, count: int, chance: random.Random) -> list[str]:
    """Distinct queries of one to three words from texts."""
    found: dict[str, None] = {}
    for text in chance.choices(texts, k=count * 20):
        runs = [match[0] for match in _RUN[lang].finditer(f"{text['title']}\n{text['body']}")]
        words = chance.choice(runs).split() if runs else []
        length = chance.randint(1, min(_MOST_WORDS, len(words))) if words else 0
        start = chance.randint(0, len(words) - length)
        query = words[start : start + length]
        if query and not _SMALL.intersection(word.lower() for word in query):
            found[" ".join(query)] = None
        if len(found) == count:
            break
    return list(found)


def judge(name: str, index: malmoi.Index, queries: Iterable[str]) -> None:
    """Prints the failures and their number."""
    pages = [(query, index.search(query, exact=True, limit=1).complete_count) for query in queries]
    own = [query for query, complete in pages if complete]
    failures = list(chain.from_iterable(failed(index, query) for query in own))
    for failure in failures:
        print(f"  {failure.query} | {failure.rank}. {failure.hit.title[:50]} | {'; '.join(failure.hit.why)}")
    bridges = Counter(bridge for failure in failures for bridge in failure.bridges)
    asked = len({failure.query for failure in failures})
    by_bridge = ", ".join(f"{bridge} {count}" for bridge, count in bridges.most_common())
    print(
        f"{name:28}  asked {len(pages)}  with own hits {len(own)}  failed {asked}  hits by bridge: {by_bridge or '-'}"
    )


def failed(index: malmoi.Index, query: str) -> Iterator[Failure]:
    """The first hits of a query that have none of its words while a document below has all."""
    exact = index.search(query, exact=True, limit=1)
    having = {hit.id for hit in index.search(query, exact=True, limit=exact.complete_count).hits}
    above = 0
    for rank, hit in enumerate(index.search(query, limit=_FIRST).hits, start=1):
        above += hit.id in having
        if all(_CROSSED.fullmatch(why) for why in hit.why) and above < len(having):
            yield Failure(query, rank, hit)


if __name__ == "__main__":
    main()
