"""Conjugation: forms of verbs and adjectives lead to their dictionary forms, regular and irregular ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.analysis.conjugation import heads, is_verb, lemmas

FORMS = """
마시다  마셨다 마셔요 마시고 마신 마실 마십니다
보다    봤다 보았다 봐요 보고 본 보는
크다    컸다 커요 큰 크고
춥다    추웠다 추워요 추운 추우면 춥고
듣다    들었다 들어요 들으면 듣고 듣는
짓다    지었다 지어요 지으면 짓는
열다    열었다 여는 엽니다 열고 연
부르다  불렀다 불러요 부르고 부른
따르다  따랐다 따라 따르면
푸르다  푸르러 푸른
파랗다  파래요 파란 파랗고
돕다    도왔다 도와요 도우면 돕는
주다    줬다 주었다 줍니다 준
되다    됐다 돼요 됩니다 된
예쁘다  예뻤다 예뻐요 예쁜
묻다    물었다 묻었다 물으면 묻고
"""


@pytest.mark.parametrize("line", FORMS.strip().splitlines())
def test_forms_lead_to_the_dictionary_form(line: str) -> None:
    """Every form has its verb among its lemmas; the dictionary form has no other."""
    verb, *forms = line.split()
    assert lemmas(verb) == (verb,)
    assert [form for form in forms if verb not in lemmas(form)] == []


@pytest.mark.parametrize("run", ["사과", "학교에서", "국민의", "대한민국", "것", "MTU"])
def test_other_words_are_no_forms(run: str) -> None:
    """A noun, with or without a particle, is a form of no verb."""
    assert lemmas(run) == ()


@given(st.text("가나은는이주를했다봤셨워와ㄱ", min_size=1, max_size=10))
def test_a_lemma_is_a_known_verb(run: str) -> None:
    """Whatever is asked, what is said is in the list of verbs, and one of its heads begins the run."""
    for lemma in lemmas(run):
        assert is_verb(lemma)
        assert lemma == run or any(run.startswith(head) for head, _ in heads(lemma))
