"""Hostile content: whatever stands in posts and queries is shown as text, and nothing of it runs or leads astray."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient

import malmoi
from malmoi.web import search_app
from malmoi.web.pages.markup import marked, safe_url

from .browser import ARGUMENTS, CHROMIUM, serving

ATTACKS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert&#40;1&#41;</script>",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "' autofocus onfocus='alert(1)",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<a href=javascript:alert(1)>책</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href=//evil.example>",
    "<form action=//evil.example><button>검색</button></form>",
    "<mark onclick=alert(1)>책</mark>",
    "{{ 7*7 }}{% raw %}{{ config }}",
    "${alert(1)}",
    "]]><script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
    "\u202e<script>alert(1)</script>\u202c",
    "<scr\x00ipt>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
)
URLS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "java\tscript:alert(1)",
    " javascript:alert(1)",
    "\x01javascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript://example.org/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "blob:https://example.org/1",
    "//evil.example/",
    "\\\\evil.example\\",
    "/\\evil.example/",
    "http:/\\evil.example",
    "https://[::1",
    'https://example.org/"onmouseover="alert(1)',
    "https://example.org/<script>alert(1)</script>",
)


class Reader(HTMLParser):
    """Collects what a page has: its elements, its event handlers, and its addresses."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.handlers: list[str] = []
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.handlers += [name for name, _ in attrs if re.fullmatch("on[a-z]+", name) or name in ("style", "srcdoc")]
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action", "formaction")]


def check_page(page: str) -> None:
    """Holds if a page has no element, handler or address that only an attack could have brought."""
    read = Reader(page)
    assert not read.handlers
    assert not {"iframe", "img", "svg", "math", "base", "object", "style", "textarea"} & set(read.elements)
    assert read.elements.count("script") <= 1
    assert read.elements.count("form") <= 1
    for address in read.addresses:
        assert address.startswith(("/", "#", "https://example.org/", "http://testserver/")), address
        assert not address.startswith(("//", "/\\"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[malmoi.Index]:
    """An index whose posts have an attack in every field."""
    with malmoi.open(tmp_path_factory.mktemp("hostile") / "index", config=malmoi.Config()) as index:
        index.add_all(
            malmoi.Document(
                id=f"{attack}#{n}",
                title=f"책 {attack}",
                body=f"책 {attack}\n\n{attack}\n\n책",
                tags=(attack,),
                author=attack,
                data={"note": attack},
                url=URLS[n % len(URLS)],
            )
            for n, attack in enumerate(ATTACKS)
        )
        index.add_all(malmoi.Document(id=f"url {n}", body="주소", url=url) for n, url in enumerate(URLS))
        yield index


@pytest.fixture(scope="module")
def client(hostile: malmoi.Index) -> TestClient:
    return TestClient(search_app(hostile))


def test_a_page_shows_attacks_as_text(client: TestClient, hostile: malmoi.Index) -> None:
    """Titles, bodies, tags, authors, ids and addresses of posts come escaped, on the hits and on their own page."""
    page = client.get("/", params={"q": "책", "limit": 100})
    assert page.text.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 5
    check_page(page.text)
    for id_ in hostile.ids():
        found = client.get(f"/d/{quote(id_, safe='')}", params={"q": "책"})
        assert found.status_code == 200
        check_page(found.text)


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_query_is_shown_as_text(client: TestClient, attack: str) -> None:
    """A query stands in the box, the title and the links of its page, and in those of an empty result, escaped."""
    for given in (
        {"q": attack},
        {"q": "책", "tag": attack},
        {"q": "책", "author": attack},
        {"q": "책", "since": attack},
        {"q": "책", "without": attack},
    ):
        check_page(client.get("/", params=given).text)
    check_page(client.get("/d/none", params={"q": attack}).text)
    check_page(client.get(f"/{quote(attack, safe='')}").text)


@pytest.mark.parametrize("attack", ["책", *ATTACKS])
def test_a_feed_stays_well_formed(client: TestClient, attack: str) -> None:
    """A feed and the description for browsers are XML whatever the query and the posts are."""
    feed = client.get("/feed", params={"q": f"{attack} \x00\x08\ud7ff\uffff"})
    assert feed.status_code in (200, 400)
    if feed.status_code == 200:
        links = [link.get("href", "") for link in ET.fromstring(feed.text).iter("{http://www.w3.org/2005/Atom}link")]
        assert all(link.startswith(("http://testserver/", "https://example.org/")) for link in links)
    ET.fromstring(client.get("/opensearch.xml").text)


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize("site", ["", "/", "https://example.org/"])
def test_an_address_with_a_script_is_no_link(url: str, site: str) -> None:
    """A link is of http or https or a path, and never leads to a host that the address only seems not to name."""
    link = safe_url(url, site)
    assert link is None or link.startswith(("https://example.org/", "/"))
    assert not (link or "").startswith(("//", "/\\"))


@pytest.mark.parametrize(
    ("url", "site", "wanted"),
    [
        ("https://example.org/가?a=1#b", "", "https://example.org/가?a=1#b"),
        ("/notes/2", "", None),
        ("/notes/2", "/", "/notes/2"),
        ("notes/2", "/blog/", "/blog/notes/2"),
        ("notes/2", "https://example.org/blog/", "https://example.org/blog/notes/2"),
        ("../2", "https://example.org/blog/", "https://example.org/2"),
        (None, "/", None),
        ("", "/", None),
    ],
)
def test_a_relative_address_needs_its_site(url: str | None, site: str, wanted: str | None) -> None:
    """An address without a host is a link only with the site that it belongs to."""
    assert safe_url(url, site) == wanted


def test_marks_and_languages_are_nested() -> None:
    """Marks and stretches of another language may overlap: each character is in the right elements, all escaped."""
    assert marked("노조 <MTU> 책", [(0, 2), (4, 7)], "ko") == (
        '<mark>노조</mark> &lt;<mark lang="en">MTU</mark>&gt; 책'
    )
    assert marked("the union 노조 here", [(4, 12)], "en") == ('the <mark>union </mark><mark lang="ko">노조</mark> here')


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium: scripts/browser installs one")
def test_nothing_runs_in_a_browser(hostile: malmoi.Index) -> None:
    """A browser that opens every page of the hostile posts, and types the attacks, runs none and is led nowhere."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with serving(search_app(hostile)) as address, playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page()
        asked: list[str] = []
        dialogs: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: dialogs.append(str(dialog.message)))
        page.goto(f"{address}/?q=책&limit=100")
        for attack in ATTACKS[:12]:
            page.locator("#q").fill(f"책 {attack}".replace("\x00", ""))
            page.wait_for_timeout(220)
        page.wait_for_load_state("networkidle")
        for id_ in hostile.ids()[: len(ATTACKS)]:
            page.goto(f"{address}/d/{quote(id_, safe='')}?q=책")
        browser.close()
    assert not dialogs
    assert all(url.startswith(address) for url in asked)


def test_no_file_but_its_own_is_served(client: TestClient) -> None:
    """A path that climbs, in whatever disguise, finds nothing."""
    for path in (
        "../app.py",
        "..%2fapp.py",
        "%2e%2e/%2e%2e/pyproject.toml",
        "....//app.py",
        "style.css/../app.py",
        "%00",
        "style.css%00",
    ):
        assert client.get(f"/static/{path}").status_code in (404, 400)


def test_a_page_forbids_what_it_does_not_need(client: TestClient) -> None:
    """Every answer, also of a problem, has a policy without inline scripts and styles, and no sniffing or framing."""
    for path in (
        "/",
        "/?q=책",
        "/d/none",
        "/api/search?q=책",
        "/api/none",
        "/static/search.js",
        "/feed?q=책",
        "/healthz",
        f"/?q={'가' * 4000}",
    ):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in policy


def test_the_templates_have_no_inline_code() -> None:
    """No template has a script, a style or a handler in it, which the policy would block."""
    for path in (Path(malmoi.web.__file__).parent / "pages" / "templates").iterdir():
        assert not re.search(
            r"\son[a-z]+=[\"']|<style|\sstyle=|<script(?![^>]* src=)", path.read_text(encoding="utf-8")
        )
