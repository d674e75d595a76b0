"""The names of countries and languages: what scripts/cldr.py makes of Unicode's data is what the lists have."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from malmoi.corpora.dictionaries.word_list import LEXICON

pytest.importorskip("babel")
SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "cldr.py"


@pytest.fixture(scope="module")
def cldr() -> ModuleType:
    spec = importlib.util.spec_from_file_location("cldr", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["territories", "languages"])
def test_the_lists_are_those_of_unicode(cldr: ModuleType, name: str) -> None:
    """A list has nothing but CLDR's pairs, and what it leaves out another list has."""
    path = LEXICON / f"world_{name}.tsv"
    note = path.read_text(encoding="utf-8").splitlines()[0]
    if f"CLDR {cldr.get_cldr_version()}," not in note:
        pytest.skip("another version of CLDR")
    wanted = {(korean, text.lower()) for korean, english in getattr(cldr, name)().items() for text in english}
    assert cldr.known_pairs([path]) <= wanted, "run scripts/cldr.py"
    assert wanted <= cldr.known_pairs(LEXICON.glob("*.tsv")), "run scripts/cldr.py"


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("대한민국", "south korea"),
        ("한국", "south korea"),
        ("북한", "north korea"),
        ("한국어", "korean"),
        ("버마", "burma"),
    ],
)
def test_names_that_people_write(cldr: ModuleType, korean: str, english: str) -> None:
    """Short and former names are there beside those that Unicode prefers."""
    assert (korean, english) in cldr.known_pairs(LEXICON.glob("*.tsv"))
