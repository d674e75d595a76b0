"""From a page of HTML: its text, and what it says of itself."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.html.page import HtmlPage, extract

TEXTS = {
    "inline elements add no space": ("<p><b>강제</b>출국 <i>M</i>TU</p>", "강제출국 MTU"),
    "white space is one space": ("<p>하루 \n\t 하루 <b> 걷는다 </b> 길</p>", "하루 하루 걷는다 길"),
    "paragraphs stand apart": ("<p>하나</p><p>둘", "하나\n\n둘"),
    "blocks are lines": ("<div>하나</div><div><div>둘</div></div>셋", "하나\n둘\n셋"),
    "br is a line": ("<p>하나<br>둘<br/><br/>셋</p>", "하나\n둘\n\n셋"),
    "headings stand apart": ("글<h2>머리</h2>글", "글\n\n머리\n\n글"),
    "items have their own lines": ("<ul><li>하나<ul><li>안</ul><li>둘</ul>", "하나\n안\n둘"),
    "a caption is no heading": (
        "<p>하나</p><figure><img><figcaption>산</figcaption></figure><p>둘</p><p>셋</p>",
        "하나\n\n산\n둘\n\n셋",
    ),
    "a caption above a heading": (
        "<figure><img><figcaption>산</figcaption></figure><h2>둘</h2><p>셋",
        "산\n\n둘\n\n셋",
    ),
    "cells are tabbed": ("<table><tr><th>이름<th>수<tr><td>가 <td> 2</table>", "이름\t수\n가\t2"),
    "pre is kept": ("<pre>\nif x:\n    y()\n</pre><p>끝", "if x:\n    y()\n\n끝"),
    "ruby": ("<ruby>同志<rp>(</rp><rt>동지</rt><rp>)</rp></ruby>여", "同志(동지)여"),
    "ruby without brackets": ("<ruby>同志<rt>동지</rt></ruby>여", "同志(동지)여"),
    "ruby by character keeps the word whole": ("<ruby>同<rt>동</rt>志<rt>지</rt></ruby>", "同志(동지)"),
    "entities": ("<p>가&nbsp;나 &lt;다&gt; &#xAC00;</p>", "가 나 <다> 가"),
    "script and style": ("<style>p{}</style><p>글</p><script>var a='<p>x</p>'</script>", "글"),
    "comments": ("가<!-- 숨은 말 -->나", "가나"),
    "noscript, template, svg": ("글<noscript>a</noscript><template>b</template><svg><title>c</title></svg>", "글"),
    "nav and aside": ("<nav>홈</nav><p>글</p><aside>광고</aside>", "글"),
    "header and footer of a page": ("<header>집</header><p>글</p><footer>판권</footer>", "글"),
    "header and footer of an article": (
        "<article><header>들머리</header><p>글</p><footer>맺음</footer></article>",
        "들머리\n\n글\n\n맺음",
    ),
    "roles": ("<div role=navigation>홈</div><p>글</p><div role=contentinfo>판권</div>", "글"),
    "form": ("<p>글</p><form>찾기 <input><button>가기</button></form>", "글"),
    "form around a whole page": ("<form><input type=hidden name=__VIEWSTATE><div>글</div></form>", "글"),
    "hidden": ("<p hidden>a</p><p aria-hidden=true>b</p><p style='color:red; DISPLAY : none'>c</p>글", "글"),
    "hidden body": ("<body style='display:none'>글", "글"),
    "icon fonts": ("<p><i class='material-icons md-18'>directions_walk</i>걷기</p>", "걷기"),
    "drawn icons beside text": ("<p><span class='fa fa-check'>완료</span></p>", "완료"),
    "one article is the text": ("<div>옆줄</div><article>글</article><div>아랫줄</div>", "글"),
    "main is the text": ("<div>옆줄</div><main>글</main>", "글"),
    "role main is the text": ("<div>옆줄</div><div role=main>글</div>", "글"),
    "a blog's container is the text": ("<div>옆줄</div><div class='x entry-content'>글</div>", "글"),
    "several articles are a list": ("<article>하나</article><article>둘</article>", "하나\n둘"),
    "several articles in main": ("옆줄<main><article>하나</article><article>둘</article></main>", "하나\n둘"),
    "a hidden article is not the text": ("<article hidden>견본</article><p>글</p>", "글"),
    "an empty article is not the text": ("<article> </article><p>글</p>", "글"),
    "no markup": ("글 하나", "글 하나"),
    "a file name": ("notes.html", "notes.html"),
    "nothing": ("", ""),
    "old line ends": ("<pre>가\r\n나\r다</pre>", "가\n나\n다"),
}


@pytest.mark.parametrize(("markup", "text"), TEXTS.values(), ids=TEXTS)
def test_text(markup: str, text: str) -> None:
    """The text is what a reader sees of the post, in lines as a browser breaks them."""
    assert extract(markup).text == text


ARTICLE = """<!DOCTYPE html><html lang="ko-KR"><head><title>쉬는 날 :: 이주 소식</title>
<meta property="og:site_name" content="이주 소식"><meta name="author" content="한 글쓴이">
<meta name="keywords" content="이주, MTU,이주"><meta property="article:tag" content="소식">
<meta property="article:published_time" content="2007-12-13T09:30:00+09:00">
<link rel="canonical" href="https://example.org/7"></head>
<body><header><h1>이주 소식</h1></header><article><h1>쉬는 날</h1><p>일요일에 모인다.</p>
<a rel="tag" href="/t">모임</a></article></body></html>"""


def test_facts() -> None:
    """A page gives its title, date, author, language, address and tags; its title is not repeated in the text."""
    assert extract(ARTICLE) == HtmlPage(
        title="쉬는 날",
        text="일요일에 모인다.\n\n모임",
        date="2007-12-13T09:30:00+09:00",
        author="한 글쓴이",
        lang="ko",
        url="https://example.org/7",
        tags=("소식", "이주", "MTU", "모임"),
    )


TITLES = {
    "og:title first": ("<meta property=og:title content=하나><title>둘</title><article><h1>셋</h1>글", "하나"),
    "then the article's heading": ("<title>둘</title><article><h1><b>셋</b> 넷</h1>글", "셋 넷"),
    "then title": ("<title> 둘\n다 </title><p>글", "둘 다"),
    "the site's name goes": ("<meta property=og:site_name content=집><title>글 | 집</title>", "글"),
    "the site's name alone stays": ("<meta property=og:site_name content=집><title>집</title>", "집"),
    "a title that ends like the site": ("<meta property=og:site_name content=집><title>새집</title>", "새집"),
    "the site's name before it goes": ("<meta property=og:site_name content=집><title>집 - 글</title>", "글"),
    "og:title is the site's": ("<meta property=og:title content=집><title>태그: 빵 | 집</title><p>글", "태그: 빵"),
    "og:title is og:site_name": (
        "<meta property=og:title content=집><meta property=og:site_name content=집><title>빵</title><h1>굽기</h1>글",
        "빵",
    ),
    "og:title and title are the site's": (
        "<meta property=og:title content=집><meta property=og:site_name content=집><title>집</title><h1>굽기</h1>글",
        "굽기",
    ),
    "og:title is the post's, before the site": (
        "<meta property=og:title content=빵><title>빵 | 집</title><article><h1>빵</h1>글",
        "빵",
    ),
    "og:title is the post's, after the site": (
        "<meta property=og:title content=빵><title>집 | 빵</title><article><h1>빵</h1>글",
        "빵",
    ),
    "og:title is the site's, before the post": (
        "<meta property=og:title content=집><title>집 | 빵</title><article><h1>빵</h1>글",
        "빵",
    ),
    "og:title is the site's on its first page": (
        "<meta property=og:title content=집><meta property=og:site_name content=집><title>집</title>글",
        "집",
    ),
    "a heading that is the site's name": ("<title>글 - 집</title><h1>집</h1><p>글", "글 - 집"),
    "a heading outside the text": (
        "<title>빵 굽기 | 집</title><div><h1>빵 굽기</h1></div><article><h1>들어가며</h1>글",
        "빵 굽기",
    ),
    "a heading outside the text, with other marks": (
        "<title>빵 굽기</title><header><h1>빵 굽기</h1></header><article><h1>들어가며</h1>글",
        "빵 굽기",
    ),
    "the site's name in the banner": (
        "<title>집 | 빵 굽기</title><header><h1>집</h1></header><article><h2>빵 굽기</h2>글",
        "집 | 빵 굽기",
    ),
    "a heading without title": ("<header><h1>머리</h1></header>글", "머리"),
    "an icon in the heading": ("<h1><i class=material-icons>star_rate</i>머리</h1>글", "머리"),
    "none": ("<p>글", ""),
}


@pytest.mark.parametrize(("markup", "title"), TITLES.values(), ids=TITLES)
def test_title(markup: str, title: str) -> None:
    """The title is the post's own, without the site's."""
    assert extract(markup).title == title


LD = '<script type="application/ld+json">{}</script>'
DATES = {
    "time": ("<article><time datetime=2007-12-09>어제</time>글", "2007-12-09"),
    "written time": ("<article><time>2007년 12월 9일</time>글", "2007-12-09"),
    "time outside the article": ("<time datetime=2001-01-01></time><article>글</article>", None),
    "dublin core": ("<meta name=DC.date content=2007/12/09>", "2007-12-09"),
    "linked data": (LD.format('{"@graph": [{"datePublished": "2007-12-09T10:00Z"}]}'), "2007-12-09T10:00:00+00:00"),
    "broken linked data": (LD.format("{") + LD.format("[" * 9000) + "<meta name=date content=2007>", "2007"),
    "no date": ("<meta name=date content=어제>", None),
}


@pytest.mark.parametrize(("markup", "date"), DATES.values(), ids=DATES)
def test_date(markup: str, date: str | None) -> None:
    """The date is that of publication, in ISO 8601."""
    assert extract(markup).date == date


def test_author_of_linked_data_and_of_links() -> None:
    """An author is a name, never the address of a profile."""
    several = LD.format('{"author": [{"name": "이하나"}, {"name": "Kim Du"}]}')
    assert (
        extract('<meta property=article:author content="https://example.org/a">' + several).author == "이하나, Kim Du"
    )
    assert extract("<a rel=author href=/a>박 셋</a>").author == "박 셋"


def test_url_is_of_the_web() -> None:
    """A canonical address that would run a script is none."""
    assert extract('<link rel=canonical href="javascript:alert(1)"><meta property=og:url content=/7>').url == "/7"


@pytest.mark.parametrize("label", ["euc-kr", "EUC_KR", "ks_c_5601-1987", "korean", "x-windows-949", "cp949"])
def test_declared_korean_is_cp949(label: str) -> None:
    """A syllable that euc-kr proper does not have is read, whatever name the page uses."""
    page = f"<html><head><meta charset='{label}'><title>똠방각하</title></head><body>펲시 뷁 강제출국</body></html>"
    assert extract(page.encode("cp949")) == HtmlPage(title="똠방각하", text="펲시 뷁 강제출국")


@pytest.mark.parametrize(
    "data",
    [
        "\ufeff<meta charset=euc-kr><p>이주노조".encode(),
        "<meta charset=euc-kr><p>이주노조".encode("utf-16"),
        "<meta charset=utf-8><p>이주노조".encode(),
        "<?xml version='1.0' encoding='utf-8'?><html><p>이주노조</p></html>".encode(),
        "<p>이주노조".encode("cp949"),
        "<meta charset=euc-kr><p>이주노조".encode(),
        "<meta charset=utf-8><p>이주노조".encode("cp949"),
        "<meta charset=no-such-thing><p>이주노조".encode(),
        "<meta charset=rot13><p>이주노조".encode(),
    ],
)
def test_encoding(data: bytes) -> None:
    """A byte order mark goes before what is declared, and bytes that cannot be what is declared are not."""
    assert extract(data).text == "이주노조"


def test_depth() -> None:
    """50,000 elements inside each other are no obstacle: their text and the page's title come out."""
    head = "<html><head><title>깊은 곳</title></head><body>"
    deep = head + "<script>x</script><!-- y -->" + "<div>" * 50_000 + "<p>바닥<br>글" + "</div>" * 50_000
    assert extract(deep) == HtmlPage(title="깊은 곳", text="바닥\n글")


@pytest.mark.parametrize(
    "markup",
    [
        "<p class=a>이주노조는 <b>일요일</b>에 <a href='/x'>모인다</a>. We meet on Sunday.</p>\n" * 4000,
        "<div>a" * 20_000 + "b</div>" * 20_000,
        "<" * 400_000,
        "<p " * 150_000,
        "<!--" * 100_000,
        "<p>" + " " * 400_000,
        "<table><tr><td>" * 20_000,
        "<" + "a" * 400_000,
        "<p>a" * 250_000,
        "<p " + " ".join(f"a{number}=1" for number in range(100_000)) + ">글",
        "<main hidden>" * 200 + "<main hidden></main>" * 50_000,
        "<article><h2>가</h2><time>나</time></article>" * 20_000,
        "<h1 hidden>가</h1>" * 50_000,
        "<" * 20 + "p>가" * 300_000,
        "<title>" + "가" * 3_000_000 + "</title>",
        "<article>" * 250 + "<a rel=tag>가</a>" * 50_000,
    ],
    ids=lambda markup: markup[:12],
)
def test_speed(within: Callable[..., None], markup: str) -> None:
    """A page takes at most three seconds of processor time per megabyte."""
    within(3 * max(1, len(markup.encode()) / 1e6), lambda: extract(markup))


def test_a_tag_of_many_attributes_is_read_without_them() -> None:
    """An element with a hundred thousand attributes keeps its text."""
    attributes = " ".join(f"a{number}=1" for number in range(100_000))
    assert extract(f"<p {attributes}>하나</p><p>둘").text == "하나\n\n둘"


def test_a_long_attribute_is_kept() -> None:
    """A picture within an attribute is no reason to lose the others."""
    assert extract(f"<div hidden style='background:url(data:{'A' * 20_000})'>숨은 말</div><p>글").text == "글"


_INLINE = st.recursive(
    st.text(alphabet="가나 a&<", min_size=1).map(escape),
    lambda inside: st.tuples(st.sampled_from("b i em span a".split()), st.lists(inside, max_size=3)).map(
        lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"
    ),
    max_leaves=8,
)


@given(st.lists(_INLINE, max_size=4))
def test_the_same_words_as_beautiful_soup(parts: list[str]) -> None:
    """Of markup without blocks the text is the one that Beautiful Soup sees, with its white space as single spaces."""
    markup = f"<p>{''.join(parts)}</p>"
    assert extract(markup).text.split() == BeautifulSoup(markup, "lxml").get_text().split()


@given(st.binary(max_size=400) | st.text(alphabet="<>/!-pbrdiv =\"'&;#x가\ud800\0", max_size=200))
def test_never_raises(markup: bytes | str) -> None:
    """Whatever the bytes, a page comes out, and its text can be stored."""
    page = extract(markup)
    (page.text + page.title).encode()


@given(st.lists(st.text(alphabet='가나 <&"漢a', min_size=1).map(str.strip).filter(bool), min_size=1))
def test_paragraphs_round_trip(paragraphs: list[str]) -> None:
    """Escaped text in paragraphs comes back, a blank line between each two."""
    escaped = (text.replace("&", "&amp;").replace("<", "&lt;") for text in paragraphs)
    expected = "\n\n".join(" ".join(text.split()) for text in paragraphs)
    assert extract("".join(f"<p>{text}</p>" for text in escaped)).text == expected


@pytest.mark.parametrize("body", ["<p>글</p>", "<b>글</b>" * 450_000])
def test_a_title_that_is_longer_than_the_head_that_is_parsed(body: str) -> None:
    """The title of a page without a tree is whole: what is cut of it is for the limits to say."""
    words = "가나 " * 1_200_000
    for end in ("</title>", "</TITLE >", ""):
        page = extract(f"<html><head><title>{words}{end}</head><body>{body}")
        assert len(page.title) >= len(words) - 1


def test_a_quotation_mark_of_the_first_tag_is_not_closed() -> None:
    """libxml2 then puts the page beside its root; it is read all the same."""
    head = '<html xml:lang="en" lang="en>\n<head>\n<meta http-equiv="Content-Type" content="a" /><title>제목</title></head>'
    page = extract(f"{head}<body><p>글 하나</p><p>둘</p></body></html>")
    assert (page.title, page.text) == ("제목", "글 하나\n\n둘")
