"""Which pages of a site are lists of links to its other pages?"""

from __future__ import annotations

import pytest

from malmoi.indexer.html.links import is_list
from malmoi.indexer.html.page import main_of
from malmoi.indexer.html.tree import parse

TEASER = "<article><h2><a href='/2007/{n}/'>봄 여행 {n}</a></h2><p>어제는 친구들과 바다에 가서 저녁까지 걸었다…</p></article>"
TITLES = "".join(
    f"<li><time>2007-12-{n:02}</time> <a href='/posts/{n}.html'>바다에 간 날 {n}</a></li>" for n in range(10, 22)
)
POST = (
    "<article><h1>봄 여행</h1>" + "<p>어제는 친구들과 바다에 가서 저녁까지 천천히 걸었다. 바람이 세고 추웠다.</p>" * 12
)
SEE = "<h3>다른 글</h3><ul>" + "".join(f"<li><a href='/{n}/'>글 {n}</a></li>" for n in range(5)) + "</ul>"


def listed(key: str, markup: str, url: str | None = None) -> bool:
    root = parse(markup)
    assert root is not None
    return is_list(key, main_of(root), url)


LISTS = {
    "tag": ("tags/빵/index.html", "<main><h1>태그: 빵</h1>" + TEASER.format(n=1) + "</main>"),
    "archive": ("archives/2007/12/index.html", f"<main><h1>2007년 12월</h1><ul>{TITLES}</ul></main>"),
    "page": ("page/2/index.html", "<main>" + "".join(TEASER.format(n=n) for n in range(5)) + "</main>"),
    "page without a slash": ("blog/page3.html", "<main>" + "".join(TEASER.format(n=n) for n in range(5)) + "</main>"),
    "home": ("index.html", "<main><p>우리 마을 이야기</p>" + "".join(TEASER.format(n=n) for n in range(5)) + "</main>"),
    "cards": (
        "docs/index.html",
        "<main>"
        + "".join(f"<a href='{n}.html'><h3>가이드 {n}</h3><p>처음 쓰는 사람에게</p></a>" for n in range(6))
        + "</main>",
    ),
    "tag cloud": ("tags.html", "<main>" + "".join(f"<a href='/tags/{n}/'>태그{n}</a> " for n in range(9)) + "</main>"),
    "names of posts anywhere": ("모음.html", f"<h1>모든 글</h1><ul>{TITLES}</ul>"),
    "an author": ("author/kim/index.html", "<main>" + TEASER.format(n=1) * 3 + "</main>"),
    "in Korean": ("카테고리/여행/index.html", "<main>" + TEASER.format(n=1) + "</main>"),
    "404": ("404.html", "<main><h1>404</h1><p>없는 쪽입니다. <a href='/'>처음으로</a></p></main>"),
    "search": ("search/index.html", "<main><h1>검색</h1><form><input></form></main>"),
}
POSTS = {
    "a post": ("2007/12/spring.html", POST),
    "a post with others below it": ("2007/12/spring.html", POST + SEE),
    "a post in archives": ("archives/123.html", POST + SEE),
    "a post in a category": ("category/dev/spring.html", POST + "<h3><a href='/next/'>다음 글</a></h3>"),
    "contents of the page itself": (
        "a.html",
        "<main>" + "".join(f"<a href='#{n}'>{n}장 처음</a> " for n in range(9)) + "</main>",
    ),
    "links to other sites": (
        "추천.html",
        "<main>"
        + "".join(f"<h3><a href='https://{n}.example/'>좋은 글 {n}</a></h3><p>읽어 볼 만하다</p>" for n in range(9)),
    ),
    "a short post": ("a.html", "<main><h1>쉬는 날</h1><p>오늘은 <a href='/b.html'>어제</a>처럼 쉰다.</p></main>"),
    "about searching": ("search.html", POST),
    "no links": ("tags/a.html", "<p>글</p>"),
    "menus besides": (
        "a.html",
        f"<header><ul>{TITLES}</ul></header><nav>{TITLES}</nav><p>짧은 글</p><footer>{TITLES}</footer>",
    ),
}


@pytest.mark.parametrize(("key", "markup"), LISTS.values(), ids=LISTS)
def test_lists(key: str, markup: str) -> None:
    """Pages that only lead to other pages of the site are lists, most of all where generators write them."""
    assert listed(key, markup)


@pytest.mark.parametrize(("key", "markup"), POSTS.values(), ids=POSTS)
def test_posts(key: str, markup: str) -> None:
    """Whatever is written to be read is no list, wherever it stands and whatever it links to."""
    assert not listed(key, markup)


def test_whole_addresses_are_of_the_site() -> None:
    """A link with the host of the page leads to its site, one with another host does not."""
    links = "".join(f"<li><a href='https://blog.example/{n}'>바다에 간 날 {n}</a></li>" for n in range(8))
    assert listed("a.html", f"<main>{links}</main>", "https://blog.example/a")
    assert not listed("a.html", f"<main>{links}</main>", "https://other.example/a")
    assert not listed("a.html", f"<main>{links}</main>")
