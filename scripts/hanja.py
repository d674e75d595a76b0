"""Makes indexer/keys/hanja.txt, the readings of Hanja, from hanja.txt of libhangul (Debian: libhangul-data).

    python scripts/hanja.py /usr/share/libhangul/hanja/hanja.txt

libhangul's file lists characters with all their readings, and 270,000 words with theirs. From the words comes how usual
a reading of a character is, and in which pairs of characters it has another one.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from malmoi.indexer.keys.hanja_readings import HanjaReadings, spellings
from malmoi.indexer.keys.initial_law import law

TARGET = Path(__file__).resolve().parent.parent / "indexer" / "keys" / "hanja.txt"
USUAL = 0.1
"""A reading is expected everywhere from this share of a character's words on; a rarer one only in listed pairs."""
HANJA = re.compile("[\u3400-\u9fff]+")
UNLISTED = {
    "六月": "유월", "八日": "파일", "木瓜": "모과", "牧丹": "모란", "十月": "시월", "十方": "시방", "十王": "시왕",
    "菩提": "보리", "道場": "도량", "般若": "반야", "南無": "나무", "布施": "보시", "兜率": "도솔",
    "十兩": "십냥", "百兩": "백냥", "千兩": "천냥", "萬兩": "만냥", "數兩": "수냥",
}  # fmt: skip
"""HanjaReadings that libhangul has not, for no word or not for every word."""
HEADER = """\
# The readings of Hanja. Made by scripts/hanja.py; do not edit.
# A line is a reading and the characters, or the pairs of characters, that have it.
#
# Made from hanja.txt of libhangul, of which this is the notice:
#
"""

Words = dict[str, set[str]]


def read(path: Path) -> tuple[dict[str, set[str]], Words, str]:
    """HanjaReadings of characters, readings of words, and the notice at the top of the file."""
    characters: dict[str, set[str]] = defaultdict(set)
    words: Words = defaultdict(set)
    notice = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            notice.append(line)
        elif line:
            reading, hanja, _ = line.split(":", 2)
            hanja = unicodedata.normalize("NFKC", hanja)
            if len(hanja) == len(reading) and HANJA.fullmatch(hanja):
                (characters if len(hanja) == 1 else words)[hanja].add(reading)
    return characters, words, "\n".join(notice).rstrip("#\n ")


def original(readings: set[str]) -> list[str]:
    """The readings without those that the initial-sound law makes of others: 녀 of 녀 and 여."""
    return [one for one in sorted(readings) if not any(law(other) == one for other in readings - {one})]


def usual(characters: Mapping[str, set[str]], words: Words) -> dict[str, str]:
    """The readings of a character that are to be expected in any word, the most usual first."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for hanja, readings in words.items():
        for reading in readings:
            for character, syllable in zip(hanja, reading, strict=True):
                counts[character][law(syllable)] += 1
    found = {}
    for character, readings in characters.items():
        if character <= "\u4dff":  # Extension A: in no word, and in hardly a name
            continue
        known = {one: counts[character][law(one)] for one in original(readings)}
        least = USUAL * sum(known.values())
        best = sorted((one for one in known if known[one] >= least), key=lambda one: -known[one])
        found[character] = "".join(best)
    return found


def listed(characters: Mapping[str, set[str]], single: Mapping[str, str], words: Words) -> dict[str, set[str]]:
    """The pairs that are read otherwise than their characters alone would be."""
    possible = {character: {law(one) for one in readings} for character, readings in characters.items()}
    seen: Words = defaultdict(set)
    for hanja, readings in words.items():
        for reading in readings:
            for at in range(len(hanja) - 1):
                pair, syllables = hanja[at : at + 2], reading[at : at + 2]
                if all(law(s) in possible.get(c, ()) for c, s in zip(pair, syllables, strict=True)):
                    seen[pair].add(syllables)
    alone = HanjaReadings(single, {})
    found = {}
    for pair, inside in seen.items():
        readings = words.get(pair, set()) & inside or inside
        expected = [set(law(options)) for options in alone.of(pair)]
        folded = [{law(reading[at]) for reading in readings} for at in (0, 1)]
        if expected != folded or (pair in words and not readings <= set(spellings(pair, alone))):
            found[pair] = readings
    return found | {pair: {reading} for pair, reading in UNLISTED.items()}


def lines(single: Mapping[str, str], pairs: Mapping[str, set[str]]) -> Iterator[str]:
    """The table: a reading, and what has it."""
    having = defaultdict(list)
    for rank in range(3):  # a character's most usual reading comes first, so whoever reads the lines meets it first
        for character, readings in single.items():
            if rank < len(readings):
                having[rank, readings[rank]].append(character)
    for pair, together in pairs.items():
        for reading in together:
            having[3, reading].append(pair)
    for (_, reading), hanja in sorted(having.items()):
        yield f"{reading}\t{''.join(sorted(hanja))}"


def main() -> None:
    characters, words, notice = read(Path(sys.argv[1]))
    single = usual(characters, words)
    pairs = listed(characters, single, words)
    TARGET.write_text(HEADER + notice + "\n" + "\n".join(lines(single, pairs)) + "\n", encoding="utf-8")
    print(f"{len(single):,} characters, {len(pairs):,} pairs")


if __name__ == "__main__":
    main()
