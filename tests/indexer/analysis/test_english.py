"""English: words that differ in form or spelling have a term in common."""

from __future__ import annotations

import pytest

from malmoi.indexer.analysis.english import English, parts

SAME = """
woman women|buy bought|child children|go went|mouse mice|knife knives|bus buses|crisis crises|criterion criteria
colour color|labour labor|organise organize|centre center|catalogue catalog|travelled traveled|analyse analyze
café cafe|façade facade|Zoë Zoe|don't dont|Mary's Mary|happier happy|biggest big|MTUs MTU|life lives|live lives
programme program|anaemia anemia|paediatric pediatric|defence defense|install installed
"""


@pytest.mark.parametrize("pair", SAME.replace("\n", "|").strip("|").split("|"))
def test_forms_share_a_term(pair: str) -> None:
    """Irregular forms, spellings, accents and plurals meet at one term."""
    one, other = (set(English().terms(word)) for word in pair.split())
    assert one & other


@pytest.mark.parametrize("pair", ["four for", "hour her", "bus business", "news new", "hers hear"])
def test_other_words_do_not(pair: str) -> None:
    """A rule for spellings confuses no two words."""
    one, other = (set(English().terms(word)) for word in pair.split())
    assert not one & other


@pytest.mark.parametrize(
    ("word", "expected"),
    [("getUserName", "get User Name"), ("iPhone", "i Phone"), ("MTU", ""), ("MTUs", ""), ("Seoul", ""), ("word", "")],
)
def test_parts_of_camel_case(word: str, expected: str) -> None:
    """A word in camelCase has its parts, and no other word has any."""
    assert list(parts(word)) == expected.split()
