"""Errors: one tree, and each error says one sentence and one remedy."""

from __future__ import annotations

import inspect
import pickle
import re
from pathlib import Path

import pytest

from malmoi import errors
from malmoi.errors import (
    AliasError,
    AnalysisError,
    ArgumentError,
    ConfigError,
    DamagedIndexError,
    FingerprintError,
    ForeignFolderError,
    FormatError,
    IndexMissingError,
    LockedError,
    MalmoiError,
    MissingExtraError,
    QueryError,
    QueryTimeout,
    SourceError,
)

SAID = (
    (
        ConfigError("search.limit", "'x' is not a int", "malmoi.toml"),
        "setting 'search.limit' in malmoi.toml: 'x' is not a int",
    ),
    (ConfigError("search", "is unknown"), "setting 'search': is unknown"),
    (AliasError(9, "does not exist", "List them"), "pair 9 does not exist. List them"),
    (SourceError("a.html", "is empty"), "a.html: is empty"),
    (SourceError(Path("a"), "is a pipe", "Pipe it in"), "a: is a pipe. Pipe it in"),
    (AnalysisError("no dictionary"), "no dictionary"),
    (
        MissingExtraError("okt", "java"),
        'okt needs a package that is not installed. Install it with: pip install "malmoi[java]"',
    ),
    (IndexMissingError("x"), "no index at x. Make one with: malmoi index FOLDER --index x"),
    (ForeignFolderError("x"), "x is neither empty nor an index. Name a new or empty folder"),
    (
        FingerprintError("x", {"tagger": ("okt", "mecab")}),
        (
            "the index at x was made with another analysis (tagger: 'okt' then, 'mecab' now). "
            "Analyse it again with: malmoi rebuild --index x"
        ),
    ),
    (FormatError("x", 9, 1), "the index at x has format 9, this malmoi reads 1. Delete it and index the sources again"),
    (DamagedIndexError("x", "gone"), "x is damaged: gone. See what can be saved with: malmoi check"),
    (LockedError("x", "process 7"), "the index at x is being written by process 7. Wait for it, or stop it"),
    (
        ArgumentError("sort", "'price' is no order", "Write newest"),
        "argument 'sort': 'price' is no order. Write newest",
    ),
    (QueryError("a quote is open", 4, "Close it"), "a quote is open (at character 5). Close it"),
    (QueryTimeout(2000), "the query took longer than 2,000 ms. Shorten it, or raise limits.deadline_ms"),
)


def drawn() -> dict[str, str]:
    """Each class of the tree in the docstring and the one it hangs from."""
    parents: dict[str, str] = {}
    above: list[tuple[int, str]] = []
    for line in (errors.__doc__ or "").splitlines():
        found = re.match(r"^( {4}[ │├└─]*)([A-Z]\w+)", line)
        if found:
            depth = len(found[1])
            above = [(column, name) for column, name in above if column < depth]
            parents[found[2]] = above[-1][1] if above else "Exception"
            above.append((depth, found[2]))
    return parents


def test_the_tree_is_as_drawn() -> None:
    """The tree on top of errors.py is the tree of the classes."""
    classes = inspect.getmembers(errors, inspect.isclass)
    own = {name: cls for name, cls in classes if cls.__module__ == errors.__name__}
    assert drawn() == {name: cls.__bases__[0].__name__ for name, cls in own.items()}


@pytest.mark.parametrize(("error", "said"), SAID)
def test_what_an_error_says(error: MalmoiError, said: str) -> None:
    """An error says what is wrong in one sentence, and what to do in another."""
    assert str(error) == said
    assert str(error) == (f"{error.what}. {error.remedy}" if error.remedy else error.what)


@pytest.mark.parametrize(("error", "said"), SAID)
def test_an_error_keeps_its_values(error: MalmoiError, said: str) -> None:
    """What an error was made of is on it: programs compare values, not sentences."""
    del said
    for parameter in inspect.signature(type(error).__init__).parameters.values():
        if parameter.name != "self":
            assert hasattr(error, parameter.name)


def test_every_error_is_tried() -> None:
    """The table above has every class that is raised."""
    leaves = {name for name in drawn() if name not in ("MalmoiError", "StoreError")}
    assert {type(error).__name__ for error, _ in SAID} == leaves


@pytest.mark.parametrize(("error", "said"), SAID)
def test_an_error_crosses_processes(error: MalmoiError, said: str) -> None:
    """A pool of processes hands an error over by pickle; it says the same on the other side."""
    assert str(pickle.loads(pickle.dumps(error))) == said
