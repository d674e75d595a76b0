"""The page in a real browser: typing Hangul, the keyboard alone, Back and Forward, no JavaScript, narrow, dark, slow."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

import malmoi
from malmoi.web import search_app

from .browser import ARGUMENTS, CHROMIUM, serving

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium: scripts/browser installs one")

Opener = Callable[..., Any]


@pytest.fixture(scope="module")
def address(samples: malmoi.Index) -> Iterator[str]:
    samples.warm()
    with serving(search_app(samples, check_host=True)) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def show(browser: Any, address: str) -> Iterator[Opener]:
    """``show(path, **context)`` opens a page, in Korean unless said otherwise; what it logs as an error fails the test."""
    contexts, errors = [], []

    def opened(path: str = "/", **options: Any) -> Any:
        contexts.append(browser.new_context(**{"locale": "ko-KR", **options}))
        page = contexts[-1].new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.goto(address + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not errors


def query(page: Any) -> dict[str, list[str]]:
    """The state in the address of a page."""
    return parse_qs(urlsplit(page.url).query)


def compose(page: Any, *steps: str) -> None:
    """Composes one syllable as an input method does: each step replaces the one before, and the last one is committed."""
    client = page.context.new_cdp_session(page)
    for step in steps:
        client.send("Input.imeSetComposition", {"text": step, "selectionStart": len(step), "selectionEnd": len(step)})
        page.wait_for_timeout(60)
    client.send("Input.insertText", {"text": steps[-1]})
    client.detach()


def has_title(page: Any, beginning: str) -> None:
    """Waits until the title begins with something, as it does when the results are there."""
    playwright.expect(page).to_have_title(re.compile(f"^{re.escape(beginning)}"))


def titles(page: Any) -> list[str]:
    return [str(text) for text in page.locator(".hit h2").all_inner_texts()]


def test_results_come_as_one_types(show: Opener) -> None:
    """Results follow the typing without a submit, the address is their state, and the title names the query."""
    page = show()
    page.locator("#q").press_sequentially("deportation", delay=20)
    page.wait_for_selector(".hit")
    assert query(page) == {"q": ["deportation"]}
    assert page.title().startswith("deportation")


def test_composing_hangul_neither_doubles_nor_loses_a_syllable(show: Opener) -> None:
    """Syllables that an input method composes arrive in the box once each, while results come in between."""
    page = show()
    page.locator("#q").focus()
    for steps in (("ㅇ", "이"), ("ㅈ", "주"), ("ㄴ", "노"), ("ㅈ", "조")):
        compose(page, *steps)
        page.wait_for_timeout(250)  # longer than the pause after which results are loaded
    assert page.locator("#q").input_value() == "이주노조"
    has_title(page, "이주노조")
    page.wait_for_selector(".hit")
    assert any("이주노조" in title for title in titles(page))


def test_a_composed_word_is_searched_while_it_is_still_composed(show: Opener) -> None:
    """The last syllable counts before it is committed; half a syllable alone starts no search."""
    page = show()
    page.locator("#q").focus()
    client = page.context.new_cdp_session(page)
    client.send("Input.imeSetComposition", {"text": "축ㄱ", "selectionStart": 2, "selectionEnd": 2})
    page.wait_for_timeout(400)
    assert not query(page)
    client.send("Input.imeSetComposition", {"text": "축구", "selectionStart": 2, "selectionEnd": 2})
    page.wait_for_selector(".hit")
    assert query(page) == {"q": ["축구"]}
    assert page.locator("#q").input_value() == "축구"


def test_enter_works_once(show: Opener) -> None:
    """Enter searches at once and adds one entry to the history, also where the results are there already."""
    page = show()
    before = page.evaluate("history.length")
    page.locator("#q").press_sequentially("도서관")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_selector(".hit")
    assert page.evaluate("history.length") == before + 1
    assert query(page) == {"q": ["도서관"]}


def test_back_and_forward(show: Opener) -> None:
    """Back and Forward show the earlier and the later search again, with their words in the box."""
    page = show("/?q=deportation")
    first = titles(page)
    page.locator("#q").fill("football")
    page.keyboard.press("Enter")
    has_title(page, "football")
    later = titles(page)
    page.go_back()
    has_title(page, "deportation")
    assert (titles(page), page.locator("#q").input_value()) == (first, "deportation")
    page.go_forward()
    has_title(page, "football")
    assert (titles(page), page.locator("#q").input_value()) == (later, "football")


def test_suggestions_by_keyboard(show: Opener) -> None:
    """Arrow keys choose a suggestion, Enter searches it, Escape closes the list; the roles are those of a combobox."""
    page = show()
    box = page.locator("#q")
    box.press_sequentially("이주노")
    page.wait_for_selector("#suggestions [role=option]")
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    text = chosen.get_attribute("data-text")
    page.keyboard.press("Enter")
    has_title(page, text)
    assert query(page) == {"q": [text]}
    assert box.input_value() == text
    assert box.get_attribute("aria-expanded") == "false"
    box.press_sequentially(" ㄷ")
    page.wait_for_selector("#suggestions [role=option]")
    page.keyboard.press("Escape")
    assert page.locator("#suggestions").is_hidden()
    assert box.input_value() == f"{text} ㄷ"


def test_the_keyboard_alone(show: Opener) -> None:
    """Tab reaches skip link, box, button, conditions and hits in this order, and Enter opens a post."""
    page = show("/?q=이주노조")
    page.keyboard.press("Tab")
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "document.activeElement.closest('.hit h2') ? 'hit' : document.activeElement.id || document.activeElement.tagName"
            )
        )
        if reached[-1] == "hit":
            break
    assert reached[-1] == "hit"
    assert reached.index("q") < reached.index("BUTTON") < reached.index("SUMMARY") < reached.index("hit")
    page.keyboard.press("Enter")
    page.wait_for_selector("article mark")


def test_without_javascript(show: Opener) -> None:
    """The form, the filters, the paging and the posts work without a script."""
    page = show(java_script_enabled=False)
    page.locator("#q").fill("이주노조")
    page.locator(".box button").click()
    has_title(page, "이주노조")
    assert len(titles(page)) == 10
    page.get_by_role("link", name="다음").click()
    page.wait_for_selector("[rel=prev]")
    assert len(titles(page)) == 1
    page.locator("#conditions summary").click()
    page.locator("[name=lang]").select_option("en")
    page.locator(".actions button").click()
    page.wait_for_selector("#conditions[open]")
    assert titles(page)
    page.locator(".hit h2 a").first.click()
    page.wait_for_selector("article")
    assert page.locator("article mark").count()
    page.get_by_role("link", name="검색 결과로 돌아가기").click()
    page.wait_for_selector(".hit")
    assert page.locator("[name=lang]").input_value() == "en"


def test_a_variant_is_switched_off(show: Opener) -> None:
    """A click on a variant searches without it, and another one brings it back."""
    page = show("/?q=이주노조")
    page.get_by_role("link", name="MTU 빼고 검색").click()
    assert query(page)["without"] == ["MTU"]
    assert not [title for title in titles(page) if "MTU" in title]
    page.get_by_role("link", name="MTU 다시 검색").click()
    assert "without" not in query(page)


def test_a_facet_narrows(show: Opener) -> None:
    """A value of a facet becomes a filter, and a second click takes it away."""
    page = show("/?q=이주노조")
    page.locator("#facets summary").click()
    value = page.locator("[aria-labelledby=facet-lang] a", has_text="영어").first
    count = int(value.locator(".count").inner_text())
    value.click()
    page.wait_for_selector("#conditions[open]")
    assert query(page)["lang"] == ["en"]
    assert len(titles(page)) >= count
    page.locator("#facets summary").click()
    page.locator("#facets [aria-current]").click()
    playwright.expect(page.locator("[name=lang]")).to_have_value("")
    assert query(page) == {"q": ["이주노조"]}


@pytest.mark.parametrize("width", [360, 1400])
@pytest.mark.parametrize(
    "path", ["/", "/?q=이주노조&tag=축구", "/?q=asdfqwer", "/d/note-002?q=이주", "/?q=" + "W" * 300]
)
def test_nothing_is_wider_than_the_window(show: Opener, path: str, width: int) -> None:
    """No page scrolls sideways."""
    page = show(path, viewport={"width": width, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("scheme", "is_dark"), [("light", False), ("dark", True)])
def test_the_colours_follow_the_system(show: Opener, scheme: str, is_dark: bool) -> None:
    """Dark is dark, light is light."""
    page = show("/?q=이주노조", color_scheme=scheme)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", ground)[:3])) < 384) == is_dark


def test_a_slow_answer_never_replaces_a_later_one(show: Opener) -> None:
    """An answer that arrives after that to a later query is dropped, and the page says meanwhile that it searches."""
    page = show()

    def slowly(route: Any) -> None:
        if "football" not in route.request.url:
            page.wait_for_timeout(900)
        with suppress(playwright.Error):  # the page may have given the request up
            route.continue_()

    page.route(re.compile(r"/\?q="), slowly)
    page.locator("#q").fill("deportation")
    playwright.expect(page.locator("#status")).to_have_text(re.compile("검색하는 중"))
    page.locator("#q").fill("football")
    has_title(page, "football")
    page.wait_for_timeout(1200)
    assert page.title().startswith("football")
    assert query(page) == {"q": ["football"]}


def test_the_page_is_light_and_asks_nobody_else(browser: Any, address: str) -> None:
    """The page of a search, its style and its script take less than 60 kB, and every request goes to the server."""
    page = browser.new_page()
    sizes: dict[str, int] = {}
    page.on("response", lambda answer: sizes.__setitem__(answer.url, len(answer.body())))
    page.goto(f"{address}/?q=이주노조")
    page.wait_for_load_state("networkidle")
    page.close()
    assert all(url.startswith(address) for url in sizes)
    assert 10_000 < sum(sizes.values()) < 60_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["/", "/?q=이주노조&tag=축구", "/?q=asdfqwer&lang=en", "/d/note-002?q=이주", "/?q=tga:책"]
)
def test_axe_finds_nothing(browser: Any, address: str, path: str, scheme: str) -> None:
    """axe-core, which knows the rules of accessibility (WCAG 2.2 AA), has nothing to say, also of what is unfolded."""
    axe = pytest.importorskip("axe_core_python.sync_playwright", reason="axe-core is not installed").Axe()
    context = browser.new_context(locale="ko-KR", color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(address + path)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    if path == "/":
        page.locator("#q").press_sequentially("이주노")
        page.wait_for_selector("#suggestions [role=option]")
        page.keyboard.press("ArrowDown")
    found = axe.run(page)["violations"]
    context.close()
    assert not [(one["id"], one["impact"], [node["target"] for node in one["nodes"]]) for one in found]
