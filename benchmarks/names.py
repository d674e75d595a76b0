"""Are names found in the other script? Recall, precision and time of the bridge ``romanized`` on people and words.

    python benchmarks/names.py --people people.tsv --bills corpus-5000.jsonl [--lexicon corpora/lexicon] [--misses]

``--people`` takes lines of Hangul, a tab, and the name in Latin letters; lines that begin with # are comments.
``--bills`` takes JSON Lines of {title, body}: their most frequent words are the vocabulary the people hide in, with
``--more`` invented people of the same syllables. ``--lexicon`` takes the folder of the bilingual list; its words are
also asked for themselves, to see how many names are found where none is meant.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path

from malmoi.config import Config
from malmoi.indexer.analysis.analyzer import capitalised_spans, make_analyzer
from malmoi.indexer.keys.kinds import KINDS
from malmoi.indexer.text.normalize import clean
from malmoi.indexer.text.positions import RUN
from malmoi.query.bridges.bridge import QueryWord, Variant
from malmoi.query.bridges.lexicon.table import read_table
from malmoi.query.bridges.romanized.bridge import Romanized

WORDS = 35_000
ASKED = 300


def main() -> None:
    """Reads the arguments and prints one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=Path, required=True)
    parser.add_argument("--bills", type=Path, required=True)
    parser.add_argument("--lexicon", type=Path)
    parser.add_argument("--words", type=int, default=WORDS, help="size of the vocabulary of each script")
    parser.add_argument("--more", type=int, default=0, help="invented people to add")
    parser.add_argument("--misses", action="store_true", help="print the queries whose answer is not found")
    given = parser.parse_args()
    people = read_people(given.people)
    korean, english = read_lexicon(given.lexicon)
    spans, words = frequent(given.bills, given.words)
    hangul = [*(hangul for hangul, _ in people), *invented([h for h, _ in people], given.more), *words]
    latin = [span for _, name in people for span in capitalised_spans(name.replace(",", ""))]
    vocabulary = Words([*hangul[: max(given.words, len(people))], *latin, *spans])
    lists = read_table((given.lexicon,) if given.lexicon else ())
    find = Finder(Romanized(lists.korean_of, lists.english_of), vocabulary)
    report("Latin to Hangul", measure(((name, {h}) for h, name in people), find.hangul, given.misses))
    written = defaultdict(set)
    for h, name in people:
        written[h].add(name.replace(",", ""))
    report("Hangul to Latin", measure(written.items(), find.latin, given.misses))
    plain = {word: meanings for word, meanings in korean.items() if re.fullmatch("[a-z]+", word)}
    for title, known in (("English words", plain), ("Korean words", english)):
        asked = random.Random(4).sample(sorted(known), min(ASKED, len(known)))
        false_finds(title, asked, find, known.__getitem__, given.misses)


class Words:
    """A vocabulary in memory, with the keys that segments hold."""

    def __init__(self, words: Iterable[str]) -> None:
        known = list(dict.fromkeys(words))
        self._by_key: dict[str, dict[int, list[str]]] = {}
        small = list(dict.fromkeys(run.lower() for word in known for run in RUN.findall(word)))
        for stream, kind in (
            ("words", "hangul_name"),
            ("words", "latin_name"),
            ("words", "hangul_loan"),
            ("grams", "latin_loan"),
        ):
            having = known if stream == "words" else small
            keyed = self._by_key[kind] = defaultdict(list)
            keys, numbers = KINDS[stream][kind](having)
            for key, number in zip(keys.tolist(), numbers.tolist(), strict=True):
                keyed[key].append(having[number])

    def words(self, kind: str, keys: Iterable[int]) -> set[str]:
        """The words that have any of some keys."""
        return {word for key in keys for word in self._by_key[kind].get(key, ())}

    def hints(self, prefix: str) -> Iterable[tuple[str, Sequence[int]]]:  # noqa: ARG002  # no post says anything of them
        """No hints, as there are no posts."""
        return ()

    def has(self, text: str) -> bool:  # noqa: ARG002  # the bridge looks words up by their keys
        """Never called by this bridge."""
        return False


class Finder:
    """The variants of one script."""

    def __init__(self, bridge: Romanized, vocabulary: Words) -> None:
        self._bridge = bridge
        self._vocabulary = vocabulary

    def hangul(self, query: str) -> list[Variant]:
        """Those in Hangul."""
        return [variant for variant in self.all(query) if not variant.text.isascii()]

    def latin(self, query: str) -> list[Variant]:
        """Those in Latin letters."""
        return [variant for variant in self.all(query) if variant.text.isascii()]

    def all(self, query: str) -> list[Variant]:
        """All, in the order of the bridge."""
        run = [QueryWord(word, word) for word in re.findall(r"[\w'-]+", query)]
        return list(self._bridge.variants(run, self._vocabulary)) if len(run) <= self._bridge.most_words else []


def measure(
    wanted: Iterable[tuple[str, Collection[str]]], find: Callable[[str], Sequence[Variant]], misses: bool
) -> dict[str, float]:
    """Share of queries with a right word on top; share of right ones among the words on top; CPU time."""
    found, right, top, times = [], 0, 0, []
    for query, answers in wanted:
        began = time.thread_time()
        variants = find(query)
        times.append(1000 * (time.thread_time() - began))
        best = [variant.text for variant in variants if variant.weight == variants[0].weight]
        right += len(set(best) & set(answers))
        top += len(best)
        found.append(bool(set(best) & set(answers)))
        if misses and not found[-1]:
            print(f"{query}: {', '.join(answers)} is not {[v.text for v in variants]}", file=sys.stderr)
    times.sort()
    return {
        "recall@1": sum(found) / len(found),
        "precision": right / max(1, top),
        "p50 ms": times[len(times) // 2],
        "p95 ms": times[len(times) * 95 // 100],
    }


def false_finds(title: str, asked: Sequence[str], find: Finder, known: Callable[[str], set[str]], misses: bool) -> None:
    """Number of ordinary words with variants that are not among their translations."""
    found = {word: [v.text for v in find.all(word) if v.text.lower() not in known(word)] for word in asked}
    if misses:
        print(*(f"{word}: {texts}" for word, texts in found.items() if texts), sep="\n", file=sys.stderr)
    figures: dict[str, float] = {
        "asked": len(asked),
        "found": sum(map(bool, found.values())),
        "variants": sum(map(len, found.values())),
    }
    report(title, figures)


def read_people(path: Path) -> list[tuple[str, str]]:
    """Hangul and Latin names."""
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return [(hangul, latin) for hangul, latin in (line.split("\t") for line in lines)]


def invented(people: Sequence[str], count: int) -> Iterator[str]:
    """Distractors: names of people with shuffled syllables."""
    draw = random.Random(3)
    names = [name for name in people if len(name) == 3]
    for _ in range(count):
        yield "".join(draw.choice(names)[at] for at in range(3))


def entries(folder: Path | None) -> Iterator[tuple[str, list[str]]]:
    """Headwords and their translations."""
    for path in folder.glob("*.tsv") if folder else ():
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                headword, _, translations = line.partition("\t")
                yield headword, [translation.strip() for translation in translations.split(";")]


def read_lexicon(folder: Path | None) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """What the list knows for an English text, and for a Korean noun."""
    korean, english = defaultdict(set), defaultdict(set)
    for headword, translations in entries(folder):
        for translation in map(str.lower, translations):
            korean[translation].add(headword)
            if not headword.endswith("다") and " " not in headword:
                english[headword].add(translation)
    return korean, english


def frequent(bills: Path, count: int) -> tuple[list[str], list[str]]:
    """The capitalised spans of some texts, and their most frequent Hangul words."""
    analyze = make_analyzer(Config()).analyze
    runs: Counter[str] = Counter()
    spans: Counter[str] = Counter()
    for line in bills.open(encoding="utf-8"):
        document = json.loads(line)
        for text in map(clean, (document["title"], document["body"])):
            runs.update(RUN.findall(text))
            spans.update(capitalised_spans(text))
    words: Counter[str] = Counter()
    for run, times in runs.items():
        words.update({word: times for word, _ in analyze(run).words})
    hangul = (word for word, _ in words.most_common() if re.fullmatch("[가-힣]{2,}", word))
    return list(spans), [word for word, _ in zip(hangul, range(count), strict=False)]


def report(name: str, figures: dict[str, float]) -> None:
    """One row of the table."""
    print(f"{name:20}", "  ".join(f"{key} {value:.4g}" for key, value in figures.items()), flush=True)


if __name__ == "__main__":
    main()
