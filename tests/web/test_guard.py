"""The guard: hosts, rates, other origins, too many waiting, and errors that nobody expected."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

import malmoi
from malmoi.web import search_app
from malmoi.web.guard import RateLimit, is_allowed


def client_of(index: malmoi.Index, monkeypatch: pytest.MonkeyPatch, **web: object) -> TestClient:
    """A client of the samples with other settings of the section ``web``."""
    monkeypatch.setattr(index, "config", index.config.override({"web": web}, "test"))
    return TestClient(search_app(index, check_host=True))


@pytest.mark.parametrize(
    ("host", "is_right"),
    [
        ("localhost", True),
        ("localhost:8470", True),
        ("127.0.0.1:8470", True),
        ("[::1]:8470", True),
        ("[::1]", True),
        ("192.0.2.7", True),
        ("search.example.org", True),
        ("SEARCH.example.org.:443", True),
        ("evil.example", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("", False),
        ("[::1", False),
    ],
)
def test_only_known_hosts(host: str, is_right: bool) -> None:
    """A name that is not listed may be a page of somebody else that was pointed at this machine."""
    assert is_allowed(host, frozenset({"search.example.org"})) == is_right


def test_another_host_is_refused(samples: malmoi.Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """A request under a name that is not in ``web.hosts`` gets 421 and nothing of the index."""
    client = client_of(samples, monkeypatch, hosts="search.example.org")
    assert client.get("/api/search?q=도서관", headers={"host": "search.example.org"}).status_code == 200
    answer = client.get("/api/search?q=도서관", headers={"host": "evil.example"})
    assert answer.status_code == 421
    assert "hits" not in answer.text


def test_a_rate(samples: malmoi.Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """After ``web.rate`` requests in a minute an address gets 429 and the seconds to wait."""
    client = client_of(samples, monkeypatch, rate=2, hosts="testserver")
    assert [client.get("/healthz").status_code for _ in range(3)] == [200, 200, 429]
    assert 1 <= int(client.get("/healthz").headers["retry-after"]) <= 60


def test_a_rate_begins_anew_after_a_minute() -> None:
    """Each address has its own count, and each minute a new one."""
    now = 0.0
    rate = RateLimit(1, lambda: now)
    assert (rate.seconds("a"), rate.seconds("b"), rate.seconds("a")) == (0, 0, 60)
    now = 60.0
    assert rate.seconds("a") == 0


def test_other_origins_only_where_they_are_listed(samples: malmoi.Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """No page of another origin may read an answer, unless ``web.origins`` has it."""
    asking = {"origin": "https://blog.example.org"}
    closed = client_of(samples, monkeypatch, hosts="testserver")
    assert "access-control-allow-origin" not in closed.get("/api/search?q=a", headers=asking).headers
    opened = client_of(samples, monkeypatch, hosts="testserver", origins="https://blog.example.org")
    answer = opened.get("/api/search?q=a", headers=asking)
    assert answer.headers["access-control-allow-origin"] == "https://blog.example.org"
    other = opened.get("/api/search?q=a", headers={"origin": "https://evil.example"})
    assert "access-control-allow-origin" not in other.headers


def test_too_many_waiting(samples: malmoi.Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where ``web.waiting`` requests wait already, a further one gets 503 at once, and may come again."""
    client = client_of(samples, monkeypatch, waiting=0, hosts="testserver")
    for path, kind in (("/api/search?q=a", "application/problem+json"), ("/?q=a", "text/html; charset=utf-8")):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (503, kind)
        assert answer.headers["retry-after"]


def test_a_bug_is_a_page_without_its_secrets(samples: malmoi.Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unexpected error becomes 500 with all headers; its message goes to the log only."""
    client = client_of(samples, monkeypatch, hosts="testserver")

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the path /secret")

    monkeypatch.setattr(type(samples), "search", broken)
    for path in ("/api/search?q=a", "/?q=a"):
        answer = client.get(path)
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert "content-security-policy" in answer.headers


def test_a_damaged_index_names_no_path(samples: malmoi.Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is wrong with the files of the machine is not told to clients."""
    client = client_of(samples, monkeypatch, hosts="testserver")

    def damaged(*_: object, **__: object) -> None:
        raise malmoi.DamagedIndexError("/secret/index", "it does not match its checksum")

    monkeypatch.setattr(type(samples), "version", damaged)
    assert client.get("/healthz").status_code == 503
    answer = client.get("/api/search?q=a")
    assert answer.status_code == 500
    assert "secret" not in answer.text
