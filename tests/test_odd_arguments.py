"""Every public call with odd values: a MalmoiError that names the argument, or a right answer, and nothing is written."""

from __future__ import annotations

import contextlib
import inspect
import io
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import malmoi
from malmoi import Document

from .examples import examples

ODD: list[Any] = [
    None, True, False, 0, 1, -1, 7, 10**30, 1.5, float("nan"), float("inf"), "", " ", "x", "\0", "\ud800", "가나", "a" * 300,
    b"", b"x", (), [], {}, set(), ("a",), ["a", 5], [None], {"a": 1}, {1: "a"}, object(), object, len, print, 5j,
    Document(id="d", body="x"), [Document(id="d", body="x")], date(2007, 1, 1), Path("nowhere"), Path(), range(3), iter("ab"),
    malmoi.Config(), malmoi.Config, ValueError("x"), io.StringIO("x"), (x for x in "ab"), NotImplemented, "relevance", "all",
]  # fmt: skip


class _Odd:
    """An object that fails wherever it is touched."""

    def __repr__(self) -> str:
        raise RuntimeError

    def __eq__(self, other: object) -> bool:
        raise RuntimeError

    __hash__ = None  # type: ignore[assignment]


ODD.append(_Odd())

READING: dict[str, Callable[[malmoi.Index], Callable[..., object]]] = {
    "search": lambda index: index.search,
    "count": lambda index: index.count,
    "explain": lambda index: index.explain,
    "get": lambda index: index.get,
    "get_many": lambda index: index.get_many,
    "contains": lambda index: index.__contains__,
    "analyze": lambda index: index.analyze,
    "aliases.groups": lambda index: index.aliases().groups,
    "lexicon.lookup": lambda index: index.lexicon().lookup,
    "override": lambda index: index.config.override,
    "load_config": lambda index: malmoi.load_config,
    "check": lambda index: malmoi.check,
}
"""Calls that write nothing, whatever they are given."""
WRITING: dict[str, Callable[[malmoi.Index], Callable[..., object]]] = {
    "add": lambda index: index.add,
    "add_all": lambda index: index.add_all,
    "add_stream": lambda index: index.add_stream,
    "delete_where": lambda index: index.delete_where,
    "sync": lambda index: index.sync,
    "forget": lambda index: index.forget,
    "rebuild": lambda index: index.rebuild,
    "backup": lambda index: index.backup,
    "aliases.add": lambda index: index.aliases().add,
    "aliases.accept": lambda index: index.aliases().accept,
    "aliases.refuse": lambda index: index.aliases().refuse,
    "lexicon.import_dictionary": lambda index: index.lexicon().import_dictionary,
    "lexicon.remove": lambda index: index.lexicon().remove,
    "open": lambda index: malmoi.open,
    "repair": lambda index: malmoi.repair,
    "malmoi.rebuild": lambda index: malmoi.rebuild,
    "malmoi.backup": lambda index: malmoi.backup,
}
"""Calls that may write where their arguments are right; where they raise, they wrote nothing."""
GOOD: dict[str, Any] = {
    "query": "봄", "id": "a", "text": "봄", "name": "x", "ids": ["a"], "values": {}, "where": "test", "file": "nowhere.tsv",
}  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[malmoi.Index]:
    """An index of two posts."""
    with malmoi.open(tmp_path_factory.mktemp("odd") / "index", config=malmoi.Config()) as opened:
        opened.add_all([Document(id="a", body="봄 여행"), Document(id="b", body="여름")])
        yield opened


def files(folder: Path) -> dict[str, bytes]:
    """The files of a folder that a call may not change where it raises."""
    kept = (path for path in folder.rglob("*") if path.is_file() and path.name not in ("lock", "lock.json"))
    return {str(path): path.read_bytes() for path in kept}


def attempt(call: Callable[..., object], arguments: dict[str, Any], values: list[Any]) -> BaseException | None:
    """Calls, and gives what is raised."""
    try:
        found = call(*values, **arguments)
        if inspect.isgenerator(found):
            list(found)
    except malmoi.MalmoiError as error:
        return error
    return None


def parameters(call: Callable[..., object]) -> list[inspect.Parameter]:
    """The parameters of a call, with the filters one by one."""
    found = []
    for one in inspect.signature(call).parameters.values():
        if one.kind is one.VAR_KEYWORD:
            found += [
                inspect.Parameter(name, one.KEYWORD_ONLY)
                for name in ("since", "until", "lang", "tags", "author", "ids")
            ]
        else:
            found.append(one)
    return found


def drawn(data: st.DataObject, call: Callable[..., object]) -> tuple[list[Any], dict[str, Any], bool]:
    """Values of a call, of which one at least is odd; whether a value was left as it is right."""
    odd = data.draw(st.sampled_from(parameters(call)))
    values, named = [], {}
    for one in parameters(call):
        if one.name == odd.name:
            # What a function of the caller's raises goes through as it is.
            value = data.draw(st.sampled_from([it for it in ODD if one.name != "progress" or not callable(it)]))
        elif one.default is one.empty and one.kind is not one.VAR_POSITIONAL and one.name in GOOD:
            value = GOOD[one.name]
        elif one.default is one.empty and one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD):
            value = data.draw(st.sampled_from(ODD))
        else:
            continue
        if one.kind is one.KEYWORD_ONLY:
            named[one.name] = value
        else:
            values.append(value)
    return values, named, True


@examples(400, quick=120)
@given(name=st.sampled_from(sorted(READING)), data=st.data())
def test_reading_with_odd_values(index: malmoi.Index, name: str, data: st.DataObject) -> None:
    """Only MalmoiErrors are raised, and no file changes."""
    call = READING[name](index)
    values, named, _ = drawn(data, call)
    before = files(index.folder)
    attempt(call, named, values)
    assert files(index.folder) == before


@examples(400, quick=120)
@given(name=st.sampled_from(sorted(WRITING)), data=st.data())
def test_writing_with_odd_values(tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject) -> None:
    """Only MalmoiErrors are raised, and where one is, no file changed."""
    folder = tmp_path_factory.mktemp("odd")
    with contextlib.chdir(folder), malmoi.open(folder / "index", config=malmoi.Config()) as opened:
        opened.add(Document(id="a", body="봄 여행"))
        call = WRITING[name](opened)
        values, named, _ = drawn(data, call)
        before = files(folder)
        if attempt(call, named, values):
            assert files(folder) == before
    assert malmoi.check(folder / "index").is_fine


ODD_ONES: list[tuple[str, Callable[[malmoi.Index], object]]] = [
    ("names", lambda index: index.aliases().add("가나")),
    ("names", lambda index: index.aliases().add(5)),  # type: ignore[arg-type]
    ("documents", lambda index: index.add_all(5)),  # type: ignore[arg-type]
    ("documents", lambda index: index.add_all(Document(id="x", body="x"))),  # type: ignore[arg-type]
    ("documents", lambda index: index.add_all("ab")),  # type: ignore[arg-type]
    ("source", lambda index: index.sync(None)),  # type: ignore[arg-type]
    ("source", lambda index: index.sync("")),
    ("path", lambda index: malmoi.open(None)),  # type: ignore[arg-type]
    ("path", lambda index: malmoi.open("\0")),
    ("config", lambda index: malmoi.open(index.folder, config="x")),  # type: ignore[arg-type]
    ("create", lambda index: malmoi.open(index.folder, create="no")),  # type: ignore[arg-type]
    ("folder", lambda index: index.backup(None)),  # type: ignore[arg-type]
    ("stream", lambda index: index.add_stream("x")),  # type: ignore[arg-type]
    ("stream", lambda index: index.add_stream(io.StringIO("x"))),  # type: ignore[arg-type]
    ("document", lambda index: index.add(Document(id="", body="x"))),
    ("document", lambda index: index.add(Document(id="\u200b", body="x"))),
    ("id", lambda index: index.get("")),
    ("id", lambda index: index.delete("a", "")),
    ("limit", lambda index: index.search("봄", limit=-1)),
    ("limit", lambda index: index.search("봄", limit=True)),
    ("offset", lambda index: index.search("봄", offset=-1)),
    ("exact", lambda index: index.search("봄", exact="no")),  # type: ignore[arg-type]
    ("require", lambda index: index.search("봄", require="some")),  # type: ignore[arg-type]
    ("near_duplicates", lambda index: index.search("봄", near_duplicates=1)),  # type: ignore[arg-type]
    ("since", lambda index: index.search("봄", since="2009", until="2007")),
    ("lang", lambda index: index.search("봄", lang="fr")),
    ("workers", lambda index: index.sync(index.folder.parent, workers=0)),
    ("workers", lambda index: index.sync(index.folder.parent, workers=True)),
    ("progress", lambda index: index.sync(index.folder.parent, progress=5)),  # type: ignore[arg-type]
    ("dry_run", lambda index: index.sync(index.folder.parent, dry_run="no")),  # type: ignore[arg-type]
    ("sources", lambda index: malmoi.repair(index.folder, sources="posts")),
    ("numbers", lambda index: index.aliases().accept(1)),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(
    ("argument", "call"), ODD_ONES, ids=[f"{number} {name}" for number, (name, _) in enumerate(ODD_ONES)]
)
def test_an_odd_value_is_named(index: malmoi.Index, argument: str, call: Callable[[malmoi.Index], object]) -> None:
    """The error has the name of the argument, and its message the value."""
    before = files(index.folder)
    with pytest.raises(malmoi.ArgumentError) as caught:
        call(index)
    assert caught.value.argument == argument
    assert files(index.folder) == before


@pytest.mark.parametrize("value", [5, "x", None, {}, malmoi.Config().search])
def test_an_odd_section_of_the_settings(value: Any) -> None:
    """Settings that are made in Python are checked as those of a file are."""
    with pytest.raises(malmoi.ConfigError, match="limits"):
        malmoi.Config(limits=value)
