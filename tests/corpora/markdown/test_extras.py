"""Marks of plug-ins: they go, and what may as well be text stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.corpora.markdown.front_matter import front_matter
from malmoi.corpora.markdown.text import plain

READ = [
    ("H~2~O 와 10^6^ 과 5^th^", "H₂O 와 10⁶ 과 5th"),
    ("++밑줄++은 ^^삽입^^", "밑줄은 삽입"),
    ("++ctrl+alt+del++ 누르기", "ctrl+alt+del 누르기"),
    ("기쁨 :smile: 그리고 :+1:", "기쁨 😄 그리고 👍"),
    (":material-check: 확인", "확인"),
    ("앞 @[youtube](dQw4w9WgXcQ) 뒤", "앞 뒤"),
    ("@[유튜브](https://youtu.be/x)", "유튜브"),
    ("*[HTML]: 하이퍼텍스트\n*[CSS]: 꾸밈", "HTML: 하이퍼텍스트\nCSS: 꾸밈"),
    ("앞\n\n\\pagebreak\n\n뒤", "앞\n\n뒤"),
    ('--8<-- "abbreviations.md"\n\n뒤', "뒤"),
    ("문단이다. ^block-id", "문단이다."),
    ("![[다른 노트#^ab12]]", "다른 노트"),
    ("{++추가++} {--삭제--} {>>주석<<} {~~옛~>새~~}", "추가 삭제 주석 옛 새"),
    ("{% raw %}{{ page.title }}{% endraw %}", "{{ page.title }}"),
]
KEPT = [
    "1~2일, 3~5개", "3~5~7", "i++ + j++ 은 늘린다", "++i는 j++와 다르다", "C++ 와 D++", "2^10^3", "값은 x ^2", "^표", "^^",
    "12:30:45", "a:b:c", ":not_an_emoji_name:", "std::sort::x", "수식 {props.x} 은 글이다", "key:: 값", "\\ref{a}",
    "x -8<- y", "메일@[주소]",
]  # fmt: skip


@pytest.mark.parametrize(("markdown", "text"), READ)
def test_marks_go(markdown: str, text: str) -> None:
    """A mark of a plug-in is not in the text; what a reader of the page sees is."""
    assert plain(markdown).body == text


@pytest.mark.parametrize("text", KEPT)
def test_text_stays(text: str) -> None:
    """What only looks like a mark stays."""
    assert plain(text).body == text


@pytest.mark.parametrize("mark", ["`{}`", "```\n{}\n```"])
@pytest.mark.parametrize("code", ["H~2~O", ":smile:", "++밑줄++", "^^x^^", "{++a++}", "{props.x}"])
def test_code_stays(mark: str, code: str) -> None:
    """In code, marks are text."""
    assert plain(mark.format(code), mdx=True).body == code


@given(st.text("가a1 +^~:{}[]@", max_size=20))
def test_letters_stay(text: str) -> None:
    """Whatever the marks, no syllable is lost."""
    assert plain(text).body.count("가") + plain(text).heading.count("가") == text.count("가")


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("값은 {props.x} 이다", "값은 이다"),
        ("{x ? '가' : '나'}", "가 나"),
        ("{중괄호} 글", "{중괄호} 글"),
        ("\\{글\\}", "{글}"),
        ("앞\n\n{list.map((x) => (\n  <Item key={x} />\n))}\n\n뒤", "앞\n\n뒤"),
    ],
)
def test_expressions_of_mdx(markdown: str, text: str) -> None:
    """What MDX computes goes; Korean in it stays."""
    assert plain(markdown, mdx=True).body == text


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ('"닫지 않은', "닫지 않은"),
        ("'닫지 않은", "닫지 않은"),
        ('"안"과 "밖"', '"안"과 "밖"'),
        ('"말"이라는 말', '"말"이라는 말'),
        ('"C:\\dir"', "C:\\dir"),
        ('닫기만"', '닫기만"'),
    ],
)
def test_quotation_marks_of_front_matter(written: str, title: str) -> None:
    """A quotation mark around a value goes, also where the second is missing; one inside of a value stays."""
    assert front_matter(f"---\ntitle: {written}\ndate: 2024-01-02\n---\n글").values["title"] == title


@given(st.text("\U000f0000\U000f0001\U000f0123가`*_[](){}\\<>", max_size=20))
def test_private_characters_stay(text: str) -> None:
    """Characters of fonts of icons, which stand for nothing else, stay as they are."""
    shown = plain(f"글 {text}").body
    for character in "\U000f0000\U000f0001\U000f0123":
        assert shown.count(character) <= text.count(character)
    assert plain("글 \U000f0001 *가* `\U000f0000`").body == "글 \U000f0001 가 \U000f0000"
