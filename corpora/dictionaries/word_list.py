"""Word lists: files of ``Korean<TAB>english; english; ...``. Their form, and the folder of those that were imported."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ...indexer.files.bounded_text import read_list

LEXICON = Path(__file__).resolve().parent.parent / "lexicon"
"""The folder of the bundled word list."""
MOST = 4
"""Translations of a headword, the most usual first."""
MOST_WORDS = 4
"""Words of a headword or a translation; what is longer explains."""

_KOREAN = re.compile(r"(?=.*[가-힣])[가-힣A-Z0-9]+(?: [가-힣A-Z0-9]+)*")
_LINE = re.compile(r"(?P<korean>[^\t]+)\t(?P<english>[^\t;]+(?:; [^\t;]+)*)")


def is_korean(text: str) -> bool:
    """True if a headword has its form: Hangul, and capitals and digits beside it, in a few words."""
    return bool(_KOREAN.fullmatch(text)) and text.count(" ") < MOST_WORDS


@dataclass(frozen=True, slots=True)
class Line:
    """A headword with its translations."""

    number: int
    korean: str
    english: tuple[str, ...]


def lines(path: Path) -> Iterator[Line]:
    """The lines of a list that are not comments. One without a form has no translations."""
    for number, line in enumerate(read_list(path).splitlines(), start=1):
        if not line.startswith("#"):
            found = _LINE.fullmatch(line)
            yield (
                Line(number, found["korean"], tuple(found["english"].split("; "))) if found else Line(number, line, ())
            )


def problems(path: Path) -> Iterator[str]:
    """The faults in the form of a list, one sentence for each bad line."""
    seen: dict[str, int] = {}
    for line in lines(path):
        if problem := _problem(line, seen):
            yield f"{path.name}:{line.number}: {problem}"
        seen.setdefault(line.korean, line.number)


def _problem(line: Line, seen: dict[str, int]) -> str:
    if not line.english:
        return f"{line.korean!r} is not 'Korean, tab, english; english'"
    if not is_korean(line.korean):
        return f"{line.korean!r} is not a Korean word"
    if line.korean in seen:
        return f"{line.korean} stands in line {seen[line.korean]} already"
    if len(line.english) > MOST or len(set(line.english)) < len(line.english):
        return f"{line.korean} has more than {MOST} translations, or one twice"
    wrong = [text for text in line.english if text != text.strip() or text.count(" ") >= MOST_WORDS]
    return f"{wrong[0]!r} has more than {MOST_WORDS} words, or blanks around it" if wrong else ""


@dataclass(frozen=True, slots=True)
class WordList:
    """A list: its file, how many headwords and pairs it has, and its first comment, which tells where it is from."""

    path: Path
    headwords: int
    pairs: int
    note: str

    @property
    def name(self) -> str:
        """Its name."""
        return self.path.stem

    def to_json(self) -> dict[str, Any]:
        """As in ``malmoi lexicon --json``."""
        return {"name": self.name, **asdict(self), "path": str(self.path)}


def word_lists(folder: Path) -> list[WordList]:
    """The lists in a folder, by name."""
    return [_word_list(path) for path in sorted(folder.glob("*.tsv"))]


def _word_list(path: Path) -> WordList:
    found = [line.english for line in lines(path)]
    first = read_list(path).partition("\n")[0]
    note = first.lstrip("#").strip() if first.startswith("#") else ""
    return WordList(path, len(found), sum(map(len, found)), note)


def encode_word_list(note: str, words: Iterable[tuple[str, Iterable[str]]]) -> bytes:
    """The bytes of a list, with ``note`` as its first comment."""
    lines = [f"# {' '.join(note.split())}", *(f"{korean}\t{'; '.join(english)}" for korean, english in words)]
    return ("\n".join(lines) + "\n").encode()
