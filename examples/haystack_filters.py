"""Filters as Haystack 2 writes them, over malmoi: nested dictionaries of operators, for a document store of one's own.

filters = {"operator": "AND", "conditions": [
    {"field": "meta.price", "operator": ">=", "value": 1000},
    {"field": "meta.category", "operator": "in", "value": ["책", "음반"]},
]}
page = index.search("사전", where=where_of(filters))
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from operator import and_, or_
from typing import Any

import malmoi
from malmoi import Where


def where_of(filters: Mapping[str, Any]) -> Where:
    """The conditions of a filter of Haystack. Raises ValueError for an operator that there is not."""
    operator = filters["operator"]
    if "field" in filters:
        return _comparison(filters["field"].removeprefix("meta."), operator, filters["value"])
    parts = [where_of(one) for one in filters["conditions"]]
    match operator:
        case "AND":
            return reduce(and_, parts)
        case "OR":
            return reduce(or_, parts)
        case "NOT":
            return ~reduce(and_, parts)
    raise ValueError(f"there is no operator {operator!r}")


def _comparison(field: str, operator: str, value: Any) -> Where:
    has_value = Where({field: (None, None)})
    match operator:
        case "==" | "in":
            return Where({field: value})
        case "!=" | "not in":
            return ~Where({field: value})
        case ">=":
            return Where({field: (value, None)})
        case "<=":
            return Where({field: (None, value)})
        case ">":
            return has_value & ~Where({field: (None, value)})
        case "<":
            return has_value & ~Where({field: (value, None)})
    raise ValueError(f"there is no operator {operator!r}")


def filter_documents(index: malmoi.Index, filters: Mapping[str, Any] | None = None) -> Iterator[malmoi.Document]:
    """The documents that pass a filter, as ``filter_documents`` of a document store gives them."""
    where = where_of(filters) if filters else None
    page = index.search("*", where=where, limit=len(index), near_duplicates=False)
    return (document for document in index.get_many([hit.id for hit in page]) if document)
