"""The OpenAPI document: it describes every route, and every answer is one that it describes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from starlette.testclient import TestClient

import malmoi
from malmoi.tests.examples import examples
from malmoi.web import search_app

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")


OPERATIONS = ("search", "suggest", "similar", "document", "stats", "healthz")
UNCHECKED = ("positive_data_acceptance", "unsupported_method")
"""A text of any characters may be a query that means nothing, which is refused; HEAD is answered, and not described."""


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_answer_is_described(samples: malmoi.Index, name: str) -> None:
    """Whatever parameters a request has: no 5xx, and a status, a type and a body that the document has."""
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", search_app(samples))
    operation = schema.find_operation_by_id(name)
    checks = schemathesis.checks
    checks.load_all_checks()
    excluded = checks.CHECKS.get_by_names(UNCHECKED)

    @given(case=operation.as_strategy())
    @examples(40, quick=10)
    def answered(case: Any) -> None:
        case.call_and_validate(excluded_checks=excluded)

    answered()


def test_every_route_of_the_api_is_described(samples: malmoi.Index) -> None:
    """No route below /api/ is missing from the document, and none is invented."""
    app = search_app(samples)
    described = set(TestClient(app).get("/api/openapi.json").json()["paths"])
    routes = {str(getattr(route, "path", "")).replace(":path", "") for route in app.routes}
    routes = {route for route in routes if route.startswith("/api/")}
    assert routes - {"/api/openapi.json"} == {path for path in described if path.startswith("/api/")}
