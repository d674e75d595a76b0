"""Words in every shape that people write them in: what has every word of a query, and what has not."""

from __future__ import annotations

import pytest

from malmoi.indexer.documents.document import Document

from .corpora import new_index

SHAPES = """
별          | 별이 빛난다; 별도 달도; 별             | 특별한 날; 별명을 지었다
약          | 약을 먹었다; 약은 쓰다; 감기 약         | 약속을 했다
27명        | 27명이 왔다; 손님은 27명; 27명가량      | 27일에 세 명이; 31명이 왔다
두 개       | 두 개가 남았다; 두 개                   | 나무가 있다
마시다      | 차를 마셨다; 마시는 물; 마실 것          | 마을에 갔다
걷다        | 오래 걸었다; 걷는 사람; 걸으면           | 거리가 멀다
보다        | 영화를 봤다; 보는 사람; 보았어요         | 산보다 높다
불렀다      | 노래를 부르다; 부르는 이름               | 부자가 되다
단팥빵가게  | 단팥빵 가게가; 단팥빵가게에서            | 가게에서 단팥빵을 샀다
밤 기차     | 밤기차를 탔다; 밤 기차로                 | 낮 기차를
한일중      | 한·일·중 회담; 한일중 회담; 한ㆍ일ㆍ중   | 한 사람이 일을 중간에
R&B         | R&B 음악                                 | R 언어와 B 언어
U.S.        | the U.S. army; the US army               | Plan U and plan S; tell us
e-mail      | my email; an e-mail; e-mails             | mail from E
COVID-19    | COVID-19 백신                            | 19 people and COVID
women       | a woman; women                           | the wombat
centre      | the center; two centres                  | centipede
cafe        | a café; cafés                            | caffeine
5kg         | 5㎏ 쌀; 5kg 쌀                           | 15kg 쌀
(주)        | ㈜대우; (주)대우                         | 대우 회사
女性運動    | 女性 運動의; 女性運動은                  | 運動하는 女性
카공족이    | 카공족은; 카공족 이야기                  | 카페 공부 가족
API와       | API를 쓴다; the API                      | 와서 봤다
17회*       | 제17회대회; 17회까지                     | 17개 회의
snake_case  | snake_case로; snake case                 | the case of a snake
"""
ROWS = [[cell.strip() for cell in line.split(" | ")] for line in SHAPES.strip().splitlines()]


@pytest.mark.parametrize(("query", "having", "lacking"), ROWS, ids=[row[0] for row in ROWS])
def test_what_has_every_word(query: str, having: str, lacking: str) -> None:
    """A word that stands in a text finds it in whatever shape, and stray pieces of it do not."""
    texts = [(text.strip(), True) for text in having.split(";")] + [
        (text.strip(), False) for text in lacking.split(";")
    ]
    with new_index() as index:
        index.add_all(_documents([text for text, _ in texts]))
        complete = {int(hit.id) for hit in index.search(query, limit=50, exact=True).hits if hit.complete}
    assert {texts[number][0] for number in complete} == {text for text, has in texts if has}


def test_what_stands_side_by_side_comes_first() -> None:
    """Two words that stand together, or as one word, are before the same words far apart."""
    texts = [
        "사진 이야기를 하다가 비가 와서 모두 옛날 생각을 했다",
        "옛날 사진 이야기를 했다",
        "옛날사진 이야기를 했다",
    ]
    with new_index() as index:
        index.add_all(_documents(texts))
        for query in ("옛날 사진", "옛날사진"):
            assert [hit.id for hit in index.search(query).hits][-1] == "0"


def test_a_sure_reading_is_before_a_likely_one() -> None:
    """What the tagger knows as the word is before what may be it."""
    with new_index() as index:
        index.add_all(_documents(["여는 글", "문을 열었다"]))
        assert [hit.id for hit in index.search("열다").hits] == ["1", "0"]


def test_a_pattern_that_cannot_be_searched_is_named() -> None:
    """A wildcard in the middle of a word of several scripts is told, and the rest is searched."""
    with new_index() as index:
        index.add_all(_documents(["API 서버"]))
        page = index.search("A*I서버")
        assert any("A*I서버" in note for note in page.notes)


def _documents(texts: list[str]) -> list[Document]:
    return [Document(id=str(number), body=text) for number, text in enumerate(texts)]
