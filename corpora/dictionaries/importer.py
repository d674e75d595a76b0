"""Importing a dictionary: its entries become a word list of our own form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...errors import SourceError
from ...indexer.text.normalize import clean
from .dictionary import Damage, DictionaryEntry
from .glosses import english, english_word, korean, korean_word
from .kinds import open_dictionary
from .word_list import MOST, encode_word_list

_ENDINGS = re.compile(r"(?:\.(?:ifo|zip|tar|tgz|txz|tbz2|gz|xz|bz2|tsv|csv|txt|tab|jsonl|json))+$", re.IGNORECASE)
_UNFIT = re.compile(r"[^\w-]+")
_HANGUL = re.compile("[가-힣]")


@dataclass(slots=True)
class ImportReport:
    """The result of an import.

    ``left_out`` counts what was not kept, by reason, with the first example of each: ``damaged`` lines or entries,
    ``headword``s that are no words, ones without a short ``translation``, pairs that ``repeat`` others and those
    beyond the first few of a word (``more``).
    """

    path: Path
    entries: int = 0
    pairs_read: int = 0
    headwords: int = 0
    pairs: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of the list."""
        return self.path.stem

    def leave_out(self, reason: str, example: str, count: int = 1) -> None:
        """Takes account of what is not kept."""
        self.left_out[reason] += count
        self.examples.setdefault(reason, example)

    def to_json(self) -> dict[str, Any]:
        """As in ``malmoi lexicon import --json``."""
        left_out = {reason: {"count": n, "example": self.examples[reason]} for reason, n in self.left_out.items()}
        return {
            "name": self.name,
            "path": str(self.path),
            "entries": self.entries,
            "pairs_read": self.pairs_read,
            "headwords": self.headwords,
            "pairs": self.pairs,
            "left_out": left_out,
        }


def import_dictionary(
    source: Path, folder: Path, write: Callable[[Path, bytes], object], name: str = ""
) -> ImportReport:
    """Makes a word list of a dictionary, in a folder of lists; ``write`` writes it, in place of one of the same name.

    Raises SourceError where the file is no dictionary, is damaged, or has nothing between Korean and English.
    """
    report = ImportReport(folder / f"{list_name(name or source.name)}.tsv")
    dictionary = open_dictionary(source)
    words = _ranked(_pairs(dictionary.entries, report), report)
    if not words:
        reasons = ", ".join(f"{count:,} {reason}" for reason, count in report.left_out.most_common())
        raise SourceError(
            source, f"has no short translations between Korean and English (left out: {reasons or 'nothing'})"
        )
    report.headwords, report.pairs = len(words), sum(map(len, words.values()))
    note = f"imported from {source.name}" + (f"; {dictionary.origin}" if dictionary.origin else "")
    write(report.path, encode_word_list(clean(note), words.items()))
    return report


def list_name(name: str) -> str:
    """The name of a list for the name of a file: without endings, and only with what any file system takes."""
    return _UNFIT.sub("-", _ENDINGS.sub("", clean(name))).strip("-") or "list"


def _pairs(entries: Iterable[DictionaryEntry | Damage], report: ImportReport) -> Iterator[tuple[str, str, int]]:
    """Each Korean word with an English one and its rank among the translations of the entry."""
    for entry in entries:
        report.entries += 1
        if isinstance(entry, Damage):
            report.leave_out("damaged", entry.where)
            continue
        is_korean = bool(_HANGUL.search(entry.headword))
        headword = korean_word(entry.headword) if is_korean else english_word(entry.headword)
        if not headword:
            report.leave_out("headword", entry.headword)
            continue
        found = english(entry.definition) if is_korean else korean(entry.definition)
        if not found:
            report.leave_out("translation", headword)
        for rank, text in enumerate(found):
            yield (headword, text, rank) if is_korean else (text, headword, rank)


def _ranked(pairs: Iterable[tuple[str, str, int]], report: ImportReport) -> Mapping[str, list[str]]:
    """The translations of each Korean word, what stands first in an entry before what stands later in any."""
    ranks: dict[str, dict[str, tuple[int, str]]] = {}
    for word, translation, rank in pairs:
        report.pairs_read += 1
        known = ranks.setdefault(word, {})
        before = known.get(translation.lower())
        if before:
            report.leave_out("repeat", f"{word}: {translation}")
        if not before or rank < before[0]:
            known[translation.lower()] = rank, translation
    words = {
        word: [text for _, text in sorted(known.values(), key=lambda pair: pair[0])] for word, known in ranks.items()
    }
    for word, translations in words.items():
        if len(translations) > MOST:
            report.leave_out("more", f"{word}: {translations[MOST]}", len(translations) - MOST)
    return {word: translations[:MOST] for word, translations in words.items()}
