"""The word list: every line has its form, and the list is as large as it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from malmoi.corpora.dictionaries.word_list import LEXICON, lines, problems

FILES = sorted(LEXICON.glob("*.tsv"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_line_has_its_form(path: Path) -> None:
    """A headword, a tab, one to four translations of at most four words, none of them twice; no headword twice."""
    assert path.read_text(encoding="utf-8").startswith("# subject:")
    assert not list(problems(path))


def test_it_is_as_large_as_it_says() -> None:
    """More than 31,000 pairs, and more than 15,500 headwords."""
    pairs = {(line.korean, text) for path in FILES for line in lines(path) for text in line.english}
    assert len(pairs) > 31_000
    assert len({korean for korean, _ in pairs}) > 15_500
