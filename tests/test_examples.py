"""The examples of examples/: filters as Haystack, Django and Meilisearch write them find what they say."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import malmoi
from malmoi import Document, Index, Where

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
ROWS: dict[str, dict[str, Any]] = {
    "a": {"price": 500, "category": "책", "rated": True, "seen": ["x"]},
    "b": {"price": 1500, "category": "책", "rated": False, "seen": ["x", "y"]},
    "c": {"price": 2500.5, "category": "음반"},
    "d": {"category": "옷 가게", "rated": True, "seen": []},
    "e": {"price": 1500},
    "f": {},
}


def example(name: str) -> ModuleType:
    """An example as a module."""
    found = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    assert found
    assert found.loader
    module = importlib.util.module_from_spec(found)
    sys.modules[name] = module  # dataclasses look their module up
    found.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The rows above."""
    with malmoi.open(tmp_path_factory.mktemp("examples") / "index", config=malmoi.Config()) as opened:
        opened.add_all(Document(id=id_, body=f"사전 {id_}", data=data) for id_, data in ROWS.items())
        yield opened


def ids(index: Index, where: Where | None) -> str:
    """The ids of what is found."""
    return "".join(sorted(hit.id for hit in index.search("사전", where=where, near_duplicates=False)))


def meta(field: str, operator: str, value: Any) -> dict[str, Any]:
    """A comparison of Haystack."""
    return {"field": f"meta.{field}", "operator": operator, "value": value}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (meta("price", "==", 1500), "be"), (meta("price", "!=", 1500), "acdf"), (meta("price", ">", 1500), "c"),
        (meta("price", ">=", 1500), "bce"), (meta("price", "<", 1500), "a"), (meta("price", "<=", 1500), "abe"),
        (meta("category", "in", ["책", "음반"]), "abc"), (meta("category", "not in", ["책", "음반"]), "def"),
        ({"operator": "AND", "conditions": [meta("price", ">=", 1000), meta("category", "==", "책")]}, "b"),
        ({"operator": "OR", "conditions": [meta("price", ">", 2000), meta("rated", "==", True)]}, "acd"),
        ({"operator": "NOT", "conditions": [meta("price", ">", 1), meta("rated", "==", False)]}, "acdef"),
        ({"operator": "AND", "conditions": [
            {"operator": "OR", "conditions": [meta("price", "<", 1000), meta("seen", "==", "y")]},
            {"operator": "NOT", "conditions": [meta("rated", "==", True)]}]}, "b"),
    ],
)  # fmt: skip
def test_haystack(index: Index, filters: dict[str, Any], expected: str) -> None:
    """Comparisons and nested operators, as a search and as a listing of documents."""
    haystack = example("haystack_filters")
    assert ids(index, haystack.where_of(filters)) == expected
    assert "".join(sorted(one.id for one in haystack.filter_documents(index, filters))) == expected
    assert len(list(haystack.filter_documents(index))) == len(ROWS)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (lambda items: items.filter(price__gte=1500), "bce"), (lambda items: items.filter(price__lt=1500), "a"),
        (lambda items: items.filter(price__gt=500, category="책"), "b"),
        (lambda items: items.filter(category__in=["책", "음반"]).exclude(rated=True), "bc"),
        (lambda items: items.filter(price__range=(500, 1500)), "abe"), (lambda items: items.filter(seen__contains="x"), "ab"),
        (lambda items: items.filter(price__isnull=True), "df"), (lambda items: items.filter(price__isnull=False), "abce"),
        (lambda items: items.exclude(price__lte=1500, rated=False), "acdef"), (lambda items: items.search("음악"), ""),
    ],
)  # fmt: skip
def test_django(index: Index, chosen: Callable[[Any], Any], expected: str) -> None:
    """Lookups, chained."""
    items = chosen(example("django_filters").Items(index))
    assert "".join(sorted(hit.id for hit in items)) == expected
    assert items.count() == len(expected)


def test_django_orders_and_slices(index: Index) -> None:
    """Items without a value come last."""
    items = example("django_filters").Items(index).search("사전").filter(price__gte=0).order_by("-price")
    assert [hit.data["price"] for hit in items] == [2500.5, 1500, 1500, 500]
    assert [hit.data["price"] for hit in items[1:3]] == [1500, 1500]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("price >= 1500", "bce"), ("price > 1500", "c"), ("price < 1500", "a"), ("price != 1500", "acdf"),
        ("category = 책", "ab"), ("category = '옷 가게'", "d"), ("rated = true", "ad"), ("price 500 TO 1500", "abe"),
        ("category IN [책, 음반]", "abc"), ("category NOT IN [책, 음반]", "def"), ("price EXISTS", "abce"),
        ("price NOT EXISTS", "df"), ("price IS NULL", "df"), ("price IS NOT NULL", "abce"), ("seen = x", "ab"),
        ("price >= 1000 AND (category = 책 OR NOT rated = true)", "bce"), ("NOT price >= 1000 OR seen IN [y]", "abdf"),
    ],
)  # fmt: skip
def test_meilisearch(index: Index, expression: str, expected: str) -> None:
    """Comparisons, ranges, lists, AND before OR, and NOT."""
    assert ids(index, example("meilisearch_filters").where_of(expression)) == expected


@pytest.mark.parametrize(
    "expression", ["", "price", "price >=", "price = 1 AND", "(price = 1", "price = 1 5", "a IN [b"]
)
def test_meilisearch_refuses_what_it_cannot_read(expression: str) -> None:
    """With a sentence."""
    meilisearch = example("meilisearch_filters")
    with pytest.raises(ValueError, match="stands where"):
        meilisearch.where_of(expression)
    assert [meilisearch.sort_of(rule) for rule in ("price:asc", "price:desc", "price")] == ["price", "-price", "price"]
