"""Are loan words and foreign names found in the other script? Recall, precision and time of the bridge ``romanized``.

    python benchmarks/loans.py --bills corpus-5000.jsonl [--loans benchmarks/loans.tsv] [--lexicon corpora/lexicon]

``loans.tsv`` has lines of a Latin word and two Hangul spellings of it, separated by tabs. They hide among the most
frequent words of ``--bills``, JSON Lines of {title, body}. ``--lexicon`` takes the folder of the word list, which tells
other words from loan words; the words of ``--loans`` are left out of it.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Collection, Iterable
from pathlib import Path

from malmoi.benchmarks.names import WORDS, Words, frequent, report
from malmoi.query.bridges.bridge import QueryWord
from malmoi.query.bridges.lexicon.table import Translations, read_table
from malmoi.query.bridges.romanized.bridge import Romanized


def main() -> None:
    """Reads the arguments and prints one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bills", type=Path, required=True)
    parser.add_argument("--loans", type=Path, default=Path(__file__).with_name("loans.tsv"))
    parser.add_argument("--lexicon", type=Path)
    parser.add_argument("--misses", action="store_true", help="print the queries whose answer is not found")
    given = parser.parse_args()
    loans = [line.split("\t") for line in given.loans.read_text("utf-8").splitlines() if not line.startswith("#")]
    spans, words = frequent(given.bills, WORDS)
    vocabulary = Words([*(word for loan in loans for word in loan), *words, *spans])
    bridge = bridge_without({word.lower() for loan in loans for word in loan}, given.lexicon)
    for spelling, name in ((1, "by the rules"), (2, "beside them")):
        to_hangul = [(latin, {hangul[spelling - 1]}, set(hangul)) for latin, *hangul in loans]
        to_latin = [(loan[spelling], {loan[0].lower()}, {loan[0].lower()}) for loan in loans]
        report(f"Latin to Hangul {name}", measure(bridge, vocabulary, to_hangul, given.misses))
        report(f"Hangul to Latin {name}", measure(bridge, vocabulary, to_latin, given.misses))


def bridge_without(unknown: Collection[str], lexicon: Path | None) -> Romanized:
    """The bridge over a word list that does not know some words."""
    table = read_table((lexicon,) if lexicon else ())

    def korean_of(text: str) -> Translations:
        return {} if text.lower() in unknown else table.korean_of(text)

    def english_of(text: str) -> Translations:
        return {} if text in unknown else table.english_of(text)

    return Romanized(korean_of, english_of)


def measure(
    bridge: Romanized, vocabulary: Words, asked: Iterable[tuple[str, set[str], set[str]]], misses: bool
) -> dict[str, float]:
    """Share of words that are found; share of right ones among those found in the other script; CPU time.

    ``asked``: what is typed, what has to be found, and all that is right.
    """
    found, right, total, times = [], 0, 0, []
    for typed, wanted, fine in asked:
        began = time.thread_time()
        variants = list(bridge.variants([QueryWord(typed, typed)], vocabulary))
        times.append(1000 * (time.thread_time() - began))
        others = {v.text.lower() for v in variants if v.text.isascii() != typed.isascii()}
        found.append(wanted <= others)
        right, total = right + len(others & fine), total + len(others)
        if misses and not found[-1]:
            print(f"{typed}: {wanted} is not in {sorted(others)}", file=sys.stderr)
    times.sort()
    return {
        "recall": sum(found) / len(found),
        "precision": right / max(1, total),
        "p50 ms": times[len(times) // 2],
        "p95 ms": times[len(times) * 95 // 100],
    }


if __name__ == "__main__":
    main()
