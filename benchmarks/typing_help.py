"""Is a word found while it is typed, and where it is mistyped? Typos by rule, and every keystroke of words.

    python benchmarks/typing_help.py INDEX corpus.jsonl [--words 300] [--misses]

``INDEX`` is an index of the corpus, JSON Lines of {title, body}. The words are drawn at random from those that stand
between blanks in at least ``--least`` texts: *nouns* are what the tagger knows as one noun, *forms* all others.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import malmoi
from malmoi.index import analyze
from malmoi.indexer.text.hangul import CODAS, ONSETS, VOWELS, compose, decompose
from malmoi.query.suggestions.keyboard import KEYS_OF, keys, typed

SEED = 11
ALPHABET = "".join(dict.fromkeys("".join(KEYS_OF.values()).lower()))
Rule = Callable[[str, random.Random], str]


def wrong_jamo(word: str, draw: random.Random) -> str:
    """One jamo of one syllable is another one."""
    at = draw.randrange(len(word))
    jamo = list(decompose(word[at]))
    part = draw.choice([number for number, one in enumerate(jamo) if one])
    jamo[part] = draw.choice([one for one in (ONSETS, VOWELS, CODAS[1:])[part] if one != jamo[part]])
    return word[:at] + compose(*jamo) + word[at + 1 :]


def wrong_key(word: str, draw: random.Random) -> str:
    """One key is another one."""
    pressed = keys(word)
    at = draw.randrange(len(pressed))
    return typed(pressed[:at] + draw.choice([one for one in ALPHABET if one != pressed[at]]) + pressed[at + 1 :])


def missing(word: str, draw: random.Random) -> str:
    """One key is left out."""
    pressed = keys(word)
    at = draw.randrange(len(pressed))
    return typed(pressed[:at] + pressed[at + 1 :])


def doubled(word: str, draw: random.Random) -> str:
    """One key is pressed twice."""
    pressed = keys(word)
    at = draw.randrange(len(pressed))
    return typed(pressed[: at + 1] + pressed[at:])


def swapped(word: str, draw: random.Random) -> str:
    """Two different keys come in the wrong order."""
    pressed = keys(word)
    at = draw.choice([at for at in range(len(pressed) - 1) if pressed[at] != pressed[at + 1]])
    return typed(pressed[:at] + pressed[at + 1] + pressed[at] + pressed[at + 2 :])


def layout(word: str, _: random.Random) -> str:
    """The keyboard is in English."""
    return keys(word)


def partial(word: str, _: random.Random) -> str:
    """The vowel of the last syllable is not typed yet, as an input method shows it."""
    return typed(keys(word[:-1]) + KEYS_OF[decompose(word[-1])[0]])


def choseong(word: str, _: random.Random) -> str:
    """The initial consonants alone."""
    return "".join(decompose(one)[0] for one in word)


RULES: tuple[Rule, ...] = (wrong_jamo, wrong_key, missing, doubled, swapped, layout, partial, choseong)


def main() -> None:
    """Reads the arguments and prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--words", type=int, default=300)
    parser.add_argument("--least", type=int, default=20)
    parser.add_argument("--syllables", type=int, nargs=2, default=(3, 8))
    parser.add_argument("--misses", action="store_true", help="print the queries whose answer is not found")
    given = parser.parse_args()
    drawn = words(given.corpus, given.least, given.syllables, given.words)
    with malmoi.open(given.index, create=False) as index:
        for name, sample in drawn.items():
            typos(index, name, sample, show=given.misses)
            keystrokes(index, name, sample[:100], show=given.misses)
            left_alone(index, name, sample)


def words(corpus: Path, least: int, syllables: Sequence[int], most: int) -> dict[str, list[str]]:
    """Words of the corpus: those that are one noun, and other forms."""
    counts: Counter[str] = Counter()
    form = re.compile(f"[가-힣]{{{syllables[0]},{syllables[1]}}}")
    with corpus.open(encoding="utf-8") as lines:
        for line in lines:
            post = json.loads(line)
            counts.update({one for one in f"{post['title']} {post['body']}".split() if form.fullmatch(one)})
    common = sorted(one for one, count in counts.items() if count >= least)
    random.Random(SEED).shuffle(common)
    found: dict[str, list[str]] = {"nouns": [], "forms": []}
    for one in common:
        analysed = analyze(one, config=malmoi.Config()).runs[0].words
        found["nouns" if list(analysed) == [(one, 0)] else "forms"].append(one)
        if len(found["nouns"]) >= most and len(found["forms"]) >= most:
            break
    return {name: sample[:most] for name, sample in found.items()}


def typos(index: malmoi.Index, name: str, sample: Sequence[str], *, show: bool) -> None:
    """How often the word is the first suggestion for a mistyped one, and among three."""
    print(f"{name}: {len(sample)} words")
    times, firsts, thirds, meant = [], [], [], []
    for rule in RULES:
        draw = random.Random(SEED)
        places, own = [], []
        for word in sample:
            text = rule(word, draw)
            began = time.thread_time()
            texts = [one.text for one in index.suggest(text, 10)]
            times.append(1000 * (time.thread_time() - began))
            places.append(texts.index(word) if word in texts else 99)
            own.append(index.search(text, limit=1).did_you_mean == word)
            if show and places[-1] > 2:
                print(f"  {rule.__name__}: {text} is no {word}: {texts[:4]}", file=sys.stderr)
        first, third = (sum(place <= most for place in places) / len(places) for most in (0, 2))
        firsts.append(first)
        thirds.append(third)
        meant.append(sum(own) / len(own))
        print(f"  {rule.__name__:12} first {first:6.1%}  among three {third:6.1%}  did you mean {meant[-1]:6.1%}")
    mean = [sum(one) / len(one) for one in (firsts, thirds, meant)]
    times.sort()
    print(f"  {'mean':12} first {mean[0]:6.1%}  among three {mean[1]:6.1%}  did you mean {mean[2]:6.1%}", end="")
    print(f"   p50 {times[len(times) // 2]:.1f} ms, p95 {times[len(times) * 95 // 100]:.1f} ms")


def keystrokes(index: malmoi.Index, name: str, sample: Sequence[str], *, show: bool) -> None:
    """How often the word is among five suggestions, from the third key of its second syllable on."""
    found, times = [], []
    for word in sample:
        for text in states(word):
            began = time.thread_time()
            texts = [one.text for one in index.suggest(text, 5)]
            times.append(1000 * (time.thread_time() - began))
            if len(keys(text)) >= len(keys(word[0])) + 3:
                found.append(word in texts)
                if show and not found[-1]:
                    print(f"  {text} does not become {word}: {texts}", file=sys.stderr)
    times.sort()
    print(f"  {name}, {len(found)} keystrokes: among five {sum(found) / len(found):6.1%}", end="")
    print(f"   p50 {times[len(times) // 2]:.1f} ms, p95 {times[len(times) * 95 // 100]:.1f} ms")


def states(word: str) -> Iterator[str]:
    """What an input method shows after each key."""
    pressed = keys(word)
    return (typed(pressed[:end]) for end in range(1, len(pressed) + 1))


def left_alone(index: malmoi.Index, name: str, sample: Sequence[str]) -> None:
    """How often a right word has no better query."""
    alone = [index.search(word, limit=1).did_you_mean is None for word in sample]
    print(f"  {name}: left alone {sum(alone) / len(alone):6.1%}")


if __name__ == "__main__":
    main()
