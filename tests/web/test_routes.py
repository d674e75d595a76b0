"""The routes: what each address answers."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient

import malmoi
from malmoi.web import search_app


@pytest.fixture(scope="module")
def client(samples: malmoi.Index) -> TestClient:
    return TestClient(search_app(samples))


def test_a_search_page_has_the_hits_with_marks(client: TestClient) -> None:
    """The page of a query has its hits, marks, variants and the typed query in the box."""
    page = client.get("/", params={"q": "이주노조"}, headers={"accept-language": "ko"})
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "<mark>이주노조</mark>" in page.text
    assert 'value="이주노조"' in page.text
    assert "함께 검색한 말" in page.text


def test_the_language_follows_the_browser(client: TestClient) -> None:
    """Korean and English texts, by the weights of Accept-Language; English where neither is asked for."""
    for header, lang in (
        ("ko-KR,ko;q=0.9,en;q=0.8", "ko"),
        ("en,ko;q=0.5", "en"),
        ("de", "en"),
        ("ko;q=0.1, en;q=0", "ko"),
    ):
        assert f'<html lang="{lang}">' in client.get("/", headers={"accept-language": header}).text


def test_the_api_is_the_json_of_the_command_line(client: TestClient, samples: malmoi.Index) -> None:
    """/api/search answers what ``malmoi search --json`` prints, but for the time it took."""
    answer = client.get("/api/search", params={"q": "deportation", "limit": 3}).json()
    wanted = json.loads(json.dumps(samples.search("deportation", limit=3).to_json()))
    assert {**answer, "took_ms": 0} == {**wanted, "took_ms": 0}


def test_a_document(client: TestClient, samples: malmoi.Index) -> None:
    """/d/ID shows the whole text with the marks of the query, /api/documents/ID its fields; ids may have slashes."""
    for id_ in ("note-002", "blog/2008/07-archive.html#3"):
        path = id_.replace("#", "%23")
        page = client.get(f"/d/{path}", params={"q": "이주"}).text
        assert "<mark>이주</mark>" in page
        answer = client.get(f"/api/documents/{path}").json()
        document = samples.get(id_)
        assert document
        assert (answer["id"], answer["body"]) == (id_, document.body)


def test_similar_posts(client: TestClient, samples: malmoi.Index) -> None:
    """A post leads to those that are like it, on its page and in the API, which answers as the command line does."""
    answer = client.get("/api/similar/note-002", params={"limit": 3}).json()
    wanted = samples.similar("note-002", 3)
    assert wanted
    assert [hit["id"] for hit in answer["hits"]] == [hit.id for hit in wanted]
    assert "More like this" in client.get("/d/note-002").text
    assert client.get("/api/similar/none").status_code == 404


def test_a_better_query_is_a_link(client: TestClient) -> None:
    """A misspelt query leads to the one that was meant."""
    page = client.get("/", params={"q": "deportatoin"}).text
    assert 'Did you mean <a href="/?q=deportation">deportation</a>' in page


def test_a_feed(client: TestClient) -> None:
    """/feed is well-formed Atom, newest first."""
    feed = ET.fromstring(client.get("/feed", params={"q": "이주노조"}).text)
    atom = "{http://www.w3.org/2005/Atom}"
    days = [entry.findtext(f"{atom}updated") for entry in feed.iter(f"{atom}entry")]
    dated = [day for day in days if day and day < "2026"]
    assert len(days) > 5
    assert dated == sorted(dated, reverse=True)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/search?limit=0", 400),
        ("/api/search?limit=101", 400),
        ("/api/search?offset=10001", 400),
        ("/api/search?lang=xx", 400),
        ("/api/search?unknown=1", 400),
        ("/api/search?q=a&q=b", 400),
        ("/api/search?q=tga:책", 400),
        ("/api/search?since=never", 400),
        ("/api/search?q=" + "a" * 1001, 400),
        ("/api/search?q=" + "a" * (16 << 10), 414),
        ("/api/documents/none", 404),
        ("/api/none", 404),
    ],
)
def test_a_problem_is_json(client: TestClient, path: str, status: int) -> None:
    """What the API refuses is problem+json with the status, and says why."""
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status


@pytest.mark.parametrize(
    ("path", "status"), [("/d/none", 404), ("/none", 404), ("/?q=tga:책", 400), ("/?since=x&q=a", 400)]
)
def test_a_problem_of_a_page_is_a_page(client: TestClient, path: str, status: int) -> None:
    """A reader gets a page that leads back to the search."""
    page = client.get(path)
    assert page.status_code == status
    assert 'href="/"' in page.text
    if "q=tga" in path:
        assert 'value="tga:책"' in page.text  # to be changed


def test_nothing_is_changed(client: TestClient) -> None:
    """No route takes another method than GET and HEAD."""
    for path in ("/", "/api/search", "/api/documents/note-002", "/d/note-002"):
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            assert client.request(method, path).status_code == 405


def test_health_and_metrics(client: TestClient, samples: malmoi.Index) -> None:
    """/healthz says that the index can be read, /metrics counts requests by route."""
    assert client.get("/healthz").json()["documents"] == len(samples)
    client.get("/api/search?q=a")
    assert 'malmoi_requests_total{route="/api/search",status="200"}' in client.get("/metrics").text


def test_a_prefix(samples: malmoi.Index) -> None:
    """Under a prefix of another application every link of the page stays below it."""
    from starlette.applications import Starlette
    from starlette.routing import Mount

    client = TestClient(Starlette(routes=[Mount("/find", search_app(samples))]))
    page = client.get("/find/", params={"q": "이주노조"}).text
    addresses = {
        part.split('"')[0] for part in page.replace('action="', 'href="').replace('src="', 'href="').split('href="')[1:]
    }
    assert addresses
    assert all(one.startswith(("/find/", "#", "https://")) for one in addresses)
    assert client.get("/find/static/style.css").status_code == 200
    assert client.get("/find/api/none").headers["content-type"] == "application/problem+json"


def test_an_unchanged_index_is_not_searched_again(tmp_path: object) -> None:
    """An ETag holds until the next commit, which is seen without a restart."""
    with malmoi.open(f"{tmp_path}/index", config=malmoi.Config()) as index:
        index.add(malmoi.Document(id="1", body="도서관"))
        client = TestClient(search_app(index))
        for path in ("/?q=도서관", "/api/search?q=도서관", "/d/1?q=도서관", "/feed?q=도서관"):
            tag = client.get(path).headers["etag"]
            assert client.get(path, headers={"if-none-match": tag}).status_code == 304
        index.add(malmoi.Document(id="2", body="도서관에서"))
        changed = client.get("/api/search?q=도서관", headers={"if-none-match": tag})
        assert changed.json()["total"] == 2


def test_a_note_is_in_the_language_of_the_page(samples: malmoi.Index) -> None:
    """The page of an unclosed quotation mark says so in the language of the browser."""
    client = TestClient(search_app(samples))
    for language, text in (("ko", "닫는 따옴표가 없습니다 (1번째 글자)"), ("en", "a quotation mark is not closed")):
        assert text in client.get("/", params={"q": '"도서관'}, headers={"accept-language": language}).text
