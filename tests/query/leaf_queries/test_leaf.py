"""LeafQueries: how each kind of text is looked for."""

from __future__ import annotations

import pytest

from malmoi.config import Ranking
from malmoi.query.leaf_queries.leaf import LeafQueries
from malmoi.query.scoring.scorer import Scorer

from ..corpora import analyzer, new_segment

BODY = ("body",)
SOUGHT = """
MTU                     | words  | MTU                 | MTU 집회; 반MTU; the MTU, again; MTUs        | mtu 집회
MTU위원장               | phrase | MTU위원장           | MTU 위원장                                  | MTU의 위원장
deportations            | terms  | deport              | deported; Deportation                       | port
Migrants' Trade Union   | stems  | migrant trade union | migrant trade unions; Migrants, trade union | trade union migrant; migrants of a trade union
학교                    | terms  | 학교                | 학교에서; 학교 앞                           | 학; 교
먹다                    | terms  | 먹다                | 먹었다                                      | 다
말하다                  | terms  | 말                  | 말했다; 말을                                | 다
손보다                  | terms  | 손보다              | 자전거를 손보고                             | 손을 씻고
물다                    | terms  | 물다                | 개가 물다; 물었다                                   | 물을
이기적이다              | phrase | 이기적이            | 이기적이고                                  | 기적
강제출국                | phrase | 강제출국            | 강제출국이; 강제 출국                       | 출국 강제
이주노조                | phrase | 이주노조            | 이주 노조에; 서울이주노조                   | 이주와 노조
강제 출국               | phrase | 강제출국            | 강제출국을; 강제 출국                       | 출국 강제
로동신문                | phrase | 로동신문            | 로동신문이; 로동 신문                       | 노동신문
同志                    | phrase | 同志                | 同志들; 男女同志會                          | 동지
12.9                    | phrase | 12.9                | 12.9 집회                                   | 12.90; 2.9
"""
TABLE = [[cell.strip() for cell in row.split(" | ")] for row in SOUGHT.strip().splitlines()]


@pytest.mark.parametrize(("text", "stream", "sought", "found", "missed"), TABLE, ids=[row[0] for row in TABLE])
def test_what_somebody_else_may_have_written(text: str, stream: str, sought: str, found: str, missed: str) -> None:
    """Words are found by their stems, nouns inside longer words, syllables in any spacing, acronyms only as such."""
    having = [one.strip() for one in found.split(";")]
    with new_segment([*having, *(one.strip() for one in missed.split(";"))]) as segment:
        leaf = LeafQueries(analyzer(), Scorer([segment], Ranking())).written(text, BODY)
        docs, scores = leaf.scores.groups[0].documents.docs, leaf.scores.groups[0].scores()
        assert (leaf.stream, leaf.text) == (stream, sought)
        assert docs.tolist() == list(range(len(having)))
        assert leaf.scores.frequency == len(having)
        assert (scores > 0).all()


def test_a_token_of_a_day_is_looked_for_as_it_is() -> None:
    """However the day was written; a token without a year finds every year."""
    with new_segment(["12.9(日)", "December 9th", "2007년 12월 9일", "12월"]) as segment:
        leaves = LeafQueries(analyzer(), Scorer([segment], Ranking()))
        frequencies = [leaves.leaf("words", token, BODY).scores.frequency for token in ("=12-09", "=2007-12-09", "=12")]
        assert frequencies == [3, 1, 4]


@pytest.mark.parametrize("text", ["", " ", "!?", "😀", "\x00"])
def test_a_text_without_words_is_in_no_document(text: str) -> None:
    """And nothing is raised."""
    with new_segment(["학교 😀!?"]) as segment:
        assert LeafQueries(analyzer(), Scorer([segment], Ranking())).written(text, BODY).scores.frequency == 0
