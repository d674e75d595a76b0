"""Snippets: what is shown of a text, and what of it is marked."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.config import Config, Search
from malmoi.indexer.documents.document import Document
from malmoi.indexer.text.normalize import clean
from malmoi.indexer.text.positions import position_spans
from malmoi.query.highlighting.snippet import Snippet, best_window, whole
from malmoi.query.highlighting.width import width
from malmoi.tests.examples import examples

from ..corpora import HISTORIES, QUERIES, WORDS, History, new_index

_PIECES = [
    *WORDS,
    "<script>alert('&')</script>",
    "그랬다.",
    "Yes!",
    "\n",
    "\n\n ",
    "😀",
    "…",
    "a" * 30,
    "가" * 40,
    " ",
    "é",
]
BODIES = st.lists(st.sampled_from(_PIECES), max_size=40).flatmap(
    lambda pieces: st.sampled_from([" ", "", "\n"]).map(lambda space: clean(space.join(pieces)))
)
MARKS = st.lists(st.tuples(st.integers(0, 90), st.integers(1, 5), st.integers(0, 3)), max_size=12).map(
    lambda marks: sorted((start, start + length, group) for start, length, group in marks)
)

Marks = list[tuple[int, int, int]]
"""Start, end and group of each mark."""


def in_characters(text: str, marks: Marks) -> Marks:
    """Marks of positions as marks of characters."""
    spans = position_spans(text).tolist()
    return [(spans[s][0], spans[min(e, len(spans)) - 1][1], group) for s, e, group in marks if s < len(spans)]


def folded(text: str) -> str:
    """The text in one line."""
    return re.sub(r"\s+", " ", text)


def is_of(shown: str, text: str) -> bool:
    """Whether ``shown`` is a stretch of ``text``, or two in their order with an ellipsis between."""
    if shown in text:
        return True
    cuts = (found.start() for found in re.finditer(" … ", shown))
    halves = ((shown[:at], shown[at + 3 :]) for at in cuts)
    return any(second in text[at + len(first) :] for first, second in halves if (at := text.find(first)) >= 0)


def assert_sound(snippet: Snippet, text: str) -> None:
    """A stretch of the text, or two, with marks that are inside it, in order, apart and not empty."""
    assert is_of(snippet.text, folded(text))
    assert "\n" not in snippet.text
    end = 0
    for start, stop in snippet.marks:
        assert end <= start < stop <= len(snippet.text)
        assert snippet.text[start:stop].strip() == snippet.text[start:stop]
        end = stop + 1
    plain = unescape(re.sub("</?mark>", "", snippet.to_html()))
    assert plain == snippet.to_text() == re.sub("\x1b\\[[0-9;]*m", "", snippet.to_ansi())
    assert not re.search("<(?!/?mark>)", snippet.to_html())
    assert snippet.to_html().count("<mark>") == len(snippet.marks)


@examples(60)
@given(BODIES, MARKS, st.integers(20, 200))
def test_a_window_is_a_stretch_of_the_text(text: str, marks: Marks, columns: int) -> None:
    """It is as wide as it may be at most, marks what lies in it, and says whether the text goes on."""
    inside = in_characters(text, marks)
    snippet = best_window(text, inside, columns)
    assert_sound(snippet, text)
    assert width(snippet.text) <= columns
    assert snippet == best_window(text, inside, columns)
    assert bool(snippet.marks) == bool(inside)
    assert snippet.cut_start or folded(text).lstrip().startswith(snippet.text.split(" … ")[0])
    assert snippet.cut_end or folded(text).rstrip().endswith(snippet.text.split(" … ")[-1])
    if width(folded(text)) <= columns:
        assert (snippet.cut_start, snippet.cut_end) == (False, False)


@examples(50)
@given(BODIES, MARKS)
def test_a_whole_text_keeps_all_its_marks(text: str, marks: Marks) -> None:
    """A title is never cut."""
    snippet = whole(text, in_characters(text, marks))
    assert_sound(snippet, text)
    assert snippet.text == folded(text).rstrip()
    assert not snippet.cut_start
    assert not snippet.cut_end


@examples(30, quick=12)
@given(HISTORIES, QUERIES)
def test_every_hit_has_a_sound_snippet(history: History, query: str) -> None:
    """Whatever was searched, title and body of a hit are shown with marks that fit."""
    with new_index(Config(search=Search(snippet=40))) as index:
        history.write(index)
        for hit in index.search(query, limit=100).hits:
            assert_sound(hit.snippet, history.live[hit.id].body)
            assert_sound(hit.title_highlight, history.live[hit.id].title)
            assert width(hit.snippet.text) <= 40


MARKED = """
학교          | 아이가 학교에 갔다               | 아이가 [학교]에 갔다
학교에서      | 아이가 학교에 갔다               | 아이가 [학교]에 갔다
강제출국      | 강제 출국을 멈춰라               | [강제 출국]을 멈춰라
"강제 출국"   | 강제출국을 멈춰라                | [강제출국]을 멈춰라
"강제출국 반대" | 강제 출국, 반대한다            | [강제 출국, 반대]한다
"역에"        | 서울역에서 봤다                  | 서울[역에]서 봤다
deport*       | They were deported again         | They were [deported] again
deported      | The deportation of a friend      | The [deportation] of a friend
MTU           | MTU지도부                        | [MTU]지도부
이주노조      | 이주노조가 왔다                  | [이주노조]가 왔다
밥            | 밥을 먹고 조밥도                 | [밥]을 먹고 조밥도
12.9          | 12.9와 12.90                     | [12.9]와 12.90
同志          | 우리 同志들                      | 우리 [同志]들
봄 여행       | 봄에 떠난 여행과 여름            | [봄]에 떠난 [여행]과 여름
봄 -여름      | 봄에 떠난 여행                   | [봄]에 떠난 여행
노조          | 노조의 조합원과 이주노조         | [노조]의 조합원과 이주[노조]
lang:ko       | 아무 말                          | 아무 말
"""


@pytest.mark.parametrize(
    ("query", "body", "shown"), [[cell.strip() for cell in row.split(" | ")] for row in MARKED.strip().splitlines()]
)
def test_what_is_marked(query: str, body: str, shown: str) -> None:
    """The stem and not the particle, a phrase as one, what was looked for and not what was excluded."""
    with new_index() as index:
        index.add(Document(id="a", title="제목", body=body, lang="ko"))
        (hit,) = index.search(query, exact=True).hits
        assert hit.snippet.to_html().replace("<mark>", "[").replace("</mark>", "]") == shown


CROSSED = """
추방          | They were deported, and the deportation of a friend | They were [deported], and the [deportation] of a friend
이주노조      | MTU. The mtu of a link, MTUs     | [MTU]. The mtu of a link, MTUs
MTU           | 이주노조의 집회                  | [이주노조]의 집회
이주노조      | The Migrants' Trade Union met    | The [Migrants' Trade Union] met
동지          | 우리 同志들                      | 우리 [同志]들
土曜日        | on Saturday, a saturday          | on [Saturday], a [saturday]
일요일        | 12.9(日) 종각                    | 12.9([日]) 종각
12월 9일      | on Dec. 9, 2007; 12.9            | on [Dec. 9, 2007]; 12.9
"강제 출국"   | The deportation of 강제출국      | The [deportation] of [강제출국]
"""


@pytest.mark.parametrize(
    ("query", "body", "shown"), [[cell.strip() for cell in row.split(" | ")] for row in CROSSED.strip().splitlines()]
)
def test_what_is_marked_of_variants(query: str, body: str, shown: str) -> None:
    """An acronym in capitals, words by their stems, days however written, syllables wherever they stand."""
    with new_index() as index:
        index.add(Document(id="a", title="제목", body=body, lang="ko"))
        (hit,) = index.search(query).hits
        assert hit.snippet.to_html().replace("<mark>", "[").replace("</mark>", "]") == shown.replace("'", "&#x27;")


def _snippet(query: str, body: str, columns: int = 60, title: str = "") -> Snippet:
    with new_index(Config(search=Search(snippet=columns))) as index:
        index.add(Document(id="a", title=title, body=body))
        (hit,) = index.search(query).hits
        return hit.snippet


FILLER = "아무 상관이 없는 말을 길게 늘어놓는다 " * 20


def test_it_starts_at_a_sentence_that_is_near() -> None:
    """Not in the middle of it."""
    snippet = _snippet("무지개", f"{FILLER}. 비가 그친 뒤 무지개를 보았다. {FILLER}")
    assert snippet.text.startswith("비가 그친 뒤 무지개를")
    assert (snippet.cut_start, snippet.cut_end) == (True, True)
    assert snippet.to_text().startswith("… 비가")
    assert snippet.to_text().endswith(" …")


def test_the_best_window_shows_both_words() -> None:
    """A place with both words is better than an earlier one with either, however often."""
    snippet = _snippet(
        "무지개 우산", f"무지개 무지개 무지개. {FILLER} 우산. {FILLER} 우산 아래서 무지개를 보았다. {FILLER}"
    )
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["우산", "무지개"]


def test_the_first_of_equal_windows_is_shown() -> None:
    """Nothing is better in the second."""
    assert not _snippet("무지개", f"무지개. {FILLER} 무지개. {FILLER}").cut_start


def test_without_a_mark_the_beginning_is_shown() -> None:
    """A hit whose title alone has the word shows how its text begins."""
    snippet = _snippet("무지개", f"  \n{FILLER}", title="무지개")
    assert snippet.marks == ()
    assert snippet.text.startswith("아무 상관이")
    assert (snippet.cut_start, snippet.cut_end) == (False, True)


def test_it_says_its_section() -> None:
    """The title above the first mark, wherever the window begins; none where no title is above it, or in a title."""
    body = f"{FILLER}무지개.\n\n걸어온 길\n\n우산을 폈다. {FILLER}\n\n비 오는 날\n\n{FILLER} 장화를 신었다. {FILLER}"
    assert _snippet("무지개", body).section is None
    assert _snippet("우산", body).section == "걸어온 길"
    assert _snippet("장화", body).section == "비 오는 날"
    assert _snippet("걸어온", body).section == "걸어온 길"
    assert _snippet("소식", body, title="소식").section is None
    with new_index() as index:
        index.add(Document(id="a", title="소식", body=body))
        (hit,) = index.search("장화").hits
        assert hit.title_highlight.section is None
        assert hit.to_json()["section"] == "비 오는 날"


def test_the_section_of_two_windows() -> None:
    """It is that of the first."""
    body = f"걸어온 길\n\n무지개가 떴다. {FILLER}\n\nLater\n\n{FILLER} And a rainbow. {FILLER}"
    snippet = _snippet("무지개", body, columns=80)
    assert " … " in snippet.text
    assert "rainbow" in snippet.text
    assert snippet.section == "걸어온 길"


def test_a_title_is_marked_whole() -> None:
    """The heading of a hit is its title with every mark, however long it is."""
    title = f"무지개 {FILLER}무지개"
    with new_index() as index:
        index.add(Document(id="a", title=title, body="글"))
        (hit,) = index.search("무지개").hits
        assert hit.title_highlight.text == " ".join(title.split())
        assert [hit.title_highlight.text[start:end] for start, end in hit.title_highlight.marks] == ["무지개", "무지개"]


def test_html_is_escaped() -> None:
    """Text of a post never becomes markup, inside a mark or outside."""
    body = "<script>alert(\"무지개\")</script> & 'C++'"
    html = _snippet('무지개 c++ "script alert"', body).to_html()
    assert "<script" not in html
    assert html.startswith("&lt;<mark>script&gt;alert</mark>(&quot;<mark>무지개</mark>&quot;)&lt;/")
    assert html.endswith("&amp; &#x27;<mark>C++</mark>&#x27;")


@pytest.mark.parametrize(
    ("text", "columns"), [("abc", 3), ("가나", 4), ("가a", 3), ("é", 1), ("e\u0301", 1), ("", 0), ("志", 2), ("😀", 2)]
)
def test_width_counts_columns(text: str, columns: int) -> None:
    """A Korean syllable takes two columns, a combining mark none."""
    assert width(text) == columns


def test_it_says_its_language() -> None:
    """Of a post in both languages a passage may be in one."""
    body = (
        "봄이 온 섬마을에서 사람들이 모여 노래를 불렀다. " * 4
        + "The ferry leaves the old harbour at nine in the morning. " * 4
    )
    assert [_snippet(word, body).lang for word in ("노래를", "harbour")] == ["ko", "en"]
