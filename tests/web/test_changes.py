"""Changes over HTTP: only with the token, and all of a request or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

import malmoi
from malmoi.web import search_app

TOKEN = "a token of the tests"
RIGHT = {"authorization": f"Bearer {TOKEN}"}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[malmoi.Index]:
    config = malmoi.Config().override({"web": {"token": TOKEN}}, "test")
    with malmoi.open(tmp_path_factory.mktemp("changes") / "index", config=config) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(index: malmoi.Index) -> TestClient:
    return TestClient(search_app(index))


def test_a_document_is_added_and_deleted(client: TestClient) -> None:
    """What was added is found, what was deleted is not, and each answer says what happened."""
    posts = [
        {"id": "p/1", "title": "제목", "body": "기차역", "tags": ["역"]},
        {"id": "p2", "body": "<b>기차역</b>", "format": "html"},
    ]
    assert client.post("/api/documents", json=posts, headers=RIGHT).json() == {"documents": 2, "changed": 2}
    assert client.post("/api/documents", json=posts[0], headers=RIGHT).json() == {"documents": 1, "changed": 0}
    assert client.get("/api/search?q=기차역").json()["total"] == 2
    assert client.delete("/api/documents/p/1", headers=RIGHT).json() == {"deleted": 1}
    assert client.delete("/api/documents/p/1", headers=RIGHT).status_code == 404
    assert client.delete("/api/documents/p2", headers=RIGHT).status_code == 200
    assert client.get("/api/search?q=기차역").json()["total"] == 0


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer 한글".encode()]
)
def test_nobody_else_changes_anything(client: TestClient, index: malmoi.Index, header: str | bytes | None) -> None:
    """Without the very token the answer is 401, and nothing is written."""
    headers: Any = {"authorization": header} if header is not None else {}
    before = index.version()
    for answer in (
        client.post("/api/documents", json={"id": "x", "body": "x"}, headers=headers),
        client.delete("/api/documents/x", headers=headers),
    ):
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert index.version() == before


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"1", b"[1]", b"{}", b'{"id": "x"}', b'{"id": 1, "body": "x"}', b'{"id": " ", "body": "x"}', b'{"id": "x", "body": "x", "source": "/etc"}',
     b'{"id": "x", "body": "x", "tags": "x"}', b'{"id": "x", "body": "x", "lang": "xx"}', b'[{"id": "x", "body": "x"}, {"id": "y"}]', b"\xff", b"[" * 100_000],
)  # fmt: skip
def test_what_is_no_document_changes_nothing(client: TestClient, index: malmoi.Index, body: bytes) -> None:
    """A request with anything wrong in it is 400 as a whole."""
    before = index.version()
    answer = client.post("/api/documents", content=body, headers={**RIGHT, "content-type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert index.version() == before


def test_too_large_or_of_another_type(client: TestClient) -> None:
    """A body of more than 8 MB is 413, one of another type 415."""
    typed = {**RIGHT, "content-type": "application/json"}
    assert client.post("/api/documents", content=b" " * (8 << 20) + b" ", headers=typed).status_code == 413
    assert (
        client.post("/api/documents", content=b"{}", headers={**RIGHT, "content-type": "text/plain"}).status_code == 415
    )


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda one: (
            st.lists(one) | st.dictionaries(st.sampled_from(["id", "body", "tags", "date", "url", "lang"]), one)
        ),
    )
)
def test_no_body_breaks_it(client: TestClient, value: Any) -> None:
    """Whatever JSON is sent, the answer is 200 or 400."""
    import json

    content = json.dumps(value).encode()
    answer = client.post("/api/documents", content=content, headers={**RIGHT, "content-type": "application/json"})
    assert answer.status_code in (200, 400)


def test_a_short_token_is_refused(tmp_path: Path) -> None:
    """A token that could be guessed is a wrong setting."""
    config = malmoi.Config().override({"web": {"token": "short"}}, "test")
    with (
        malmoi.open(tmp_path / "index", config=config) as index,
        pytest.raises(malmoi.ConfigError, match=r"web\.token"),
    ):
        search_app(index)


def test_the_description_has_them(client: TestClient, samples: malmoi.Index) -> None:
    """The OpenAPI document has the changing operations only where there is a token."""
    with_token = client.get("/api/openapi.json").json()["paths"]
    assert "post" in with_token["/api/documents"]
    assert set(with_token["/api/documents/{id}"]) == {"get", "delete"}
    assert "/api/documents" not in TestClient(search_app(samples)).get("/api/openapi.json").json()["paths"]
