"""Checks the word lists: their form, what stands in several of them, and how much of some texts they translate.

    python scripts/check_lexicon.py [--folder FOLDER] [POSTS.jsonl ...]

Coverage is the share of the words of the posts, each time they occur, that have a translation: Korean nouns, verbs and
adjectives, and English words without the commonest. The most frequent words without one are listed. Exit status 1 where
the form of a list is wrong.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from malmoi.config import Config
from malmoi.corpora.dictionaries.word_list import LEXICON, lines, problems
from malmoi.indexer.analysis.analyzer import make_analyzer
from malmoi.indexer.text.narrow import narrow
from malmoi.indexer.text.normalize import clean
from malmoi.indexer.text.positions import RUN
from malmoi.query.bridges.lexicon.table import LexiconTable, read_table

ENDINGS = ("", "다", "하다")
"""What makes a headword of a noun, a stem, a root."""
COMMONEST = frozenset(
    """
    a about after all also an and any are as at be been but by can could did do does for from had has have he her his
    how i if in into is it its just like may me more my no not of on one or our out she should so some such than that
    the their them then there these they this to up us was we were what when which who will with would you your s t
    """.split()
)
LISTED = 40


def main() -> int:
    """Prints what it found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("posts", nargs="*", type=Path, metavar="POSTS.jsonl")
    parser.add_argument("--folder", type=Path, default=LEXICON, help="the lists to check; default: malmoi's own")
    given = parser.parse_args()
    paths = sorted(given.folder.glob("*.tsv"))
    wrong = [problem for path in paths for problem in problems(path)]
    print(*wrong, f"{len(paths)} lists, {len(wrong)} wrong lines", sep="\n")
    repeated = list(repeated_pairs(paths))
    print(*repeated[:LISTED], f"{len(repeated)} pairs in several lists", sep="\n")
    table = read_table((given.folder,))
    for path in given.posts:
        korean, english = words_of(path)
        print(path.name)
        print("  Korean to English", coverage(korean, lambda word: is_korean_known(word, table)), sep="\n  ")
        print("  English to Korean", coverage(english, lambda word: bool(table.korean_of(word))), sep="\n  ")
    return 1 if wrong else 0


def repeated_pairs(paths: Iterable[Path]) -> Iterator[str]:
    """The pairs that several lists have, with the names of those."""
    having = defaultdict(list)
    for path in paths:
        for line in lines(path):
            for text in line.english:
                having[line.korean, text].append(path.stem)
    return (f"{korean} = {text}: {', '.join(names)}" for (korean, text), names in having.items() if len(names) > 1)


def words_of(path: Path) -> tuple[Counter[str], Counter[str]]:
    """The Korean and the English words of posts, each with how often it occurs."""
    runs: Counter[str] = Counter()
    with path.open(encoding="utf-8") as posts:
        for post in map(json.loads, filter(str.strip, posts)):
            runs.update(RUN.findall(narrow(clean(f"{post.get('title') or ''}\n{post['body']}"))))
    analyzer = make_analyzer(Config())
    korean: Counter[str] = Counter()
    english: Counter[str] = Counter()
    for run, count in runs.items():
        if re.match("[가-힣]", run):
            for term, _ in analyzer.analyze(run).terms:
                korean[term] += count
        elif run.isascii() and run.isalpha() and run.lower() not in COMMONEST:
            english[run.lower()] += count
    return korean, english


def is_korean_known(word: str, table: LexiconTable) -> bool:
    """True if a noun, a stem or a root has a translation."""
    return any(table.english_of(word + ending) for ending in ENDINGS)


def coverage(words: Counter[str], is_known: Callable[[str], bool]) -> str:
    """The share of occurrences with a translation, and the most frequent words without one."""
    unknown = Counter({word: count for word, count in words.items() if not is_known(word)})
    share = 1 - unknown.total() / max(words.total(), 1)
    often = " ".join(f"{word} {count}" for word, count in unknown.most_common(LISTED))
    return f"{share:.1%} of {words.total():,} words; without: {often or 'none'}"


if __name__ == "__main__":
    sys.exit(main())
