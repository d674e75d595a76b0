"""The word list: every line has its form, and the list is as large as it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "corpora" / "lexicon"
FILES = sorted(FOLDER.glob("*.tsv"))
ENTRY = re.compile(r"(?P<korean>[가-힣A-Z0-9]+(?: [가-힣A-Z0-9]+)*)\t(?P<english>[^\t;]+(?:; [^\t;]+){0,3})")
MOST_WORDS = 4


def entries(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file that are not comments, with their numbers."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.startswith("#"):
            yield number, line


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_line_has_its_form(path: Path) -> None:
    """A headword, a tab, one to four translations of at most four words, none of them twice; no headword twice."""
    assert path.read_text(encoding="utf-8").startswith("# subject:")
    seen: set[str] = set()
    for number, line in entries(path):
        found = ENTRY.fullmatch(line)
        assert found, f"{path.name}:{number}: {line!r}"
        translations = found["english"].split("; ")
        assert len(set(translations)) == len(translations), f"{path.name}:{number}: a translation twice"
        assert all(len(one.split(" ")) <= MOST_WORDS for one in translations), f"{path.name}:{number}: too long"
        assert all(one == one.strip() for one in translations), f"{path.name}:{number}"
        assert found["korean"] not in seen, f"{path.name}:{number}: {found['korean']} is there twice"
        seen.add(found["korean"])


def test_it_is_as_large_as_it_says() -> None:
    """More than 12,000 pairs, and more than 10,000 headwords."""
    pairs = {
        (line.split("\t")[0], one)
        for path in FILES
        for _, line in entries(path)
        for one in line.split("\t")[1].split("; ")
    }
    assert len(pairs) > 12_000
    assert len({korean for korean, _ in pairs}) > 10_000
