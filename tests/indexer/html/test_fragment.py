"""HTML of a post as feeds, exports and embedders have it."""

from __future__ import annotations

import pytest

from malmoi.indexer.html.fragment import fragment, title_text

TYPED = {
    "lines and paragraphs": ("하나\n둘\n\n셋", "하나\n둘\n\n셋"),
    "many blank lines": ("하나\n\n \n\n둘", "하나\n\n둘"),
    "lines beside blocks": ("<ul>\n<li>하나</li>\n\n<li>둘</li>\n</ul>\n\n셋", "하나\n둘\n셋"),
    "a line before a block": ("하나\n\n<div>둘</div>", "하나\n둘"),
    "lines beside styling": ("<b>하나</b>\n<i>둘</i>\n\n<b>셋</b>", "하나\n둘\n\n셋"),
    "br and a line": ("하나<br>\n둘", "하나\n둘"),
    "preformatted": ("<pre>\na\n\n b\n</pre>", "a\n\n b"),
    "spaces": ("  하나   둘 \n 셋", "하나 둘\n셋"),
}


@pytest.mark.parametrize(("markup", "text"), TYPED.values(), ids=TYPED)
def test_typed_lines(markup: str, text: str) -> None:
    """Where lines are kept, a line break is one, and a blank line starts a paragraph, but not next to a block."""
    assert fragment(markup, keep_lines=True).text == text


def test_all_text_is_the_post() -> None:
    """Headers, footers and what stands beside an article belong to the post; stray tags of a page are none."""
    markup = "<header>머리</header></body>앞<article>글</article>뒤<footer>꼬리</footer></html>"
    assert fragment(markup).text.split() == ["머리", "앞", "글", "뒤", "꼬리"]


def test_too_deep_for_a_tree() -> None:
    """A fragment of ten thousand elements in each other keeps its text and its title."""
    found = fragment("<div>" * 10_000 + "바닥", "깊은 곳")
    assert (found.title, found.text) == ("깊은 곳", "바닥")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("<b>봄</b> &amp; 여름", "봄 & 여름"),
        ("Vec<T> 쓰기", "Vec<T> 쓰기"),
        ("<img src='i.png' width=16> 올리브", "올리브"),
        ("a < b", "a < b"),
    ],
)
def test_title_text(title: str, text: str) -> None:
    """Styling and pictures leave a title; what is no HTML stays."""
    assert title_text(title) == text
