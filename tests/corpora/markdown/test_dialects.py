"""What generators of sites add to Markdown: their marks go, what a reader of the page sees stays."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.corpora.markdown.text import plain
from malmoi.tests.examples import examples

DIALECTS = {
    "id of a heading": ("가\n\n## 소개 {#intro}", "가\n\n소개"),
    "id in a comment of JSX": ("가\n\n## 소개 {/*intro*/}", "가\n\n소개"),
    "id with a class, closed": ("가\n\n## 소개 {#intro .a} ##", "가\n\n소개"),
    "attributes of a link": ('[원문](https://e.example){:target="_blank"}과 **글**{: .a}', "원문과 글"),
    "attributes of Pandoc": ("![그림](a.png){width=50% #a} `코드`{.js}", "그림 코드"),
    "attributes of a paragraph": ("글\n{: .prompt-tip }\n\n둘\n{:.a #b}", "글\n\n둘"),
    "braces that are text": ("튜플 {:ok, pid}와 {.가} 집합 {a: 1}", "튜플 {:ok, pid}와 {.가} 집합 {a: 1}"),
    "Korean in braces": ("{: 이것은 글이다}", "{: 이것은 글이다}"),
    "table of contents of kramdown": ("* TOC\n{:toc}\n\n글", "글"),
    "numbered table of contents": ("1. 차례\n{:toc .a}\n\n글", "글"),
    "tables of contents": ("[TOC]\n\n[[toc]]\n\n[[_TOC_]]\n\n글", "글"),
    "variables and conditions": ("{% if a %}{{ site.url }}글{% endif %} {# 숨음 #}끝", "글 끝"),
    "a picture is no heading": ("글\n\n![산](a.png)\n\n[![들](b.png)](/b)\n\n둘\n\n셋", "글\n\n산\n들\n둘\n\n셋"),
    "a picture above a heading": ("![산](a.png)\n\n## 둘\n\n셋", "산\n\n둘\n\n셋"),
    "link of a template": ("[글]({% post_url 2020-01-02-a b %}) [둘]({{ site.url }}/a)", "글 둘"),
    "captions of templates": (
        '{% include a.html caption="바다 사진" %} {{< figure src="a.png" title="산" >}}',
        "바다 사진 산",
    ),
    "Korean in double braces": ("{{ 와 }} 사이", "{{ 와 }} 사이"),
    "raw": ("{% raw %}{{ a }}{% endraw %} 글\n\n{% raw %}\n<b>둘</b> {% c %}\n{% endraw %}", "{{ a }} 글\n\n둘 {% c %}"),
    "id within a heading": ("가\n\n## 3월 8일 {#_03-08} - 탁자", "가\n\n3월 8일 - 탁자"),
    "comment of Liquid": ("{% comment %}\n숨음\n\n둘\n{% endcomment %}\n\n글", "글"),
    "code of Jekyll": ("{% highlight ruby linenos %}\n# *a* [[b]]\n{% endhighlight %}", "# *a* [[b]]"),
    "code of Hexo": ("{% codeblock lang:js %}\nx = {{a}}\n\n**y**\n{% endcodeblock %}", "x = {{a}}\n\n**y**"),
    "code of Hugo": ('{{< highlight go "a=b" >}}\n*a*\n{{< /highlight >}}\n글', "*a*\n글"),
    "include of mdBook": ("{{#include ../a.rs:2:3}}\n\n글", "글"),
    "containers": ("::: tip 알아 두기\n안\n:::\n\n:::note[제목]\n둘\n:::\n\n::::{.a}\n셋\n::::", "알아 두기\n안\n\n제목\n둘\n\n셋"),
    "container with attributes": ('::: {.callout-note title="주의"}\n글\n:::\n\n:::details 더 {open}\n글\n:::', "주의\n글\n\n더 {open}\n글"),
    "callouts": ("> [!NOTE]\n> 글\n\n> [!tip]- 제목\n> 둘\n\n> [!note|left] 셋", "글\n\n제목\n둘\n\n셋"),
    "boxes of MkDocs": ('!!! note "제목"\n    글 **둘**\n\n    - 셋\n\n??? info\n    넷\n\n=== "탭"\n    다섯', "제목\n글 둘\n\n셋\n\n넷\n\n탭\n다섯"),
    "fence that is a box": ('````smart header="제목"\n글 [둘](/a)\n\n```js\n*a*\n```\n````', "제목\n글 둘\n\n*a*"),
    "wiki links": ("[[다른 글|여기]] [[글#절]] ![[a.png]]![[b.png|300]] ![[글]]", "여기 글 절 글"),
    "lists in brackets": ("[[1]](/a) x[[0]] [[ -f a ]]", "[1] x0 [[ -f a ]]"),
    "highlight": ("==강조==는 이것은==강조==다 a == b == c x==y==z", "강조는 이것은강조다 a == b == c x==y==z"),
    "comments of Obsidian": ("글 %%메모%% 둘 %% 메모 %%\n\n%%\n숨음\n\n둘\n%%\n\n100%% 할인 50%%", "글 둘\n\n100%% 할인 50%%"),
    "link over two lines": ("[두 줄에\n걸친 링크](https://e.example)", "두 줄에\n걸친 링크"),
    "emphasis over two lines": ("**두 줄에\n걸친** 글 _둘\n셋_", "두 줄에\n걸친 글 둘\n셋"),
    "emphasis before a particle": ('**"강조"**를 **강조(强調)**는', '"강조"를 강조(强調)는'),
    "brackets in a link": ("[[대학] 행사](https://e.example) [가 [나] 다](/a)", "[대학] 행사 가 [나] 다"),
    "image in a link": ("[![배지](a.png)](/b) [![](a.png) 글](/b)", "배지 글"),
    "reference links": ("[글][a] [a] [A][] [없음] 배열[0][1]\n\n[a]: /b", "글 a A [없음] 배열[0][1]"),
    "reference on the next line": ("[책] 글\n\n[책]:\nhttps://e.example\n'책 제목'", "책 글\n\n책 제목"),
    "what is no reference": ("[주의]: 조심\n\n[참고]: 다음 글을 보라", "[주의]: 조심\n\n[참고]: 다음 글을 보라"),
    "comment as a reference": ("[//]: # (숨음)\n\n글", "글"),
    "what is no link": ("[배포](운영 서버에 한다) [파일](/a/내 파일.pdf)", "[배포](운영 서버에 한다) 파일"),
    "footnotes": ("글[^1] 둘[^나] [^abc]\n\n[^1]: 각주\n    이어짐\n\n    더\n[^나]: 단어", "글 둘 [^abc]\n\n각주\n이어짐\n\n더\n단어"),
    "footnote inside": ("글^[각주 글] 끝", "글 각주 글 끝"),
    "definitions": ("말\n: 뜻 **하나**\n: 뜻 둘\n\n    더", "말\n뜻 하나\n뜻 둘\n\n더"),
    "table": ("| 가 | `나|다` |\n|:--|--:|\n| **라** | 마<br>바 | 사 |", "가\t나|다\n라\t마 바\t사"),
    "table without outer bars": ("가 | 나\n--- | ---\n다 | 라", "가\t나\n다\t라"),
    "table of kramdown": ("| 가 | 나 |\n|===+===|\n| 다 | 라 \n{: .t}", "가\t나\n다\t라"),
    "bars that are no table": ("절댓값 |x| < 3, a | b", "절댓값 |x| < 3, a | b"),
    "tasks": ("- [ ] 하나\n- [x] 둘\n1. [ ] 셋\n\n[x] 글", "하나\n둘\n1. 셋\n\n[x] 글"),
    "cells of HTML": ("<table><tr><td>문제</td><td>해결</td></tr><tr><td>셋</td></tr></table>", "문제\t해결\n\n셋"),
    "HTML over lines": ("<table>\n  <tr>\n    <td>문제</td>\n\n    <td>해결</td>\n  </tr>\n</table>", "문제\n\n해결"),
    "Markdown inside HTML": ('<div markdown="1">\n\n**글**\n\n</div>\n<p>하나</p><p>둘</p>', "글\n\n하나\n\n둘"),
    "styling": ("<b>굵은</b>글 <span style='color:red'>붉</span>은 H<sub>2</sub>O", "굵은글 붉은 H2O"),
    "details": ("<details>\n<summary>더 보기</summary>\n\n속\n</details>", "더 보기\n\n속"),
    "texts of attributes": ('<img src="a.png" alt="바다"> <iframe title="산" src="b">', "바다 산"),
    "code in HTML": ("<code>**a** [[b]]</code>\n\n<pre>\n*a* &lt;b&gt;\n\n  c\n</pre>", "**a** [[b]]\n\n*a* <b>\n\n  c"),
    "comments": ("가<!-- 숨음 -->나\n\n<!--\n숨음\n\n-->\n다", "가나\n\n다"),
    "scripts": ("<script>\na()\n\nb()\n</script>\n<style>\np {}\n</style>\n글", "글"),
    "names that are no tags": ("List<String>과 <dependency>, a<b 그리고 c>d", "List<String>과 <dependency>, a<b 그리고 c>d"),
    "tag over lines": ('<Foo\n  a="b"\n>\n글\n</Foo>', "글"),
    "title of a fence": ("```yaml application.yml\na: 1\n```", "application.yml\na: 1"),
    "titles of a fence": ('```js {1,3} [이름.js]\n```\n\n```js title="둘.js" a=1\n```\n\n```js:셋.js\n```', "이름.js\n\n둘.js\n\n셋.js"),
    "languages of a fence": ("```rust,ignore\na\n```\n\n```{.python .numberLines}\nb\n```\n\n```{r, echo=FALSE}\nc\n```", "a\n\nb\n\nc"),
    "backticks after the language": ("```smart header=\"`let`\"\n글\n```\n끝", "`let`\n글\n끝"),
    "indented code": ("글\n\n    # *가* [[나]]\n\n- 하나\n\n      {{ 둘 }}", "글\n\n# *가* [[나]]\n\n하나\n\n{{ 둘 }}"),
    "formulas": ("$a_1 + b_2$와 $5 와 $6, $$\nx_{1} * y * z\n$$", "$a_1 + b_2$와 $5 와 $6, $$\nx_{1} * y * z\n$$"),
    "left alone": (":smile: :white_check_mark: 안녕~ 1~2 5*3 #태그", "😄 ✅ 안녕~ 1~2 5*3 #태그"),
    "deep": ("> " * 200 + "글", "> " * 139 + "글"),
}  # fmt: skip


@pytest.mark.parametrize(("markdown", "text"), DIALECTS.values(), ids=DIALECTS)
def test_dialects(markdown: str, text: str) -> None:
    """Marks go, text stays, and words that stand apart are not glued."""
    assert plain(markdown, "제목").body == text


MDX = """import A from '../a'
import {
  B,
} from "b"

export const meta = {
  a: 1,

  b: 2
}

# 글

<Tabs groupId="os">
  <TabItem value="mac" label="맥">

    들여 쓴 **글**

  </TabItem>
</Tabs>

{/* 숨음

둘 */}

<Link to={`/a`} onClick={() => a > b}>문서</Link>를{' '}본다 <Tab>문제</Tab><Tab>해결</Tab> <Foo a={{b: 1}} />
"""


def test_mdx() -> None:
    """Imports, exports, comments and tags of components go; what a component is given in Korean stays."""
    text = plain(MDX, mdx=True)
    assert text.heading == "글"
    assert text.body == "맥\n\n들여 쓴 글\n\n문서를 본다 문제 해결"


def test_modules_outside_of_mdx() -> None:
    """Imports that a page of Markdown begins with go; further below they are text."""
    line = "import A from 'a'"
    assert plain(f"{line}\n{line}\n\n글").body == "글"
    assert plain(f"글\n\n{line}").body == f"글\n\n{line}"


@pytest.mark.parametrize(
    ("markdown", "heading", "body"),
    [
        ("## 첫 절\n글", "첫 절", "글"),
        ("글\n\n## 첫 절\n\n둘", "첫 절", "글\n\n첫 절\n\n둘"),
        ("## 앞\n\n# 제목\n\n글", "제목", "앞\n\n글"),
        ("# README\n\n## 쓰는 법\n글", "쓰는 법", "README\n\n쓰는 법\n\n글"),
        ("# <img src='a' alt=''> [올리브](/a) `x`", "올리브 x", ""),
        ("두 줄로 된\n문단\n---\n## 절\n글", "절", "두 줄로 된\n문단\n\n절\n\n글"),
    ],
)
def test_heading(markdown: str, heading: str, body: str) -> None:
    """A page's heading is the first of level 1, else the first of any; one below a text stays in it."""
    text = plain(markdown)
    assert (text.heading, text.body) == (heading, body)


MARKS = "가|나|다라|마 바|\n|\n\n| |    |\t|- |1. |> |# |## |*|**|_|`|``|```\n|~~~\n|[|]|!|(|)|<|>|::: |: |!!! |=|==|===\n|---\n|$|$$|\\|&|^|~~|\"|'|a|1|."
PIECES = [*MARKS.split("|"), "|", "| ", "|---|\n"]
HIDING = re.compile(r"\]\(|<[a-zA-Z/!]|\]:|!\[|\[\^")
"""What may hide a text: the addresses of links and tags, and labels."""


@examples(400)
@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join).filter(lambda text: not HIDING.search(text)))
def test_no_letter_is_lost(markdown: str) -> None:
    """Whatever marks stand around them, all letters of a page are in its text, in their order."""
    text = plain(markdown, "제목")
    assert re.findall("[가-힣]", text.body) == re.findall("[가-힣]", markdown)


CODE = st.text(alphabet="가*_[]{}<>|=:%&#- \n\\", min_size=1).filter(lambda code: code.strip("\n") == code)


@given(CODE)
def test_code_is_exact(code: str) -> None:
    """What stands in a fence is kept, sign for sign."""
    assert plain(f"~~~~~~\n{code}\n~~~~~~", "제목").body == code.strip("\n")


@pytest.mark.parametrize(
    "piece",
    ["- a\n", ": a\n", "{% a ", "{{ a ", "{/* a\n\n", "%% a", "$a_", "<a {", "<code>", "<pre>\n\n", "[[a|", "[^a]: ", "```a `b\n", "{: .a", "|a|\n", "::: a\n", "!!! note\n    ", "<a\n"],
)  # fmt: skip
def test_time_is_linear(within: Callable[..., None], piece: str) -> None:
    """Marks that are never closed cost no more than text, however many there are."""
    text = piece * (60_000 // len(piece))
    within(1.5, lambda: plain(text))
    within(1.5, lambda: plain(text, mdx=True))
