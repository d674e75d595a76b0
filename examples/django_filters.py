"""Filters as Django's QuerySet has them, over malmoi: lazy, chained, with lookups after two underscores.

items = Items(index).filter(price__gte=1000, category__in=["책", "음반"]).exclude(rated=True).order_by("-price")
for hit in items.search("사전")[:10]:
    print(hit.title, hit.data)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_
from typing import Any

from malmoi import Hit, Index, Where


@dataclass(frozen=True)
class Items:
    """A query over an index, which is searched when it is iterated, counted or sliced."""

    index: Index
    where: Where | None = None
    query: str = "*"
    order: str = "relevance"

    def filter(self, **lookups: Any) -> Items:
        """The items for which all lookups hold, too."""
        return self._restricted(_all(lookups))

    def exclude(self, **lookups: Any) -> Items:
        """The items for which not all lookups hold."""
        return self._restricted(~_all(lookups))

    def order_by(self, field: str) -> Items:
        """The same items, by a field; falling with a minus."""
        return replace(self, order=field)

    def search(self, query: str) -> Items:
        """The items in which a query is found, too."""
        return replace(self, query=query)

    def count(self) -> int:
        """The number of items."""
        return self.index.count(self.query, where=self.where, near_duplicates=False)

    def __iter__(self) -> Iterator[Hit]:
        return iter(self[: max(len(self.index), 1)])

    def __getitem__(self, part: slice) -> tuple[Hit, ...]:
        """A page: ``items[20:30]``."""
        start, stop, _ = part.indices(max(len(self.index), 1))
        page = self.index.search(
            self.query,
            where=self.where,
            sort=self.order,
            offset=start,
            limit=max(stop - start, 0),
            near_duplicates=False,
        )
        return page.hits

    def _restricted(self, where: Where) -> Items:
        return replace(self, where=self.where & where if self.where else where)


def _all(lookups: dict[str, Any]) -> Where:
    return reduce(and_, (_lookup(*name.partition("__")[::2], value) for name, value in lookups.items()))


def _lookup(field: str, lookup: str, value: Any) -> Where:
    has_value = Where({field: (None, None)})
    match lookup:
        case "" | "exact" | "in" | "contains":
            return Where({field: value})
        case "gte":
            return Where({field: (value, None)})
        case "lte":
            return Where({field: (None, value)})
        case "gt":
            return has_value & ~Where({field: (None, value)})
        case "lt":
            return has_value & ~Where({field: (value, None)})
        case "range":
            return Where({field: tuple(value)})
        case "isnull":
            return Where({field: None}) if value else has_value
    raise ValueError(f"there is no lookup {lookup!r}")
